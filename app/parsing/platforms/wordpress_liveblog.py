"""The Liveblog plugin for WordPress (Automattic's): its first markup and what it renders since 2017, web and AMP."""

from app.parsing.document import TimeText
from app.parsing.platform import Platform, Tier
from app.parsing.post import Post, text_of
from app.parsing.time_text import read_time

_INSTANTS = ("time@datetime", "abbr.liveblog-timestamp@title", "@data-timestamp", "@data-sort-time")


class WordpressLiveblog(Platform):
    """Since 2017: a meta line "5m ago" and the date in two spans, and a class that marks key events."""

    name = "wordpress-liveblog"
    tier = Tier.VENDOR
    marker = ".liveblog-entry .liveblog-entry-content"

    entry = ".liveblog-entry"
    permalink = "a.liveblog-meta-time@href"
    title = ".liveblog-entry-title, .liveblog-entry-content > h2:first-child"
    time = ".liveblog-meta-time time, .liveblog-meta-time span:last-child, .liveblog-meta-time"
    time_machine = ".liveblog-meta-time time[datetime], .liveblog-entry-header time[datetime], time@datetime"
    author = ".liveblog-meta-author-name"
    body = ".liveblog-entry-content"
    skip = (".liveblog-entry-tools", ".liveblog-entry-edit", ".liveblog-share")
    key_event = '.liveblog-entry--key, .liveblog-entry.type-key, .liveblog-entry[class*="key-event"]'

    older_pages = ".liveblog-pagination a@href"

    def read_id(self, post: Post) -> str | None:
        """The entry's number; AMP's "post<time of the last edit>" changes with each edit and is none."""
        name = post.value("@id") or ""
        return None if not name or name.removeprefix("post").isdigit() else name

    def read_permalink(self, post: Post) -> str | None:
        """The entry's own address, where the link has one."""
        return None if (post.value(self.permalink) or "").endswith("#") else super().read_permalink(post)

    def read_time(self, post: Post) -> TimeText | None:
        """The date shown, and where the entry carries it the instant in epoch seconds."""
        shown = super().read_time(post)
        machine = next((found for place in _INSTANTS if (found := post.value(place))), shown and shown.machine)
        text = shown.text if shown else None
        spans = [text_of(span) for span in post.all(".liveblog-meta-time span")]
        if text and not machine and len(spans) == 2 and not _has_clock(text) and _has_clock(spans[0]):  # noqa: PLR2004
            text = " ".join(spans)
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


def _has_clock(text: str) -> bool:
    reading = read_time(text)
    return reading is not None and reading.has_clock
