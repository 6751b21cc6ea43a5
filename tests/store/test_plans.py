"""How lists are read: by walking an index and stopping, never by going through a table."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import AsyncConnection, AsyncCursor

from app.store.blogs import BlogFilter, list_blogs
from app.store.changes import read_changes
from app.store.counts import count_entries
from app.store.engine import connection_string
from app.store.filters import EntryFilter
from app.store.histogram import read_histogram
from app.store.labels import list_authors
from app.store.query import list_entries
from app.store.search import VECTOR
from app.store.stats import read_facet
from app.store.tallies import REBUILD
from tests.store.samples import SESSION

ENTRIES = 50_000
START = datetime(2025, 1, 1, tzinfo=UTC)
LARGE_TABLES = {"tally", "entry", "entry_author", "entry_topic", "entry_revision", "change"}


class Watching(AsyncCursor[Any]):
    """A cursor that keeps what it is asked."""

    asked: list[tuple[Any, Any]] = []  # noqa: RUF012 (emptied by each test)

    async def execute(self, query: Any, params: Any = None, **options: Any) -> Any:  # noqa: ANN401
        """Keep the statement, then run it."""
        self.asked.append((query, params))
        return await super().execute(query, params, **options)


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> str:
    """A database with fifty thousand entries that the planner has statistics of."""
    fill = (Path(__file__).parent / "fifty_thousand.sql").read_text()
    vector = VECTOR.format(row="e").replace("%(configuration)s", "'english'")
    with psycopg.connect(module_database_url, autocommit=True) as connection:
        connection.execute(fill.replace(", VECTOR\n", f", {vector}\n"))
        connection.execute(REBUILD)
        connection.execute("VACUUM ANALYZE")
    return module_database_url


def day(count: float) -> datetime:
    """So many days after the start."""
    return START + timedelta(days=count)


BLOG = UUID("10000000-0000-7000-8000-000000000007")
LISTS: dict[str, EntryFilter] = {
    "all": EntryFilter(),
    "deep": EntryFilter(published_before=day(20)),
    "narrow": EntryFilter(published_after=day(50), published_before=day(50.1)),
    "before everything": EntryFilter(published_before=START),
    "common author": EntryFilter(author=("common",)),
    "common author, deep": EntryFilter(author=("common",), published_before=day(20)),
    "rare author": EntryFilter(author=("rare",)),
    "old author": EntryFilter(author=("old",)),
    "unknown author": EntryFilter(author=("nobody",)),
    "authors": EntryFilter(author=("common", "second", "rare")),
    "unsigned": EntryFilter(author=("none",)),
    "topic": EntryFilter(topic=("wide",)),
    "topics": EntryFilter(topic=("wide", "scarce")),
    "all topics": EntryFilter(topic=("wide", "apart"), topic_match="all"),
    "common author, rare topic": EntryFilter(author=("common",), topic=("scarce",)),
    "rare author, common topic": EntryFilter(author=("rare",), topic=("wide",)),
    "common author, common topic": EntryFilter(author=("common",), topic=("wide",)),
    "but author": EntryFilter(exclude_author=("common",)),
    "blog": EntryFilter(blog_id=(BLOG,)),
    "blog and author": EntryFilter(blog_id=(BLOG,), author=("common",)),
    "rare publisher": EntryFilter(publisher=("tiny",)),
    "rare language": EntryFilter(language=("de",)),
    "key events": EntryFilter(key_event=True),
    "pinned": EntryFilter(pinned=True),
    "deleted": EntryFilter(deleted="only"),
    "updated": EntryFilter(updated_after=day(100), updated_before=day(110)),
    "rare link": EntryFilter(links_to=("mill.example",)),
    "common author, rare mark": EntryFilter(author=("common",), pinned=True),
    "common author, deleted": EntryFilter(author=("common",), deleted="only"),
    "publisher and rare language": EntryFilter(publisher=("paper",), language=("de",)),
    "edited": EntryFilter(edited=True),
    "unsigned or rare": EntryFilter(author=("none", "rare")),
    "as of": EntryFilter(as_of=day(300)),
    "as of, lately": EntryFilter(as_of=day(346)),
    "as of, rare author": EntryFilter(as_of=day(300), author=("rare",)),
    "as of, word in 5%": EntryFilter(as_of=day(300), q="bridge"),
    "as of, word in 0.01%": EntryFilter(as_of=day(300), q="heron"),
    "middling author, common topic": EntryFilter(author=("mid",), topic=("wide",)),
    "middling author, other topic": EntryFilter(author=("mid",), topic=("apart",)),
    "disjoint labels": EntryFilter(author=("second",), topic=("apart",)),
    "middling author, deep": EntryFilter(author=("mid",), published_before=day(20)),
    "all topics, deep": EntryFilter(topic=("wide", "apart"), topic_match="all", published_before=day(20)),
    "word in 30%": EntryFilter(q="river"),
    "word in 5%": EntryFilter(q="bridges"),
    "word in 0.5%": EntryFilter(q="ferry"),
    "word in 0.01%": EntryFilter(q="heron"),
    "word in the oldest": EntryFilter(q="otter"),
    "word in none": EntryFilter(q="walrus"),
    "word, deep": EntryFilter(q="bridge", published_before=day(60)),
    "word and rare author": EntryFilter(q="level", author=("rare",)),
    "rare word and author": EntryFilter(q="heron", author=("common",)),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_list(filled: str, name: str, sort: Any) -> None:  # noqa: ANN401
    """A page of a list looks at a small part of the rows, and goes through no table."""

    async def run() -> None:
        async with await watched(filled) as connection:
            await list_entries(connection, LISTS[name], limit=50, sort=sort)
            await judge(connection)

    asyncio.run(run())


ORDERS: dict[str, tuple[EntryFilter, Any]] = {
    "recently updated": (EntryFilter(), "recently_updated"),
    "least recently updated": (EntryFilter(), "least_recently_updated"),
    "recently updated, common author": (EntryFilter(author=("common",)), "recently_updated"),
    "recently updated, rare author": (EntryFilter(author=("rare",)), "recently_updated"),
    "recently updated within": (EntryFilter(updated_after=day(100), updated_before=day(110)), "recently_updated"),
    "relevance, word in 30%": (EntryFilter(q="river"), "relevance"),
    "relevance, word in 0.5%": (EntryFilter(q="ferry"), "relevance"),
    "relevance, word in the oldest": (EntryFilter(q="otter"), "relevance"),
}


@pytest.mark.parametrize("name", ORDERS)
def test_order(filled: str, name: str) -> None:
    """A page in another order looks at a bounded part of the rows as well."""

    async def run() -> None:
        async with await watched(filled) as connection:
            where, sort = ORDERS[name]
            await list_entries(connection, where, limit=50, sort=sort, include=["blog", "revisions"])
            await judge(connection, most=15_000)

    asyncio.run(run())


COUNTS: dict[str, EntryFilter] = {
    "everything": EntryFilter(),
    "one day": EntryFilter(published_after=day(20), published_before=day(21)),
    "thirty days, from minute to minute": EntryFilter(published_after=day(20.01), published_before=day(50.03)),
    "open": EntryFilter(published_after=day(300.5)),
    "common author": EntryFilter(author=("common",)),
    "common topic": EntryFilter(topic=("wide",)),
    "publisher": EntryFilter(publisher=("paper",)),
    "language": EntryFilter(language=("en",)),
}


@pytest.mark.parametrize("name", COUNTS)
def test_counts(filled: str, name: str) -> None:
    """Facets, histograms and exact counts over many entries look at few rows of tallies, and at hardly an entry."""

    async def run() -> None:
        async with await watched(filled) as connection:
            where = COUNTS[name]
            for facet in ("author", "topic", "publisher", "language"):
                await read_facet(connection, facet, where, limit=50)  # type: ignore[arg-type]
            await count_entries(connection, where)
            await list_authors(connection, where, limit=50)
            for tz in ("UTC", "Europe/London"):
                await read_histogram(connection, where, interval="1d", tz=tz)
            # A year has 8,760 hours; each counts twice, as it is found in an index and as it is read.
            await judge(connection, most=20_000)

    asyncio.run(run())


def test_last_page(filled: str) -> None:
    """The page behind a cursor costs what the first one costs."""

    async def run() -> None:
        async with await watched(filled) as connection:
            first = await list_entries(connection, EntryFilter(author=("common",)), limit=50)
            Watching.asked.clear()
            await list_entries(connection, EntryFilter(author=("common",)), limit=50, cursor=first.next_cursor)
            await judge(connection, most=200)

    asyncio.run(run())


def test_other_lists(filled: str) -> None:
    """Blogs and changes are read by index as well."""

    async def run() -> None:
        async with await watched(filled) as connection:
            await list_blogs(connection, BlogFilter(), limit=50)
            await read_changes(connection, since=ENTRIES // 2, limit=50)
            await judge(connection)

    asyncio.run(run())


async def watched(url: str) -> AsyncConnection[Any]:
    """A connection whose statements are kept."""
    Watching.asked.clear()
    return await AsyncConnection.connect(connection_string(url, SESSION), autocommit=True, cursor_factory=Watching)


async def judge(connection: AsyncConnection[Any], most: int = 6_000) -> None:
    """Explain every statement that was asked and count the rows it looked at."""
    for query, params in list(Watching.asked):
        row = await (await connection.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}", params)).fetchone()
        assert row is not None
        nodes = list(_nodes(row[0][0]["Plan"]))
        through = {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan" and _looked_at(node)}
        assert not through & LARGE_TABLES, (query, nodes)
        looked_at = sum(_looked_at(node) for node in nodes if "Scan" in node["Node Type"])
        assert looked_at <= most, (looked_at, query, nodes)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def _looked_at(node: dict[str, Any]) -> float:
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    looked_at: float = (node["Actual Rows"] + removed) * node["Actual Loops"]
    return looked_at
