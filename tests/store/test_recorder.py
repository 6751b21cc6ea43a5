"""Recording pages: what becomes of entries as pages of a blog are seen one after the other."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from psycopg import AsyncConnection, Rollback

from app.parsing.document import Author, Coverage, Image, Link, ParsedBlog, Source, Topic
from app.store.filters import EntryFilter
from app.store.query import list_entries
from app.store.recorder import Recorded, record
from app.store.snapshots import get_snapshot, store_snapshot
from tests.store.samples import NOON, blog, connected, entry, minutes, newest_first, rows

Scene = Callable[[AsyncConnection[Any]], Awaitable[None]]


def play(url: str, scene: Scene) -> None:
    """Play a scene on a connection of its own."""

    async def run() -> None:
        async with connected(url) as connection:
            await scene(connection)

    asyncio.run(run())


def counts(recorded: Recorded) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, deleted."""
    return recorded.created, recorded.updated, recorded.unchanged, recorded.deleted


async def show(connection: AsyncConnection[Any], page: ParsedBlog, at: float) -> tuple[int, int, int, int]:
    """Record a page observed so many minutes after noon."""
    return counts(await record(connection, page, observed_at=minutes(at)))


async def deleted(connection: AsyncConnection[Any]) -> list[str]:
    """The ids that pages gave to entries that are now deleted."""
    return [
        row[0]
        for row in await rows(
            connection, "SELECT external_id FROM entry WHERE deleted_at IS NOT NULL ORDER BY sort_at, id"
        )
    ]


async def seen(connection: AsyncConnection[Any]) -> dict[str, tuple[datetime, datetime]]:
    """When each entry was seen first and last, as readers are told."""
    listing = await list_entries(connection, EntryFilter(deleted="include"), limit=200)
    documents = [json.loads(row) for row in listing.rows]
    return {
        document["external_id"]: (
            datetime.fromisoformat(document["first_seen_at"]),
            datetime.fromisoformat(document["last_seen_at"]),
        )
        for document in documents
    }


def test_first_page(database_url: str) -> None:
    """Every post of a new blog becomes an entry of version 1 and a change, the oldest first."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        assert await show(connection, blog(newest_first(1, 2, 3)), 5) == (3, 0, 0, 0)
        changes = await rows(
            connection, "SELECT seq, kind, external_id FROM change c JOIN entry e ON e.id = c.entry_id ORDER BY seq"
        )
        assert changes == [(1, "created", "post-1"), (2, "created", "post-2"), (3, "created", "post-3")]
        assert await rows(connection, "SELECT headline, publisher_slug, entry_count, active_at FROM blog") == [
            ("Flood in the Ulm valley", "valley-herald", 3, minutes(3))
        ]
        assert await rows(connection, "SELECT slug, name, entry_count FROM author") == [
            ("mira-tolland", "Mira Tolland", 3)
        ]

    play(database_url, scene)


def test_same_page_again(database_url: str) -> None:
    """The same page again changes nothing but when its entries were last seen."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2)), 5)
        assert await show(connection, blog(newest_first(1, 2)), 6) == (0, 0, 2, 0)
        assert await seen(connection) == {"post-1": (minutes(5), minutes(6)), "post-2": (minutes(5), minutes(6))}
        assert await rows(connection, "SELECT last_seq FROM change_counter") == [(2,)]

    play(database_url, scene)


def test_edit(database_url: str) -> None:
    """An edit raises the version, says what changed and keeps the state before it as a revision."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2)), 5)
        edited = blog([entry(2, body_text="The mill is gone.", title="Mill lost"), entry(1)])
        assert await show(connection, edited, 7) == (0, 1, 1, 0)
        assert await rows(
            connection, "SELECT version, changed, updated_at, version_at, body_text FROM entry WHERE version > 1"
        ) == [(2, ["title", "body"], minutes(7), minutes(7), "The mill is gone.")]
        assert await rows(
            connection,
            "SELECT version, version_at, superseded_at, deleted, content ->> 'title' FROM entry_revision",
        ) == [(1, minutes(5), minutes(7), False, "Gauge reading 2")]

    play(database_url, scene)


@pytest.mark.parametrize(
    "same",
    [
        {"body_text": "The river stood  at 2 metres\n\nby the old mill. "},
        {"body_html": "<div><p>The river stood at 2 metres by the old mill.</p></div>"},
        {"published_at_raw": "12:02 GMT"},
        {"provenance": {"title": Source.DOM}},
    ],
)
def test_what_is_no_edit(database_url: str, same: dict[str, Any]) -> None:
    """White space, markup and how a field was found make no new version."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2)), 5)
        assert await show(connection, blog([entry(2, **same), entry(1)]), 6) == (0, 0, 2, 0)

    play(database_url, scene)


