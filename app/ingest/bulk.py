"""Many pages at once: each goes its own way through the pipeline, a bad one is told and skipped."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.errors import LiveblogError, NoLiveBlog
from app.ingest.parsers import Parsers
from app.ingest.pipeline import Delivery, Pool, ingest_page
from app.ingest.sources import Found
from app.parsing.page import Limits, Page
from app.parsing.parse import PARSER_VERSION
from app.store.snapshots import is_read


@dataclass
class Summary:
    """What became of the pages, and what they did to entries."""

    pages: int = 0
    skipped: int = 0
    """Stored and parsed before, by this parser: an interrupted run goes on where it stopped."""
    without_blog: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Name and reason of each page that could not be ingested."""
    entries: Counter[str] = field(default_factory=Counter)


async def ingest_all(  # noqa: PLR0913 (what a run needs)
    pages: Iterable[Found],
    *,
    pool: Pool,
    parsers: Parsers,
    limits: Limits,
    at_once: int,
    on_page: Callable[[Summary], None] = lambda _: None,
) -> Summary:
    """Ingest every page, `at_once` of them at a time; `on_page` is told after each. Never raises for a bad page."""
    summary = Summary()
    waiting = iter(pages)

    async def work() -> None:
        for found in waiting:
            await _ingest(found, summary, pool, parsers, limits)
            summary.pages += 1
            on_page(summary)

    await asyncio.gather(*(work() for _ in range(at_once)))
    return summary


async def _ingest(found: Found, summary: Summary, pool: Pool, parsers: Parsers, limits: Limits) -> None:
    if found.error:
        summary.failed.append((found.name, found.error))
        return
    observed_at = found.observed_at or datetime.now(UTC)
    try:
        page = Page(found.content, found.url, observed_at, found.content_type, limits)
        if await _is_done(page, pool):
            summary.skipped += 1
            return
        ingested = await ingest_page(Delivery(page, observed_at), pool=pool, parsers=parsers)
    except NoLiveBlog:
        summary.without_blog += 1
    except LiveblogError as error:
        summary.failed.append((found.name, str(error)))
    else:
        for name in ("created", "updated", "unchanged", "deleted"):
            summary.entries[name] += getattr(ingested.recorded, name)


async def _is_done(page: Page, pool: Pool) -> bool:
    async with pool.connection() as connection:
        return await is_read(connection, page.url, page.content, parser_version=str(PARSER_VERSION))
