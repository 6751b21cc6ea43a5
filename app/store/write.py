"""Carries out a plan: every statement of a recording, in one round trip."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any, TypeVar
from uuid import UUID

import orjson
from psycopg import AsyncConnection

from app.parsing.document import ParsedBlog
from app.store import statements
from app.store.changes import append_changes
from app.store.content import labelled, named
from app.store.freshness import shard_of
from app.store.plan import Plan, Reading
from app.store.search import base_language, configuration
from app.store.slugs import slug
from app.store.storable import storable
from app.store.tables import DeleteReason
from app.store.tallies import READ_FOLLOWERS, TALLY, Counted, counted, tally_rows

BATCH = 500
"""Entries written by one statement."""

_Item = TypeVar("_Item")


async def write(
    connection: AsyncConnection[Any],
    blog: ParsedBlog,
    plan: Plan,
    reading: Reading,
    parameters: dict[str, Any],
) -> int | None:
    """Write what the plan says, in a transaction that holds the blog's lock. Returns the last `seq`, if any.

    `parameters` are what the statements ask for by name besides their own.
    """
    publisher_slug = slug(blog.publisher) if blog.publisher else reading.publisher_slug
    language = base_language(blog.language) or reading.language
    for entry in plan.created + plan.updated:
        entry |= {"publisher_slug": publisher_slug, "language": language}
    follow = (publisher_slug, language) != (reading.publisher_slug, reading.language)
    parameters = parameters | {
        "configuration": configuration(language),
        "publisher_slug": publisher_slug,
        "entry_language": language,
    }
    followers = await _followers(connection, parameters) if reading.on_time and follow else {}
    tallies = _tallies(plan, followers, publisher_slug, language)
    for statement, executions in _steps(plan, blog, reading, follow=follow):
        for more in executions:
            await connection.execute(statement, parameters | more)
    return await _count_and_log(connection, plan, tallies, reading)


def _steps(plan: Plan, blog: ParsedBlog, reading: Reading, *, follow: bool) -> list[tuple[str, list[dict[str, Any]]]]:
    """Statements in their order, and the parameters of each time that each is to be executed."""
    updated = [entry["id"] for entry in plan.updated]
    deleted = [entry.id for entry in plan.deleted]
    relabelled = plan.updated + plan.relabelled
    entering = [] if reading.late else [entry.id for entry in plan.seen if not entry.on_page]
    seen_earlier = [entry.id for entry in plan.seen] if reading.late else []
    reason: DeleteReason = "reread" if reading.again else "removed"
    return [
        (statements.KEEP_REVISIONS, _ids(updated + deleted)),
        (statements.UPDATE_ENTRIES, _rows(plan.updated)),
        (statements.INSERT_ENTRIES, _rows(plan.created)),
        (statements.DELETE_ENTRIES, [batch | {"delete_reason": reason} for batch in _ids(deleted)]),
        (statements.RELABEL_ENTRIES, _rows(plan.relabelled)),
        (statements.CLEAR_LABELS, _ids([entry["id"] for entry in relabelled])),
        (statements.INSERT_LABELS, _rows([_labels(entry) for entry in plan.created + relabelled])),
        (statements.LEAVE_PAGE, _ids([entry.id for entry in plan.leaving])),
        (statements.ENTER_PAGE, _ids(entering)),
        (statements.SEE_EARLIER, _ids(seen_earlier)),
        (statements.UPDATE_BLOG, _once_if(reading.on_time, about(blog) | _ends(reading))),
        (statements.FOLLOW_BLOG, _once_if(reading.on_time and follow)),
        (statements.COUNT_ENTRIES, [{"more": plan.more_entries}]),
        (statements.NOTE_PARSED, _once_if(reading.snapshot_id is not None)),
    ]


def _rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"rows": to_json(batch)} for batch in _batches(rows)]


def _ids(ids: list[UUID]) -> list[dict[str, Any]]:
    return [{"ids": batch} for batch in _batches(ids)]


def _once_if(needed: bool, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:  # noqa: FBT001 (reads as told)
    return [parameters or {}] if needed else []


def _batches(items: list[_Item]) -> Iterator[list[_Item]]:
    """Parts that a statement gets through well within its time."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


async def _followers(connection: AsyncConnection[Any], parameters: dict[str, Any]) -> dict[UUID, Counted]:
    cursor = await connection.execute(READ_FOLLOWERS, parameters)
    return {entry_id: Counted(*columns) for entry_id, *columns in await cursor.fetchall()}


def _tallies(
    plan: Plan, followers: dict[UUID, Counted], publisher_slug: str | None, language: str | None
) -> list[dict[str, Any]]:
    """Entries as they are tallied from now on, and as they were; those that follow their blog leave as they were."""
    came = [counted(row) for row in plan.created if row["deleted_at"] is None] + [counted(row) for row in plan.updated]
    gone = {entry.id for entry in plan.went}
    following = {entry_id for entry_id in followers if entry_id not in gone}
    came += [replace(followers[each], publisher_slug=publisher_slug, language=language) for each in following]
    came += [
        counted(row | {"publisher_slug": publisher_slug, "language": language} if row["id"] in followers else row)
        for row in plan.relabelled
    ]
    went = [counted(asdict(entry)) for entry in plan.went] + [followers[each] for each in following]
    return tally_rows(came, went)


async def _count_and_log(
    connection: AsyncConnection[Any], plan: Plan, tallies: list[dict[str, Any]], reading: Reading
) -> int | None:
    authors = plan.author_totals()
    topics = plan.topic_totals()
    if authors:
        await connection.execute(statements.COUNT_AUTHORS, {"rows": to_json(authors)})
    if topics:
        await connection.execute(statements.COUNT_TOPICS, {"rows": to_json(topics)})
    if tallies:
        await connection.execute(TALLY, {"rows": to_json(tallies)})
    await connection.execute(statements.NOTE_RECORDING, {"shard": shard_of(reading.blog_id)})
    changes = [(step.kind, step.entry_id, step.version) for step in plan.steps()]
    if not changes:
        return None
    cursor = await append_changes(connection, reading.blog_id, changes, at=reading.observed_at)
    last = await cursor.fetchone()
    assert last is not None  # noqa: S101 (the counter's row is always there)
    seq: int = last[0]
    return seq


def about(blog: ParsedBlog) -> dict[str, Any]:
    """What the page says of the blog, by column."""
    return {
        "url": _text(blog.url),
        "headline": _text(blog.headline),
        "description": _text(blog.description),
        "publisher": _text(blog.publisher),
        "language": _text(blog.language),
        "platform": blog.platform,
        "time_zone": _text(blog.time_zone),
        "authors": to_json(named(blog.authors)),
        "key_points": to_json([storable(point) for point in blog.key_points]),
        "topics": to_json(labelled(blog.topics)),
        "coverage": to_json(asdict(blog.coverage)),
        "published_at": blog.published_at,
        "updated_at": blog.updated_at,
        "ended_at": blog.ended_at,
    }


def _ends(reading: Reading) -> dict[str, Any]:
    window = reading.window
    return {
        "window_oldest": window.oldest if window else None,
        "window_newest": window.newest if window else None,
    }


def _labels(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in ("id", "sort_at", "authors", "topics")}


def _text(value: str | None) -> str | None:
    return (storable(value) or None) if value else None


def to_json(value: object) -> str:
    """JSON that Postgres turns into rows; bytes become what its `bytea` reads."""
    return orjson.dumps(value, default=_as_bytea).decode()


def _as_bytea(value: object) -> str:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    raise TypeError(f"{type(value).__name__} has no JSON form")
