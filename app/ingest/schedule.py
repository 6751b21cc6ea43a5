"""When a watched URL is polled next: pure, from how the last poll went."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal["active", "stalled", "ended"]
STALLED_AFTER = timedelta(hours=6)
STALLED_FAILURES = 5
QUICKER, SLOWER = 0.5, 1.5
JITTER = 0.2
RATE_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shortest and longest pause between two polls of a source, in seconds."""

    shortest: float = 15.0
    longest: float = 900.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a poll went: entries that were new or edited, whether the blog says it ended, or an error."""

    news: int = 0
    ended: bool = False
    failed: bool = False
    retry_after: float | None = None
    """Seconds that the site asks to be left alone."""


@dataclass(frozen=True, slots=True)
class Next:
    """What follows: the pause in seconds without jitter, when the next poll is due, and the source's state."""

    interval_seconds: float
    next_at: datetime
    state: State
    failures: int


def plan_next(  # noqa: PLR0913 (what the decision rests on)
    outcome: Outcome,
    *,
    now: datetime,
    interval_seconds: float | None,
    failures: int,
    last_entry_at: datetime | None,
    bounds: Bounds,
    chance: random.Random,
) -> Next:
    """Quick while posts come, slower when quiet, back-off with jitter on errors, stop when the blog ended."""
    if outcome.failed:
        return _after_failure(outcome, now, failures + 1, bounds, chance)
    before = interval_seconds or bounds.shortest * 2
    interval = _bounded(before * (QUICKER if outcome.news else SLOWER), bounds)
    quiet = not outcome.news and last_entry_at is not None and now - last_entry_at > STALLED_AFTER
    state: State = "ended" if outcome.ended else "stalled" if quiet else "active"
    return Next(interval, now + timedelta(seconds=_jittered(interval, chance)), state, 0)


def posts_per_hour(before: float | None, news: int, hours: float) -> float | None:
    """The rate of new entries, smoothed over polls; unknown until the second poll."""
    if hours <= 0:
        return before
    rate = news / hours
    return rate if before is None else before + RATE_WEIGHT * (rate - before)


def _after_failure(outcome: Outcome, now: datetime, failures: int, bounds: Bounds, chance: random.Random) -> Next:
    interval = min(bounds.longest, bounds.shortest * 2 ** min(failures, 20))
    wait = max(_jittered(interval, chance), outcome.retry_after or 0.0)
    state: State = "stalled" if failures >= STALLED_FAILURES else "active"
    return Next(interval, now + timedelta(seconds=wait), state, failures)


def _bounded(seconds: float, bounds: Bounds) -> float:
    return min(bounds.longest, max(bounds.shortest, seconds))


def _jittered(seconds: float, chance: random.Random) -> float:
    return seconds * chance.uniform(1 - JITTER, 1 + JITTER)
