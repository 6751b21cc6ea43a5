"""Reuters' "LIVE MARKETS": posts that run on as plain paragraphs, at Reuters and wherever they are syndicated."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from app.parsing.body import read_body
from app.parsing.byline import read_byline
from app.parsing.document import Author, Body, TimeText
from app.parsing.page import Page
from app.parsing.platform import Platform
from app.parsing.post import Post, text_of

_HEADING = re.compile(r"(?P<title>\S.{3,200}?)\s*\((?P<time>\d{4} (?:[A-Z]{2,4}/\d{4} )?GMT)\)\.?", re.DOTALL)
_SIGNATURE = re.compile(r"\((?P<name>[^()\d]{4,80})\)")
_PARAGRAPHS = 'p, h2, h3, [data-testid^="paragraph-"]'


class ReutersLiveMarkets(Platform):
    """A post begins with "TITLE (0955 EST/1455 GMT)", is signed "(Jo Doe)", and ends with a row of stars."""

    name = "reuters-live-markets"
    needle = "LIVE MARKETS"
    zone = "UTC"

    def claims(self, page: Page) -> bool:
        """Whether such headings stand in the text."""
        return self.needle in page.text and "GMT)" in page.text and next(self.posts(page), None) is not None

    def posts(self, page: Page) -> Iterator[Post]:
        """Each heading with the paragraphs after it."""
        headings = [node for node in page.tree.css(_PARAGRAPHS) if _HEADING.fullmatch(text_of(node))]
        anchors = {node.mem_id for node in headings}
        for node in headings:
            yield Post(node, tuple(self.siblings(node, anchors)), base_url=page.url)

    def siblings(self, anchor: LexborNode, anchors: set[int]) -> Iterator[LexborNode]:
        """What follows up to the next heading or row of stars."""
        for node in super().siblings(anchor, anchors):
            if node.is_element_node and text_of(node).startswith("****"):
                return
            yield node

    def read_title(self, post: Post) -> str | None:
        """The heading without its time."""
        heading = _HEADING.fullmatch(text_of(post.node))
        return heading["title"] if heading else None

    def read_time(self, post: Post) -> TimeText | None:
        """The time at the end of the heading."""
        heading = _HEADING.fullmatch(text_of(post.node))
        return TimeText(heading["time"]) if heading else None

    def read_authors(self, post: Post) -> tuple[Author, ...]:
        """Who signs in brackets."""
        signature = _signature(post)
        return read_byline(text_of(signature).strip("()")) if signature else ()

    def read_body(self, post: Post) -> Body:
        """The paragraphs between heading and signature."""
        signature = _signature(post)
        return read_body(post.rest, base_url=post.base_url, without=[signature] if signature else ())


def _signature(post: Post) -> LexborNode | None:
    paragraphs = [node for node in post.rest if node.is_element_node and text_of(node)]
    return paragraphs[-1] if paragraphs and _SIGNATURE.fullmatch(text_of(paragraphs[-1])) else None
