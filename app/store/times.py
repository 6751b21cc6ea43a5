"""When a newly read time replaces a stored one.

A page that states an entry's time is believed. A time that was inferred ("5 minutes ago", "07:14" without a date)
wavers from reading to reading: the first reading stands, being the nearest to the event, until a later one puts the
entry on another day or the page states the time after all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.parsing.document import Source

ANOTHER_DAY = timedelta(hours=6)
"""An inferred time that moves by this much was given a wrong date before."""

_COARSENESS = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "day": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Timing:
    """An entry's time, how exact it is and how it was found."""

    at: datetime | None
    precision: str | None
    provenance: str | None

    @property
    def inferred(self) -> bool:
        """Whether no single place of the page states it."""
        return self.provenance == Source.INFERRED


def replaces(new: Timing, stored: Timing) -> bool:
    """Whether `new` is the entry's time from now on."""
    if new.at is None:
        return False
    if stored.at is None:
        return True
    if _agree(new, stored):
        return False
    if new.inferred:
        return stored.inferred and new.precision != "day" and abs(new.at - stored.at) >= ANOTHER_DAY
    return True


def _agree(new: Timing, stored: Timing) -> bool:
    assert new.at is not None  # noqa: S101 (asked by `replaces` alone)
    assert stored.at is not None  # noqa: S101
    coarser = max(_COARSENESS.get(each.precision or "second", timedelta(seconds=1)) for each in (new, stored))
    return abs(new.at - stored.at) < coarser
