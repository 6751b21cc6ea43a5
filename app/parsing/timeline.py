"""Place clocks on days by the order of their stream: a clock that jumps against the stream has crossed midnight.

Works on the local, naive times of posts in page order. A day is a `date`, a clock is in seconds since midnight.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from app.parsing.time_reading import YEARS

_DAY: Final = 86400
_ONE: Final = timedelta(days=1)
_SLIP: Final = 2 * 3600
"""Seconds that a post may stand out of order before it is taken for a crossing of midnight."""
_LONG_GAP: Final = 14 * 3600
"""Seconds between the post at the page's edge and its neighbour beyond which it may be a pinned one."""
_LIVE: Final = timedelta(days=3)
"""How long after its start a page without an update of its own is taken to have been seen while live."""
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


@dataclass(frozen=True, slots=True)
class PageTimes:
    """What the page tells of its own times, local and naive: when it began, was last updated, and was seen."""

    updated: datetime | None = None
    seen: datetime | None = None
    started: datetime | None = None

    @property
    def latest(self) -> datetime | None:
        """The instant that no post should lie much after."""
        return self.updated or self.seen

    def tells_its_start_best(self) -> bool:
        """Whether a day is better told from the start than from the capture: a page may be seen years later."""
        return self.started is not None and (self.seen is None or self.seen - self.started > _LIVE)


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


def place(marks: Sequence[Mark], page: PageTimes, *, newest_first: bool) -> Sequence[Mark]:
    """Gives a day to every mark that has a clock and none, where that can be defended; answers the marks it placed."""
    missing = [mark for mark in marks if mark.day is None and mark.clock is not None]
    if missing:
        rising = [mark for mark in (reversed(marks) if newest_first else marks) if mark.clock is not None]
        _set_asides(rising, page, newest_first=newest_first)
        _place_steady([mark for mark in rising if not mark.aside], page)
        _place_asides(rising, page.latest)
    return [mark for mark in missing if mark.day is not None]


def _place_steady(steady: Sequence[Mark], page: PageTimes) -> None:
    """Places marks that run from oldest to newest."""
    if steady and not any(mark.day for mark in steady):
        if page.updated is None and page.tells_its_start_best():
            steady[0].day = _day_of_the_oldest(steady[0].clock or 0, page.started)
        else:
            steady[-1].day = _day_of_the_newest(steady[-1].clock or 0, page.updated, page.seen)
    after = _walk(steady, onward=True)
    before = _walk(steady, onward=False)
    for mark, early, late in zip(steady, after, before, strict=True):
        if mark.day is None:
            mark.day = early if late is None or early == late else late if early is None else None


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
                day, furthest = _next_day(day, onward=onward), clock
            elif back < 0:
                furthest = clock
        days.append(day)
    return days if onward else days[::-1]


def _next_day(day: date, *, onward: bool) -> date | None:
    """The day after or before; None where the calendar of pages ends."""
    following = day + _ONE if onward else day - _ONE
    return following if following.year in YEARS else None


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


def _day_of_the_oldest(clock: int, started: datetime | None) -> date | None:
    """The first day on which the oldest post does not lie before the page's start; posts may be written ahead."""
    if started is None:
        return None
    first = datetime.combine(started.date(), time()) + timedelta(seconds=clock)
    return started.date() if first >= started - timedelta(seconds=_SLIP) else started.date() + _ONE


def _set_asides(rising: Sequence[Mark], page: PageTimes, *, newest_first: bool) -> None:
    """Sets aside single posts that stand out of the order: without them the stream runs on smoothly."""
    steady = [mark for mark in rising if not mark.aside]
    for before, mark, after in zip(steady, steady[1:], steady[2:], strict=False):
        if mark.day is None and not before.aside:
            is_between = _ahead(before, mark) + _ahead(mark, after) <= _DAY
            strays = min(_ahead(after, mark), _ahead(mark, before)) > _SLIP
            mark.aside = not is_between and strays and _ahead(before, after) < _DAY // 2
    if len(steady) >= _ENOUGH:
        top, *others = reversed(steady) if newest_first else steady
        top.aside = _is_pinned(top, others, page, newest_first=newest_first)


def _ahead(first: Mark, second: Mark) -> int:
    """Seconds from one clock on to the other, in [0, one day)."""
    return ((second.clock or 0) - (first.clock or 0)) % _DAY


def _is_pinned(top: Mark, others: Sequence[Mark], page: PageTimes, *, newest_first: bool) -> bool:
    """Whether the post at the page's top is a pinned one, out of the order of those below it."""
    if top.day is not None:
        return _is_dated_out_of_order(top, others, newest_first=newest_first)
    below = others[0]
    gap = _ahead(below, top) if newest_first else _ahead(top, below)
    if gap <= _SLIP or page.latest is None or not newest_first:
        return gap > _LONG_GAP + _SLIP
    now = page.latest.hour * 3600 + page.latest.minute * 60 + page.latest.second
    since_below, since_top = (now - (below.clock or 0)) % _DAY, (now - (top.clock or 0)) % _DAY
    if page.updated is not None:
        return since_below * 4 < since_top
    return gap > _LONG_GAP and since_below < since_top


def _is_dated_out_of_order(top: Mark, others: Sequence[Mark], *, newest_first: bool) -> bool:
    """Whether a dated post at the top contradicts the next dated one, seen from the clocks between them."""
    until = next((index for index, mark in enumerate(others) if mark.day is not None), None)
    if until is None:
        return False
    below = others[until]
    if (top.local() < below.local()) if newest_first else (top.local() > below.local()):
        return True
    between = [Mark(mark.clock, mark.day) for mark in others[: until + 1]]
    walked = _walk(between[::-1] if newest_first else between, onward=newest_first)
    nearest = walked[-1] if newest_first else walked[0]
    if nearest is None or top.day is None:
        return False
    reached = Mark(between[0].clock, nearest).local()
    slip = timedelta(seconds=_SLIP)
    return top.local() + slip < reached if newest_first else top.local() - slip > reached


def _place_asides(rising: Sequence[Mark], latest: datetime | None) -> None:
    """A post out of order gets the day of the post it copies, or the one that brings it nearest to its neighbour."""
    positions = [index for index, mark in enumerate(rising) if mark.day is not None and not mark.aside]
    days_by_clock: dict[int, set[date]] = {}
    for index in positions:
        days_by_clock.setdefault(rising[index].clock or 0, set()).add(rising[index].day or date.min)
    for index, mark in enumerate(rising):
        if not positions or not mark.aside or mark.day is not None:
            continue
        copied = days_by_clock.get(mark.clock or 0, set())
        neighbour = rising[positions[max(bisect_right(positions, index) - 1, 0)]]
        mark.day = next(iter(copied)) if len(copied) == 1 else _nearest_day(mark.clock or 0, neighbour, latest)


def _nearest_day(clock: int, neighbour: Mark, latest: datetime | None) -> date:
    near = neighbour.local()
    midnight = datetime.combine(near.date(), time())
    moments = [midnight + shift * _ONE + timedelta(seconds=clock) for shift in (-1, 0, 1)]
    allowed = [moment for moment in moments if latest is None or moment <= latest + _SKEW] or moments
    return min(allowed, key=lambda moment: abs(moment - near)).date()
