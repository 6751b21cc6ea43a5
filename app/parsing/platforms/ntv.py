"""n-tv's tickers."""

import re
from collections.abc import Iterator

from app.parsing.document import TimeText
from app.parsing.page import Page
from app.parsing.platform import Platform
from app.parsing.post import Post, text_of

_HEADING = re.compile(r"\+{3}\s*(?P<time>\d{1,2}[:.]\d{2})(?:\s*Uhr)?:?\s+(?P<title>.*?)\s*\+{3}", re.DOTALL)


class Ntv(Platform):
    """Posts are paragraphs that begin with a bold "+++ 14:05 Title +++"; the page's own dates tell the day."""

    name = "ntv"
    needle = "+++"
    marker = ".article__text > p > b:first-child, .article__text > p > strong:first-child"
    hosts = ("n-tv.de",)
    zone = "Europe/Berlin"
    language = "de"

    until = ".article__share, .article__aside, .article__footer, .article__source"
    title = "b, strong"

    def claims(self, page: Page) -> bool:
        """Whether any paragraph begins like this."""
        return super().claims(page) and next(self.posts(page), None) is not None

    def posts(self, page: Page) -> Iterator[Post]:
        """Each such paragraph with those after it."""
        bold = [node for node in page.tree.css(self.marker) if _HEADING.fullmatch(text_of(node))]
        starts = [node.parent for node in bold if node.parent]
        anchors = {node.mem_id for node in starts}
        for node in starts:
            yield Post(node, tuple(self.siblings(node, anchors)), base_url=page.url)

    def read_title(self, post: Post) -> str | None:
        """What stands behind the clock."""
        heading = _HEADING.fullmatch(super().read_title(post) or "")
        return heading["title"] if heading else None

    def read_time(self, post: Post) -> TimeText | None:
        """The clock."""
        heading = _HEADING.fullmatch(super().read_title(post) or "")
        return TimeText(heading["time"]) if heading else None
