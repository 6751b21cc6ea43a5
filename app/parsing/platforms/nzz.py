"""Neue Zürcher Zeitung."""

from app.parsing.document import TimeText
from app.parsing.platform import Platform
from app.parsing.post import Post
from app.parsing.time_line import find_time


class Nzz(Platform):
    """Posts have no element: a heading "11.04 Uhr: Title" and what follows it; day headings have no year."""

    name = "nzz"
    marker = ".articlecomponent.time > .time__value"
    hosts = ("nzz.ch",)
    publisher = "NZZ"
    zone = "Europe/Zurich"
    language = "de-CH"

    anchor = ".articlecomponent.time"
    until = ".footnote, .pageelement, section"
    day_heading = "h2.subtitle"
    entry_id = "@id"
    title = ".time__value"
    time = ".time__value"
    skip = (".articlecomponent.time",)

    headline = "h1.headline__title"
    key_points = "ul.enumeration li"

    def read_title(self, post: Post) -> str | None:
        """What stands behind the clock."""
        split = find_time(super().read_title(post) or "", self.language)
        return (split.rest or None) if split else super().read_title(post)

    def read_time(self, post: Post) -> TimeText | None:
        """The clock that the heading begins with."""
        split = find_time(post.value(self.time) or "", self.language)
        return TimeText(split.time, None, post.day) if split else None
