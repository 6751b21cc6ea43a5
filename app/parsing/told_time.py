"""What one post's own texts tell of its time: which of them gives the clock, which the day.

A whole machine-readable time is taken as it stands; else the visible text comes before a part of one, and both before
the day heading. A machine-readable value that stands still while the visible clocks move is not the post's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from app.parsing.document import TimePrecision, TimeText
from app.parsing.time_reading import Reading
from app.parsing.time_text import read_loosely, read_time
from app.parsing.timeline import Mark

_ENOUGH = 3
_QUARTER = 15


@dataclass(slots=True)
class ToldTime:
    """One time of a stream while its parts come together."""

    shown: TimeText
    language: str | None
    machine: Reading | None = None
    clock: Reading | None = None
    day: Reading | None = None
    mark: Mark = field(default_factory=Mark)
    at: datetime | None = None
    precision: TimePrecision | None = None
    inferred: bool = False

    def read_machine(self) -> None:
        """Reads the machine-readable value, if there is one."""
        if self.shown.machine:
            self.machine = read_time(self.shown.machine, self.language)

    def read_text(self) -> Reading | None:
        """What the visible text states."""
        return read_loosely(self.shown.text, self.language) if self.shown.text else None

    def choose(self) -> None:
        """Chooses what tells the clock and what tells the day."""
        machine = self.machine
        if machine is not None and machine.is_whole:
            text = self.read_text()
            machine = _to_the_minute_of(machine, text)
            self.clock = self.day = machine if machine.offset else _with_zone_of(machine, text)
            return
        text = self.read_text()
        heading = read_loosely(self.shown.day, self.language) if self.shown.day else None
        self.clock = text if text and text.tells_clock else machine if machine and machine.tells_clock else None
        for reading in (heading, machine, text):
            if reading is not None and reading.tells_day:
                self.day = reading

    def is_open(self) -> bool:
        """Whether it states something of a time, and not yet when."""
        return self.at is None and (self.mark.clock is not None or self.day is not None)


def _with_zone_of(machine: Reading, text: Reading | None) -> Reading:
    """A machine-readable time without an offset, in the zone that the visible text names for the same clock."""
    if text is None or (text.hour, text.minute) != (machine.hour, machine.minute):
        return machine
    return machine._replace(zone=text.zone, offset=text.offset)


def _to_the_minute_of(machine: Reading, text: Reading | None) -> Reading:
    """A machine-readable time as readers are told it, where they are told the minute before or after.

    In whatever zone they are told it: offsets are whole quarters of an hour.
    """
    if text is None or not text.has_clock or text.second is not None or machine.year is None:
        return machine
    minutes = (text.minute - machine.minute + _QUARTER // 2) % _QUARTER - _QUARTER // 2
    if abs(minutes) != 1:
        return machine
    told = Mark(machine.clock_seconds(), date(machine.year, machine.month or 1, machine.day or 1)).local()
    told += timedelta(minutes=minutes)
    return machine._replace(
        **{name: getattr(told, name) for name in ("year", "month", "day", "hour", "minute")}, second=None
    )


def set_idle_machines_aside(posts: Sequence[ToldTime]) -> datetime | None:
    """Takes off machine-readable values that stand still while the visible clocks move.

    Midnight on every post is a day without a clock, and stays as that. Any other value that is the same on every post
    is the page's own, and is answered.
    """
    values = [post.machine for post in posts if post.machine and post.machine.has_clock]
    if len(values) < _ENOUGH or len({value.clock_seconds() for value in values}) > 1:
        return None
    first = values[0]
    is_midnight, is_repeated = first.clock_seconds() == 0, len(set(values)) == 1
    moving = [post for post in posts if post.machine and (text := post.read_text()) and text.has_clock]
    if not (is_midnight or is_repeated) or len({post.shown.text for post in moving}) <= 1:
        return None
    for post in moving:
        if post.machine:
            post.machine = post.machine.without_clock() if is_midnight else None
    return None if is_midnight else _instant(first)


def _instant(whole: Reading) -> datetime | None:
    if whole.offset is None or whole.year is None:
        return None
    local = Mark(whole.clock_seconds(), date(whole.year, whole.month or 1, whole.day or 1)).local()
    return local.replace(tzinfo=whole.offset).astimezone(UTC)
