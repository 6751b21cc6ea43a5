"""The Guardian's web pages of 2012 to 2021 (frontend)."""

from app.parsing.document import RawEntry
from app.parsing.platform import Platform
from app.parsing.post import Post


class GuardianClassic(Platform):
    """Posts are `div.block` with microdata that name the publisher as author and the page's headline as title.

    The copy held at the top has "-pinned" behind its id; appeals for money come as blocks as well.
    """

    name = "guardian-classic"
    marker = "div.block .published-time time[datetime], div[id^=block-] .published-time time[datetime]"
    hosts = ("theguardian.com",)
    publisher = "The Guardian"
    zone = "Europe/London"

    entry = 'div[id^="block-"], div.block.is-epic'
    entry_id = "@id"
    permalink = "a.block-time__link@href"
    title = "h2.block-title"
    time = ".published-time time"
    time_machine = ".published-time time@datetime"
    updated_machine = ".updated-time time@datetime"
    author = ".liveblog-block-byline__name, .block__byline, .block-byline__name"
    body = ".block-elements"
    skip = (
        *(".block-share", ".element-rich-link", ".updated-time", ".element-placeholder"),
        *(".liveblog-block-byline", ".block-byline"),
    )
    key_event = ".is-key-event, .is-summary"
    pinned = '[id$="-pinned"]'
    rejects = {"appeal": ".is-epic"}

    byline = '.byline [itemprop="name"], p.byline'
    key_points = ".content__standfirst li"
    older_pages = 'a.liveblog-navigation__link[href*="page=with:block-"]@href'

    def read_id(self, post: Post) -> str | None:
        """The block's id, the same for the copy held at the top."""
        name = super().read_id(post)
        return name.removesuffix("-pinned") if name else None

    def refine(self, entry: RawEntry) -> RawEntry:
        """The microdata's authors and headlines are the page's."""
        entry.authors, entry.title = (), None
        return entry
