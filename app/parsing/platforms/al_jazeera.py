"""Al Jazeera's live blogs."""

from dataclasses import replace
from urllib.parse import parse_qs

from app.parsing.document import TimeText
from app.parsing.platform import Platform
from app.parsing.post import Post
from app.parsing.urls import parts_of


class AlJazeera(Platform):
    """A post's own address stands only in its share links; its time may be a clock in brackets, "(14:05 GMT)"."""

    name = "al-jazeera"
    marker = '[data-testid="live-blog-feed-item"] .card-live, .card-live .card-live__content, .card-live .wysiwyg'
    hosts = ("aljazeera.com",)
    publisher = "Al Jazeera"
    zone = "UTC"

    entry = ".card-live"
    entry_id = "@id"
    title = ".card-live__content-area h2, .card-live__content-area h3, .card-live__title, h2"
    time = ".date-relative__time, .card-live__precontent time, .card-live__meta time, .card-live__time"
    time_machine = "time@datetime"
    body = ".card-live__content, .wysiwyg"
    skip = (".card-live__precontent", ".card-live__meta", ".social-share", '[class*="share"]', ".more-on")

    published = 'meta[name="publishedDate"]@content'
    key_points = ".liveblog-summary li, .article__subhead li"

    def read_time(self, post: Post) -> TimeText | None:
        """The clock, and the day that may stand before it."""
        shown, day = super().read_time(post), post.value('.card-live__meta .date-simple [aria-hidden="true"]')
        return replace(shown, day=day) if shown and day else shown

    def read_permalink(self, post: Post) -> str | None:
        """The address that the share links carry as a parameter."""
        for link in post.values('a[aria-label*="hare" i]@href'):
            for values in parse_qs(parts_of(link).query).values():
                found = next((value for value in values if "/liveblog/" in value and value.startswith("http")), None)
                if found:
                    return found
        return None

    def read_id(self, post: Post) -> str | None:
        """The number of the update in its address, else the element's."""
        query = parse_qs(parts_of(self.read_permalink(post)).query)
        return next(iter(query.get("update", ())), None) or super().read_id(post)
