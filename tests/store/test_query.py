"""Lists of entries, compared with what reading every row and choosing by hand gives."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import product
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg import AsyncConnection

from app.errors import InvalidParameter, NotFound
from app.parsing.document import Author, Embed, Link, ParsedEntry, Topic
from app.store.filters import EntryFilter
from app.store.query import Sort, get_entry, list_entries
from app.store.recorder import record
from tests.store.samples import blog, connected, entry, minutes, newest_first

Document = dict[str, Any]
AUTHORS = ("Mira Tolland", "Bo Renn", "Åse Lund")
TOPICS = ("River Ulm", "Mills", "Ferries")


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[str]:
    """A database of three blogs with edits and removals, entries differing in every way a filter asks about."""
    random = Random(4)  # noqa: S311 (the same entries in each run)

    async def fill() -> None:
        async with connected(module_database_url) as connection:
            for number, (publisher, language) in enumerate(
                [("Valley Herald", "en-GB"), ("Valley Herald", "de"), ("Ulm Bote", "de-AT")]
            ):
                posts = [_any_entry(random, minute) for minute in range(60, 0, -2)]
                page = blog(posts, url=f"https://valley.example/{number}", publisher=publisher, language=language)
                await record(connection, page, observed_at=minutes(61))
                edited = [replace(post, body_text="Corrected.") if random.random() < 0.2 else post for post in posts]
                kept = [post for post in edited[1:-1] if random.random() > 0.2]
                page = replace(page, entries=(edited[0], *kept, edited[-1]))
                await record(connection, page, observed_at=minutes(70))

    asyncio.run(fill())
    return module_database_url


def _any_entry(random: Random, minute: int) -> ParsedEntry:
    links = (Link(random.choice(["https://news.ulm.example/a", "https://www.mill.example", "mailto:x"]), "x"),)
    return entry(
        minute // 4,  # two entries a minute: ties are broken by id
        external_id=f"post-{minute}",
        permalink=None,
        title=None if random.random() < 0.3 else f"Reading {minute}",
        published_at=None if random.random() < 0.1 else minutes(minute // 4),
        authors=tuple(Author(name) for name in AUTHORS if random.random() < 0.4),
        topics=tuple(Topic(name) for name in TOPICS if random.random() < 0.5),
        key_event=random.random() < 0.3,
        pinned=random.random() < 0.1,
        embeds=(Embed("https://v.example/1"),) if random.random() < 0.3 else (),
        links=links if random.random() < 0.5 else (),
    )


def ask(url: str, question: Callable[[AsyncConnection[Any]], Awaitable[Any]]) -> Any:  # noqa: ANN401
    """The answer to a question asked over a connection of its own."""

    async def run() -> Any:  # noqa: ANN401
        async with connected(url) as connection:
            return await question(connection)

    return asyncio.run(run())


async def walk(
    connection: AsyncConnection[Any], where: EntryFilter, *, limit: int = 200, sort: Sort = "newest"
) -> list[Document]:
    """All entries of a list, page by page."""
    found: list[Document] = []
    cursor: str | None = None
    while True:
        listing = await list_entries(connection, where, limit=limit, cursor=cursor, sort=sort)
        found += [json.loads(row) for row in listing.rows]
        assert listing.has_more == (listing.next_cursor is not None)
        cursor = listing.next_cursor
        if cursor is None:
            return found


def slugs(labels: list[dict[str, str]]) -> set[str]:
    """The slugs of an entry's authors or topics."""
    return {label["slug"] for label in labels}


def place(document: Document) -> datetime:
    """Where an entry stands in time."""
    at: datetime = document["place"]
    return at


def is_edited(document: Document) -> bool:
    """Whether an entry was changed after it was posted."""
    return document["updated_at"] is not None and datetime.fromisoformat(document["updated_at"]) > place(document)


