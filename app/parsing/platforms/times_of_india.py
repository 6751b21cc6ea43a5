"""The Times of India group's web pages."""

import re

from app.parsing.document import RawEntry
from app.parsing.join import squash
from app.parsing.page import Page
from app.parsing.platform import Platform
from app.parsing.time_line import find_time

_HEADLINE = re.compile(r'"headline"\s?:\s?"\d\d:\d\d \(IST\)')


class TimesOfIndia(Platform):
    """Hashed classes: a post is the element with a clock and an empty `time` beside it, followed by its text.

    Posts have no heading of their own, a bold first line is text. The JSON-LD repeats the text, or that line, as
    headline with the clock before it, and signs every post with the paper's name.
    """

    name = "times-of-india"
    marker = "div > div > span + time[datetime]:empty + meta[content]"
    hosts = ("indiatimes.com", "timesofindia.com", "maharashtratimes.com", "navbharattimes.com")
    zone = "Asia/Kolkata"

    entry = "div:has(> div > span + time[datetime] + meta[content])"
    time = "span:has(+ time)"
    time_machine = "time@datetime"
    skip = ("div:has(> span + time)", '[class*="cptn"] > span')

    def claims(self, page: Page) -> bool:
        """Whether the markup holds such posts, or the data has such headlines, whatever became of the markup."""
        return super().claims(page) or ("(IST)" in page.text and _HEADLINE.search(page.text) is not None)

    def refine(self, entry: RawEntry) -> RawEntry:
        """The paper's name signs nothing, and a headline that the text begins with is none."""
        entry.authors = tuple(author for author in entry.authors if not _is_paper(author.name))
        split = find_time(entry.title or "", "en")
        title = split.rest if split else entry.title
        entry.title = None if squash(entry.body.text).startswith(squash(title)) else title
        return entry


def _is_paper(name: str) -> bool:
    return squash(name).removeprefix("the").removesuffix("com") in {"timesofindia", "toi", "economictimes", "etonline"}
