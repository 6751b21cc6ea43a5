"""Wakes those who wait for changes: one connection listens for all of a process."""

import asyncio
import contextlib
import logging
from contextlib import AbstractAsyncContextManager
from typing import Any

import psycopg
from psycopg import AsyncConnection, sql

from app.background import in_background
from app.store.changes import CHANNEL
from app.store.engine import connection_string

RECONNECT_SECONDS = 1.0
log = logging.getLogger(__name__)


class Hub:
    """Listens for the change log's growth and wakes those who wait for it."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._grown = asyncio.Event()
        self.generation = 0
        """Raised with each wake-up: who notes it before reading and waits with it misses none."""
        self.ending = False
        """Whether the service ends, and with it everything that waits."""

    def running(self) -> AbstractAsyncContextManager[None]:
        """Listen while the block runs."""
        return in_background(self._listen())

    async def wait(self, seconds: float, generation: int) -> None:
        """Return when the log may have grown since `generation`, or after so many seconds.

        Being woken for nothing is harmless.
        """
        if self.ending or generation != self.generation:
            return
        grown = self._grown
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(grown.wait(), seconds)

    def end(self) -> None:
        """Let all who wait end: the service is about to."""
        self.ending = True
        self._wake()

    def _wake(self) -> None:
        self.generation += 1
        self._grown.set()
        self._grown = asyncio.Event()

    async def _listen(self) -> None:
        while True:
            try:
                async with await AsyncConnection.connect(connection_string(self._url), autocommit=True) as connection:
                    await self._pass_on(connection)
            except psycopg.OperationalError as error:
                log.warning("listening for changes is interrupted: %s", " ".join(str(error).split()))
            # What happened while nobody listened is found by those who are woken now.
            self._wake()
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _pass_on(self, connection: AsyncConnection[Any]) -> None:
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        self._wake()
        async for _ in connection.notifies():
            self._wake()
