"""The ABC's (Australian Broadcasting Corporation's) live blogs."""

from app.parsing.page import Page
from app.parsing.platform import Platform

_POST = '[id^="live-blog-post-"]:has(p, figure, img, h2), [data-component="LiveBlogPost"]'


class AbcAustralia(Platform):
    """Each post is known as `#live-blog-post-<n>`, in the JSON-LD, and where the markup holds it as its id.

    Classes are hashed behind a first word that stays: "KeyEvent", "Pinned"; a pinned copy has no id.
    """

    name = "abc-au"
    data_needle = "#live-blog-post-"
    hosts = ("abc.net.au",)
    publisher = "ABC News"
    zone = "Australia/Sydney"

    entry = _POST
    entry_id = "@id"
    title = "h2, h3"
    time = "time"
    time_machine = "time@datetime"
    author = '[class*="byline" i] a, [class*="byline" i] p, [class*="author" i] a'
    skip = ('[class*="byline" i]', '[class*="ShareButton"]', '[class*="KeyEvent"]', '[class*="Pinned_"]')
    key_event = '[class*="KeyEvent"]'
    pinned = '[class*="pinned" i]'

    def claims(self, page: Page) -> bool:
        """Whether the data or the markup hold such posts."""
        return super().claims(page) or page.tree.css_first('[data-component="LiveBlogPost"]') is not None

    @classmethod
    def tells_posts(cls) -> bool:
        """Posts in the markup are welcome, not expected."""
        return False
