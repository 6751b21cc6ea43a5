"""Brings stored entries in line with the topic rules of now, a batch of one blog's entries in each transaction.

Like names found in the text, topics of rules are labels: they make no version of an entry and no change. The job's row
says how far it came and is written in the batch's own transaction, so a batch is done wholly or not at all.
"""

from asyncio import to_thread
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import orjson
from psycopg import AsyncConnection, Rollback
from psycopg.rows import dict_row

from app.store import statements
from app.store.freshness import NEXT_TICK, shard_of
from app.store.rule_words import MAX_TEXT_CHARACTERS, Rules
from app.store.rules import rules_in
from app.store.search import configuration
from app.store.tallies import TALLY, counted, tally_rows
from app.store.work_tables import Job
from app.store.write import to_json

NEXT_BLOG = """
SELECT id FROM blog WHERE %(blog_id)s::uuid IS NULL OR id >= %(blog_id)s ORDER BY id LIMIT 1
"""

BLOG_AFTER = "SELECT id FROM blog WHERE id > %(blog_id)s ORDER BY id LIMIT 1"

READ_BATCH = f"""
SELECT id, blog_id, external_id, permalink, title, left(body_text, {MAX_TEXT_CHARACTERS}) AS body_text,
       authors, topics, sort_at, publisher_slug, language, deleted_at
FROM entry WHERE blog_id = %(blog_id)s AND (%(after)s::uuid IS NULL OR id > %(after)s) ORDER BY id LIMIT %(limit)s
"""

NOTE_BLOG = f"UPDATE blog SET tick = {NEXT_TICK.format(tick='tick')} WHERE id = %(blog_id)s"

GO_ON = """
UPDATE job SET payload = %(payload)s, next_at = %(now)s, lease_until = NULL, attempts = 0, error = NULL
WHERE id = %(id)s AND fence = %(fence)s AND status = 'queued'
"""

FINISH = """
UPDATE job SET status = 'done', payload = '', result = '[]', error = NULL, finished_at = %(now)s, lease_until = NULL
WHERE id = %(id)s AND fence = %(fence)s AND status = 'queued'
"""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the next batch begins: in this blog, after this entry; or at the very first."""

    blog_id: UUID | None = None
    after: UUID | None = None

    @classmethod
    def of(cls, job: Job) -> "_Place":
        """Where the job stands."""
        if not job.payload:
            return cls()
        place = orjson.loads(job.payload)
        return cls(UUID(place["blog_id"]), UUID(place["after"]) if place["after"] else None)


async def relabel_batch(connection: AsyncConnection[Any], job: Job, *, limit: int, now: datetime) -> bool:
    """Do the job's next batch; False when the lease was lost and all stays as it was."""
    async with connection.transaction() as batch:
        following = await _relabel(connection, _Place.of(job), limit)
        statement = FINISH if following is None else GO_ON
        values = {"id": job.id, "fence": job.fence, "now": now}
        noted = await connection.execute(statement, values | {"payload": orjson.dumps(following)})
        held = noted.rowcount == 1
        if not held:
            # Someone else has the job, or it is to begin again.
            raise Rollback(batch)
    return held


async def _relabel(connection: AsyncConnection[Any], place: _Place, limit: int) -> _Place | None:
    """Relabel a batch; where the next one begins, if there is one."""
    blog_id = await _first(connection, NEXT_BLOG, {"blog_id": place.blog_id})
    if blog_id is None:
        return None
    # The same lock, in the same order, as recording takes.
    await connection.execute("SELECT FROM blog WHERE id = %s FOR UPDATE", (blog_id,))
    rules = await rules_in(connection)
    after = place.after if blog_id == place.blog_id else None
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(READ_BATCH, {"blog_id": blog_id, "after": after, "limit": limit})
        entries = await cursor.fetchall()
    await _write(connection, blog_id, entries, rules)
    if len(entries) == limit:
        return _Place(blog_id, entries[-1]["id"])
    following = await _first(connection, BLOG_AFTER, {"blog_id": blog_id})
    return _Place(following) if following else None


async def _write(connection: AsyncConnection[Any], blog_id: UUID, entries: list[dict[str, Any]], rules: Rules) -> None:
    # Matching hundreds of long texts takes long enough to keep other requests waiting.
    named = await to_thread(lambda: {entry["id"]: rules.label(entry, entry["language"]) for entry in entries})
    before = [entry for entry in entries if named[entry["id"]] != entry["topics"]]
    if not before:
        return
    now = [entry | {"topics": named[entry["id"]]} for entry in before]
    for language, alike in groupby(sorted(now, key=_language), key=_language):
        rows = [{name: value for name, value in entry.items() if name not in {"title", "body_text"}} for entry in alike]
        parameters = {"blog_id": blog_id, "rows": to_json(rows), "configuration": configuration(language)}
        await connection.execute(statements.RELABEL_ENTRIES, parameters)
    labels = [{name: entry[name] for name in ("id", "sort_at", "authors", "topics")} for entry in now]
    ids = [entry["id"] for entry in now]
    await connection.execute(statements.CLEAR_LABELS, {"blog_id": blog_id, "ids": ids})
    await connection.execute(statements.INSERT_LABELS, {"blog_id": blog_id, "rows": to_json(labels)})
    await _count(connection, before, now)
    await connection.execute(NOTE_BLOG, {"blog_id": blog_id})
    await connection.execute(statements.NOTE_RECORDING, {"shard": shard_of(blog_id)})


async def _count(connection: AsyncConnection[Any], before: list[dict[str, Any]], now: list[dict[str, Any]]) -> None:
    """Let topics and tallies follow, of entries that are not deleted."""
    went = [entry for entry in before if entry["deleted_at"] is None]
    came = [entry for entry in now if entry["deleted_at"] is None]
    topics = {topic["slug"]: topic for entry in went + came for topic in entry["topics"]}
    more = Counter(topic["slug"] for entry in came for topic in entry["topics"])
    more.subtract(topic["slug"] for entry in went for topic in entry["topics"])
    totals = [topics[slug] | {"more": number} for slug, number in more.items() if number]
    if totals:
        await connection.execute(statements.COUNT_TOPICS, {"rows": to_json(totals)})
    if came:
        tallies = tally_rows([counted(entry) for entry in came], [counted(entry) for entry in went])
        await connection.execute(TALLY, {"rows": to_json(tallies)})


async def _first(connection: AsyncConnection[Any], statement: str, parameters: dict[str, Any]) -> UUID | None:
    cursor = await connection.execute(statement, parameters)
    row = await cursor.fetchone()
    return row[0] if row else None


def _language(entry: dict[str, Any]) -> str:
    return entry["language"] or ""
