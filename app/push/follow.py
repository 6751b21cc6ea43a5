"""Follows the change log: pages of it as they come, for any number of readers, none of whom holds a connection."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from app.push.hub import Hub
from app.store.changes import ChangePage, read_changes, read_latest_seq
from app.store.engine import Pool
from app.store.filters import EntryFilter

_Asked = tuple[int, int, bytes, int]


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks for, and how much of it at a time."""

    where: EntryFilter
    limit: int


class Follower:
    """Reads the log for many. Those who ask the same at the same moment, as all do who are woken, share one read."""

    def __init__(self, pool: Pool, hub: Hub) -> None:
        self._pool = pool
        self._hub = hub
        self._under_way: dict[_Asked, asyncio.Task[ChangePage]] = {}

    async def latest_seq(self) -> int:
        """Where the log ends now."""
        async with self._pool.connection() as connection:
            return await read_latest_seq(connection)

    async def read(self, query: Query, since: int) -> ChangePage:
        """The next page after `since`, as `GET /v1/changes` would read it."""
        # The generation is part of what is asked: a read that began before the log grew is not shared after it did.
        asked = (self._hub.generation, since, query.where.canonical(), query.limit)
        reading = self._under_way.get(asked)
        if reading is None:
            reading = self._under_way[asked] = asyncio.create_task(self._read(query, since))
            reading.add_done_callback(lambda done: self._forget(asked, done))
        # A reader who goes away must not take the page from the others.
        return await asyncio.shield(reading)

    async def follow(self, query: Query, since: int, *, quiet_seconds: float) -> AsyncIterator[ChangePage]:
        """Every page after `since`, then each new one as it comes, until the service ends.

        After each `quiet_seconds` without a change the page is empty; its `next_since` may have moved on all the same.
        """
        clock = asyncio.get_running_loop().time
        told = clock()
        while not self._hub.ending:
            generation = self._hub.generation
            page = await self.read(query, since)
            since = page.next_since
            if page.changes or clock() - told >= quiet_seconds:
                yield page
                told = clock()
            if not page.has_more:
                await self._hub.wait(max(0.0, told + quiet_seconds - clock()), generation)

    async def _read(self, query: Query, since: int) -> ChangePage:
        async with self._pool.connection() as connection:
            return await read_changes(connection, since=since, limit=query.limit, where=query.where)

    def _forget(self, asked: _Asked, done: asyncio.Task[ChangePage]) -> None:
        self._under_way.pop(asked)
        # Looked at here, so that an error which nobody waits for any more is not reported as lost.
        if not done.cancelled():
            done.exception()