FILTERS: dict[str, tuple[EntryFilter, Callable[[Document], bool]]] = {
    "all": (EntryFilter(), lambda _: True),
    "author by name": (EntryFilter(author=("BO RENN",)), lambda e: "bo-renn" in slugs(e["authors"])),
    "either author": (
        EntryFilter(author=("bo-renn", "ase-lund")),
        lambda e: bool({"bo-renn", "ase-lund"} & slugs(e["authors"])),
    ),
    "unsigned": (EntryFilter(author=("none",)), lambda e: not e["authors"]),
    "unsigned or by": (
        EntryFilter(author=("none", "Bo Renn")),
        lambda e: not e["authors"] or "bo-renn" in slugs(e["authors"]),
    ),
    "unknown author": (EntryFilter(author=("nobody",)), lambda _: False),
    "but author": (EntryFilter(exclude_author=("bo-renn",)), lambda e: "bo-renn" not in slugs(e["authors"])),
    "topic": (EntryFilter(topic=("mills",)), lambda e: "mills" in slugs(e["topics"])),
    "any topic": (EntryFilter(topic=("mills", "Ferries")), lambda e: bool({"mills", "ferries"} & slugs(e["topics"]))),
    "all topics": (
        EntryFilter(topic=("mills", "Ferries"), topic_match="all"),
        lambda e: {"mills", "ferries"} <= slugs(e["topics"]),
    ),
    "but topics": (
        EntryFilter(exclude_topic=("mills", "ferries")),
        lambda e: not {"mills", "ferries"} & slugs(e["topics"]),
    ),
    "author and topic": (
        EntryFilter(author=("ase-lund",), topic=("river-ulm",)),
        lambda e: "ase-lund" in slugs(e["authors"]) and "river-ulm" in slugs(e["topics"]),
    ),
    "times": (
        EntryFilter(published_after=minutes(3), published_before=minutes(9)),
        lambda e: minutes(3) <= place(e) < minutes(9),
    ),
    "author and times": (
        EntryFilter(author=("bo-renn",), published_after=minutes(3), published_before=minutes(9)),
        lambda e: "bo-renn" in slugs(e["authors"]) and minutes(3) <= place(e) < minutes(9),
    ),
    "upside down": (EntryFilter(published_after=minutes(9), published_before=minutes(3)), lambda _: False),
    "updated": (
        EntryFilter(updated_after=minutes(70), updated_before=minutes(71)),
        lambda e: e["updated_at"] == "2026-03-04T13:10:00Z",
    ),
    "key events": (EntryFilter(key_event=True), lambda e: e["key_event"]),
    "no key events": (
        EntryFilter(key_event=False, topic=("mills",)),
        lambda e: not e["key_event"] and "mills" in slugs(e["topics"]),
    ),
    "pinned": (EntryFilter(pinned=True), lambda e: e["pinned"]),
    "edited": (EntryFilter(edited=True), is_edited),
    "unedited": (EntryFilter(edited=False), lambda e: not is_edited(e)),
    "media": (EntryFilter(has_media=True), lambda e: bool(e["embeds"])),
    "no media": (EntryFilter(has_media=False), lambda e: not e["embeds"]),
    "links": (
        EntryFilter(links_to=("https://ulm.example/",)),
        lambda e: any("ulm.example" in link["url"] for link in e["links"]),
    ),
    "words": (EntryFilter(q="correcting"), lambda e: e["body_text"] == "Corrected." and e["language"] == "en"),
    "words and author": (
        EntryFilter(q="corrected OR reading", author=("ase-lund",)),
        lambda e: "ase-lund" in slugs(e["authors"]) and (e["title"] is not None or e["body_text"] == "Corrected."),
    ),
    "not words": (EntryFilter(q="-corrected"), lambda e: e["body_text"] != "Corrected."),
    "phrase": (
        EntryFilter(q='"by the old mill"', language=("en",)),
        lambda e: e["body_text"] != "Corrected." and e["language"] == "en",
    ),
    "publisher": (EntryFilter(publisher=("ulm-bote",)), lambda e: e["publisher"] == "Ulm Bote"),
    "publishers": (EntryFilter(publisher=("Ulm Bote", "Valley Herald")), lambda _: True),
    "language": (EntryFilter(language=("de",)), lambda e: e["language"] == "de"),
    "region": (EntryFilter(language=("de-at", "en")), lambda e: e["publisher"] == "Ulm Bote" or e["language"] == "en"),
}


@pytest.fixture(scope="module")
def everything(filled: str) -> list[Document]:
    """Every entry, newest first, with its blog's publisher and language, read row by row."""

    async def question(connection: AsyncConnection[Any]) -> list[Document]:
        cursor = await connection.execute(
            """SELECT e.id, b.publisher, split_part(b.language, '-', 1), e.sort_at
               FROM entry e JOIN blog b ON b.id = e.blog_id ORDER BY e.sort_at DESC, e.id DESC"""
        )
        return [
            json.loads(await get_entry(connection, entry_id))
            | {"publisher": publisher, "language": language, "place": at}
            for entry_id, publisher, language, at in await cursor.fetchall()
        ]

    found: list[Document] = ask(filled, question)
    return found


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("deleted", ["exclude", "include", "only"])
def test_filters(filled: str, everything: list[Document], name: str, deleted: Any) -> None:  # noqa: ANN401
    """Each filter gives the entries that it asks for, and only these, in both orders and page by page."""
    where, wanted = FILTERS[name]
    where = replace(where, deleted=deleted)

    async def question(connection: AsyncConnection[Any]) -> None:
        expected = [
            document["id"]
            for document in everything
            if wanted(document) and deleted in {"include", "only" if document["deleted_at"] else "exclude"}
        ]
        assert [document["id"] for document in await walk(connection, where, limit=7)] == expected
        oldest = await walk(connection, where, limit=11, sort="oldest")
        assert [document["id"] for document in oldest] == expected[::-1]

    ask(filled, question)


