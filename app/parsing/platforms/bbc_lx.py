"""The BBC's live pages of 2018 to 2023 ("lx stream")."""

from app.parsing.document import TimeText
from app.parsing.platform import Platform
from app.parsing.post import Post


class BbcLx(Platform):
    """A post shows "14:05", and "14:05 25 Feb" on any other day than the page's; a hidden label stands before it."""

    name = "bbc-lx"
    marker = ".lx-stream__post-container .lx-stream-post, .lx-stream__feed .lx-stream-post"
    hosts = ("bbc.com", "bbc.co.uk")
    publisher = "BBC News"
    zone = "Europe/London"

    entry = ".lx-stream__post-container, .lx-stream-post"
    entry_id = ".lx-stream-post@id"
    permalink = "a.lx-stream-post__header-link@href"
    title = ".lx-stream-post__header-text"
    time = ".qa-post-auto-meta"
    time_machine = "time@datetime"
    author = ".qa-contributor-name"
    body = ".lx-stream-post-body, .lx-stream-related-story, .lx-media-asset"
    skip = (
        ".lx-stream-post__contributor",
        ".qa-contributor-role",
        ".lx-stream-related-story--cta",
        ".lx-media-asset-meta__share",
        ".gs-u-vh",
        ".qa-visually-hidden-meta",
    )
    key_event = ".lx-stream-post--breaking, .lx-stream-post__breaking-label"
    pinned = ".lx-stream-post--sticky, .lx-stream-post__sticky-label"

    headline = "#lx-commentary-title"
    byline = ".lx-commentary__meta-reporter"
    key_points = ".lx-c-summary-points li, li.lx-c-summary-points__item"
    older_pages = "a.lx-pagination__btn--active.qa-pagination-next-page@href"

    def read_time(self, post: Post) -> TimeText | None:
        """The clock and, on other days, the day behind it; a machine-readable time that is none is left out."""
        shown = super().read_time(post)
        if shown and shown.machine and not shown.machine[:4].isdigit():
            return TimeText(shown.text, None, shown.day)
        return shown
