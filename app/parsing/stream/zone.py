"""The zone that an unknown page names beside any of its times, for the clocks that name none."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from app.parsing.stream.lines import Line
from app.parsing.time_reading import Reading
from app.parsing.time_text import read_time
from app.parsing.zones import ABBREVIATIONS

_MOST_LINES = 500
_CIVIL = {"bst": "Europe/London", "ist": "Asia/Kolkata"}


def named_zone(lines: Sequence[Line], language: str | None) -> str | None:
    """The IANA zone that most of the page's own times name, or None where none names any."""
    times = [line.text for line in lines if line.is_time and line.text and not line.inset][:_MOST_LINES]
    zones = Counter(zone for text in times if (zone := _zone_in(read_time(text, language))))
    return zones.most_common(1)[0][0] if zones else None


def _zone_in(reading: Reading | None) -> str | None:
    if reading is None:
        return None
    if reading.zone:
        named = _CIVIL.get(reading.zone) or ABBREVIATIONS.get(reading.zone)
        return named if isinstance(named, str) else _fixed(timedelta(hours=named or 0))
    return _fixed(reading.offset.utcoffset(None)) if reading.offset else None


def _fixed(offset: timedelta | None) -> str | None:
    """The zone of a whole number of hours; POSIX counts them westward."""
    hours, rest = divmod(offset or timedelta(), timedelta(hours=1))
    return None if rest else f"Etc/GMT{-hours:+d}"
