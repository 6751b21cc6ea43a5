"""Snapshots: pages as stored, the evidence for everything recorded from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import zstandard
from psycopg import AsyncConnection
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from app.errors import NotFound
from app.store.identity import snapshot_id
from app.store.storable import storable
from app.store.tables import Outcome, Snapshot

STORE_SNAPSHOT = """
INSERT INTO snapshot (id, url, final_url, sha256, content, size, content_type, headers,
                      observed_at, received_at, last_observed_at, outcome)
VALUES (%(id)s, %(url)s, %(final_url)s, %(sha256)s, %(content)s, %(size)s, %(content_type)s, %(headers)s,
        %(observed_at)s, %(received_at)s, %(observed_at)s, 'stored')
ON CONFLICT (id) DO UPDATE SET
    observations = snapshot.observations + 1,
    observed_at = least(snapshot.observed_at, excluded.observed_at),
    last_observed_at = greatest(snapshot.last_observed_at, excluded.last_observed_at)
RETURNING observations = 1, outcome, blog_id, observed_at
"""
"""Keep a page, or count one more observation of a page that is kept already."""

NOTE_OUTCOME = """
UPDATE snapshot SET outcome = %(outcome)s, detail = %(detail)s, parser_version = %(parser_version)s
WHERE id = %(id)s
"""
"""Say what became of a snapshot; recording a blog says so by itself."""

_WITHOUT_CONTENT = """
SELECT id, url, final_url, sha256, ''::bytea AS content, size, content_type, headers, observed_at, received_at,
       last_observed_at, observations, parser_version, outcome, detail, blog_id
FROM snapshot
"""
_DESCRIBE = f"{_WITHOUT_CONTENT} WHERE id = %(id)s"
NEWEST_OF_URL = f"{_WITHOUT_CONTENT} WHERE url = %(url)s ORDER BY last_observed_at DESC LIMIT 1"
"""What a URL gave last."""


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """A snapshot's id, whether it was new, and what became of it so far."""

    id: UUID
    new: bool
    outcome: Outcome
    blog_id: UUID | None
    observed_at: datetime
    """When these bytes were first observed."""


async def store_snapshot(  # noqa: PLR0913 (what a page comes with)
    connection: AsyncConnection[Any],
    content: bytes,
    *,
    url: str | None,
    observed_at: datetime,
    final_url: str | None = None,
    content_type: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> StoredSnapshot:
    """Keep a page's bytes; the same bytes from the same URL are one snapshot. One statement: commit before parsing."""
    new_id = snapshot_id(url, content)
    cursor = await connection.execute(
        STORE_SNAPSHOT,
        {
            "id": new_id,
            "url": storable(url) if url else None,
            "final_url": storable(final_url) if final_url else None,
            "sha256": sha256(content).digest(),
            "content": zstandard.ZstdCompressor(level=3).compress(content),
            "size": len(content),
            "content_type": storable(content_type) if content_type else None,
            "headers": Jsonb({storable(name): storable(value) for name, value in (headers or {}).items()}),
            "observed_at": observed_at,
            "received_at": datetime.now(UTC),
        },
    )
    row = await cursor.fetchone()
    assert row is not None  # noqa: S101 (INSERT ... DO UPDATE always returns its row)
    new, outcome, blog_id, first_observed_at = row
    return StoredSnapshot(new_id, new=new, outcome=outcome, blog_id=blog_id, observed_at=first_observed_at)


async def note_outcome(
    connection: AsyncConnection[Any],
    snapshot: UUID,
    outcome: Outcome,
    *,
    detail: str | None = None,
    parser_version: str | None = None,
) -> None:
    """Say why a snapshot has no entries: `no_live_blog` or `failed`, with one line of detail."""
    await connection.execute(
        NOTE_OUTCOME, {"id": snapshot, "outcome": outcome, "detail": detail, "parser_version": parser_version}
    )


async def get_snapshot(connection: AsyncConnection[Any], snapshot: UUID) -> Snapshot:
    """A snapshot without its content. Raises `NotFound`."""
    async with connection.cursor(row_factory=class_row(Snapshot)) as cursor:
        await cursor.execute(_DESCRIBE, {"id": snapshot})
        row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"there is no snapshot {snapshot}")
    return row