def test_filters_find_something(everything: list[Document]) -> None:
    """The filters above are asked of entries that make a difference to them."""
    for name, (_, wanted) in FILTERS.items():
        if name not in {"unknown author", "upside down", "all", "publishers"}:
            assert 0 < sum(map(wanted, everything)) < len(everything), name


def test_every_pair_of_filters(filled: str, everything: list[Document]) -> None:
    """Any two filters together give what both ask for."""

    async def question(connection: AsyncConnection[Any]) -> None:
        documents = [document for document in everything if not document["deleted_at"]]
        for (one, wanted), (other, also_wanted) in product(FILTERS.values(), repeat=2):
            where = _both(one, other)
            if where is not None:
                expected = [document["id"] for document in documents if wanted(document) and also_wanted(document)]
                listing = await list_entries(connection, where, limit=200)
                assert [json.loads(row)["id"] for row in listing.rows] == expected, where

    ask(filled, question)


def _both(one: EntryFilter, other: EntryFilter) -> EntryFilter | None:
    default = EntryFilter()
    fields = EntryFilter.__dataclass_fields__
    set_by_both = [
        f for f in fields if getattr(one, f) != getattr(default, f) and getattr(other, f) != getattr(default, f)
    ]
    if set_by_both:
        return None
    changes = {f: getattr(other, f) for f in fields if getattr(other, f) != getattr(default, f)}
    return replace(one, **changes)


def test_blogs(filled: str, everything: list[Document]) -> None:
    """A blog's entries, those of two blogs, and those of one by an author."""

    async def question(connection: AsyncConnection[Any]) -> None:
        documents = [document for document in everything if not document["deleted_at"]]
        one, two = sorted({document["blog_id"] for document in documents})[:2]
        for blogs, author in [((one,), ()), ((one, two), ()), ((one, two), ("bo-renn",)), ((str(uuid4()),), ())]:
            where = EntryFilter(blog_id=tuple(UUID(each) for each in blogs), author=author)
            expected = [
                document["id"]
                for document in documents
                if document["blog_id"] in blogs and (not author or "bo-renn" in slugs(document["authors"]))
            ]
            assert [document["id"] for document in await walk(connection, where, limit=5)] == expected

    ask(filled, question)


def test_back_to_the_beginning(filled: str) -> None:
    """Going back from the last page meets the same entries on the way, whatever the filter."""

    async def question(connection: AsyncConnection[Any]) -> None:
        for where, _ in FILTERS.values():
            for sort in ("newest", "oldest"):
                await _there_and_back(connection, where, sort)  # type: ignore[arg-type]

    ask(filled, question)


async def _there_and_back(connection: AsyncConnection[Any], where: EntryFilter, sort: Sort) -> None:
    pages: list[list[bytes]] = []
    listing = await list_entries(connection, where, limit=13, sort=sort)
    assert listing.prev_cursor is None
    while True:
        pages.append(listing.rows)
        if listing.next_cursor is None:
            break
        listing = await list_entries(connection, where, limit=13, cursor=listing.next_cursor, sort=sort)
    for page in reversed(pages[:-1]):
        assert listing.prev_cursor is not None
        listing = await list_entries(connection, where, limit=13, cursor=listing.prev_cursor, sort=sort)
        assert listing.rows == page
    assert listing.prev_cursor is None


def test_walk_while_entries_arrive(database_url: str) -> None:
    """A walk meets every entry that was there at its start exactly once, while others come, change and go."""

    async def question(connection: AsyncConnection[Any]) -> None:
        numbers = list(range(1, 31))
        await record(connection, blog(newest_first(*numbers)), observed_at=minutes(31))
        met: list[str] = []
        cursor: str | None = None
        for step in range(32, 100):
            listing = await list_entries(connection, EntryFilter(deleted="include"), limit=4, cursor=cursor)
            met += [json.loads(row)["external_id"] for row in listing.rows]
            cursor = listing.next_cursor
            if cursor is None:
                break
            numbers.append(step)
            edited = [
                replace(post, title=f"Step {step}") for post in newest_first(*numbers) if post.external_id != "post-7"
            ]
            await record(connection, blog(edited), observed_at=minutes(step))
        assert [name for name in met if int(name.removeprefix("post-")) <= 30] == [
            f"post-{n}" for n in range(30, 0, -1)
        ]
        assert len(met) == len(set(met))

    ask(database_url, question)


