"""Counts of entries, in all and over time, and what was posted around one."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from psycopg import AsyncConnection

from app.errors import InvalidParameter, NotFound
from app.parsing.document import Author
from app.store.context import read_context
from app.store.counts import count_entries, estimate_entries
from app.store.filters import EntryFilter
from app.store.histogram import read_histogram
from app.store.query import list_entries
from app.store.recorder import record
from app.store.stats import read_facet
from tests.store.samples import blog, connected, entry, minutes, newest_first

LONDON = ZoneInfo("Europe/London")


def play(url: str, scene: Callable[[AsyncConnection[Any]], Awaitable[None]]) -> None:
    """Play a scene on a connection of its own."""

    async def run() -> None:
        async with connected(url) as connection:
            await scene(connection)

    asyncio.run(run())


def test_count(database_url: str) -> None:
    """The exact count is that of the list; the estimate needs no more than a plan."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        posts = [entry(n, authors=(Author("Bo Renn"),) if n % 3 else ()) for n in range(30, 0, -1)]
        await record(connection, blog(posts), observed_at=minutes(31))
        await connection.execute("ANALYZE entry")
        assert await count_entries(connection, EntryFilter()) == 30
        assert await count_entries(connection, EntryFilter(author=("bo-renn",), published_after=minutes(10))) == 14
        assert await count_entries(connection, EntryFilter(q='"7 metres"')) == 1
        assert await estimate_entries(connection, EntryFilter()) == 30
        for count in (count_entries, estimate_entries):
            with pytest.raises(InvalidParameter):
                await count(connection, EntryFilter(as_of=minutes(1)))

    play(database_url, scene)


def test_context(database_url: str) -> None:
    """The neighbours of an entry in its blog, in the order of posting, without those that were removed."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await record(connection, blog(newest_first(*range(1, 10))), observed_at=minutes(10))
        await record(connection, blog(newest_first(1, 2, 3, 5, 6, 7, 8, 9)), observed_at=minutes(11))
        listing = await list_entries(connection, EntryFilter(deleted="include"), limit=20)
        ids = {document["external_id"]: UUID(document["id"]) for document in map(json.loads, listing.rows)}

        async def around(name: str, before: int, after: int) -> list[list[str]]:
            context = await read_context(connection, ids[name], before=before, after=after)
            sides = (context.before, [context.entry], context.after)
            return [[json.loads(row)["external_id"] for row in side] for side in sides]

        assert await around("post-5", 2, 1) == [["post-2", "post-3"], ["post-5"], ["post-6"]]
        assert await around("post-4", 1, 1) == [["post-3"], ["post-4"], ["post-5"]]
        assert await around("post-9", 0, 5) == [[], ["post-9"], []]
        with pytest.raises(NotFound):
            await read_context(connection, uuid4(), before=1, after=1)

    play(database_url, scene)


def test_facets(database_url: str) -> None:
    """How many of the entries asked for have each author, topic, publisher and language."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await record(connection, blog(newest_first(1, 2, 3)), observed_at=minutes(4))
        other = blog(newest_first(7), url="https://valley.example/2", publisher="Ulm Bote", language="de")
        await record(connection, other, observed_at=minutes(8))
        assert await read_facet(connection, "publisher", EntryFilter(), limit=5) == [
            {"name": "Valley Herald", "slug": "valley-herald", "entries": 3},
            {"name": "Ulm Bote", "slug": "ulm-bote", "entries": 1},
        ]
        assert await read_facet(connection, "language", EntryFilter(published_after=minutes(3)), limit=5) == [
            {"name": "de", "slug": "de", "entries": 1},
            {"name": "en", "slug": "en", "entries": 1},
        ]
        assert await read_facet(connection, "author", EntryFilter(q="metres"), limit=1) == [
            {"name": "Mira Tolland", "slug": "mira-tolland", "entries": 4}
        ]
        assert await read_facet(connection, "topic", EntryFilter(publisher=("ulm-bote",)), limit=1) == [
            {"name": "River Ulm", "slug": "river-ulm", "entries": 1}
        ]

    play(database_url, scene)


@pytest.mark.parametrize(
    ("day", "hours"), [(datetime(2026, 3, 29, tzinfo=LONDON), 23), (datetime(2026, 10, 25, tzinfo=LONDON), 25)]
)
def test_histogram_when_clocks_change(database_url: str, day: datetime, hours: int) -> None:
    """On the days on which clocks change, each hour that passes is one bucket, and so is the day."""
    start = day.astimezone(UTC)
    end = (day + timedelta(days=1)).astimezone(UTC)

    async def scene(connection: AsyncConnection[Any]) -> None:
        count = hours * 2
        posts = [entry(n, published_at=start + timedelta(minutes=30 * n)) for n in range(count)]
        await record(connection, blog(posts[::-1]), observed_at=end)
        where = EntryFilter(published_after=start, published_before=end)
        hourly = await read_histogram(connection, where, interval="1h", tz="Europe/London")
        assert [(bucket.start, bucket.entries) for bucket in hourly] == [
            (start + timedelta(hours=n), 2) for n in range(hours)
        ]
        wide = EntryFilter(published_after=start - timedelta(days=1), published_before=end + timedelta(days=1))
        daily = await read_histogram(connection, wide, interval="1d", tz="Europe/London")
        assert [(bucket.start.astimezone(LONDON).hour, bucket.entries) for bucket in daily] == [
            (0, 0),
            (0, count),
            (0, 0),
        ]

    play(database_url, scene)


def test_histogram(database_url: str) -> None:
    """Buckets without entries are there with zero, between the first and the last or over the range asked for."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        posts = [entry(21, authors=(Author("Bo Renn"), Author("Mira Tolland"))), entry(4, key_event=True), entry(1)]
        await record(connection, blog(posts), observed_at=minutes(22))
        found = await read_histogram(connection, EntryFilter(), interval="5m", tz="UTC", group_by="author")
        assert [(bucket.start, bucket.entries, bucket.groups) for bucket in found] == [
            (minutes(0), 2, {"mira-tolland": 2}),
            (minutes(5), 0, {}),
            (minutes(10), 0, {}),
            (minutes(15), 0, {}),
            (minutes(20), 1, {"bo-renn": 1, "mira-tolland": 1}),
        ]
        where = EntryFilter(published_after=minutes(7), published_before=minutes(15))
        found = await read_histogram(connection, where, interval="5m", tz="UTC")
        assert [(bucket.start, bucket.entries) for bucket in found] == [(minutes(5), 0), (minutes(10), 0)]
        for grouping, expected in (("key_event", {"true": 1, "false": 1}), ("publisher", {"valley-herald": 2})):
            found = await read_histogram(connection, EntryFilter(), interval="5m", tz="UTC", group_by=grouping)  # type: ignore[arg-type]
            assert found[0].groups == expected
        assert await read_histogram(connection, EntryFilter(author=("nobody",)), interval="1d", tz="UTC") == []

    play(database_url, scene)


def test_histogram_refused(database_url: str) -> None:
    """An unknown zone and a range of too many buckets are refused by name."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        with pytest.raises(InvalidParameter) as refusal:
            await read_histogram(connection, EntryFilter(), interval="1d", tz="Valley/Ulm'")
        assert refusal.value.faults[0].name == "tz"
        where = EntryFilter(published_after=datetime(1900, 1, 1, tzinfo=UTC), published_before=minutes(1))
        with pytest.raises(InvalidParameter) as refusal:
            await read_histogram(connection, where, interval="5m", tz="UTC")
        assert refusal.value.faults[0].name == "interval"

    play(database_url, scene)
