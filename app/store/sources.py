"""Sources: made, read, changed, and leased to the one worker that polls each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg import AsyncConnection, sql
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from app.errors import Conflict, Fault, NotFound
from app.store.work_tables import Source

CHANGEABLE = frozenset({"name", "state", "secrets", "next_at", "interval_seconds"})

LEASE_DUE = """
UPDATE source SET lease_until = %(until)s, fence = fence + 1
WHERE id = (
  SELECT id FROM source
  WHERE kind = 'watch' AND state IN ('active', 'stalled') AND next_at <= %(now)s
    AND (lease_until IS NULL OR lease_until <= %(now)s)
  ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING *
"""
"""Take the watched URL that is due longest and that nobody works on, until the lease ends."""

FINISH_POLL = """
UPDATE source SET
  lease_until = NULL, next_at = %(next_at)s, interval_seconds = %(interval_seconds)s, state = %(state)s,
  failures = %(failures)s, blog_id = coalesce(%(blog_id)s, blog_id),
  last_success_at = coalesce(%(last_success_at)s, last_success_at),
  last_error = coalesce(%(last_error)s, last_error), last_error_at = coalesce(%(last_error_at)s, last_error_at),
  last_entry_at = coalesce(%(last_entry_at)s, last_entry_at), posts_per_hour = %(posts_per_hour)s,
  etag = %(etag)s, last_modified = %(last_modified)s
WHERE id = %(id)s AND fence = %(fence)s AND state <> 'paused'
RETURNING id
"""
"""Note how a poll went and when the next is due; only the holder of the latest lease may."""


@dataclass(frozen=True, slots=True)
class Poll:
    """How one poll of a source went, and what follows from it."""

    next_at: datetime
    interval_seconds: float
    state: str
    failures: int
    posts_per_hour: float | None
    blog_id: UUID | None = None
    last_success_at: datetime | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None
    last_entry_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None


async def add_source(connection: AsyncConnection[Any], source: Source) -> Source:
    """Keep a new source. Raises `Conflict` when its name is taken."""
    values = source.model_dump()
    values["secrets"] = Jsonb(values["secrets"])
    columns = sql.SQL(", ").join(map(sql.Identifier, values))
    holders = sql.SQL(", ").join(map(sql.Placeholder, values))
    try:
        await connection.execute(sql.SQL("INSERT INTO source ({}) VALUES ({})").format(columns, holders), values)
    except psycopg.errors.UniqueViolation as fault:
        raise _taken(source.name) from fault
    return source


async def list_sources(connection: AsyncConnection[Any], *, limit: int, after: str | None = None) -> list[Source]:
    """Sources by name, after the name given."""
    async with connection.cursor(row_factory=class_row(Source)) as cursor:
        await cursor.execute(
            "SELECT * FROM source WHERE %(after)s::text IS NULL OR name > %(after)s ORDER BY name LIMIT %(limit)s",
            {"after": after, "limit": limit},
        )
        return await cursor.fetchall()


async def get_source(connection: AsyncConnection[Any], name_or_id: str) -> Source:
    """A source by its id or name. Raises `NotFound`."""
    async with connection.cursor(row_factory=class_row(Source)) as cursor:
        await cursor.execute("SELECT * FROM source WHERE id::text = %(key)s OR name = %(key)s", {"key": name_or_id})
        row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"there is no source {name_or_id}")
    return row


async def change_source(connection: AsyncConnection[Any], source_id: UUID, changes: Mapping[str, Any]) -> Source:
    """Set some of the `CHANGEABLE` columns. Raises `NotFound`, and `Conflict` when the new name is taken."""
    values = {name: Jsonb(value) if name == "secrets" else value for name, value in changes.items()}
    assignments = sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in values if name in CHANGEABLE
    )
    statement = sql.SQL("UPDATE source SET {} WHERE id = %(id)s RETURNING *").format(assignments)
    async with connection.cursor(row_factory=class_row(Source)) as cursor:
        try:
            await cursor.execute(statement, {**values, "id": source_id})
        except psycopg.errors.UniqueViolation as fault:
            raise _taken(str(changes.get("name"))) from fault
        row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"there is no source {source_id}")
    return row


async def delete_source(connection: AsyncConnection[Any], source_id: UUID) -> None:
    """Forget a source; what came from it stays. Raises `NotFound`."""
    cursor = await connection.execute("DELETE FROM source WHERE id = %s", (source_id,))
    if not cursor.rowcount:
        raise NotFound(f"there is no source {source_id}")


async def lease_due(connection: AsyncConnection[Any], *, now: datetime, lease: timedelta) -> Source | None:
    """The watched URL that is due, leased to the caller, or None when none is."""
    async with connection.cursor(row_factory=class_row(Source)) as cursor:
        await cursor.execute(LEASE_DUE, {"now": now, "until": now + lease})
        return await cursor.fetchone()


async def finish_poll(connection: AsyncConnection[Any], source: Source, poll: Poll) -> bool:
    """Note how a poll went; False when the lease was lost, or the source paused or deleted meanwhile."""
    values = {name: getattr(poll, name) for name in Poll.__dataclass_fields__}
    cursor = await connection.execute(FINISH_POLL, {**values, "id": source.id, "fence": source.fence})
    return await cursor.fetchone() is not None


def _taken(name: str) -> Conflict:
    message = f"there is a source of the name {name!r} already"
    return Conflict(message, faults=[Fault("body", "name", message)])
