"""The classes of query that are measured, each with variations, so that no call asks just what the one before asked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from random import Random
from typing import Any

from psycopg import AsyncConnection

from app.store.changes import read_changes
from app.store.context import read_context
from app.store.counts import estimate_entries
from app.store.filters import EntryFilter
from app.store.histogram import read_histogram
from app.store.labels import list_authors, list_topics
from app.store.query import list_entries
from app.store.stats import read_facet
from benchmarks.query.texts import ABSENT, CHOSEN, OLDEST

LIMIT = 50
VARIATIONS = 25

Connection = AsyncConnection[Any]
Call = Callable[[Connection], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class QueryClass:
    """Queries of one kind, the goal for the 99th percentile of their times in milliseconds, and what to call."""

    name: str
    goal_ms: float
    calls: list[Call]


WITHOUT_TEXT, WITH_TEXT = 20.0, 100.0

LABELS_BY_COUNT = """
SELECT slug FROM {table} WHERE entry_count > 0
ORDER BY abs(ln(entry_count) - ln(%(entries)s)), slug LIMIT %(most)s
"""
"""Authors or topics that have about so many entries."""

Names = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Known:
    """What the data set holds, to ask for."""

    start: datetime
    end: datetime
    authors: Names
    topics: Names
    publishers: list[str]
    blogs: list[Any]
    entries: list[Any]
    last_seq: int


async def look_around(connection: Connection) -> Known:
    """Choose common, middling and rare authors and topics, and places to ask about."""
    total, start, end = await _row(
        connection, "SELECT (SELECT sum(entry_count) FROM blog), min(sort_at), max(sort_at) FROM entry"
    )
    counts = {"mid": float(total) / 1_000, "rare": 20}
    labels = {}
    for table in ("author", "topic"):
        labels[table] = {
            "common": await _column(connection, f"SELECT slug FROM {table} ORDER BY entry_count DESC LIMIT 5")
        } | {
            name: await _column(connection, LABELS_BY_COUNT.format(table=table), entries=count, most=VARIATIONS)
            for name, count in counts.items()
        }
    return Known(
        start=start,
        end=end,
        authors=labels["author"],
        topics=labels["topic"],
        publishers=await _column(
            connection,
            "SELECT publisher_slug FROM blog WHERE publisher_slug IS NOT NULL GROUP BY 1"
            " ORDER BY sum(entry_count) DESC, 1",
        ),
        blogs=await _column(
            connection, "SELECT id FROM blog ORDER BY entry_count DESC, id LIMIT %(most)s", most=VARIATIONS
        ),
        entries=await _column(
            connection, "SELECT id FROM entry ORDER BY md5(id::text) LIMIT %(most)s", most=VARIATIONS
        ),
        last_seq=(await _row(connection, "SELECT last_seq FROM change_counter"))[0],
    )


def classes(known: Known) -> list[QueryClass]:
    """All classes, in the order of the table."""
    authors, topics = known.authors, known.topics
    rng = Random("query classes")
    span = known.end - known.start
    points = [known.start + span * rng.uniform(0.05, 0.95) for _ in range(VARIATIONS)]
    ever = [EntryFilter()]
    hours = [EntryFilter(published_after=at, published_before=at + timedelta(hours=1)) for at in points]
    months = [EntryFilter(published_after=at - timedelta(days=30), published_before=at) for at in points]
    deep = [EntryFilter(published_before=at) for at in points]

    def both(first: Names, first_kind: str, second_kind: str) -> list[EntryFilter]:
        pairs = zip(first[first_kind], _turned(topics[second_kind], len(first[first_kind])), strict=False)
        return [EntryFilter(author=(author,), topic=(topic,)) for author, topic in pairs]

    def words(q: str, *given: EntryFilter) -> list[EntryFilter]:
        return [replace(where, q=q) for where in given or ever]

    in_30, in_5, in_half, in_few = CHOSEN
    lists = {
        "all": ever,
        "all, deep (place anywhere in the list)": deep,
        "common author": _authors(authors["common"]),
        "middling author (0.1%)": _authors(authors["mid"]),
        "rare author (20 entries)": _authors(authors["rare"]),
        "unknown author (empty)": [EntryFilter(author=("nobody-by-this-name",))],
        "three authors": [EntryFilter(author=tuple(each)) for each in zip(*_thirds(authors), strict=False)],
        "not the common authors": [EntryFilter(exclude_author=tuple(authors["common"]))],
        "unsigned": [EntryFilter(author=("none",))],
        "common author, deep": [
            replace(where, published_before=at) for where in _authors(authors["common"]) for at in points[:5]
        ],
        "common topic": [EntryFilter(topic=(topic,)) for topic in topics["common"]],
        "middling topic (0.1%)": [EntryFilter(topic=(topic,)) for topic in topics["mid"]],
        "rare topic (20 entries)": [EntryFilter(topic=(topic,)) for topic in topics["rare"]],
        "two common topics at once": [
            EntryFilter(topic=(topics["common"][0], other), topic_match="all") for other in topics["common"][1:]
        ],
        "common author, common topic": both(authors, "common", "common"),
        "common author, middling topic": both(authors, "common", "mid"),
        "common author, rare topic": both(authors, "common", "rare"),
        "middling author, middling topic": both(authors, "mid", "mid"),
        "rare author, common topic": both(authors, "rare", "common"),
        "rare author, rare topic (empty)": both(authors, "rare", "rare"),
        "one hour": hours,
        "thirty days": months,
        "common author in one hour": [replace(where, author=(authors["common"][0],)) for where in hours],
        "middling author in thirty days": [
            replace(where, author=(author,)) for where, author in zip(months, authors["mid"], strict=False)
        ],
        "before everything (empty)": [EntryFilter(published_before=known.start)],
        "publisher": [EntryFilter(publisher=(slug,)) for slug in known.publishers],
        "rare language": [EntryFilter(language=("pl",))],
        "publisher, rare language": [
            EntryFilter(publisher=(slug,), language=("pl",)) for slug in known.publishers[:VARIATIONS]
        ],
        "one blog": [EntryFilter(blog_id=(blog,)) for blog in known.blogs],
        "key events of a common author": [replace(where, key_event=True) for where in _authors(authors["common"])],
        "edited": [EntryFilter(edited=True)],
        "with media, middling topic": [EntryFilter(topic=(topic,), has_media=True) for topic in topics["mid"]],
        "links to a host": [EntryFilter(links_to=(f"site-{host}.example",)) for host in range(0, 400, 16)],
        "as of an instant": [EntryFilter(as_of=at) for at in points],
    }
    searches = {
        "word in 30%": words(in_30),
        "word in 5%": words(in_5),
        "word in 0.5%": words(in_half),
        "word in 0.01%": words(in_few),
        "word in the oldest entries alone": words(OLDEST),
        "word in none": words(ABSENT),
        "word in 30%, deep": words(in_30, *deep),
        "word in 0.5%, deep": words(in_half, *deep),
        "word in 0.01%, one hour": words(in_few, *hours),
        "words in 30% and 5%": words(f"{in_30} {in_5}"),
        "words in 0.5% or 0.01%": words(f"{in_half} OR {in_few}"),
        "word in 5%, not one in 30%": words(f"{in_5} -{in_30}"),
        "phrase of two words (rare)": words(f'"{in_5} {in_half}"'),
        "word in 30%, common author": words(in_30, *_authors(authors["common"])),
        "word in 30%, rare author": words(in_30, *_authors(authors["rare"])),
        "word in 0.01%, common author": words(in_few, *_authors(authors["common"])),
        "word in 5%, middling topic": words(in_5, *[EntryFilter(topic=(topic,)) for topic in topics["mid"]]),
    }
    day = [EntryFilter(published_after=at, published_before=at + timedelta(days=1)) for at in points]
    return [
        *_lists(lists, WITHOUT_TEXT),
        *_lists(searches, WITH_TEXT),
        *_others(known, day, months),
    ]


def _others(known: Known, days: list[EntryFilter], months: list[EntryFilter]) -> list[QueryClass]:
    """Queries that are no lists of entries."""
    seqs = Random("seqs").sample(range(known.last_seq), VARIATIONS)
    author = known.authors["common"][0]
    mids = _authors(known.authors["mid"])
    (in_5,) = islice(CHOSEN, 1, 2)
    counted = {
        "facet author, one day": [partial(_facet, "author", where) for where in days],
        "facet topic, thirty days": [partial(_facet, "topic", where) for where in months],
        "facet topic, middling author": [partial(_facet, "topic", where) for where in mids],
        "facet author, everything": [partial(_facet, "author", EntryFilter())],
        "facet publisher, everything": [partial(_facet, "publisher", EntryFilter())],
        "facet topic, common author": [partial(_facet, "topic", where) for where in _authors([author])],
        "histogram by hour, one day": [partial(_histogram, "1h", where) for where in days],
        "histogram by day, thirty days": [partial(_histogram, "1d", where) for where in months],
        "histogram by day, middling author": [partial(_histogram, "1d", where) for where in mids],
        "histogram by day, everything": [partial(_histogram, "1d", EntryFilter())],
        "authors, most entries first": [lambda c: list_authors(c, EntryFilter(), limit=LIMIT)],
        "topics of a middling author": [partial(_topics_of, where) for where in mids],
        "estimated count, common author": [partial(_estimate, where) for where in _authors(known.authors["common"])],
        "context of an entry": [partial(_context, entry) for entry in known.entries],
        "changes, anywhere in the log": [partial(_changes, seq) for seq in seqs],
    }
    searched = {
        "facet author, word in 5%, thirty days": [
            partial(_facet, "author", replace(where, q=in_5)) for where in months
        ],
        "histogram by day, word in 5%, thirty days": [
            partial(_histogram, "1d", replace(where, q=in_5)) for where in months
        ],
    }
    return [QueryClass(name, WITHOUT_TEXT, calls) for name, calls in counted.items()] + [
        QueryClass(name, WITH_TEXT, calls) for name, calls in searched.items()
    ]


def _lists(filters: dict[str, list[EntryFilter]], goal_ms: float) -> list[QueryClass]:
    return [
        QueryClass(name, goal_ms, [partial(_list, where) for where in variations])
        for name, variations in filters.items()
    ]


async def _list(where: EntryFilter, connection: Connection) -> object:
    return await list_entries(connection, where, limit=LIMIT)


async def _facet(facet: Any, where: EntryFilter, connection: Connection) -> object:  # noqa: ANN401 (a literal)
    return await read_facet(connection, facet, where, limit=LIMIT)


async def _histogram(interval: Any, where: EntryFilter, connection: Connection) -> object:  # noqa: ANN401 (a literal)
    return await read_histogram(connection, where, interval=interval, tz="Europe/London")


async def _topics_of(where: EntryFilter, connection: Connection) -> object:
    return await list_topics(connection, where, limit=LIMIT)


async def _estimate(where: EntryFilter, connection: Connection) -> object:
    return await estimate_entries(connection, where)


async def _context(entry: Any, connection: Connection) -> object:  # noqa: ANN401 (an id)
    return await read_context(connection, entry, before=10, after=10)


async def _changes(seq: int, connection: Connection) -> object:
    return await read_changes(connection, since=seq, limit=LIMIT)


def _authors(slugs: list[str]) -> list[EntryFilter]:
    return [EntryFilter(author=(slug,)) for slug in slugs]


def _thirds(authors: Names) -> list[list[str]]:
    return [_turned(authors["common"], VARIATIONS), authors["mid"], authors["rare"]]


def _turned(values: list[str], count: int) -> list[str]:
    return [values[place % len(values)] for place in range(count)]


async def _row(connection: Connection, statement: str, **parameters: object) -> tuple[Any, ...]:
    row = await (await connection.execute(statement, parameters)).fetchone()
    assert row is not None
    return row


async def _column(connection: Connection, statement: str, **parameters: object) -> list[Any]:
    return [row[0] for row in await (await connection.execute(statement, parameters)).fetchall()]