def test_inferred_time_wavers(database_url: str) -> None:
    """A time counted back from "5 minutes ago" stands as first read, until its day turns out to be another."""
    inferred = {"time_precision": "minute", "provenance": {"published_at": Source.INFERRED}}

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog([entry(2, **inferred), entry(1)]), 5)
        wavering = blog([entry(2, published_at=minutes(4), **inferred), entry(1)])
        assert await show(connection, wavering, 6) == (0, 0, 2, 0)
        yesterday = blog([entry(1), entry(2, published_at=minutes(2 - 24 * 60), **inferred)])
        assert await show(connection, yesterday, 7) == (0, 1, 1, 0)
        placed = await rows(
            connection, "SELECT e.sort_at = d.sort_at FROM entry e JOIN entry_author d ON d.entry_id = e.id"
        )
        assert placed == [(True,), (True,)]

    play(database_url, scene)


def test_posts_without_a_time(database_url: str) -> None:
    """A post without a time stands between its neighbours, however late the page is seen."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        undated = [entry(n, published_at=None) for n in (12, 11, 10)]
        await show(connection, blog([entry(9, pinned=True), undated[0], entry(3), *undated[1:], entry(2)]), 5_000)
        listing = await list_entries(connection, EntryFilter(), limit=200)
        names = [json.loads(row)["external_id"] for row in listing.rows]
        assert names == ["post-9", "post-12", "post-3", "post-11", "post-10", "post-2"]
        assert await rows(connection, "SELECT sort_at FROM entry WHERE external_id = 'post-12'") == [(minutes(3),)]

    play(database_url, scene)


def test_absurd_times(database_url: str) -> None:
    """A post of the year 9999 or of the year 1 is listed and found by its words; it tops no list for ever."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        far, early = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)
        posts = [entry(9, published_at=far), entry(2), entry(1, published_at=early)]
        await show(connection, blog(posts), 5)
        week_later = blog([entry(7 * 24 * 60)], url="https://valley.example/2")
        await show(connection, week_later, 7 * 24 * 60)
        for q in (None, "river"):
            for sort in ("newest", "oldest"):
                found = await list_entries(connection, EntryFilter(q=q), limit=9, sort=sort)
                names = [json.loads(row)["external_id"] for row in found.rows]
                assert names[:: 1 if sort == "newest" else -1] == ["post-10080", "post-9", "post-2", "post-1"]
        assert (
            json.loads((await list_entries(connection, EntryFilter(), limit=2)).rows[1])["published_at"][:4] == "9999"
        )

    play(database_url, scene)


def test_removed_and_scrolled_off(database_url: str) -> None:
    """An entry missing between others was removed; one beyond the oldest shown has scrolled off."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2, 3, 4, 5)), 6)
        assert await show(connection, blog(newest_first(3, 5, 6)), 7) == (1, 0, 2, 1)
        assert await deleted(connection) == ["post-4"]
        assert await rows(connection, "SELECT entry_count FROM blog") == [(5,)]
        assert await rows(connection, "SELECT version_kind, version, delete_reason FROM entry WHERE version > 1") == [
            ("deleted", 2, "removed")
        ]

    play(database_url, scene)


def test_when_entries_were_last_seen(database_url: str) -> None:
    """Each entry was last seen on the last page that showed it: gone, scrolled off, edited or still there."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2, 3, 4)), 5)
        await show(connection, blog(newest_first(1, 2, 3, 4)), 6)
        await show(connection, blog([entry(4, title="Mill lost"), entry(2)]), 7)
        await show(connection, blog([entry(4, title="Mill lost"), entry(2)]), 9)
        assert await seen(connection) == {
            "post-4": (minutes(5), minutes(9)),
            "post-3": (minutes(5), minutes(6)),
            "post-2": (minutes(5), minutes(9)),
            "post-1": (minutes(5), minutes(6)),
        }
        assert await rows(connection, "SELECT last_seen_at FROM entry_revision ORDER BY sort_at") == [
            (minutes(6),),
            (minutes(6),),
        ]
        await show(connection, blog(newest_first(1, 2)), 8)
        await show(connection, blog(newest_first(1, 2)), 11)
        last_seen = {name: last for name, (_, last) in (await seen(connection)).items()}
        assert last_seen == {"post-4": minutes(9), "post-3": minutes(6), "post-2": minutes(11), "post-1": minutes(11)}

    play(database_url, scene)