async def snapshot_content(connection: AsyncConnection[Any], snapshot: UUID) -> bytes:
    """The page's bytes as they were received. Raises `NotFound`."""
    cursor = await connection.execute("SELECT content FROM snapshot WHERE id = %s", (snapshot,))
    row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"there is no snapshot {snapshot}")
    return zstandard.ZstdDecompressor().decompress(row[0])


async def newest_snapshot(connection: AsyncConnection[Any], url: str) -> Snapshot | None:
    """What this URL gave last, without its content; None when nothing is stored of it."""
    async with connection.cursor(row_factory=class_row(Snapshot)) as cursor:
        await cursor.execute(NEWEST_OF_URL, {"url": storable(url)})
        return await cursor.fetchone()


async def pending_snapshots(connection: AsyncConnection[Any], before: datetime) -> list[UUID]:
    """Ids of pages received before this instant that nobody has read, the first to come first; at most 5,000."""
    cursor = await connection.execute(
        "SELECT id FROM snapshot WHERE outcome = 'stored' AND received_at < %s ORDER BY received_at LIMIT 5000",
        (before,),
    )
    return [row[0] for row in await cursor.fetchall()]


async def is_read(connection: AsyncConnection[Any], url: str | None, content: bytes, *, parser_version: str) -> bool:
    """Whether this very page is stored and was read by this parser, with or without finding a blog."""
    cursor = await connection.execute(
        "SELECT 1 FROM snapshot WHERE id = %s AND outcome IN ('parsed', 'no_live_blog') AND parser_version = %s",
        (snapshot_id(url, content), parser_version),
    )
    return await cursor.fetchone() is not None


LIST_SNAPSHOTS = f"""
{_WITHOUT_CONTENT}
WHERE (%(outcome)s::text IS NULL OR outcome = %(outcome)s) AND (%(blog_id)s::uuid IS NULL OR blog_id = %(blog_id)s)
  AND (%(since)s::timestamptz IS NULL OR observed_at >= %(since)s)
  AND (%(after_at)s::timestamptz IS NULL OR (observed_at, id) > (%(after_at)s, %(after_id)s::uuid))
ORDER BY observed_at, id LIMIT %(limit)s
"""
"""Snapshots by when they were observed, after a place in that order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotFilter:
    """Conditions on snapshots, all of which hold at once; `since` is the first instant of observation."""

    outcome: Outcome | None = None
    blog_id: UUID | None = None
    since: datetime | None = None


async def list_snapshots(
    connection: AsyncConnection[Any], where: SnapshotFilter, *, limit: int, after: UUID | None = None
) -> list[Snapshot]:
    """Snapshots without their content, oldest first, after the one given. Raises `NotFound` when that one is gone."""
    place = (await get_snapshot(connection, after)).observed_at if after else None
    async with connection.cursor(row_factory=class_row(Snapshot)) as cursor:
        await cursor.execute(
            LIST_SNAPSHOTS,
            {
                "outcome": where.outcome,
                "blog_id": where.blog_id,
                "since": where.since,
                "after_at": place,
                "after_id": after,
                "limit": limit,
            },
        )
        return await cursor.fetchall()


async def count_snapshots(connection: AsyncConnection[Any], where: SnapshotFilter) -> int:
    """How many snapshots there are under these conditions."""
    cursor = await connection.execute(
        "SELECT count(*) FROM snapshot WHERE (%(outcome)s::text IS NULL OR outcome = %(outcome)s)"
        " AND (%(blog_id)s::uuid IS NULL OR blog_id = %(blog_id)s)"
        " AND (%(since)s::timestamptz IS NULL OR observed_at >= %(since)s)",
        {"outcome": where.outcome, "blog_id": where.blog_id, "since": where.since},
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0
