"""Snapshots: what is kept of a page."""

import asyncio
from uuid import uuid4

import pytest

from app.errors import NotFound
from app.store.snapshots import get_snapshot, note_outcome, snapshot_content, store_snapshot
from tests.store.samples import connected, minutes

PAGE = "<html>Übergänge\x00".encode() * 1000


def test_keep_a_page(database_url: str) -> None:
    """A page's bytes come back as they were, with what was known of them."""

    async def run() -> None:
        async with connected(database_url) as connection:
            stored = await store_snapshot(
                connection,
                PAGE,
                url="https://valley.example/\x00live",
                observed_at=minutes(1),
                content_type="text/html",
                headers={"ETag": '"1\x00"'},
            )
            assert stored.new
            assert await snapshot_content(connection, stored.id) == PAGE
            snapshot = await get_snapshot(connection, stored.id)
            assert (snapshot.url, snapshot.size, snapshot.headers) == (
                "https://valley.example/live",
                len(PAGE),
                {"ETag": '"1"'},
            )
            assert (snapshot.observed_at, snapshot.outcome, snapshot.content_type) == (
                minutes(1),
                "stored",
                "text/html",
            )

    asyncio.run(run())


def test_same_page_again(database_url: str) -> None:
    """The same bytes from the same URL are one snapshot; from another URL they are another."""

    async def run() -> None:
        async with connected(database_url) as connection:
            first = await store_snapshot(connection, PAGE, url="https://a.example/", observed_at=minutes(2))
            again = await store_snapshot(connection, PAGE, url="https://a.example/", observed_at=minutes(1))
            other = await store_snapshot(connection, PAGE, url=None, observed_at=minutes(1))
            assert (again.id, again.new, other.new) == (first.id, False, True)
            snapshot = await get_snapshot(connection, first.id)
            assert (snapshot.observed_at, snapshot.last_observed_at, snapshot.observations) == (
                minutes(1),
                minutes(2),
                2,
            )

    asyncio.run(run())


def test_page_without_blog(database_url: str) -> None:
    """A page that held no live blog is kept and says so."""

    async def run() -> None:
        async with connected(database_url) as connection:
            stored = await store_snapshot(connection, b"<p>", url=None, observed_at=minutes(1))
            await note_outcome(connection, stored.id, "no_live_blog", detail="no entries", parser_version="3")
            snapshot = await get_snapshot(connection, stored.id)
            assert (snapshot.outcome, snapshot.detail, snapshot.parser_version) == ("no_live_blog", "no entries", "3")

    asyncio.run(run())


def test_unknown_snapshot(database_url: str) -> None:
    """A snapshot that is not there is not found."""

    async def run() -> None:
        async with connected(database_url) as connection:
            with pytest.raises(NotFound):
                await get_snapshot(connection, uuid4())
            with pytest.raises(NotFound):
                await snapshot_content(connection, uuid4())

    asyncio.run(run())