def test_complete_page(database_url: str) -> None:
    """A page that says nothing older exists covers the whole past."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2, 3)), 5)
        await show(connection, blog(newest_first(2, 3), coverage=Coverage(found=2, complete=True)), 6)
        assert await deleted(connection) == ["post-1"]

    play(database_url, scene)


def test_newest_removed(database_url: str) -> None:
    """An entry newer than all shown is removed only if the blog's first page says it was updated since."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        first = blog(newest_first(1, 2, 3), updated_at=minutes(4))
        await record(connection, first, observed_at=minutes(5), url=first.url)
        stale = blog(newest_first(1, 2), updated_at=minutes(3))
        await record(connection, stale, observed_at=minutes(6), url=first.url)
        assert await deleted(connection) == []
        second_page = blog(newest_first(1, 2), updated_at=minutes(6))
        await record(connection, second_page, observed_at=minutes(7), url=f"{first.url}?page=2")
        assert await deleted(connection) == []
        fresh = blog(newest_first(1, 2), updated_at=minutes(7))
        await record(connection, fresh, observed_at=minutes(8), url=first.url)
        assert await deleted(connection) == ["post-3"]

    play(database_url, scene)


def test_pinned_old_entry(database_url: str) -> None:
    """An old entry pinned to the top does not make the page seem to cover everything since."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2, 3, 4)), 5)
        await show(connection, blog([entry(1, pinned=True), *newest_first(4, 5)]), 6)
        assert await deleted(connection) == []

    play(database_url, scene)


def test_selection_of_entries(database_url: str) -> None:
    """A page that lacks most of what is known between its ends is a selection: nothing is deleted, and it says so."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(*range(1, 21))), 21)
        recorded = await record(connection, blog(newest_first(1, 10, 20)), observed_at=minutes(22))
        assert recorded.deleted == 0
        assert "17 of 18 known entries are missing" in recorded.warnings[0]

    play(database_url, scene)


def test_restored(database_url: str) -> None:
    """An entry that comes back is the same entry, with its gap on record."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2, 3)), 5)
        await show(connection, blog(newest_first(1, 3)), 6)
        assert await show(connection, blog(newest_first(1, 2, 3)), 7) == (0, 1, 2, 0)
        assert await deleted(connection) == []
        assert await rows(connection, "SELECT version, changed, updated_at FROM entry WHERE version > 1") == [
            (3, ["deleted_at"], None)
        ]
        assert await rows(
            connection, "SELECT version, deleted, version_at, superseded_at FROM entry_revision ORDER BY version"
        ) == [(1, False, minutes(5), minutes(6)), (2, True, minutes(6), minutes(7))]
        assert await rows(connection, "SELECT entry_count FROM author") == [(3,)]

    play(database_url, scene)


@pytest.mark.parametrize(
    "renamed",
    [
        {"external_id": "block-b"},
        {"external_id": "block-b", "permalink": "https://valley.example/live/flood#block-b"},
        {"external_id": "b", "permalink": None, "body_text": "The river stood at 9 metres by the old mill."},
        {"external_id": "b", "permalink": None, "title": "Ulm", "body_text": "The river stood at 9 by the old mill."},
    ],
)
def test_identity_through_renaming(database_url: str, renamed: dict[str, Any]) -> None:
    """An entry keeps its identity when its id, its permalink or both are others, and words of it too."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2, 3)), 5)
        before = await rows(connection, "SELECT id FROM entry ORDER BY sort_at, id")
        created, _, _, gone = await show(connection, blog([entry(3), entry(2, **renamed), entry(1)]), 6)
        assert (created, gone) == (0, 0)
        assert await rows(connection, "SELECT id FROM entry ORDER BY sort_at, id") == before
        assert await rows(connection, "SELECT count(*) FROM entry WHERE external_id = %s", renamed["external_id"]) == [
            (1,)
        ]

    play(database_url, scene)


def test_permalink_shared_by_all(database_url: str) -> None:
    """A permalink that is only the blog's own address tells no entry from another."""
    address = {"permalink": "https://valley.example/live/flood"}

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog([entry(1, **address)]), 5)
        assert await show(connection, blog([entry(2, **address)]), 6) == (1, 0, 0, 0)

    play(database_url, scene)


