"""Pages that were stored and not read."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from app.errors import Overloaded
from app.ingest.parsers import ParserLimits, Parsers
from app.ingest.pending import read_pending
from app.ingest.pipeline import Pool
from app.parsing.page import Limits
from app.store.engine import open_pool
from app.store.snapshots import SnapshotFilter, list_snapshots, store_snapshot
from tests.api.service import entry, page, serving

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
PAGES = (page(entry(1), entry(2)), b"<html><p>About us</p></html>")


async def store(pool: Pool) -> None:
    """Store the pages and stop there, as a crash would."""
    for content in PAGES:
        async with pool.connection() as connection:
            await store_snapshot(connection, content, url=None, observed_at=NOW, content_type="text/html")


def test_a_service_reads_what_another_left_behind_when_it_died(database_url: str) -> None:
    """After the start, pages that were stored and never parsed give their entries or say why they have none."""

    async def leave() -> None:
        async with open_pool(database_url, size=1, statement_timeout_seconds=10) as pool:
            await store(pool)

    asyncio.run(leave())
    with serving(database_url) as api:
        done = api.get("/v1/changes?since=0&wait=30").json()
        assert [change["kind"] for change in done["data"]] == ["created", "created"]
        outcomes: set[str] = {"stored"}
        while "stored" in outcomes:
            outcomes = {snapshot["outcome"] for snapshot in api.get("/v1/snapshots").json()["data"]}
        assert outcomes == {"parsed", "no_live_blog"}


def test_pages_that_are_just_being_read_are_left_alone(database_url: str) -> None:
    """Only pages received before the given instant are read, and each of them once."""

    async def read() -> list[int]:
        limits = Limits()
        async with (
            open_pool(database_url, size=2, statement_timeout_seconds=10) as pool,
            Parsers(ParserLimits(workers=1)) as parsers,
        ):
            await store(pool)
            now = datetime.now(UTC)
            instants = (now - timedelta(minutes=1), now, now)
            return [await read_pending(pool, parsers, limits, before=before) for before in instants]

    assert asyncio.run(read()) == [0, 2, 0]


def test_a_stopping_service_leaves_its_pages_to_the_next(database_url: str) -> None:
    """A page whose parser was ended is not noted as failed: it is still to be read."""

    async def stop() -> list[Any]:
        async with open_pool(database_url, size=2, statement_timeout_seconds=10) as pool:
            await store(pool)
            async with Parsers(ParserLimits(workers=1)) as parsers:
                pass
            try:
                await read_pending(pool, parsers, Limits(), before=datetime.now(UTC))
            except Overloaded:
                async with pool.connection() as connection:
                    return [found.outcome for found in await list_snapshots(connection, SnapshotFilter(), limit=9)]
            return []

    assert asyncio.run(stop()) == ["stored", "stored"]
