"""Reads stored snapshots again with today's parser and records, or only tells, what comes out differently."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import dict_row

from app.errors import InputError
from app.ingest.parsers import Parsers
from app.ingest.pipeline import Pool, note_failure
from app.parsing.page import Limits, Page
from app.parsing.parse import PARSER_VERSION
from app.store.recorder import Recorded, record
from app.store.snapshots import get_snapshot, snapshot_content

READ_DIFFERENCES = """
SELECT c.entry_id, c.kind, c.version, e.changed, e.title
FROM change c JOIN entry e ON e.id = c.entry_id AND e.blog_id = c.blog_id
WHERE c.blog_id = %(blog_id)s AND c.seq > %(after)s AND c.seq <= %(until)s ORDER BY c.seq
"""
"""What the changes just written did to their entries."""


@dataclass(frozen=True, slots=True)
class Reparsed:
    """What reading a snapshot again changed, or would change: a row for each entry that differs."""

    snapshot_id: UUID
    recorded: Recorded
    rejected: int
    differences: list[dict[str, Any]]
    warnings: tuple[str, ...]


async def reparse(
    snapshot_id: UUID, *, pool: Pool, parsers: Parsers, limits: Limits, dry_run: bool = False
) -> Reparsed:
    """Read one snapshot again. Raises `NotFound`, and what parsing raises; then the snapshot's outcome says so.

    A dry run does everything and takes it back.
    """
    async with pool.connection() as connection:
        snapshot = await get_snapshot(connection, snapshot_id)
        content = await snapshot_content(connection, snapshot_id)
    url = snapshot.final_url or snapshot.url
    try:
        blog = await parsers.parse(Page(content, url, snapshot.observed_at, snapshot.content_type, limits))
    except InputError as error:
        if not dry_run:
            await note_failure(snapshot_id, error, pool)
        raise
    async with pool.connection() as connection, connection.transaction(force_rollback=dry_run):
        recorded = await record(
            connection,
            blog,
            observed_at=snapshot.last_observed_at,
            snapshot_id=snapshot_id,
            url=url,
            parser_version=str(PARSER_VERSION),
            again=True,
        )
        differences = await _differences(connection, recorded)
    rejected = sum(rejected.count for rejected in blog.coverage.rejected)
    return Reparsed(snapshot_id, recorded, rejected, differences, (*blog.warnings, *recorded.warnings))


async def _differences(connection: AsyncConnection[Any], recorded: Recorded) -> list[dict[str, Any]]:
    if recorded.last_seq is None:
        return []
    written = recorded.created + recorded.updated + recorded.deleted
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(
            READ_DIFFERENCES,
            {"blog_id": recorded.blog_id, "after": recorded.last_seq - written, "until": recorded.last_seq},
        )
        return await cursor.fetchall()
