"""From a page to recorded changes: store the snapshot, parse, record. Every way in comes through here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from app.errors import InputError, NoLiveBlog, Overloaded
from app.ingest.parsers import Parsers
from app.parsing.document import Coverage, ParsedBlog
from app.parsing.page import Page
from app.parsing.parse import PARSER_VERSION
from app.store.recorder import Recorded, record
from app.store.snapshots import StoredSnapshot, note_outcome, store_snapshot
from app.store.tables import Outcome

Pool = AsyncConnectionPool[AsyncConnection[Any]]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A page and how it came: the address it was finally found at and the headers it came with."""

    page: Page
    observed_at: datetime
    final_url: str | None = None
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a page."""

    snapshot_id: UUID
    new: bool
    """Whether this very page was not stored before."""
    recorded: Recorded
    coverage: Coverage
    warnings: tuple[str, ...]
    ended: bool
    """Whether the blog says that it is over."""


async def ingest_page(delivery: Delivery, *, pool: Pool, parsers: Parsers) -> Ingested:
    """Store the page as a snapshot, parse it, and record what it says.

    From the moment the snapshot is stored nothing is lost: a page that holds no live blog or breaks its parser is kept,
    and one that finds no parser free is kept and read later; the error names its snapshot. Raises `InputError` kinds
    and `Overloaded`.
    """
    snapshot = await _store(delivery, pool)
    # The same bytes are read as of when they were first seen: "8 minutes ago" must not move with every new delivery.
    page = Page(
        delivery.page.content,
        delivery.final_url or delivery.page.url,
        snapshot.observed_at,
        delivery.page.content_type,
        delivery.page.limits,
    )
    blog, recorded = await read_and_record(
        page, snapshot.id, observed_at=delivery.observed_at, pool=pool, parsers=parsers
    )
    return Ingested(
        snapshot_id=snapshot.id,
        new=snapshot.new,
        recorded=recorded,
        coverage=blog.coverage,
        warnings=(*blog.warnings, *recorded.warnings),
        ended=blog.ended_at is not None and blog.ended_at <= delivery.observed_at,
    )


async def read_and_record(
    page: Page, snapshot_id: UUID, *, observed_at: datetime, pool: Pool, parsers: Parsers
) -> tuple[ParsedBlog, Recorded]:
    """Parse a page that is stored, and record what it says; raises what `ingest_page` does."""
    try:
        blog = await parsers.parse(page)
    except (InputError, Overloaded) as error:
        if isinstance(error, InputError):
            await note_failure(snapshot_id, error, pool)
        error.facts["snapshot_id"] = str(snapshot_id)
        raise
    async with pool.connection() as connection:
        recorded = await record(
            connection,
            blog,
            observed_at=observed_at,
            snapshot_id=snapshot_id,
            url=page.url,
            parser_version=str(PARSER_VERSION),
        )
    return blog, recorded


async def _store(delivery: Delivery, pool: Pool) -> StoredSnapshot:
    page = delivery.page
    async with pool.connection() as connection:
        return await store_snapshot(
            connection,
            page.content,
            url=page.url,
            observed_at=delivery.observed_at,
            final_url=delivery.final_url,
            content_type=page.content_type,
            headers=delivery.headers,
        )


async def note_failure(snapshot_id: UUID, error: InputError, pool: Pool) -> None:
    """Say on the snapshot why it has no entries."""
    outcome: Outcome = "no_live_blog" if isinstance(error, NoLiveBlog) else "failed"
    async with pool.connection() as connection:
        await note_outcome(connection, snapshot_id, outcome, detail=str(error), parser_version=str(PARSER_VERSION))
