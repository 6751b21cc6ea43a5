"""The BBC's live pages since 2023."""

import re
from dataclasses import replace

from app.parsing.byline import read_byline
from app.parsing.document import Author, TimeText
from app.parsing.platform import Platform
from app.parsing.post import Post, text_of

_CONTRIBUTOR = '[data-testid*="contributor" i], [class*="Contributor"], [data-component="byline-block"]'
_HIDDEN_TIME = re.compile(r"^(.*?),?\s*published at\s+(.+)$", re.IGNORECASE | re.DOTALL)


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
        """The heading up to the time for screen readers."""
        heading = super().read_title(post) or ""
        hidden = _HIDDEN_TIME.match(heading)
        return (hidden[1] if hidden else heading) or None

    def read_authors(self, post: Post) -> tuple[Author, ...]:
        """Who contributed, named before what they are."""
        for block in post.outermost(_CONTRIBUTOR):
            lines = [text for node in block.css("*") if next(node.iter(), None) is None and (text := text_of(node))]
            authors = read_byline(lines[0]) if lines else read_byline(text_of(block))
            if authors:
                role = lines[1] if len(lines) > 1 and len(authors) == 1 else None
                return (replace(authors[0], role=authors[0].role or role), *authors[1:])
        return ()

    def read_time(self, post: Post) -> TimeText | None:
        """The time that everybody sees, else the one for screen readers."""
        shown = super().read_time(post)
        hidden = None if shown else _HIDDEN_TIME.match(post.value(self.title) or "")
        return TimeText(hidden[2][:40]) if hidden else shown
