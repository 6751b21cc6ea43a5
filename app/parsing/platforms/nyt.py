"""The New York Times' live pages since 2022."""

from selectolax.lexbor import LexborNode

from app.parsing.body import read_body
from app.parsing.document import Body
from app.parsing.page import Page
from app.parsing.platform import Platform
from app.parsing.post import Post, text_of

_LEAVES = "span, p, div"
_LABELS = frozenset({"image", "images", "video", "credit", "credit...", "pinned", "show more", "copy link", "copied"})


class Nyt(Platform):
    """Each post is an `article` of a feed that counts from its oldest post: what is counted and not shown is missing.

    Labels for screen readers ("Image", "Credit...", "Pinned") stand in the text, under classes that are hashed.
    """

    name = "nyt"
    marker = '#live-feed-items [data-testid="live-blog-post"], #live-feed-items [data-testid="reporter-update"]'
    hosts = ("nytimes.com",)
    publisher = "The New York Times"
    zone = "America/New_York"

    stream = "#live-feed-items"
    entry = '[data-testid="live-blog-post"], [data-testid="reporter-update"]'
    permalink = "[data-url]@data-url"
    title = "h2"
    time = "time"
    time_machine = "time@datetime"
    author = (
        '[data-testid="live-blog-byline"], [data-testid="reporter-update-byline"], header a[href*="/by/"],'
        ' [data-testid="reporter-update"] a[href*="/by/"]'
    )
    body = '[itemprop="articleBody"]'
    skip = (
        '[data-testid="live-blog-byline"]',
        '[data-testid="copy-link"]',
        '[data-testid="Show-More"]',
        '[data-testid="share-tools"]',
        ".live-blog-meta",
    )
    pinned = ".pinned-post, [data-testid=pinned-label]"

    def read_id(self, post: Post) -> str | None:
        """What follows "#" in the post's address, as in the JSON-LD, else the element's own id."""
        address = post.value(self.permalink) or ""
        return address.rpartition("#")[2] if "#" in address else address.rpartition("/")[2] or post.value("@id")

    def read_body(self, post: Post) -> Body:
        """The post without the labels for screen readers."""
        labels = [node for node in post.all(_LEAVES) if _is_label(node)]
        title = post.first_with_text(self.title)
        without = [*labels, title] if title else labels
        return read_body(self.body_nodes(post), base_url=post.base_url, skip=self.skipped, without=without)

    def read_pinned(self, post: Post) -> bool:
        """A class says so, or the label before the post."""
        return super().read_pinned(post) or any(_is_label(node, "pinned") for node in post.all(_LEAVES)[:10])

    def read_declared(self, page: Page) -> int | None:
        """The highest place in the feed."""
        places = self.values(page, f"{self.stream} [aria-posinset]@aria-posinset")
        return max((int(place) for place in places if place.isdigit() and len(place) < 6), default=None)  # noqa: PLR2004


def _is_label(node: LexborNode, *words: str) -> bool:
    """Whether an element that holds no other, but for a drawing, is one of the labels, or says one of the words."""
    is_leaf = all(child.tag == "svg" for child in node.iter())
    return is_leaf and text_of(node).casefold() in (words or _LABELS)
