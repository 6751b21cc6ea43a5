"""How many times a recording waits for the database, counted on the wire."""

import asyncio
import select
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

from app.store.recorder import record
from app.store.snapshots import store_snapshot
from tests.store.samples import blog, connected, entry, minutes, newest_first


@dataclass
class Wire:
    """A socket before Postgres's that counts how often the client speaks after Postgres has answered."""

    url: str
    round_trips: int = 0

    def carry(self, client: socket.socket, server: socket.socket) -> None:
        """Pass on what either side says, until one of them ends."""
        speaker = server
        with closing(client), closing(server):
            while True:
                for side in select.select([client, server], [], [])[0]:
                    data = side.recv(1 << 20)
                    if not data:
                        return
                    self.round_trips += side is client and speaker is server
                    speaker = side
                    (server if side is client else client).sendall(data)


@contextmanager
def wired(url: str, directory: Path) -> Iterator[Wire]:
    """A wire for one connection; its URL leads to the same database."""
    host = str(conninfo_to_dict(url)["host"])
    name = next(Path(host).glob(".s.PGSQL.*[0-9]")).name
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(directory / name))
        listener.listen()
        listener.settimeout(10)
        wire = Wire(url.replace(quote(host, safe=""), quote(str(directory), safe="")))

        def serve() -> None:
            client, _ = listener.accept()
            server = socket.socket(socket.AF_UNIX)
            server.connect(f"{host}/{name}")
            wire.carry(client, server)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield wire
        thread.join()


def test_unchanged_page(database_url: str, tmp_path: Path) -> None:
    """Storing and recording an unchanged page of 300 entries again waits for the database twice."""
    page = blog(newest_first(*range(1, 301)))

    async def run() -> int:
        async with connected(database_url) as connection:
            await record(connection, page, observed_at=minutes(301))
        with wired(database_url, tmp_path) as wire:
            async with connected(wire.url) as connection:
                before = wire.round_trips
                stored = await store_snapshot(connection, b"<html>again", url=page.url, observed_at=minutes(302))
                recorded = await record(connection, page, observed_at=minutes(302), snapshot_id=stored.id)
                assert recorded.unchanged == 300
                return wire.round_trips - before

    assert asyncio.run(run()) == 2


def test_changed_page(database_url: str, tmp_path: Path) -> None:
    """A page with new, edited and removed entries waits a few times, however many entries it has."""

    async def run() -> int:
        async with connected(database_url) as connection:
            await record(connection, blog(newest_first(*range(1, 301))), observed_at=minutes(301))
        with wired(database_url, tmp_path) as wire:
            async with connected(wire.url) as connection:
                before = wire.round_trips
                posts = [*newest_first(*range(9, 311)), entry(8, title="Edited"), *newest_first(*range(1, 7))]
                recorded = await record(connection, blog(posts), observed_at=minutes(311))
                assert (recorded.created, recorded.updated, recorded.deleted) == (10, 1, 1)
                return wire.round_trips - before

    assert asyncio.run(run()) <= 10
