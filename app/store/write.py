"""Carries out a plan: every statement of a recording, in one round trip."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from psycopg import AsyncConnection

from app.parsing.document import ParsedBlog
from app.store import statements
from app.store.changes import append_changes
from app.store.content import labelled, named
from app.store.plan import Plan, Reading
from app.store.search import base_language, configuration
from app.store.slugs import slug
from app.store.storable import storable
from app.store.tables import DeleteReason


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
    for statement, needed, more in _steps(plan, blog, reading, follow=follow):
        if needed:
            await connection.execute(statement, parameters | more)
    return await _count_and_log(connection, plan, reading.blog_id, reading.observed_at)


def _steps(plan: Plan, blog: ParsedBlog, reading: Reading, *, follow: bool) -> list[tuple[str, object, dict[str, Any]]]:
    """Statements in their order, whether each is needed, and the parameters that are its own."""
    changing = [entry["id"] for entry in plan.updated] + [entry.id for entry in plan.deleted]
    relabelled = plan.updated + plan.relabelled
    labels = [_labels(entry) for entry in plan.created + relabelled]
    entering = [] if reading.late else [entry.id for entry in plan.seen if not entry.on_page]
    leaving = [entry.id for entry in plan.leaving]
    seen_earlier = [entry.id for entry in plan.seen] if reading.late else []
    reason: DeleteReason = "reread" if reading.again else "removed"
    return [
        (statements.KEEP_REVISIONS, changing, {"ids": changing}),
        (statements.UPDATE_ENTRIES, plan.updated, {"rows": to_json(plan.updated)}),
        (statements.INSERT_ENTRIES, plan.created, {"rows": to_json(plan.created)}),
        (
            statements.DELETE_ENTRIES,
            plan.deleted,
            {"ids": [entry.id for entry in plan.deleted], "delete_reason": reason},
        ),
        (statements.RELABEL_ENTRIES, plan.relabelled, {"rows": to_json(plan.relabelled)}),
        (statements.CLEAR_LABELS, relabelled, {"ids": [entry["id"] for entry in relabelled]}),
        (statements.INSERT_LABELS, labels, {"rows": to_json(labels)}),
        (statements.LEAVE_PAGE, leaving, {"ids": leaving}),
        (statements.ENTER_PAGE, entering, {"ids": entering}),
        (statements.SEE_EARLIER, seen_earlier, {"ids": seen_earlier}),
        (statements.UPDATE_BLOG, reading.on_time, about(blog) | _ends(reading)),
        (statements.FOLLOW_BLOG, reading.on_time and follow, {}),
        (statements.COUNT_ENTRIES, True, {"more": plan.more_entries}),
        (statements.NOTE_PARSED, reading.snapshot_id, {}),
    ]


async def _count_and_log(
    connection: AsyncConnection[Any], plan: Plan, blog_id: UUID, observed_at: datetime
) -> int | None:
    authors = plan.author_totals()
    topics = plan.topic_totals()
    if authors:
        await connection.execute(statements.COUNT_AUTHORS, {"rows": to_json(authors)})
    if topics:
        await connection.execute(statements.COUNT_TOPICS, {"rows": to_json(topics)})
    changes = plan.changes()
    if not changes:
        return None
    cursor = await append_changes(connection, blog_id, changes, at=observed_at)
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
