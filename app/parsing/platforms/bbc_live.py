"""The BBC's live pages since 2023."""

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from app.parsing.body import read_body
from app.parsing.byline import read_byline
from app.parsing.document import Author, Body, TimeText
from app.parsing.names import is_role
from app.parsing.platform import Platform
from app.parsing.post import Post, text_of

_CONTRIBUTOR = '[data-testid*="contributor" i], [class*="Contributor"], [data-component="byline-block"]'
_HIDDEN_TIME = re.compile(r"^(.*?),?\s*published at\s+(.+)$", re.IGNORECASE | re.DOTALL)

_SEEN_TIME = '[data-testid="timestamp"] [aria-hidden="true"], [class*="Timestamp"] [aria-hidden="true"]'
_BREAKING = frozenset({"breaking", "breaking news"})
_LABELS = _BREAKING | {"pinned", "pinned post", "live"}
_NAME_AND_ROLE = 2
_LONGEST_SIGNATURE = 120


class BbcLive(Platform):
    """A post's heading holds its title, a time for screen readers and the same time once more for everybody else.

    The JSON-LD knows the same posts by `?post=asset:<uuid>`, signs all of them "BBC News" and runs text into one line.
    """

    name = "bbc-live"
    marker = 'script[data-testid="live-blog-schema-data-script"], article[data-testid="content-post"]'
    hosts = ("bbc.com", "bbc.co.uk")
    publisher = "BBC News"
    zone = "Europe/London"

    entry = 'article[data-testid="content-post"]'
    entry_id = "@id"
    permalink = 'a[href*="?post=asset"]@href'
    title = "header h3, header h2"
    time = 'header [data-testid="timestamp"], header [class*="Timestamp"]'
    time_machine = "header time@datetime"
    skip = ("header", _CONTRIBUTOR, '[class*="Share"]', '[data-testid="share-tools"]')
    key_event = '[data-testid="breaking-label"], [class*="BreakingLabel"]'
    pinned = '[data-testid="pinned-label"], [class*="PinnedLabel"]'

    key_points = '[data-testid^="summary"] li, [class*="SummaryPoints"] li'
    byline = '[data-testid="live-byline"], [class*="LiveByline"]'
    older_pages = '[data-testid="pagination"] a, nav[class*="Pagination"] a@href'

    def read_title(self, post: Post) -> str | None:
        """The heading up to the time for screen readers, without the label that may stand in it."""
        heading = super().read_title(post) or ""
        hidden = _HIDDEN_TIME.match(heading)
        title = hidden[1] if hidden else heading
        for label in post.values("header h3 *, header h2 *"):
            title = title.removeprefix(label).lstrip(" ,") if label.casefold() in _LABELS else title
        return title or None

    def read_key_event(self, post: Post) -> bool:
        """A label says so, by its name or its word."""
        return super().read_key_event(post) or any(text.casefold() in _BREAKING for text in post.values("header *"))

    def read_authors(self, post: Post) -> tuple[Author, ...]:
        """Who contributed, named before what they are."""
        block = _contributor(post)
        if block is None:
            return ()
        lines = _lines(block)
        authors = read_byline(lines[0]) if lines else read_byline(text_of(block))
        role = lines[1] if len(lines) > 1 and len(authors) == 1 else None
        return (replace(authors[0], role=authors[0].role or role), *authors[1:]) if authors else ()

    def read_body(self, post: Post) -> Body:
        """The post without its contributor."""
        block = _contributor(post)
        return read_body(
            self.body_nodes(post), base_url=post.base_url, skip=self.skipped, without=[block] if block else ()
        )

    def read_time(self, post: Post) -> TimeText | None:
        """The time that everybody sees, else the one for screen readers."""
        shown = super().read_time(post)
        seen = post.value(_SEEN_TIME)
        if shown and seen:
            return replace(shown, text=seen)
        hidden = None if shown else _HIDDEN_TIME.match(post.value(self.title) or "")
        return TimeText(hidden[2][:40]) if hidden else shown


def _contributor(post: Post) -> LexborNode | None:
    """The block that is called so, else the one between header and text that holds a name and a role, each alone."""
    named = post.first_with_text(_CONTRIBUTOR)
    if named is not None:
        return next(
            (block for block in post.outermost(_CONTRIBUTOR) if read_byline(next(iter(_lines(block)), ""))), None
        )
    block = post.first("header + div, header + section")
    lines = _lines(block) if block else []
    is_signature = len(lines) == _NAME_AND_ROLE and len(" ".join(lines)) < _LONGEST_SIGNATURE
    return block if is_signature and is_role(lines[1]) and read_byline(lines[0]) else None


def _lines(block: LexborNode) -> list[str]:
    """The text of each element that holds no other, else of the block."""
    leaves = [text for node in block.css("*") if next(node.iter(), None) is None and (text := text_of(node))]
    return leaves or [text for text in (text_of(block),) if text]