def test_late_page(database_url: str) -> None:
    """A page observed earlier than the last recorded one adds what nobody saw and changes nothing else."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(2, 4, 5), headline="Later"), 10)
        early = blog([entry(4, body_text="An early draft."), entry(3), entry(2), entry(1)], headline="Earlier")
        assert await show(connection, early, 8) == (2, 0, 2, 0)
        assert await deleted(connection) == ["post-3"]
        assert await rows(connection, "SELECT headline, first_seen_at, last_seen_at, entry_count FROM blog") == [
            ("Later", minutes(8), minutes(10), 4)
        ]
        assert (await seen(connection))["post-4"] == (minutes(8), minutes(10))

    play(database_url, scene)


def test_late_page_knows_more(database_url: str) -> None:
    """A late page still tells of an entry that the newer page had no room for."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2)), 5)
        await show(connection, blog(newest_first(8, 9)), 10)
        edited = blog([entry(3), entry(2, title="Mill lost"), entry(1)])
        assert await show(connection, edited, 7) == (1, 1, 1, 0)
        assert await rows(connection, "SELECT title, version_at FROM entry WHERE version = 2") == [
            ("Mill lost", minutes(7))
        ]
        assert await show(connection, blog(newest_first(1, 2, 3)), 6) == (0, 0, 3, 0)

    play(database_url, scene)


def test_stale_page(database_url: str) -> None:
    """A page out of an old cache, which says so itself, brings no entry back to what it was."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        old = blog(newest_first(1, 2, 3), updated_at=minutes(4))
        await show(connection, old, 5)
        await show(connection, blog([entry(3, title="Mill lost"), entry(1)], updated_at=minutes(6)), 7)
        assert await show(connection, old, 8) == (0, 0, 3, 0)
        assert await deleted(connection) == ["post-2"]

    play(database_url, scene)


def test_read_again_by_a_better_parser(database_url: str) -> None:
    """Reading a page again corrects its entries, also when a newer page no longer shows them."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog([*newest_first(2, 3), entry(1, title="Advert")]), 5)
        page = blog([entry(3), entry(1, title="Reading 1")])
        recorded = await record(connection, page, observed_at=minutes(5), again=True)
        assert counts(recorded) == (0, 1, 1, 1)
        assert await rows(connection, "SELECT external_id, delete_reason FROM entry WHERE deleted_at IS NOT NULL") == [
            ("post-2", "reread")
        ]
        await show(connection, blog(newest_first(8, 9)), 10)
        better = blog([entry(3, authors=(Author("Bo Renn"),)), entry(1, title="Reading 1")])
        recorded = await record(connection, better, observed_at=minutes(5), again=True)
        assert counts(recorded) == (0, 1, 1, 0)

    play(database_url, scene)


def test_new_authors_and_topics(database_url: str) -> None:
    """Signing an entry anew moves it from one author's list and count to the other's."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2)), 5)
        other = entry(2, authors=(Author("Bo Renn"), Author("BO RENN")), topics=(Topic("Mills", "text"),))
        assert await show(connection, blog([other, entry(1)]), 6) == (0, 1, 1, 0)
        assert await rows(connection, "SELECT slug, entry_count FROM author ORDER BY 1") == [
            ("bo-renn", 1),
            ("mira-tolland", 1),
        ]
        assert await rows(connection, "SELECT topic_slug, count(*) FROM entry_topic GROUP BY 1 ORDER BY 1") == [
            ("mills", 1),
            ("river-ulm", 1),
        ]

    play(database_url, scene)


def test_topics_found_in_text(database_url: str) -> None:
    """A name found in the text later on labels an unchanged entry without a new version."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1, 2)), 5)
        found = entry(1, topics=(Topic("River Ulm"), Topic("Mills", "text")))
        assert await show(connection, blog([entry(3), entry(2), found]), 6) == (1, 0, 2, 0)
        assert await rows(connection, "SELECT slug, entry_count FROM topic ORDER BY 1") == [
            ("mills", 1),
            ("river-ulm", 3),
        ]
        assert await rows(connection, "SELECT version FROM entry WHERE search @@ '''t:mills'''::tsquery") == [(1,)]

    play(database_url, scene)


