"""The change log, read while it is written."""

import asyncio
import json
from typing import Any

import psycopg
import pytest

from app.errors import InvalidParameter
from app.store.changes import CHANNEL, SCANNED_AT_ONCE, read_changes
from app.store.engine import connection_string
from app.store.filters import EntryFilter
from app.store.recorder import record
from tests.store.samples import blog, connected, entry, minutes, newest_first, rows

WRITERS = 8
PAGES = 12


def test_tail_while_many_write(database_url: str) -> None:
    """A reader who follows the log meets every change once and in order, while writers commit and roll back at once."""

    async def write(number: int) -> None:
        async with connected(database_url) as connection:
            for step in range(PAGES):
                posts = [entry(n, title=f"{step}") for n in range(step + 1, 0, -1)]
                page = blog(posts, url=f"https://valley.example/{number}")
                async with connection.transaction() as caller:
                    await record(connection, page, observed_at=minutes(100 + step))
                    if (number + step) % 3 == 0:
                        raise psycopg.Rollback(caller)
                await record(connection, page, observed_at=minutes(100 + step))

    async def follow(done: asyncio.Event) -> list[int]:
        met: list[int] = []
        since = 0
        async with connected(database_url) as connection:
            while True:
                finished = done.is_set()
                page = await read_changes(connection, since=since, limit=7)
                met += [json.loads(row)["seq"] for row in page.rows]
                since = page.next_since
                if finished and not page.has_more:
                    return met

    async def run() -> None:
        done = asyncio.Event()
        readers = [asyncio.create_task(follow(done)) for _ in range(2)]
        await asyncio.gather(*(write(number) for number in range(WRITERS)))
        done.set()
        for reader in readers:
            met = await reader
            assert met == list(range(1, len(met) + 1))
        async with connected(database_url) as connection:
            assert await rows(connection, "SELECT count(*), max(seq) FROM change") == [(len(met), len(met))]
            assert len(met) == WRITERS * sum(step + 1 for step in range(PAGES))

    asyncio.run(run())


def test_commit_order_is_seq_order(database_url: str) -> None:
    """A transaction that has numbers holds back all later ones: no one sees 2 before 1 is there."""

    async def run() -> None:
        async with (
            connected(database_url) as first,
            connected(database_url) as second,
            connected(database_url) as reader,
        ):
            async with first.transaction():
                await record(first, blog(newest_first(1), url="https://valley.example/1"), observed_at=minutes(2))
                other = asyncio.create_task(
                    record(second, blog(newest_first(2), url="https://valley.example/2"), observed_at=minutes(2))
                )
                while not await rows(reader, "SELECT 1 FROM pg_locks WHERE NOT granted"):
                    assert not other.done()
                    await asyncio.sleep(0.01)
                assert (await read_changes(reader, since=0, limit=10)).rows == []
            await other
            page = await read_changes(reader, since=0, limit=10)
            assert [json.loads(row)["entry"]["external_id"] for row in page.rows] == ["post-1", "post-2"]

    asyncio.run(run())


def test_filtered(database_url: str) -> None:
    """A filtered reader meets the changes of matching entries, deletions too, and moves past the others."""

    async def run() -> None:
        async with connected(database_url) as connection:
            await record(connection, blog(newest_first(*range(1, 6))), observed_at=minutes(6))
            await record(connection, blog(newest_first(1, 2, 4, 5, 6)), observed_at=minutes(7))
            where = EntryFilter(published_after=minutes(3), published_before=minutes(5))
            page = await read_changes(connection, since=0, limit=10, where=where)
            assert [(c["seq"], c["kind"], c["entry"]["external_id"]) for c in map(json.loads, page.rows)] == [
                (3, "created", "post-3"),
                (4, "created", "post-4"),
                (7, "deleted", "post-3"),
            ]
            assert (page.next_since, page.has_more) == (7, False)
            words = await read_changes(connection, since=0, limit=10, where=EntryFilter(q='"4 metres"'))
            assert [json.loads(row)["seq"] for row in words.rows] == [4]
            with pytest.raises(InvalidParameter):
                await read_changes(connection, since=0, limit=1, where=EntryFilter(as_of=minutes(1)))

    asyncio.run(run())


def test_rare_matches_in_a_long_log(database_url: str) -> None:
    """A read looks at a bounded part of the log and says how far it came."""

    async def run() -> None:
        async with connected(database_url) as connection:
            await record(connection, blog(newest_first(1)), observed_at=minutes(2))
            await connection.execute(
                """INSERT INTO change SELECT n, 'updated', blog_id, entry_id, n, at, recorded_at
                   FROM change, generate_series(2, %s) n""",
                (2 * SCANNED_AT_ONCE,),
            )
            await connection.execute("UPDATE change_counter SET last_seq = %s", (2 * SCANNED_AT_ONCE,))
            page = await read_changes(connection, since=5, limit=1, where=EntryFilter(author=("nobody",)))
            assert (page.rows, page.next_since, page.has_more) == ([], 5 + SCANNED_AT_ONCE, True)
            page = await read_changes(connection, since=5, limit=2)
            assert (len(page.rows), page.next_since, page.has_more) == (2, 7, True)
            page = await read_changes(connection, since=10**18, limit=2)
            assert (page.rows, page.next_since, page.has_more) == ([], 10**18, False)

    asyncio.run(run())


def test_notification(database_url: str) -> None:
    """A commit that changes something notifies listeners of the log's new end; an unchanged page does not."""

    async def run() -> list[Any]:
        async with (
            connected(database_url) as connection,
            await psycopg.AsyncConnection.connect(connection_string(database_url), autocommit=True) as listener,
        ):
            await listener.execute(f"LISTEN {CHANNEL}")
            for minute in (5, 6):
                await record(connection, blog(newest_first(1, 2)), observed_at=minutes(minute))
            await record(connection, blog(newest_first(1, 2, 3)), observed_at=minutes(7))
            return [note.payload async for note in listener.notifies(timeout=5, stop_after=2)]

    assert asyncio.run(run()) == ["2", "3"]
