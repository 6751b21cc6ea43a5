"""Where a rendered feed stands and how it goes on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedLinks:
    """Absolute URLs of a feed: `this` is the feed itself, `next` its continuation with older entries, if any."""

    this: str
    next: str | None = None
