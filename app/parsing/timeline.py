"""Place clocks on days by the order of their stream: a clock that jumps against the stream has crossed midnight.

Works on the local, naive times of posts in page order. A day is a `date`, a clock is in seconds since midnight.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

_DAY: Final = 86400
_ONE: Final = timedelta(days=1)
_SLIP: Final = 2 * 3600
"""Seconds that a post may stand out of order before it is taken for a crossing of midnight."""
_LONG_GAP: Final = 14 * 3600
"""Seconds between the post at the page's edge and its neighbour beyond which it may be a pinned one."""
_ENOUGH: Final = 3
_SKEW: Final = timedelta(minutes=10)
"""How far a post may lie after the page's own update: clocks differ, and an update is stamped before it is sent."""


@dataclass(slots=True)
class Mark:
    """A post on the timeline: its clock and its day, each where known."""

    clock: int | None = None
    day: date | None = None
    aside: bool = False
    """Pinned, or otherwise out of the stream's order: it tells nothing of its neighbours."""

    def local(self) -> datetime:
        """The naive local time of a mark whose day is known; midnight where the page tells no clock."""
        day, clock = self.day or date.min, self.clock or 0
        return datetime(day.year, day.month, day.day, clock // 3600, clock // 60 % 60, clock % 60)  # noqa: DTZ001


def runs_newest_first(marks: Sequence[Mark]) -> bool:
    """Whether the stream runs from newest to oldest, by the majority of its steps; a tie says yes, as most do."""
    steady = [mark for mark in marks if mark.clock is not None and not mark.aside]
    steps = [_step(first, second) for first, second in pairwise(steady)]
    return sum(step < 0 for step in steps) >= sum(step > 0 for step in steps)


def _step(first: Mark, second: Mark) -> int:
    """Seconds from one post to the next: exact where both days are known, else the shorter way round the clock."""
    step = (second.clock or 0) - (first.clock or 0)
    if first.day and second.day:
        return step if first.day is second.day else (second.day - first.day).days * _DAY + step
    return (step + _DAY // 2) % _DAY - _DAY // 2


def place(
    marks: Sequence[Mark], *, newest_first: bool, updated: datetime | None, seen: datetime | None
) -> Sequence[Mark]:
    """Gives a day to every mark that has a clock and none, where that can be defended; answers the marks it placed.

    `updated` and `seen` are the naive local times of the page's last update and of its capture.
    """
    missing = [mark for mark in marks if mark.day is None and mark.clock is not None]
    if missing:
        rising = [mark for mark in (reversed(marks) if newest_first else marks) if mark.clock is not None]
        _set_asides(rising, newest_first=newest_first, latest=updated or seen)
        _place_rising(rising, updated, seen)
    return [mark for mark in missing if mark.day is not None]


def _place_rising(rising: Sequence[Mark], updated: datetime | None, seen: datetime | None) -> None:
    """Places marks that run from oldest to newest."""
    steady = [mark for mark in rising if not mark.aside]
    if steady and not any(mark.day for mark in steady):
        steady[-1].day = _day_of_the_newest(steady[-1].clock or 0, updated, seen)
    after = _walk(steady, onward=True)
    before = _walk(steady, onward=False)
    for mark, early, late in zip(steady, after, before, strict=True):
        if mark.day is None:
            mark.day = early if late is None or early == late else late if early is None else None
    _place_asides(rising, updated or seen)


def _walk(rising: Sequence[Mark], *, onward: bool) -> list[date | None]:
    """The day each mark has when seen from the nearest dated one before it (or, not `onward`, after it)."""
    days: list[date | None] = []
    day: date | None = None
    furthest = 0
    for mark in rising if onward else reversed(rising):
        clock = mark.clock or 0
        if mark.day is not None:
            day, furthest = mark.day, clock
        elif day is not None:
            back = furthest - clock if onward else clock - furthest
            if back > _SLIP:
                day, furthest = day + _ONE if onward else day - _ONE, clock
            elif back < 0:
                furthest = clock
        days.append(day)
    return days if onward else days[::-1]


def _day_of_the_newest(clock: int, updated: datetime | None, seen: datetime | None) -> date | None:
    """The day on which the newest post lies nearest to the page's update, or last before the page was seen.

    An update stamped before the newest post is possible (the page told its publication only) and counts double.
    """
    latest = updated or seen
    if latest is None:
        return None
    best: tuple[timedelta, date] | None = None
    for shift in (-1, 0, 1):
        day = latest.date() + shift * _ONE
        lag = latest - (datetime.combine(day, time()) + timedelta(seconds=clock))
        from_the_future = lag < -_SKEW if updated is None else bool(seen and latest - lag > seen + _SKEW)
        cost = lag if lag >= timedelta(0) else -2 * lag
        if not from_the_future and (best is None or cost < best[0]):
            best = cost, day
    return best[1] if best else None


def _set_asides(rising: Sequence[Mark], *, newest_first: bool, latest: datetime | None) -> None:
    """Sets aside single posts that stand out of the order: without them the stream runs on smoothly."""
    steady = [mark for mark in rising if not mark.aside]
    for before, mark, after in zip(steady, steady[1:], steady[2:], strict=False):
        if mark.day is None and not before.aside:
            is_between = _ahead(before, mark) + _ahead(mark, after) <= _DAY
            strays = min(_ahead(after, mark), _ahead(mark, before)) > _SLIP
            mark.aside = not is_between and strays and _ahead(before, after) < _DAY // 2
    if len(steady) >= _ENOUGH:
        top, next_to_top = (steady[-1], steady[-2]) if newest_first else (steady[0], steady[1])
        top.aside = top.aside or _is_pinned(top, next_to_top, newest_first=newest_first, latest=latest)


def _ahead(first: Mark, second: Mark) -> int:
    """Seconds from one clock on to the other, in [0, one day)."""
    return ((second.clock or 0) - (first.clock or 0)) % _DAY


def _is_pinned(top: Mark, below: Mark, *, newest_first: bool, latest: datetime | None) -> bool:
    """Whether the post at the page's top is a pinned one: far from its neighbour, which lies nearer to the update."""
    if top.day is not None and below.day is not None:
        return (top.day < below.day) if newest_first else (top.day > below.day)
    if top.day is not None:
        return False
    gap = _ahead(below, top) if newest_first else _ahead(top, below)
    if gap <= _LONG_GAP:
        return False
    if latest is None or not newest_first:
        return gap > _LONG_GAP + _SLIP
    now = latest.hour * 3600 + latest.minute * 60 + latest.second
    return (now - (below.clock or 0)) % _DAY < (now - (top.clock or 0)) % _DAY


def _place_asides(rising: Sequence[Mark], latest: datetime | None) -> None:
    """A post out of order gets the day that brings it nearest to its neighbour without passing the page's update."""
    placed = [mark for mark in rising if mark.day is not None and not mark.aside]
    if not placed:
        return
    positions = [index for index, mark in enumerate(rising) if mark.day is not None and not mark.aside]
    for index, mark in enumerate(rising):
        if mark.aside and mark.day is None:
            neighbour = placed[max(bisect_right(positions, index) - 1, 0)]
            near = neighbour.local()
            days = [(neighbour.day or date.min) + shift * _ONE for shift in (-1, 0, 1)]
            moments = [datetime.combine(day, time()) + timedelta(seconds=mark.clock or 0) for day in days]
            allowed = [moment for moment in moments if latest is None or moment <= latest + _SKEW] or moments
            mark.day = min(allowed, key=lambda moment: abs(moment - near)).date()
