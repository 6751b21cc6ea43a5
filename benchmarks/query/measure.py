"""Times of the query classes, through the service's own query code and a connection such as the service has."""

import asyncio
import gc
import time
from dataclasses import dataclass
from itertools import cycle, islice

from app.store.engine import open_pool
from benchmarks.query.classes import Connection, QueryClass, classes, look_around

STATEMENT_TIMEOUT_SECONDS = 30.0
SLOW_SECONDS = 1.0
FEWEST_CALLS = 20


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of a class's calls, in order of size."""

    name: str
    goal_ms: float
    milliseconds: list[float]

    def percentile(self, share: float) -> float:
        """The time within which this share of the calls was answered."""
        return self.milliseconds[min(len(self.milliseconds) - 1, int(share * len(self.milliseconds)))]

    @property
    def reached(self) -> bool:
        """Whether the goal for the 99th percentile is."""
        return self.percentile(0.99) <= self.goal_ms


async def measure_classes(url: str, *, calls: int, only: str = "") -> list[Times]:
    """Call each class's variations in turn, that many times in all, each first once without counting."""
    async with (
        open_pool(url, size=1, statement_timeout_seconds=STATEMENT_TIMEOUT_SECONDS) as pool,
        pool.connection() as connection,
    ):
        found = classes(await look_around(connection))
        return [await _measure(each, connection, calls) for each in found if only in each.name]


async def _measure(asked: QueryClass, connection: Connection, calls: int) -> Times:
    taken = []
    started = time.perf_counter()
    for call in asked.calls[:calls]:
        await call(connection)
        if time.perf_counter() - started > SLOW_SECONDS * FEWEST_CALLS:
            break
    average = (time.perf_counter() - started) / min(calls, len(asked.calls))
    # A class that takes seconds has shown what it is after some calls.
    count = calls if average < SLOW_SECONDS / 4 else FEWEST_CALLS
    gc.collect()
    gc.disable()
    try:
        for call in islice(cycle(asked.calls), count):
            begun = time.perf_counter()
            await call(connection)
            taken.append((time.perf_counter() - begun) * 1000)
    finally:
        gc.enable()
    return Times(asked.name, asked.goal_ms, sorted(taken))


def measured(url: str, *, calls: int, only: str = "") -> list[Times]:
    """The same, outside an event loop."""
    return asyncio.run(measure_classes(url, calls=calls, only=only))
