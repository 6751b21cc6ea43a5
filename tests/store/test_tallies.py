"""Tallies say what counting would say, whatever was recorded in whatever order."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from psycopg import AsyncConnection

from app.parsing.document import Author, Coverage, Topic
from app.store.counts import count_entries
from app.store.filters import EntryFilter
from app.store.histogram import read_histogram
from app.store.labels import list_authors, list_topics
from app.store.recorder import record
from app.store.stats import read_facet
from app.store.tallied import tallied
from app.store.tallies import REBUILD
from tests.store.samples import blog, connected, entry, minutes, rows

BO = (Author("Bo Renn"),)
BOTH = (Author("Bo Renn"), Author("Mira Tolland"))

READ = """
SELECT kind, level, start, slug, '' AS other, entries FROM tally WHERE entries <> 0
UNION ALL SELECT kind, 0, NULL, slug, other_kind || ' ' || other, entries FROM tally_pair WHERE entries <> 0
ORDER BY 1, 2, 3, 4, 5
"""


async def fill(connection: AsyncConnection[Any]) -> None:
    """Create, edit, move, relabel, remove and restore entries; pages come late, and a blog changes its publisher."""
    posts = {n: entry(n, authors=BO if n % 3 else BOTH) for n in range(1, 200, 7)}

    async def show(at: float, *without: int, **about: Any) -> None:  # noqa: ANN401
        shown = [posts[n] for n in sorted(posts, reverse=True) if n not in without and n < at]
        await record(connection, blog(shown, **about), observed_at=minutes(at))

    await show(60, publisher=None, language=None)
    await show(120, 8, 15)
    posts[22] = replace(posts[22], authors=(), body_text="The gauge is dry.")
    posts[29] = replace(posts[29], published_at=minutes(31), topics=(Topic("Gauges"), Topic("River Ulm")))
    posts[36] = replace(posts[36], topics=(Topic("Found In Text", source="text"),))
    await show(130, 8, publisher="Ulm Bote", language="de")
    await show(90, 15, publisher="Valley Herald")
    await show(205)
    late = [entry(n, authors=BO, published_at=minutes(n) - timedelta(days=40)) for n in (3, 2, 1)]
    other = blog(late, url="https://valley.example/2", coverage=Coverage(found=3, complete=True))
    await record(connection, other, observed_at=minutes(9))
    await record(connection, replace(other, entries=other.entries[:2]), observed_at=minutes(10))


def test_as_rebuilt(database_url: str) -> None:
    """What the recorder added and took away is what counting all entries gives."""

    async def run() -> None:
        async with connected(database_url) as connection:
            await fill(connection)
            kept = await rows(connection, READ)
            assert len(kept) > 50
            await connection.execute(REBUILD)
            assert await rows(connection, READ) == kept

    asyncio.run(run())


RANGES: list[dict[str, Any]] = [
    {},
    {"published_after": minutes(-60)},
    {"published_before": minutes(31)},
    {"published_after": minutes(8), "published_before": minutes(15)},
    {"published_after": minutes(-60 * 24 * 41 + 0.5), "published_before": minutes(191)},
    {"published_after": minutes(-60 * 24 * 50), "published_before": minutes(60 * 12)},
    {"published_after": minutes(60), "published_before": minutes(120)},
]
LABELS: list[dict[str, Any]] = [
    {},
    {"author": ("Bo Renn",)},
    {"topic": ("gauges",)},
    {"publisher": ("ulm-bote",)},
    {"language": ("de",)},
    {"author": ("nobody",)},
]
UNTALLIED = {"exclude_author": ("who never wrote",)}


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> str:
    """A database that the tests below read."""

    async def run() -> None:
        async with connected(module_database_url) as connection:
            await fill(connection)

    asyncio.run(run())
    return module_database_url


@pytest.mark.parametrize("label", LABELS, ids=str)
def test_as_counted(filled: str, label: dict[str, Any]) -> None:
    """Facets, counts and lists of labels are the same from tallies and from entries."""

    async def run() -> None:
        async with connected(filled) as connection:
            for span in RANGES:
                where = EntryFilter(**label, **span)
                assert tallied(where)
                plain = replace(where, **UNTALLIED)
                assert tallied(plain) is None
                for facet in ("author", "topic", "publisher", "language"):
                    assert await read_facet(connection, facet, where, limit=50) == await read_facet(  # type: ignore[arg-type]
                        connection,
                        facet,  # type: ignore[arg-type]
                        plain,
                        limit=50,
                    )
                assert await count_entries(connection, where) == await count_entries(connection, plain)
                for listing in (list_authors, list_topics):
                    found = await listing(connection, where, limit=50)
                    assert found.rows == (await listing(connection, plain, limit=50)).rows

    asyncio.run(run())


@pytest.mark.parametrize("tz", ["UTC", "Europe/London", "Asia/Kathmandu", "America/St_Johns"])
@pytest.mark.parametrize("interval", ["5m", "1h", "1d"])
def test_histogram_as_counted(filled: str, tz: str, interval: Any) -> None:  # noqa: ANN401
    """So is the histogram, in any zone, also where its hours do not begin with those of UTC."""

    async def run() -> None:
        async with connected(filled) as connection:
            for label in LABELS:
                for span in RANGES:
                    for group_by in (None, "author", "key_event"):
                        where = EntryFilter(**label, **span)
                        kept, counted = [
                            await read_histogram(
                                connection, each, interval=interval, tz=tz, group_by=group_by, max_buckets=20_000
                            )
                            for each in (where, replace(where, **UNTALLIED))
                        ]
                        assert kept == counted

    asyncio.run(run())
