"""NBC News' live blogs."""

from app.parsing.platform import Platform


class Nbc(Platform):
    """The JSON-LD holds every post in full, with its own authors; the markup may load posts by script.

    Where it holds them, a post is the element with its number as id; classes are hashed or change often.
    """

    name = "nbc"
    data_needle = "#rcrd"
    hosts = ("nbcnews.com",)
    publisher = "NBC News"
    zone = "America/New_York"

    entry = '[id^="rcrd"]:has(p, figure, img)'
    entry_id = "@id"
    title = "h2, h3"
    time = 'time, [data-testid="relative-date"]'
    time_machine = "time@datetime"
    author = '[class*="byline-name"]'
    skip = ('[class*="byline"]', '[class*="card__meta"]', '[class*="share-list"]')

    @classmethod
    def tells_posts(cls) -> bool:
        """Posts in the markup are welcome, not expected."""
        return False
