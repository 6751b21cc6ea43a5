"""Subscriptions under leases."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from psycopg import AsyncConnection

from app.store.recorder import record
from app.store.subscriptions import (
    Attempt,
    add_subscription,
    change_subscription,
    get_subscription,
    lease_subscription,
    list_deliveries,
    note_attempt,
    release_subscription,
)
from app.store.work_tables import Subscription
from tests.store.samples import NOON, blog, connected, minutes, newest_first

LEASE = timedelta(minutes=5)


async def prepared(connection: AsyncConnection[Any], changes: int = 3) -> UUID:
    """A subscription from the start of a log of so many changes."""
    await record(connection, blog(newest_first(*range(1, changes + 1))), observed_at=minutes(100))
    subscription = Subscription(
        id=uuid4(), url="https://desk.example", filters={}, secrets=[], created_at=NOON, position=0, next_at=NOON
    )
    assert await add_subscription(connection, subscription, most=9)
    return subscription.id


def taken(seq: int, **more: Any) -> Attempt:  # noqa: ANN401
    """An attempt that was acknowledged, unless `more` says otherwise."""
    values = {
        "seq": seq,
        "kind": "created",
        "at": NOON,
        "status": 204,
        "error": None,
        "reason": None,
        "failures": 0,
        "next_at": NOON,
        "lease_until": NOON + LEASE,
        "disable": False,
    }
    return Attempt(**{**values, **more})


def test_one_holder_at_a_time(database_url: str) -> None:
    """A lease keeps others away until it ends; then the one before may no longer write."""

    async def run() -> None:
        async with connected(database_url) as connection:
            key = await prepared(connection)
            first = await lease_subscription(connection, now=NOON, lease=LEASE)
            assert first is not None
            assert await lease_subscription(connection, now=NOON, lease=LEASE) is None
            second = await lease_subscription(connection, now=NOON + LEASE, lease=LEASE)
            assert second is not None
            assert not await note_attempt(connection, first, taken(1))
            await release_subscription(connection, first, position=3, now=NOON, kept=10)
            assert (await get_subscription(connection, key)).position == 0
            assert await note_attempt(connection, second, taken(1))
            assert (await get_subscription(connection, key)).position == 1
            assert len(await list_deliveries(connection, key, limit=10)) == 1

    asyncio.run(run())


def test_a_replay_ends_the_delivery_under_way(database_url: str) -> None:
    """What was sent before it counts no more: it would move the position on past what is to come again."""

    async def run() -> None:
        async with connected(database_url) as connection:
            key = await prepared(connection)
            holder = await lease_subscription(connection, now=NOON, lease=LEASE)
            assert holder is not None
            assert await note_attempt(connection, holder, taken(2))
            await change_subscription(connection, key, {"position": 0})
            assert not await note_attempt(connection, holder, taken(3))
            assert (await get_subscription(connection, key)).position == 0
            assert await lease_subscription(connection, now=NOON, lease=LEASE) is not None

    asyncio.run(run())


def test_an_acknowledgement_counts_though_paused_meanwhile(database_url: str) -> None:
    """What was taken is not sent again when the pause ends, and nothing more is sent before."""

    async def run() -> None:
        async with connected(database_url) as connection:
            key = await prepared(connection)
            holder = await lease_subscription(connection, now=NOON, lease=LEASE)
            assert holder is not None
            await change_subscription(connection, key, {"state": "paused"})
            assert not await note_attempt(connection, holder, taken(1))
            found = await get_subscription(connection, key)
            assert (found.position, found.state) == (1, "paused")

    asyncio.run(run())


def test_nothing_is_due_at_the_end_of_the_log(database_url: str) -> None:
    """A subscription that has seen all costs nothing; old deliveries are forgotten, the newest kept."""

    async def run() -> None:
        async with connected(database_url) as connection:
            key = await prepared(connection)
            holder = await lease_subscription(connection, now=NOON, lease=LEASE)
            assert holder is not None
            for seq in (1, 2, 3):
                assert await note_attempt(connection, holder, taken(seq))
            await release_subscription(connection, holder, position=3, now=NOON, kept=2)
            assert [each.seq for each in await list_deliveries(connection, key, limit=10)] == [3, 2]
            assert await lease_subscription(connection, now=NOON + LEASE, lease=LEASE) is None
            failed = taken(3, error="no", reason="disabled", disable=True, failures=15)
            assert not await note_attempt(connection, holder, failed)
            assert (await get_subscription(connection, key)).state == "disabled"

    asyncio.run(run())
