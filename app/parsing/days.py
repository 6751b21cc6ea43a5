"""Complete the days that a text states in part: "28 January", "Wednesday", "yesterday", "03/04/2026" in either order.

The missing part comes from the nearest post whose day is whole, else from the page's update, else from its capture.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from app.parsing.time_reading import Reading
from app.parsing.timeline import PageTimes
from app.parsing.told_time import ToldTime

_ONE: Final = timedelta(days=1)
_NEAR: Final = timedelta(days=31)


def complete_days(posts: Sequence[ToldTime], page: PageTimes) -> None:
    """Sets the day of every post whose own reading tells one in part, where what is missing can be told."""
    told = page.updated or (page.started if page.tells_its_start_best() else page.seen)
    if not any(post.day is not None and post.mark.day is None for post in posts):
        return
    nearest = _nearest_whole_days(posts)
    for post, neighbour in zip(posts, nearest, strict=True):
        reading = post.day
        if reading is None or post.mark.day is not None:
            continue
        if reading.days_back is not None and not reading.has_date:
            shown = page.seen or page.updated
            post.mark.day = shown.date() - reading.days_back * _ONE if shown else None
        elif neighbour is not None:
            post.mark.day = _nearest(_candidates(reading, neighbour), neighbour)
        elif told is not None:
            post.mark.day = _last(_candidates(reading, told.date()), told.date())
        post.inferred |= post.mark.day is not None


def _nearest_whole_days(posts: Sequence[ToldTime]) -> list[date | None]:
    """For each post, the day of the nearest post that states one whole."""
    before: list[tuple[int, date] | None] = []
    after: list[tuple[int, date] | None] = []
    for found, ordered in ((before, list(enumerate(posts))), (after, list(enumerate(posts))[::-1])):
        last: tuple[int, date] | None = None
        for index, post in ordered:
            last = (index, post.mark.day) if post.mark.day is not None else last
            found.append(last)
    nearest: list[date | None] = []
    for index, (early, late) in enumerate(zip(before, reversed(after), strict=True)):
        known = [each for each in (early, late) if each is not None]
        nearest.append(min(known, key=lambda each: abs(each[0] - index))[1] if known else None)
    return nearest


def _candidates(reading: Reading, around: date) -> list[date]:
    """The days that a part of one could mean, around another day."""
    if not reading.has_date:
        week = [around + shift * _ONE for shift in range(-6, 7)]
        return [day for day in week if day.weekday() == reading.weekday]
    month, day = reading.month or 1, reading.day or 1
    orders = [(month, day), (day, month)] if reading.either_order else [(month, day)]
    years = [reading.year] if reading.year else [around.year - 1, around.year, around.year + 1]
    days = [whole for year in years for order in orders if (whole := _date(year, *order))]
    agreeing = [whole for whole in days if reading.weekday is None or whole.weekday() == reading.weekday]
    if reading.either_order:
        agreeing = [whole for whole in agreeing if abs(whole - around) <= _NEAR]
        return agreeing if len(agreeing) == 1 else []
    return agreeing


def _nearest(days: Sequence[date], around: date) -> date | None:
    return min(days, key=lambda day: abs(day - around), default=None)


def _last(days: Sequence[date], until: date) -> date | None:
    """The last of the days that is not after another; a day's grace is for zones."""
    return max((day for day in days if day <= until + _ONE), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
