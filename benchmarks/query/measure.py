"""Times of the query classes, through the service's own query code and a connection such as the service has."""

import asyncio
import gc
import math
import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle, islice

from app.store.engine import open_pool
from benchmarks.query.classes import Call, Connection, QueryClass, classes, look_around

STATEMENT_TIMEOUT_SECONDS = 30.0
WARMING_SECONDS = 5.0
LONGEST_SECONDS = 30.0
FEWEST_CALLS = 10


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
    warm = await _timed(asked.calls[:calls], connection, WARMING_SECONDS)
    average = sum(warm) / len(warm) / 1000
    # A class that takes long has shown what it is after some calls.
    count = min(calls, max(FEWEST_CALLS, int(LONGEST_SECONDS / average)))
    taken = await _timed(islice(cycle(asked.calls), count), connection)
    print(f"{asked.name}: {statistics.median(taken):.1f} ms", file=sys.stderr, flush=True)
    return Times(asked.name, asked.goal_ms, sorted(taken))


async def _timed(calls: Iterable[Call], connection: Connection, most_seconds: float = math.inf) -> list[float]:
    """Milliseconds of each call, of as many as fit into the time."""
    taken = []
    gc.collect()
    gc.disable()
    try:
        for call in calls:
            begun = time.perf_counter()
            await call(connection)
            taken.append((time.perf_counter() - begun) * 1000)
            if sum(taken) > most_seconds * 1000:
                break
    finally:
        gc.enable()
    return taken


def measured(url: str, *, calls: int, only: str = "") -> list[Times]:
    """The same, outside an event loop."""
    return asyncio.run(measure_classes(url, calls=calls, only=only))
