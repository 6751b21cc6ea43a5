"""Following the change log."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from psycopg import AsyncConnection

from app.push.follow import Follower, Query
from app.push.hub import Hub
from app.store.changes import ChangePage
from app.store.engine import Pool, open_pool
from app.store.filters import EntryFilter
from app.store.recorder import record
from tests.store.samples import blog, connected, minutes, newest_first

EVERYTHING = Query(EntryFilter(), 2)


@dataclass
class Counted:
    """A pool that counts what is taken from it."""

    pool: Pool
    taken: int = 0

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """One of its connections."""
        self.taken += 1
        async with self.pool.connection() as connection:
            yield connection


async def record_entries(url: str, *numbers: int) -> None:
    """Record a page with these entries."""
    async with connected(url) as connection:
        await record(connection, blog(newest_first(*numbers)), observed_at=minutes(100 + max(numbers)))


def test_those_who_ask_the_same_share_one_read(database_url: str) -> None:
    """A hundred readers woken at once cost one query; those who ask otherwise have their own."""

    async def run() -> None:
        await record_entries(database_url, 1, 2, 3)
        async with open_pool(database_url, size=2, statement_timeout_seconds=10) as pool:
            counted = Counted(pool)
            follower = Follower(counted, Hub(database_url))  # type: ignore[arg-type]  # a pool for all it does
            pages = await asyncio.gather(*(follower.read(EVERYTHING, 0) for _ in range(100)))
            assert counted.taken == 1
            assert {change.seq for page in pages for change in page.changes} == {1, 2}
            other = Query(EntryFilter(author=("nobody",)), 2)
            mixed = await asyncio.gather(*(follower.read(query, 1) for query in (EVERYTHING, other) * 10))
            assert counted.taken == 3
            assert [len(page.changes) for page in mixed] == [2, 0] * 10

    asyncio.run(run())


def test_one_who_leaves_takes_nothing_from_the_others(database_url: str) -> None:
    """A reader who is cancelled while several wait for one read."""

    async def run() -> None:
        await record_entries(database_url, 1)
        async with open_pool(database_url, size=2, statement_timeout_seconds=10) as pool:
            follower = Follower(pool, Hub(database_url))
            leaving, staying = (asyncio.create_task(follower.read(EVERYTHING, 0)) for _ in range(2))
            await asyncio.sleep(0)
            leaving.cancel()
            assert [change.seq for change in (await staying).changes] == [1]

    asyncio.run(run())


def test_followers_meet_what_comes_and_end_with_the_service(database_url: str) -> None:
    """Pages as they come, of changes recorded before and while they wait; the end is an end, not an error."""

    async def follow(follower: Follower, met: list[ChangePage], wanted: int, enough: asyncio.Event) -> list[int]:
        async for page in follower.follow(EVERYTHING, 0, quiet_seconds=600):
            met.append(page)
            if sum(len(each.changes) for each in met) == wanted:
                enough.set()
        return [change.seq for page in met for change in page.changes]

    async def run() -> None:
        await record_entries(database_url, 1, 2, 3)
        hub = Hub(database_url)
        async with open_pool(database_url, size=2, statement_timeout_seconds=10) as pool, hub.running():
            follower, enough = Follower(pool, hub), asyncio.Event()
            following = asyncio.create_task(follow(follower, [], 5, enough))
            await record_entries(database_url, 1, 2, 3, 4)
            await record_entries(database_url, 1, 2, 3, 4, 5)
            async with asyncio.timeout(60):
                await enough.wait()
                hub.end()
                assert await following == [1, 2, 3, 4, 5]

    asyncio.run(run())
