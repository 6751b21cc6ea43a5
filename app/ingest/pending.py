"""Reads the pages that were stored and not read: a crash, a stop or a full queue came between.

A snapshot is committed before its page is parsed. What became of it stays `stored` until its entries are recorded or
the reason why there are none is noted, so whatever is still `stored` is work left to do.
"""

import asyncio
import logging
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import psycopg_pool

from app.background import in_background
from app.errors import InputError, NotFound, Overloaded
from app.ingest.parsers import Parsers
from app.ingest.pipeline import Pool, read_and_record
from app.parsing.page import Limits, Page
from app.store.snapshots import get_snapshot, pending_snapshots, snapshot_content

AGAIN_AFTER = timedelta(minutes=1)
"""Pauses between two looks; a younger page is most likely being read by whoever received it."""

_log = logging.getLogger(__name__)


def reading_pending(pool: Pool, parsers: Parsers, limits: Limits) -> AbstractAsyncContextManager[None]:
    """Read pending pages while the block runs: all of them at once, then those that stay behind."""
    return in_background(_keep_reading(pool, parsers, limits))


async def read_pending(pool: Pool, parsers: Parsers, limits: Limits, *, before: datetime) -> int:
    """Read the pending pages received before this instant; how many were read. Raises `Overloaded`."""
    async with pool.connection() as connection:
        pending = await pending_snapshots(connection, before)
    for snapshot_id in pending:
        try:
            await _read(snapshot_id, pool, parsers, limits)
        except (InputError, NotFound) as error:
            _log.info("snapshot %s: %s", snapshot_id, error)
    return len(pending)


async def _keep_reading(pool: Pool, parsers: Parsers, limits: Limits) -> None:
    before = datetime.now(UTC)
    while True:
        try:
            await read_pending(pool, parsers, limits, before=before)
        except (Overloaded, psycopg.OperationalError, psycopg_pool.PoolTimeout) as error:
            _log.warning("pages that were stored and not read have to wait: %s", error)
        except Exception:  # noqa: BLE001 (one page must not end the reading of the others for ever)
            _log.exception("pages that were stored and not read cannot be read")
        await asyncio.sleep(AGAIN_AFTER.total_seconds())
        before = datetime.now(UTC) - AGAIN_AFTER


async def _read(snapshot_id: UUID, pool: Pool, parsers: Parsers, limits: Limits) -> None:
    async with pool.connection() as connection:
        snapshot = await get_snapshot(connection, snapshot_id)
        content = await snapshot_content(connection, snapshot_id)
    url = snapshot.final_url or snapshot.url
    page = Page(content, url, snapshot.observed_at, snapshot.content_type, limits)
    await read_and_record(page, snapshot_id, observed_at=snapshot.last_observed_at, pool=pool, parsers=parsers)