def test_snapshot_says_it_is_parsed(database_url: str) -> None:
    """The snapshot that a page came from names its blog and its parser."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        stored = await store_snapshot(connection, b"<html>", url=None, observed_at=NOON)
        for again in (False, True):
            recorded = await record(
                connection,
                blog(newest_first(1)),
                observed_at=NOON,
                snapshot_id=stored.id,
                parser_version="7",
                again=again,
            )
            snapshot = await get_snapshot(connection, stored.id)
            assert (snapshot.outcome, snapshot.blog_id, snapshot.parser_version) == ("parsed", recorded.blog_id, "7")

    play(database_url, scene)


def test_identical_pages_at_once(database_url: str) -> None:
    """Fifty identical pages recorded at once make one blog and one set of entries."""

    async def one(page: ParsedBlog) -> Recorded:
        async with connected(database_url) as connection:
            return await record(connection, page, observed_at=NOON)

    async def run() -> None:
        page = blog(newest_first(*range(1, 31)))
        outcomes = await asyncio.gather(*(one(page) for _ in range(50)))
        assert sorted(counts(each) for each in outcomes) == [(0, 0, 30, 0)] * 49 + [(30, 0, 0, 0)]
        async with connected(database_url) as connection:
            assert await rows(connection, "SELECT count(*), max(entry_count) FROM blog") == [(1, 30)]
            assert await rows(connection, "SELECT count(*), max(version) FROM entry") == [(30, 1)]

    asyncio.run(run())


def test_hostile_values(database_url: str) -> None:
    """NUL characters, lone surrogates, endless ids, names and numbers are recorded as far as Postgres can hold them."""
    words = " ".join(f"w{number:x}" for number in range(300_000))
    hostile = entry(
        1,
        external_id="x" * 100_000,
        permalink="https://valley.example/" + "y" * 100_000,
        title="nul\x00 and \ud800 surrogate " + "t" * 10_000,
        authors=tuple(Author(f"{'Ann' * 5_000} {number}") for number in range(200)),
        topics=tuple(Topic(f"\x00{number}" + "z" * 5_000) for number in range(500)),
        body_text=words + "é" * 2_000_000,
        body_html="\ud83d",
        images=(Image("https://i.example/\x00.png", width=10**30, height=-1),),
        links=tuple(Link(f"https://{'a.' * 500}{number}.example/", "\udfff") for number in range(500)),
        provenance={"title\x00": Source.DOM},
    )
    other = entry(1, external_id="x" * 99_999 + "y", title=None, authors=(Author("🌊"), Author(" \x00 ")))

    async def scene(connection: AsyncConnection[Any]) -> None:
        page = blog([hostile, other, hostile], headline="\ud800\x00", key_points=("\x00",), publisher="\x00")
        assert await show(connection, page, 2) == (2, 0, 0, 0)
        assert await show(connection, page, 3) == (0, 0, 2, 0)

    play(database_url, scene)


def test_in_the_callers_transaction(database_url: str) -> None:
    """What is recorded in a caller's transaction goes with it when it fails, the numbers of its changes too."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        async with connection.transaction() as caller:
            assert (await record(connection, blog(newest_first(1, 2)), observed_at=NOON)).last_seq == 2
            raise Rollback(caller)
        assert await rows(connection, "SELECT (SELECT count(*) FROM blog), last_seq FROM change_counter") == [(0, 0)]
        assert (await record(connection, blog(newest_first(1)), observed_at=NOON)).last_seq == 1

    play(database_url, scene)


def test_publisher_named_later(database_url: str) -> None:
    """Entries recorded before a page named the publisher are found by it once one does."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        await show(connection, blog(newest_first(1), publisher=None, language=None), 5)
        await show(connection, blog(newest_first(1, 2)), 6)
        assert await rows(connection, "SELECT DISTINCT publisher_slug, language FROM entry") == [
            ("valley-herald", "en")
        ]

    play(database_url, scene)


def test_blog_without_url(database_url: str) -> None:
    """Uploads without a URL are one blog by publisher, headline and first day, and another on another day."""

    async def scene(connection: AsyncConnection[Any]) -> None:
        page = blog(newest_first(1, 2), url=None)
        first = await record(connection, page, observed_at=minutes(3))
        again = await record(connection, replace(page, entries=(entry(3), *page.entries)), observed_at=minutes(4))
        other = await record(connection, replace(page, published_at=minutes(-5000)), observed_at=minutes(5))
        assert first.blog_id == again.blog_id != other.blog_id

    play(database_url, scene)


def test_enormous_blog(database_url: str) -> None:
    """Thousands of posts alike in author and minute are recorded, edited and renamed within the time of a request."""
    count = 1_500

    async def scene(connection: AsyncConnection[Any]) -> None:
        posts = [entry(1, external_id=f"a{n}", permalink=None, title=None, body_text=f"Drop {n}") for n in range(count)]
        assert await show(connection, blog(posts), 5) == (count, 0, 0, 0)
        edited = [replace(post, body_text="Drop") for post in posts]
        assert await show(connection, blog(edited), 6) == (0, count, 0, 0)
        renamed = [replace(post, external_id=f"b{n}", body_text=f"Drip {n}") for n, post in enumerate(posts)]
        assert await show(connection, blog(renamed), 7) == (count, 0, 0, 0)

    play(database_url, scene)
