"""Topic rules: what recording and the job make of them."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from psycopg import AsyncConnection
from psycopg.errors import LockNotAvailable

from app.errors import Conflict, NotFound
from app.store.filters import EntryFilter
from app.store.jobs import lease_job
from app.store.labels import list_topics
from app.store.query import list_entries
from app.store.recorder import record
from app.store.relabelling import relabel_batch
from app.store.rule_words import Rule
from app.store.rules import add_rule, delete_rule, get_topic, replace_rule, rules_in
from app.store.tallies import REBUILD
from tests.store.samples import NOON, blog, connected, entry, minutes, newest_first, rows

MILL = Rule("water-mills", "Water mills", ("old mill",))


async def work_off(connection: AsyncConnection[Any], limit: int = 2) -> int:
    """Do all batches of the job that is due; how many there were."""
    batches = 0
    while job := await lease_job(connection, now=minutes(1000), lease=timedelta(minutes=5)):
        assert await relabel_batch(connection, job, limit=limit, now=minutes(1000))
        batches += 1
    return batches


async def about(connection: AsyncConnection[Any], slug: str, **more: Any) -> list[str]:  # noqa: ANN401
    """Titles of the entries that a list finds under a topic."""
    listing = await list_entries(connection, EntryFilter(topic=(slug,), **more), limit=50)
    return [json.loads(row)["title"] for row in listing.rows]


async def kept(connection: AsyncConnection[Any]) -> list[tuple[Any, ...]]:
    """All that is counted of entries, which must be what counting anew gives."""
    return [
        *await rows(
            connection, "SELECT kind, level, start, slug, entries FROM tally WHERE entries <> 0 ORDER BY 1, 2, 3, 4"
        ),
        *await rows(
            connection,
            "SELECT kind, slug, other_kind, other, entries FROM tally_pair WHERE entries <> 0 ORDER BY 1, 2, 3, 4",
        ),
    ]


def test_stored_entries_follow_a_rule_and_its_end(database_url: str) -> None:
    """Lists, words beside them, counts and tallies know the topic once the job is done, and forget it at its end."""

    async def run() -> None:
        async with connected(database_url) as connection:
            page = [entry(3, body_text="No water."), *newest_first(1, 2)]
            await record(connection, blog(page), observed_at=minutes(9))
            await record(connection, blog(newest_first(4), url="https://valley.example/2"), observed_at=minutes(9))
            before = await kept(connection)
            changes = await rows(connection, "SELECT max(seq), max(version) FROM change")
            await add_rule(connection, MILL, most=9, now=NOON)
            assert await about(connection, "water-mills") == []
            assert await work_off(connection) == 3
            assert await about(connection, "water-mills") == ["Gauge reading 4", "Gauge reading 2", "Gauge reading 1"]
            assert await about(connection, "water-mills", q="gauge 2") == ["Gauge reading 2"]
            assert (await get_topic(connection, "water-mills")).entries == 3
            listed = await list_topics(connection, EntryFilter(), limit=9)
            assert json.loads(listed.rows[1]) == {
                "name": "Water mills",
                "slug": "water-mills",
                "source": "rule",
                "entries": 3,
            }
            found = await kept(connection)
            await connection.execute(REBUILD)
            assert await kept(connection) == found != before
            await delete_rule(connection, "water-mills", now=NOON)
            assert await work_off(connection, limit=50) == 2
            assert await about(connection, "water-mills") == []
            assert await kept(connection) == before
            assert await rows(connection, "SELECT max(seq), max(version) FROM change") == changes
            with pytest.raises(NotFound):
                await get_topic(connection, "water-mills")

    asyncio.run(run())


def test_new_entries_have_the_topic_at_once(database_url: str) -> None:
    """What is recorded under a rule bears its topic, and an edit that takes the words away takes the topic."""

    async def run() -> None:
        async with connected(database_url) as connection:
            await add_rule(connection, MILL, most=9, now=NOON)
            await record(connection, blog(newest_first(1, 2)), observed_at=minutes(9))
            assert await about(connection, "water-mills") == ["Gauge reading 2", "Gauge reading 1"]
            before = await kept(connection)
            await work_off(connection)
            assert await kept(connection) == before
            edited = [entry(2, body_text="No water."), entry(1)]
            recorded = await record(connection, blog(edited), observed_at=minutes(10))
            assert (recorded.created, recorded.updated) == (0, 1)
            assert await about(connection, "water-mills") == ["Gauge reading 1"]

    asyncio.run(run())


def test_a_replaced_rule_lets_the_job_begin_again(database_url: str) -> None:
    """A batch that began under the rule before writes nothing; the job that goes on knows the rule of now."""

    async def run() -> None:
        async with connected(database_url) as connection:
            await record(connection, blog([entry(2, body_text="A weir."), entry(1)]), observed_at=minutes(9))
            first = await add_rule(connection, MILL, most=9, now=NOON)
            begun = await lease_job(connection, now=minutes(20), lease=timedelta(minutes=5))
            assert begun
            weirs = Rule("water-mills", "Water mills", ("weir",))
            assert await replace_rule(connection, weirs, now=NOON) == first
            assert not await relabel_batch(connection, begun, limit=9, now=minutes(20))
            assert await about(connection, "water-mills") == []
            assert await work_off(connection) > 0
            assert await about(connection, "water-mills") == ["Gauge reading 2"]
            with pytest.raises(NotFound):
                await replace_rule(connection, Rule("nowhere", "Nowhere", ("x",)), now=NOON)

    asyncio.run(run())


def test_a_rule_waits_for_recordings_under_way(database_url: str) -> None:
    """Whoever read the rules keeps them as they are until its transaction ends."""

    async def run() -> None:
        async with connected(database_url) as recorder, connected(database_url) as writer:
            async with recorder.transaction():
                await rules_in(recorder)
                await writer.execute("SET lock_timeout = '50ms'")
                with pytest.raises(LockNotAvailable):
                    await add_rule(writer, MILL, most=9, now=NOON)
            await add_rule(writer, MILL, most=9, now=NOON)

    asyncio.run(run())


def test_limits_of_rules(database_url: str) -> None:
    """One rule a topic, and no more topics with rules than allowed."""

    async def run() -> None:
        async with connected(database_url) as connection:
            await add_rule(connection, MILL, most=1, now=NOON)
            with pytest.raises(Conflict, match="there are 1"):
                await add_rule(connection, Rule("other", "Other", ("x",)), most=1, now=NOON)
            with pytest.raises(Conflict, match="already"):
                await add_rule(connection, MILL, most=2, now=NOON)

    asyncio.run(run())
