"""What one written time states: `Reading`, and the reading of machine-readable forms."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

YEARS: Final = range(1990, 2100)
"""Years a post can be of; a figure outside them is no year."""


class Reading(NamedTuple):
    """What one text states. A field is None where the text is silent."""

    hour: int | None = None
    minute: int = 0
    second: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0."""
    days_back: int | None = None
    """0 for "today", 1 for "yesterday"."""
    ago: timedelta | None = None
    ago_unit: int = 60
    """Seconds of the smallest unit that `ago` is told in."""
    offset: tzinfo | None = None
    """The UTC offset the text states in figures."""
    zone: str | None = None
    """The zone's abbreviation, lower case."""
    either_order: bool = False
    """The date is in figures that could be day and month or month and day; `day` and `month` hold the first guess."""
    in_play: bool = False
    """A minute of a match, or a count of overs: a time, and not one of the day."""

    @property
    def has_date(self) -> bool:
        """Whether a day of a month is stated."""
        return self.day is not None

    @property
    def has_clock(self) -> bool:
        """Whether a time of day is stated."""
        return self.hour is not None

    @property
    def is_whole(self) -> bool:
        """Whether both a day and a time of day are stated."""
        return self.day is not None and self.hour is not None

    @property
    def tells_clock(self) -> bool:
        """Whether a time of day, of play, or counted back is stated."""
        return self.hour is not None or self.ago is not None or self.in_play

    @property
    def tells_day(self) -> bool:
        """Whether a day is stated, if only in part: by its weekday, or as "yesterday"."""
        return self.day is not None or self.weekday is not None or self.days_back is not None

    def without_clock(self) -> "Reading":
        """The day alone."""
        return self._replace(hour=None, minute=0, second=None, offset=None)

    def date(self) -> date | None:
        """The day, when it is stated whole and beyond doubt."""
        if self.year is None or self.month is None or self.day is None or self.either_order:
            return None
        return date(self.year, self.month, self.day)

    def clock_seconds(self) -> int:
        """Seconds since midnight of the stated time of day; midnight when none is stated."""
        return (self.hour or 0) * 3600 + self.minute * 60 + (self.second or 0)


_EPOCH: Final = re.compile(r"(\d{10})(\d{3})?(\d{3})?(?:\.\d{0,9})?")
_ZONE_FOR_T: Final = re.compile(r"(?<=\d)[A-Z]{2,5}(?=\d\d:\d\d.*[+-]\d\d:?\d\d$)")
"""PHP's date format "Y-m-dTH:i:sP" writes the zone's name for T: "2026-01-28IST13:32:21+05:30"."""
_COMPACT_FORMS: Final = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}


def read_machine(text: str) -> Reading | None:
    """ISO 8601 (extended or compact) and Unix epochs in seconds, milliseconds or microseconds."""
    if not (text[0].isdigit() and text.isascii()):
        return None
    if text[4:5] != "-":
        return _read_epoch(text) if text[:8].isdigit() else None
    text = _ZONE_FOR_T.sub("T", text, count=1)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _stated(at, seconds=text[16:17] == ":" or text[13:14].isdigit(), clock=len(text) > len("2026-01-28"))


def _read_epoch(text: str) -> Reading | None:
    match = _EPOCH.fullmatch(text)
    if match:
        at = datetime.fromtimestamp(int(match[1]), UTC)
        return _stated(at, seconds=True, clock=True)
    digits = text.replace("T", "", 1)
    form = _COMPACT_FORMS.get(len(digits)) if digits.isdigit() else None
    try:
        at = datetime.strptime(digits, form) if form else datetime.fromisoformat(text)  # noqa: DTZ007
    except ValueError:
        return None
    return _stated(at, seconds=form is None or "S" in form, clock=form is None or "H" in form)


def _stated(at: datetime, *, seconds: bool, clock: bool) -> Reading | None:
    if at.year not in YEARS:
        return None
    return Reading(
        hour=at.hour if clock else None,
        minute=at.minute if clock else 0,
        second=at.second if clock and seconds else None,
        year=at.year,
        month=at.month,
        day=at.day,
        offset=at.tzinfo,
    )
