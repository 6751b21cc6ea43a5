"""Lists of blogs, authors and topics."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg import AsyncConnection

from app.errors import InvalidParameter, NotFound
from app.parsing.document import Author, Topic
from app.store.blogs import BlogFilter, get_blog, list_blogs
from app.store.filters import EntryFilter
from app.store.labels import list_authors, list_topics
from app.store.listing import Listing
from app.store.recorder import record
from tests.store.samples import blog, connected, entry, minutes, newest_first

Lister = Callable[..., Awaitable[Listing]]


async def everything(lister: Lister, connection: AsyncConnection[Any], where: object) -> list[dict[str, Any]]:
    """A whole list, two rows at a time, and the same backward."""
    pages: list[Listing] = [await lister(connection, where, limit=2)]
    while pages[-1].next_cursor:
        pages.append(await lister(connection, where, limit=2, cursor=pages[-1].next_cursor))
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = await lister(connection, where, limit=2, cursor=back.prev_cursor)
        assert back.rows == page.rows
    return [json.loads(row) for page in pages for row in page.rows]


def test_blogs(database_url: str) -> None:
    """Blogs stand in the order of their newest entries, by publisher and language too."""

    async def run() -> None:
        async with connected(database_url) as connection:
            for number in range(1, 6):
                page = blog(
                    newest_first(number, number + 1),
                    url=f"https://valley.example/{number}",
                    publisher="Ulm Bote" if number % 2 else "Valley Herald",
                    language="de" if number == 3 else "en-GB",
                )
                await record(connection, page, observed_at=minutes(20))

            async def urls(where: BlogFilter) -> list[str]:
                found = await everything(list_blogs, connection, where)
                return [document["url"].removeprefix("https://valley.example/") for document in found]

            assert await urls(BlogFilter()) == ["5", "4", "3", "2", "1"]
            assert await urls(BlogFilter(publisher=("ulm bote",))) == ["5", "3", "1"]
            assert await urls(BlogFilter(publisher=("ulm-bote",), language=("de-AT",))) == ["3"]
            assert await urls(BlogFilter(active_after=minutes(4), active_before=minutes(6))) == ["4", "3"]
            first = json.loads((await list_blogs(connection, BlogFilter(), limit=1)).rows[0])
            assert json.loads(await get_blog(connection, UUID(first["id"]))) == first
            assert (first["entry_count"], first["headline"]) == (2, "Flood in the Ulm valley")
            with pytest.raises(NotFound):
                await get_blog(connection, uuid4())

    asyncio.run(run())


def test_authors_and_topics(database_url: str) -> None:
    """Authors and topics are counted over all entries that are not deleted, or over those that a filter asks for."""
    names = ["Mira Tolland", "Bo Renn", "Åse Lund", "Ida Voss"]

    async def run() -> None:
        async with connected(database_url) as connection:
            posts = [
                entry(
                    number,
                    authors=tuple(Author(name) for n, name in enumerate(names, 2) if number % n == 0),
                    topics=(Topic("Mills", "text" if number % 2 else "publisher"),),
                )
                for number in range(12, 0, -1)
            ]
            await record(connection, blog(posts), observed_at=minutes(13))
            await record(connection, blog([p for p in posts if p.external_id != "post-6"]), observed_at=minutes(14))

            async def authors(where: EntryFilter) -> list[tuple[str, int]]:
                found = await everything(list_authors, connection, where)
                return [(document["slug"], document["entries"]) for document in found]

            assert await authors(EntryFilter()) == [
                ("mira-tolland", 5), ("ase-lund", 3), ("bo-renn", 3), ("ida-voss", 2)
            ]  # fmt: skip
            assert await authors(EntryFilter(published_after=minutes(4), published_before=minutes(9))) == [
                ("ase-lund", 2), ("mira-tolland", 2), ("ida-voss", 1)
            ]  # fmt: skip
            assert await authors(EntryFilter(author=("bo-renn",), deleted="include")) == [
                ("bo-renn", 4), ("mira-tolland", 2), ("ase-lund", 1)
            ]  # fmt: skip
            assert await authors(EntryFilter(q='"10 metres"')) == [("ida-voss", 1), ("mira-tolland", 1)]
            assert await everything(list_topics, connection, EntryFilter()) == [
                {"name": "Mills", "slug": "mills", "source": "publisher", "entries": 11}
            ]
            with pytest.raises(InvalidParameter):
                await list_authors(connection, EntryFilter(as_of=minutes(3)), limit=1)

    asyncio.run(run())
