"""NBC News' live blogs."""

from app.parsing.page import Page
from app.parsing.platform import Platform

_CARDS = '.live-blog-card[data-testid="card-container"], .LiveBlogCard.article-body__content'


class Nbc(Platform):
    """The JSON-LD holds every post in full, with its own authors; the markup may load posts by script.

    Where it holds them, a post is a card with its number as id; what a button shows stands behind a hidden heading.
    """

    name = "nbc"
    data_needle = "#rcrd"
    hosts = ("nbcnews.com",)
    publisher = "NBC News"
    zone = "America/New_York"

    entry = f'{_CARDS}, [id^="rcrd"]:has(p, figure, img)'
    entry_id = "@id"
    title = '[data-testid="headline"], [class*="headline" i], h2'
    time = 'time, [class*="cardTimestamp"], [data-testid="relative-date"]'
    time_machine = "time@datetime"
    author = '[data-testid="byline"], [class*="byline-name"]'
    skip = (
        '[data-testid="byline-container"]',
        '[class*="byline"]',
        '[class*="card__meta"]',
        '[class*="share-list"]',
        'h3[tabindex="-1"]',
    )

    def claims(self, page: Page) -> bool:
        """Whether the data or the markup hold such posts."""
        return super().claims(page) or page.tree.css_first(_CARDS) is not None

    @classmethod
    def tells_posts(cls) -> bool:
        """Posts in the markup are welcome, not expected."""
        return False
