"""Blogs and entries for the store's tests: invented, short, and different where a test asks."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg import AsyncConnection

from app.parsing.document import Author, Coverage, ParsedBlog, ParsedEntry, Topic
from app.store.engine import connection_string

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
SESSION = {"plan_cache_mode": "force_custom_plan", "timezone": "UTC"}


def minutes(count: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=count)


def entry(number: int, **fields: Any) -> ParsedEntry:  # noqa: ANN401
    """The entry posted `number` minutes after noon."""
    post = ParsedEntry(
        external_id=f"post-{number}",
        permalink=f"https://valley.example/live/flood#post-{number}",
        title=f"Gauge reading {number}",
        published_at=minutes(number),
        time_precision="minute",
        authors=(Author("Mira Tolland"),),
        body_html=f"<p>The river stood at {number} metres by the old mill.</p>",
        body_text=f"The river stood at {number} metres by the old mill.",
        topics=(Topic("River Ulm"),),
    )
    return replace(post, **fields)


def blog(entries: Iterable[ParsedEntry], **fields: Any) -> ParsedBlog:  # noqa: ANN401
    """A page of one blog that shows these entries, complete only if a test says so."""
    posts = tuple(entries)
    page = ParsedBlog(
        platform="test",
        coverage=Coverage(found=len(posts)),
        url="https://valley.example/live/flood",
        headline="Flood in the Ulm valley",
        publisher="Valley Herald",
        language="en-GB",
        entries=posts,
    )
    return replace(page, **fields)


def newest_first(*numbers: int) -> list[ParsedEntry]:
    """Entries as a page shows them."""
    return [entry(number) for number in sorted(numbers, reverse=True)]


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[AsyncConnection[Any]]:
    """A connection set up as the service's are, each statement a transaction of its own."""
    async with await AsyncConnection.connect(connection_string(url, SESSION), autocommit=True) as connection:
        yield connection


async def rows(connection: AsyncConnection[Any], query: str, *parameters: object) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    return await (await connection.execute(query, parameters)).fetchall()
