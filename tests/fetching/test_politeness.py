"""Turns at hosts and the times they ask for."""

import asyncio
from datetime import UTC, datetime

import pytest

from app.errors import BackOff
from app.fetching.politeness import Politeness, read_retry_after

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Wed, 04 Mar 2026 12:01:00 GMT", 60.0),
        ("Wed, 04 Mar 2026 11:00:00 GMT", 0.0),
        ("999999999999", 86_400.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("٣", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, seconds: float | None) -> None:
    """Seconds and dates give seconds to wait, nonsense gives nothing, and no wait is longer than a day."""
    assert read_retry_after(value, NOW) == seconds


def test_one_request_at_a_time_reaches_a_host() -> None:
    """Requests to one host take turns, requests to another do not wait for them."""
    order: list[str] = []

    async def ask(politeness: Politeness, host: str, name: str) -> None:
        async with politeness.turn(host):
            order.append(f"{name} in")
            await asyncio.sleep(0.01)
            order.append(f"{name} out")

    async def run() -> None:
        politeness = Politeness(0.0)
        await asyncio.gather(*(ask(politeness, "a.example", name) for name in "xy"), ask(politeness, "b.example", "z"))

    asyncio.run(run())
    assert [step for step in order if step[0] in "xy"] == ["x in", "x out", "y in", "y out"]
    assert order.index("z in") < order.index("x out")


def test_a_closed_host_refuses_at_once() -> None:
    """A host that asked to be left alone is not waited for."""

    async def run() -> None:
        politeness = Politeness(0.0)
        politeness.close("a.example", 60)
        with pytest.raises(BackOff) as caught:
            async with politeness.turn("a.example"):
                pass
        assert caught.value.retry_after == pytest.approx(60, abs=5)

    asyncio.run(run())
