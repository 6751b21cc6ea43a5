"""The Independent's and the Evening Standard's web pages."""

from selectolax.lexbor import LexborNode

from app.parsing.body import read_body
from app.parsing.byline import read_byline
from app.parsing.document import Author, Body, TimeText
from app.parsing.page import Page
from app.parsing.platform import Platform
from app.parsing.post import Post, text_of
from app.parsing.time_text import read_time

_LONGEST_TIME = 40
_FURTHEST = 60
"""Elements from the end of a post within which its date stands."""
_LONGEST_BYLINE = 120


class IndependentWeb(Platform):
    """Posts are `div#post-<n>` under hashed classes; the line below each gives author and time ("10 June 2023 12:00").

    The JSON-LD tells when a post was written, that line when it was published; the page's order decides.
    """

    name = "independent-web"
    needle = "#post-"
    marker = 'div[id^="post-"]:not([class*="hentry"]):not([class*="type-post"])'
    hosts = ("independent.co.uk", "standard.co.uk")
    zone = "Europe/London"

    entry = 'div[id^="post-"]'
    entry_id = "@id"
    permalink = 'a[href*="#post-"]@href'
    title = "h2, h3"
    time = "time"
    time_machine = "time@datetime"
    skip = ("figure + h3", "figure + h3 + p", "div:has(> figure + h3 a)")

    def claims(self, page: Page) -> bool:
        """Whether such posts stand on a page whose JSON-LD knows them."""
        is_live_blog = "LiveBlogPosting" in page.text and page.tree.css_first("amp-live-list") is None
        return is_live_blog and super().claims(page)

    def read_time(self, post: Post) -> TimeText | None:
        """The whole date in the line below, else the machine-readable time."""
        shown = _date(post)
        return TimeText(text_of(shown)) if shown else super().read_time(post)

    def read_authors(self, post: Post) -> tuple[Author, ...]:
        """Who stands before the date."""
        shown = _date(post)
        before = shown.prev if shown else None
        while before is not None and not text_of(before):
            before = before.prev
        return read_byline(text_of(before)) if before and len(text_of(before)) < _LONGEST_BYLINE else ()

    def read_body(self, post: Post) -> Body:
        """The post without its title and the line below."""
        shown = _date(post)
        line = shown.parent if shown and shown.parent and shown.parent.mem_id != post.node.mem_id else shown
        without = [node for node in (post.first_with_text(self.title), line) if node]
        return read_body(self.body_nodes(post), base_url=post.base_url, skip=self.skipped, without=without)


def _date(post: Post) -> LexborNode | None:
    """The last element that is nothing but a whole date with a clock."""
    for node in reversed(post.all("span, time, p, div")[-_FURTHEST:]):
        text = text_of(node) if next(node.iter(), None) is None else ""
        if 0 < len(text) < _LONGEST_TIME and (reading := read_time(text, "en")) and reading.has_date:
            return node if reading.has_clock else None
    return None
