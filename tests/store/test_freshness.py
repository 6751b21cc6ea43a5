"""Whether what readers were given still stands."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from app.parsing.document import ParsedBlog, Topic
from app.store.freshness import State, read_state
from app.store.recorder import record
from tests.store.samples import blog, connected, entry, minutes, newest_first

OTHER = "https://valley.example/live/drought"


async def recorded(connection: AsyncConnection[Any], page: ParsedBlog, at: float, **more: Any) -> UUID:  # noqa: ANN401
    """The blog that this page, seen so many minutes after noon, was recorded for."""
    return (await record(connection, page, observed_at=minutes(at), **more)).blog_id


def test_every_recording_is_noticed(database_url: str) -> None:
    """New, edited, removed, relabelled and unchanged entries, the blog's own fields and late pages all raise both."""
    posts = newest_first(1, 2, 3)
    pages = [
        (blog(newest_first(1, 2, 3, 4)), 10, {}),
        (blog(newest_first(1, 2, 3, 4)), 11, {}),
        (blog([*newest_first(2, 3, 4), entry(1, title="Edited")]), 12, {}),
        (blog([*newest_first(3, 4), entry(1, title="Edited")]), 13, {}),
        (blog([*newest_first(3, 4), entry(1, title="Edited")], headline="Another"), 14, {}),
        (blog([*newest_first(3, 4), entry(1, title="Edited", topics=(Topic("Dams"),))], headline="Another"), 15, {}),
        (blog([*newest_first(3, 4), entry(1, title="Edited", topics=(Topic("Dams"),))], headline="Another"), 5, {}),
        (blog([*newest_first(3, 4), entry(1, title="Edited", topics=(Topic("Dams"),))]), 16, {"again": True}),
    ]

    async def run() -> list[tuple[State, State]]:
        async with connected(database_url) as connection:
            blog_id = await recorded(connection, blog(posts), 4)
            states = []
            for page, at, more in pages:
                assert await recorded(connection, page, at, **more) == blog_id
                states.append((await read_state(connection), await read_state(connection, blogs=[blog_id])))
            return states

    states = asyncio.run(run())
    for which in (0, 1):
        ticks = [state[which].tick for state in states]
        assert ticks == sorted(set(ticks)), which


def test_a_blog_goes_by_itself(database_url: str) -> None:
    """What happens to another blog leaves a blog's tick as it is, and that of its entries; together they notice it."""

    async def run() -> None:
        async with connected(database_url) as connection:
            first = await recorded(connection, blog(newest_first(1)), 1)
            cursor = await connection.execute("SELECT id FROM entry")
            (entry_id,) = await cursor.fetchone() or ()
            second = await recorded(connection, blog(newest_first(2), url=OTHER), 2)
            before = [await read_state(connection, blogs=ids) for ids in ([first], [second], [first, second])]
            assert (await read_state(connection, entry=entry_id)).tick == before[0].tick
            await recorded(connection, blog(newest_first(2), url=OTHER), 3)
            after = [await read_state(connection, blogs=ids) for ids in ([first], [second], [first, second])]
            assert [was.tick == now.tick for was, now in zip(before, after, strict=True)] == [True, False, False]
            assert (await read_state(connection, entry=entry_id)).tick == before[0].tick

    asyncio.run(run())


def test_a_blog_tells_when_it_was_written(database_url: str) -> None:
    """The tick of one blog is the instant of its last recording."""

    async def run() -> State:
        async with connected(database_url) as connection:
            return await read_state(connection, blogs=[await recorded(connection, blog(newest_first(1)), 1)])

    assert abs(asyncio.run(run()).modified_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_nothing_is_noticed_before_it_can_be_read(database_url: str) -> None:
    """A recording shows with its commit and not before; one that is taken back leaves no trace."""

    async def run() -> None:
        async with connected(database_url) as writer, connected(database_url) as reader:
            before = await read_state(reader)
            async with writer.transaction(force_rollback=True):
                blog_id = await recorded(writer, blog(newest_first(1)), 1)
                assert await read_state(reader) == before
            assert await read_state(reader) == before
            async with writer.transaction():
                await recorded(writer, blog(newest_first(1)), 1)
                assert await read_state(reader) == before
            assert (await read_state(reader)).tick > before.tick
            assert (await read_state(reader, blogs=[blog_id])).tick > 0

    asyncio.run(run())


def test_recordings_at_once_are_each_noticed(database_url: str) -> None:
    """Unchanged pages of many blogs, recorded by several writers at once, raise the whole by at least one each."""
    pages = [blog(newest_first(1), url=f"https://valley.example/live/{number}") for number in range(20)]

    async def work(mine: list[ParsedBlog], at: int) -> None:
        async with connected(database_url) as connection:
            for page in mine:
                await recorded(connection, page, at)

    async def run() -> int:
        await work(pages, 1)
        async with connected(database_url) as connection:
            before = await read_state(connection)
            await asyncio.gather(*(work(pages, 2 + writer) for writer in range(4)))
            after = await read_state(connection)
            assert after.latest_seq == before.latest_seq
            return after.tick - before.tick

    assert asyncio.run(run()) >= len(pages)


def test_nothing_stored(database_url: str) -> None:
    """An empty service and an unknown blog have a state too."""

    async def run() -> tuple[State, State, State]:
        async with connected(database_url) as connection:
            unknown = UUID(int=1)
            return (
                await read_state(connection),
                await read_state(connection, blogs=[unknown]),
                await read_state(connection, entry=unknown),
            )

    assert asyncio.run(run()) == (State(0, 0),) * 3
