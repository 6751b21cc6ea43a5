"""Which stretch of a blog a page shows, so that an entry it lacks can be told to be removed and not scrolled off.

A page shows an unbroken run of entries between the oldest and the newest on it. An entry whose place lies strictly
between them and that the page lacks was removed by the publisher. Beyond the ends nothing follows from absence,
unless the page says that nothing older exists, or proves to be a newer state of the blog's first page.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.parsing.document import ParsedBlog

EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)

FEW = 5
"""So many entries may vanish at once whatever the share."""


@dataclass(frozen=True, slots=True)
class Window:
    """An open interval of places."""

    oldest: datetime
    newest: datetime

    def covers(self, place: datetime) -> bool:
        """Whether an entry at this place would be on the page, had it not been removed."""
        return self.oldest < place < self.newest


def window_of(blog: ParsedBlog, *, latest: datetime, newer_first_page: bool) -> Window | None:
    """The stretch that the page shows, or None when it shows too little to tell.

    Pinned entries stand out of their place and say nothing about it, nor does a time after `latest`, which is wrong.
    `newer_first_page`: the page is the blog's first one and newer than the last recorded, so what it lacks at the
    newest end is gone, too.
    """
    times = [entry.published_at for entry in blog.entries if entry.published_at and not entry.pinned]
    places = [time for time in times if time <= latest]
    if not places:
        return None
    return Window(
        oldest=EARLIEST if blog.coverage.complete else min(places),
        newest=LATEST if newer_first_page else max(places),
    )


def is_partial_view(missing: int, covered: int) -> bool:
    """Whether so much is missing that the page must be a selection (key events, a search) and no proof of removal."""
    return missing > max(FEW, covered // 2)
