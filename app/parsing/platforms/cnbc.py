"""CNBC's live blogs."""

from selectolax.lexbor import LexborNode

from app.parsing.body import read_body
from app.parsing.byline import read_byline
from app.parsing.document import Author, Body, TimeText
from app.parsing.platform import Platform
from app.parsing.post import Post, text_of

_POST = '[class*="LiveBlogBody-post"][id$="-post"], .LiveBlogBody-post:has(p, h2, figure)'
_DASHES = ("—", "–", "--")
_LONGEST_SIGNATURE = 120


class Cnbc(Platform):
    """A post's time stands before it in a block of its own ("40 Min Ago"); its author in its last line ("— Jo Doe")."""

    name = "cnbc"
    marker = _POST
    hosts = ("cnbc.com",)
    publisher = "CNBC"
    zone = "America/New_York"

    entry = _POST
    entry_id = "@id"
    title = '[class*="LiveBlogBody-subtitle"], h2'
    time = '[class*="LiveBlogTimestamp"] time, [class*="LiveBlogTimestamp-time"], [class*="timestamp"], time'
    time_machine = "time@datetime"
    skip = ('[class*="RelatedContent"]', '[class*="PlaceHolder"]', '[class*="InlineVideo-videoFooter"]')

    headline = "h1"
    byline = ".Author-authorName"
    key_points = '[class*="RenderKeyPoints-list"] li'

    def read_time(self, post: Post) -> TimeText | None:
        """The time within the post, else the one in the block before it."""
        shown = super().read_time(post)
        before = post.node.prev
        while shown is None and before is not None and not before.is_element_node:
            before = before.prev
        if shown is None and before is not None and not before.css_matches(self.entry):
            text = text_of(before)
            return TimeText(text) if 0 < len(text) < _LONGEST_SIGNATURE else None
        return shown

    def read_authors(self, post: Post) -> tuple[Author, ...]:
        """Who signs in the last line."""
        signature = _signature(post)
        return read_byline(text_of(signature).lstrip("—–- ")) if signature else ()

    def read_body(self, post: Post) -> Body:
        """The post without its title and signature."""
        without = [node for node in (post.first_with_text(self.title), _signature(post)) if node]
        return read_body(self.body_nodes(post), base_url=post.base_url, skip=self.skipped, without=without)


def _signature(post: Post) -> LexborNode | None:
    """The last paragraph, where it starts with a dash and is short."""
    last = next((node for node in reversed(post.all("p")) if text_of(node)), None)
    text = text_of(last) if last else ""
    return last if text.startswith(_DASHES) and len(text) < _LONGEST_SIGNATURE else None