def test_as_of(database_url: str) -> None:
    """A list as of an instant is the list that a reader saw then, also by author and by the words as they stood."""
    random = Random(9)  # noqa: S311

    async def question(connection: AsyncConnection[Any]) -> None:
        seen: dict[datetime, list[list[bytes]]] = {}
        numbers = list(range(1, 8))
        for step in range(10, 40):
            numbers = [n for n in numbers if n in {numbers[0], numbers[-1]} or random.random() > 0.1]
            numbers += (
                [step] if random.random() < 0.5 else [random.choice(range(1, 8))] if random.random() < 0.5 else []
            )
            posts = [
                replace(post, title=f"Step {step}")
                if random.random() < 0.1
                else replace(post, authors=(Author("Bo Renn"),))
                if random.random() < 0.1
                else post
                for post in newest_first(*set(numbers))
            ]
            await record(connection, blog(posts), observed_at=minutes(step))
            seen[minutes(step)] = [await _shown(connection, where) for where in asked]
        for at, lists in seen.items():
            for where, shown in zip(asked, lists, strict=True):
                assert await _shown(connection, replace(where, as_of=at)) == shown
        assert await _shown(connection, EntryFilter(as_of=minutes(0))) == []
        assert await _shown(connection, EntryFilter(as_of=minutes(0), q="mill")) == []

    asked = [
        EntryFilter(),
        EntryFilter(author=("bo-renn",)),
        EntryFilter(q="gauge"),
        EntryFilter(q='"step 17" OR "step 20"'),
        EntryFilter(q="river", author=("bo-renn",), topic=("river-ulm",)),
        EntryFilter(q="gauge", deleted="include"),
    ]
    ask(database_url, question)


async def _shown(connection: AsyncConnection[Any], where: EntryFilter) -> list[Any]:
    documents = await walk(connection, where, limit=3)
    return [(each["id"], each["title"], each["authors"], each["version"]) for each in documents]


def test_cursor_of_another_query(filled: str) -> None:
    """A cursor of another filter, another order or none at all is refused by name."""

    async def question(connection: AsyncConnection[Any]) -> None:
        listing = await list_entries(connection, EntryFilter(), limit=1)
        given = listing.next_cursor or ""
        wrong: list[tuple[str, EntryFilter, Sort]] = [
            (given, EntryFilter(author=("x",)), "newest"),
            (given, EntryFilter(), "oldest"),
            (given[:-3], EntryFilter(), "newest"),
            (given[1:], EntryFilter(), "newest"),
            ("A" + given, EntryFilter(), "newest"),
            ("", EntryFilter(), "newest"),
            ("ü\x00", EntryFilter(), "newest"),
            ("x" * 100_000, EntryFilter(), "newest"),
        ]
        for cursor, where, sort in wrong:
            with pytest.raises(InvalidParameter) as refusal:
                await list_entries(connection, where, limit=1, cursor=cursor, sort=sort)
            assert refusal.value.faults[0].name == "cursor"

    ask(filled, question)


@pytest.mark.parametrize("q", ["", " ", "'", "&|!", "\x00", "()", "x" * 501, ":*", "\\"])
def test_q_without_words(filled: str, q: str) -> None:
    """A text query that holds no word, or is too long, is refused by name."""

    async def question(connection: AsyncConnection[Any]) -> None:
        with pytest.raises(InvalidParameter) as refusal:
            await list_entries(connection, EntryFilter(q=q), limit=1)
        assert refusal.value.faults[0].name == "q"

    ask(filled, question)


@pytest.mark.parametrize(
    "q", ["old' | 'mill", "mill:*", "a:bo-renn", "'c:english'", "((mill", "mill <-> !x", "w:2931 \\"]
)
def test_q_is_no_syntax(filled: str, q: str) -> None:
    """What looks like the search index's own language is taken as words."""

    async def question(connection: AsyncConnection[Any]) -> None:
        listing = await list_entries(connection, EntryFilter(q=q), limit=200)
        for row in listing.rows:
            document = json.loads(row)
            assert "mill" in document["body_text"]

    ask(filled, question)


def test_unknown_entry(filled: str) -> None:
    """An entry that is not there is not found."""

    async def question(connection: AsyncConnection[Any]) -> None:
        with pytest.raises(NotFound):
            await get_entry(connection, uuid4())

    ask(filled, question)
