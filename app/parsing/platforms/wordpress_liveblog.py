"""The Liveblog plugin for WordPress (Automattic's): its first markup and what it renders since 2017, web and AMP."""

from app.parsing.document import TimeText
from app.parsing.platform import Platform, Tier
from app.parsing.post import Post, text_of
from app.parsing.time_text import read_time

_INSTANTS = (
    "time@datetime",
    "abbr.liveblog-timestamp@data-entry-time",
    "abbr.liveblog-timestamp@title",
    "@data-timestamp",
    "@data-sort-time",
)
"""Where an entry may carry its instant, in ISO 8601 or as epoch seconds; the publishers' themes differ."""


class WordpressLiveblog(Platform):
    """Since 2017: a meta line with the date, and before it "5m ago" or the clock; classes mark key events.

    Publishers' own themes leave out the outer element, or give a machine-readable time.
    """

    name = "wordpress-liveblog"
    tier = Tier.VENDOR
    marker = ".liveblog-entry .liveblog-entry-content, .liveblog-entry-main .liveblog-entry-content"

    entry = ".liveblog-entry, .liveblog-entry-main"
    permalink = "a.liveblog-meta-time@href"
    title = "h2.liveblog-entry-header, .liveblog-entry-title, .liveblog-entry-content > h2:first-child"
    time = ".liveblog-meta-time, .liveblog-timestamp"
    author = ".liveblog-meta-author-name, span.liveblog-meta-author"
    body = ".liveblog-entry-content"
    skip = (".liveblog-entry-tools", ".liveblog-entry-edit", ".liveblog-share")
    key_event = (
        ".liveblog-entry--key, .liveblog-entry.type-key, .liveblog-entry[class*=key-event], .liveblog-label-highlight"
    )

    older_pages = ".liveblog-pagination a@href"

    def read_id(self, post: Post) -> str | None:
        """The entry's number; AMP's "post<time of the last edit>" changes with each edit and is none."""
        name = post.value("@id") or ""
        return None if not name or name.removeprefix("post").isdigit() else name

    def read_permalink(self, post: Post) -> str | None:
        """The entry's own address, where the link has one."""
        return None if (post.value(self.permalink) or "").endswith("#") else super().read_permalink(post)

    def read_time(self, post: Post) -> TimeText | None:
        """The date shown, and where the entry carries it the instant."""
        text = _shown_time(post) or post.value(self.time)
        machine = next((value for place in _INSTANTS if (value := post.value(place))), None)
        return TimeText(text, machine) if text or machine else None


class WordpressLiveblogFirst(WordpressLiveblog):
    """Until 2017: date and clock in two spans that touch, and the instant in epoch seconds on the entry."""

    name = "wordpress-liveblog-first"
    marker = '[id^="liveblog-entry-"] .liveblog-entry-text'

    entry = '[id^="liveblog-entry-"]:has(.liveblog-entry-text)'
    permalink = ".liveblog-meta-time a@href"
    title = ".liveblog-entry-title"
    author = ".liveblog-author-name"
    body = ".liveblog-entry-text"
    skip = (".liveblog-entry-actions", ".liveblog-meta", ".liveblog-share")
    key_event = ".type-key, .liveblog-key"

    def read_time(self, post: Post) -> TimeText | None:
        """Date and clock, with a space between them."""
        shown = " ".join(
            filter(None, (post.value(".liveblog-meta-time .date"), post.value(".liveblog-meta-time .time")))
        )
        text = shown or post.value(".liveblog-meta-time")
        machine = post.value("@data-timestamp")
        return TimeText(text, machine) if text or machine else None


def _shown_time(post: Post) -> str | None:
    """The last of two spans is the date; it may have the clock with it, or the first span has."""
    spans = [text for span in post.all(".liveblog-meta-time span") if (text := text_of(span))]
    if len(spans) < 2:  # noqa: PLR2004
        return None
    clock, date = spans[0], spans[-1]
    return f"{clock} {date}" if _has_clock(clock) and not _has_clock(date) else date


def _has_clock(text: str) -> bool:
    reading = read_time(text)
    return reading is not None and reading.has_clock
