"""Ranges of places in a list: the bounds of time and the cursor, folded into one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.store.cursor import Cursor
from app.store.window import EARLIEST, LATEST

_LOWEST_ID, _HIGHEST_ID = UUID(int=0), UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Range:
    """Places from `lower` up to but without `upper`, read in one direction."""

    lower: tuple[datetime, UUID]
    upper: tuple[datetime, UUID]
    descending: bool

    @property
    def parameters(self) -> dict[str, Any]:
        """The ends, for `within`."""
        (lower_at, lower_id), (upper_at, upper_id) = self.lower, self.upper
        return {"lower_at": lower_at, "lower_id": lower_id, "upper_at": upper_at, "upper_id": upper_id}

    def cut(self, after: datetime, before: datetime) -> "Range":
        """What of the range lies in `[after, before)`."""
        lower = max(self.lower, (after, _LOWEST_ID))
        return Range(lower, min(self.upper, (before, _LOWEST_ID)), self.descending)

    def within(self, at: str, tie: str) -> str:
        """SQL: the place that two columns make lies in the range."""
        return (
            f"({at}, {tie}) >= (%(lower_at)s::timestamptz, %(lower_id)s::uuid)"
            f" AND ({at}, {tie}) < (%(upper_at)s::timestamptz, %(upper_id)s::uuid)"
        )

    def order(self, at: str, tie: str) -> str:
        """SQL: the order of reading."""
        direction = "DESC" if self.descending else "ASC"
        return f"{at} {direction}, {tie} {direction}"


def range_of(after: datetime | None, before: datetime | None, start: Cursor | None, *, newest_first: bool) -> Range:
    """The places that `[after, before)` and the cursor leave to be read, and the direction in which to read them."""
    lower = (after or EARLIEST, _LOWEST_ID)
    upper = (before or LATEST, _LOWEST_ID)
    descending = newest_first == (start is None or start.forward)
    if start is not None:
        at, row_id = datetime.fromisoformat(str(start.place[0])), UUID(start.place[1])
        if descending:
            upper = min(upper, (at, row_id))
        else:
            lower = max(lower, (at, UUID(int=min(row_id.int + 1, _HIGHEST_ID.int))))
    return Range(lower, upper, descending)
