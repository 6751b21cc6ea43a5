"""Where posts stand in time, those without a time of their own too: beside their neighbours on the page."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from app.store.window import LATEST

AHEAD = timedelta(days=1)
"""No entry stands further than this ahead of the time at which it was seen: a wrong year must not top every list."""


def is_newest_first(posts: Sequence[dict[str, Any]]) -> bool:
    """Whether a page's posts run from the newest to the oldest, as they do unless their times say otherwise."""
    times = [post["published_at"] for post in posts if post["published_at"] and not post["pinned"]]
    return not times or times[0] >= times[-1]


def places(posts: Sequence[dict[str, Any]]) -> list[datetime | None]:
    """Each post's time or, where it has none, that of the next older post that has one, else of the next newer.

    Pinned posts stand out of their place: they lend no time to others. None where no post of the page has a time.
    """
    oldest_first = list(range(len(posts)))
    if is_newest_first(posts):
        oldest_first.reverse()
    found: list[datetime | None] = [post["published_at"] for post in posts]
    _lend(posts, found, oldest_first)
    _lend(posts, found, oldest_first[::-1])
    return found


def latest_place(observed_at: datetime) -> datetime:
    """The furthest ahead that what was seen at an instant may stand."""
    return min(observed_at, LATEST - AHEAD) + AHEAD


def _lend(posts: Sequence[dict[str, Any]], found: list[datetime | None], order: Sequence[int]) -> None:
    last: datetime | None = None
    for position in order:
        if found[position] is None:
            found[position] = last
        elif not posts[position]["pinned"]:
            last = found[position]
