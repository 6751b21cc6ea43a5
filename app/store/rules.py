"""Topic rules: kept, and read by whoever records; and the job that brings stored entries in line with them.

Whoever records holds the table's lightest lock while it uses the rules, and whoever changes them waits for its end. So
all that was recorded under the rules before is there when the job begins, and all else is recorded under those of now.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from psycopg import AsyncConnection
from psycopg.errors import UniqueViolation
from psycopg.rows import class_row, dict_row
from psycopg.types.json import Jsonb

from app.errors import Conflict, NotFound
from app.store.rule_words import Rule, Rules, made_ready
from app.store.work_tables import TopicRule

HOLD_RULES = "LOCK TABLE topic_rule IN ROW SHARE MODE"
"""Until the transaction ends no rule is changed."""

READ_RULES = "SELECT slug, name, any_of, all_of, none_of, language FROM topic_rule ORDER BY slug"

ADD_RULE = """
INSERT INTO topic_rule (slug, name, any_of, all_of, none_of, language, created_at, updated_at)
SELECT %(slug)s, %(name)s, %(any_of)s, %(all_of)s, %(none_of)s, %(language)s, %(now)s, %(now)s
WHERE (SELECT count(*) FROM topic_rule) < %(most)s
"""

REPLACE_RULE = """
UPDATE topic_rule SET name = %(name)s, any_of = %(any_of)s, all_of = %(all_of)s, none_of = %(none_of)s,
                      language = %(language)s, updated_at = %(now)s
WHERE slug = %(slug)s
"""

QUEUE_JOB = """
INSERT INTO job (id, kind, payload, created_at, next_at) VALUES (%(id)s, 'topics', '', %(now)s, %(now)s)
ON CONFLICT (kind) WHERE kind = 'topics' AND status = 'queued' DO UPDATE SET
  payload = '', next_at = excluded.next_at, lease_until = NULL, fence = job.fence + 1, attempts = 0
RETURNING id
"""
"""One job brings entries in line with all rules; a change of rules while it works lets it begin again."""

READ_TOPIC = """
SELECT t.slug, t.name, t.source, t.entry_count AS entries FROM topic t WHERE t.slug = %(slug)s AND t.entry_count > 0
"""


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic: who named it first, how many entries are about it, and its rule if there is one."""

    slug: str
    name: str
    source: str
    entries: int
    rule: TopicRule | None


async def rules_in(connection: AsyncConnection[Any]) -> Rules:
    """The rules, which stay as they are until the caller's transaction ends."""
    await connection.execute(HOLD_RULES)
    cursor = connection.cursor(row_factory=dict_row)
    await cursor.execute(READ_RULES)
    return made_ready(tuple(_rule(row) for row in await cursor.fetchall()))


async def get_topic(connection: AsyncConnection[Any], slug: str) -> TopicState:
    """A topic that entries are about or that has a rule. Raises `NotFound`."""
    async with connection.cursor(row_factory=class_row(TopicRule)) as cursor:
        await cursor.execute("SELECT * FROM topic_rule WHERE slug = %s", (slug,))
        rule = await cursor.fetchone()
    async with connection.cursor(row_factory=dict_row) as read:
        await read.execute(READ_TOPIC, {"slug": slug})
        topic = await read.fetchone()
    if topic is None:
        if rule is None:
            raise NotFound(f"there is no topic {slug}")
        topic = {"slug": slug, "name": rule.name, "source": "rule", "entries": 0}
    return TopicState(**topic, rule=rule)


async def add_rule(connection: AsyncConnection[Any], rule: Rule, *, most: int, now: datetime) -> UUID:
    """Keep a new rule; the job that applies it. Raises `Conflict` when the topic has one, or there are too many."""
    async with connection.transaction():
        await _hold_alone(connection)
        try:
            added = await connection.execute(ADD_RULE, _columns(rule, now) | {"most": most})
        except UniqueViolation as fault:
            raise Conflict(f"the topic {rule.slug} has a rule already: replace it by PUT") from fault
        if not added.rowcount:
            raise Conflict(f"there are {most} topic rules already, as many as there may be")
        return await _queue(connection, now)


async def replace_rule(connection: AsyncConnection[Any], rule: Rule, *, now: datetime) -> UUID:
    """Put a rule in the place of its topic's; the job that applies it. Raises `NotFound`."""
    async with connection.transaction():
        await _hold_alone(connection)
        replaced = await connection.execute(REPLACE_RULE, _columns(rule, now))
        return await _queue_if(connection, replaced.rowcount, rule.slug, now)


async def delete_rule(connection: AsyncConnection[Any], slug: str, *, now: datetime) -> UUID:
    """Forget a rule; the job that takes its topic from entries. Raises `NotFound`."""
    async with connection.transaction():
        await _hold_alone(connection)
        deleted = await connection.execute("DELETE FROM topic_rule WHERE slug = %s", (slug,))
        return await _queue_if(connection, deleted.rowcount, slug, now)


async def _hold_alone(connection: AsyncConnection[Any]) -> None:
    await connection.execute("LOCK TABLE topic_rule IN EXCLUSIVE MODE")


async def _queue_if(connection: AsyncConnection[Any], found: int, slug: str, now: datetime) -> UUID:
    if not found:
        raise NotFound(f"there is no rule for the topic {slug}")
    return await _queue(connection, now)


async def _queue(connection: AsyncConnection[Any], now: datetime) -> UUID:
    cursor = await connection.execute(QUEUE_JOB, {"id": uuid4(), "now": now})
    row = await cursor.fetchone()
    assert row is not None  # noqa: S101 (an upsert that always writes)
    job_id: UUID = row[0]
    return job_id


def _rule(row: dict[str, Any]) -> Rule:
    terms = {name: tuple(row[name]) for name in ("any_of", "all_of", "none_of")}
    return Rule(slug=row["slug"], name=row["name"], language=row["language"], **terms)


def _columns(rule: Rule, now: datetime) -> dict[str, Any]:
    values = {name: Jsonb(value) if isinstance(value, tuple) else value for name, value in asdict(rule).items()}
    return values | {"now": now}
