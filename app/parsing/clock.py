"""Give every post of a stream its instant: what each text states, and the day that its neighbours and the page tell.

Live blogs show "07:14" and leave the day to the reader. What may give a clock its day, in order of trust:

1. the text itself, a machine-readable value beside it, or the day heading above it;
2. dated neighbours: the stream runs one way in time, so a clock that jumps against it has crossed midnight;
3. the page's own last update (`anchor`): the newest post is the last one not after it;
4. the instant the page was seen (`observed_at`), in the same way; relative times ("8m ago") count back from it;
5. the page's publication (`started`), where it was seen much later or never: the oldest post is the first after it.

A time that none of these can place stays without an instant and keeps its text. Precision "day" says that the calendar
day is right and the clock is the best that can be told: midnight UTC where the page shows a day only, the page's own
clock where its zone is unknown, and the counted-back hour for "3 hours ago".
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from app.parsing.days import complete_days
from app.parsing.document import TimePrecision, TimeText
from app.parsing.time_line import find_time, is_time_line
from app.parsing.time_reading import YEARS, Reading
from app.parsing.time_text import read_time
from app.parsing.timeline import Mark, PageTimes, place, runs_newest_first
from app.parsing.told_time import ToldTime, set_idle_machines_aside
from app.parsing.zones import abbreviated, zone_of

__all__ = ["Instant", "Reading", "constant_offset", "find_time", "is_time_line", "read_time", "resolve", "zone_of"]

_HOUR: Final = 3600
_LONGEST_AGO: Final = 86400
"""Seconds of the longest unit that "ago" may count in: "3 weeks ago" tells no day."""
_ENOUGH: Final = 3


@dataclass(frozen=True, slots=True)
class Instant:
    """When a post was published: `at` is aware and in UTC, or None where the page does not let one tell."""

    at: datetime | None = None
    precision: TimePrecision | None = None
    raw: str | None = None
    inferred: bool = False
    """Whether a part of it (a day, a year, a relative time) was not stated beside the post itself."""
    counted_back: bool = False
    """Whether the page says how long ago it was, and no clock."""


def resolve(  # noqa: PLR0913
    times: Sequence[TimeText | None],
    *,
    zone: ZoneInfo | None,
    language: str | None,
    observed_at: datetime | None,
    anchor: datetime | None,
    started: datetime | None = None,
    pinned: Sequence[bool] = (),
    machine_is_local: bool = False,
) -> list[Instant]:
    """The instants of a stream's times, in page order, one for each.

    `zone` is the page's own, for times without an offset. `anchor` is when the page says it was last updated, `started`
    when it says it was published, `observed_at` when it was seen. `pinned` marks posts that stand out of the stream's
    order. `machine_is_local` says that machine-readable times marked UTC are local ones (`constant_offset` tells).
    """
    observed_at, anchor, started = map(_credible, (observed_at, anchor, started))
    posts = [ToldTime(shown or TimeText(), language) for shown in times]
    for post in posts:
        post.read_machine()
    repeated = set_idle_machines_aside(posts)
    anchor = anchor or repeated
    for post in posts:
        post.choose()
    home = _home_of(posts, zone)
    for post in posts:
        _state(post, home, observed_at, machine_is_local=machine_is_local)
    if any(post.is_open() for post in posts):
        for post, is_pinned in zip(posts, pinned, strict=False):
            post.mark.aside = is_pinned
        _place(posts, home, PageTimes(_in(home, anchor), _in(home, observed_at), _in(home, started)))
    return [_instant(post) for post in posts]


def _instant(post: ToldTime) -> Instant:
    raw = post.shown.text or post.shown.machine
    if post.at is None:
        return Instant(raw=raw)
    counted_back = post.clock is not None and post.clock.ago is not None and not post.clock.has_clock
    return Instant(post.at, post.precision, raw, post.inferred, counted_back)


def _credible(instant: datetime | None) -> datetime | None:
    """The instant, if its year is one that a page can be of: what callers pass on may come from anyone."""
    return instant if instant is not None and instant.year in YEARS else None


def constant_offset(ours: Sequence[datetime | None], theirs: Sequence[datetime | None]) -> timedelta | None:
    """The whole quarter-hours by which nearly all of `ours` lie after `theirs`, or None where there is no such shift.

    A shift equal to the zone's UTC offset betrays local times marked as UTC. At least three pairs and nine in ten of
    them must agree to the minute; no shift at all is None as well.
    """
    # To the minute, for one side may leave out the seconds.
    pairs = [(_minute(a), _minute(b)) for a, b in zip(ours, theirs, strict=False) if a and b]
    gaps = [round((a - b).total_seconds() / 900, 1) for a, b in pairs]
    if len(gaps) < _ENOUGH:
        return None
    gap, count = Counter(gaps).most_common(1)[0]
    if count * 10 < len(gaps) * 9 or gap == 0 or gap != int(gap) or abs(gap) > 14 * 4:
        return None
    return timedelta(minutes=15 * int(gap))


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def _home_of(posts: Sequence[ToldTime], zone: tzinfo | None) -> tzinfo | None:
    """The zone the stream's clocks go by: what most of its texts name, else the page's, else what any of them tells."""
    clocks = [post.clock for post in posts if post.clock and post.clock.has_clock and post.clock is not post.machine]
    named = Counter(_zone_stated(clock, None, zone) for clock in clocks)
    (most_named, _), *_ = named.most_common(1) or [(None, 0)]
    machines = (post.machine.offset for post in posts if post.machine and post.machine.offset)
    offsets = (offset for offset in machines if offset.utcoffset(None))
    return most_named or zone or next((one for one in named if one is not None), None) or next(offsets, None)


def _zone_stated(clock: Reading, day: date | None, home: tzinfo | None) -> tzinfo | None:
    if clock.offset is not None:
        return clock.offset
    return abbreviated(clock.zone, day, home) if clock.zone else None


def _in(home: tzinfo | None, instant: datetime | None) -> datetime | None:
    """The naive local time of an instant; an instant without an offset is local already."""
    if instant is None or instant.tzinfo is None:
        return instant
    return instant.astimezone(home or UTC).replace(tzinfo=None)


def _state(post: ToldTime, home: tzinfo | None, observed_at: datetime | None, *, machine_is_local: bool) -> None:
    """Takes over what the post's own texts state: a day, a clock, a zone, or a time counted back from the capture."""
    clock, day, mark = post.clock, post.day, post.mark
    if clock is not None and clock.ago is not None and not (clock.has_clock and day is not None):
        _count_back(post, clock.ago, clock.ago_unit, observed_at)
        if clock.has_clock and post.at is not None:
            _keep_the_clock(post, clock, home)
    elif clock is not None and clock.has_clock:
        mark.clock = clock.clock_seconds()
        post.precision = "minute" if clock.second is None else "second"
    elif clock is not None:
        return
    mark.day = day.date() if day is not None else None
    if mark.clock is None or mark.day is None or clock is None:
        return
    misnamed = machine_is_local and clock is post.machine and clock.offset is UTC
    zone = None if misnamed else _zone_stated(clock, mark.day, home)
    if zone is not None and zone is not home:
        post.at = _aware(mark, zone)


def _place(posts: Sequence[ToldTime], home: tzinfo | None, page: PageTimes) -> None:
    """Gives the posts that state no whole time what the stream and the page tell."""
    for post in posts:
        if post.at is not None and post.precision != "day":
            stated = post.clock.offset if post.clock else None
            local = post.at.astimezone(home or stated or UTC)
            post.mark.day, post.mark.clock = local.date(), local.hour * _HOUR + local.minute * 60 + local.second
    complete_days(posts, page)
    marks = [post.mark for post in posts]
    newest_first = runs_newest_first(marks)
    placed = {id(mark) for mark in place(marks, page, newest_first=newest_first)}
    for post in posts:
        post.inferred |= id(post.mark) in placed
    _settle(posts[::-1] if newest_first else posts, home)


def _count_back(post: ToldTime, ago: timedelta, unit: int, observed_at: datetime | None) -> None:
    """A time told as "8m ago": good to the minute when told in minutes, to the day when in hours or days."""
    if observed_at is None or observed_at.tzinfo is None or unit > _LONGEST_AGO:
        return
    post.at = (observed_at - ago).astimezone(UTC).replace(microsecond=0)
    post.precision = "minute" if unit < _HOUR else "day"
    post.inferred = True


def _keep_the_clock(post: ToldTime, clock: Reading, home: tzinfo | None) -> None:
    """Of a time told twice ("28m ago / 11:05 PM") the clock is exact, and the time counted back tells its day."""
    zone, counted = _zone_stated(clock, None, home) or home, post.at
    if zone is None or counted is None:
        return
    around = counted.astimezone(zone).date()
    near = [_aware(Mark(clock.clock_seconds(), around + timedelta(days=shift)), zone) for shift in (-1, 0, 1)]
    post.at = min(near, key=lambda at: abs(at - counted))
    post.precision = "minute" if clock.second is None else "second"


def _settle(rising: Sequence[ToldTime], home: tzinfo | None) -> None:
    """Turns local times into instants, from oldest to newest, so that the hour that comes twice is told apart."""
    latest: datetime | None = None
    for post in rising:
        mark, clock = post.mark, post.clock
        if post.at is None and mark.day is not None:
            if mark.clock is None or clock is None:
                post.at, post.precision = datetime.combine(mark.day, time(), UTC), "day"
            else:
                zone = _zone_stated(clock, mark.day, home) if clock is not post.machine else None
                post.at = _aware(mark, zone or home or UTC, not_before=None if mark.aside else latest)
                if zone is None and home is None:
                    post.precision = "day"
        if post.at is not None and post.precision != "day" and not mark.aside:
            latest = post.at


def _aware(mark: Mark, zone: tzinfo, not_before: datetime | None = None) -> datetime:
    """The instant of a local time; of an hour that comes twice the second, if the first is before `not_before`."""
    local = mark.local().replace(tzinfo=zone)
    if zone is UTC:
        return local
    at = local.astimezone(UTC)
    if not_before is not None and at < not_before:
        again = local.replace(fold=1).astimezone(UTC)
        if not_before <= again:
            return again
    return at
