"""Reach's titles: the Mirror and its regional sisters on web and AMP, and the Express with a system of its own."""

from app.parsing.document import Author
from app.parsing.platform import Platform
from app.parsing.post import Post


class Reach(Platform):
    """A `mark` holds either the author or "KEY EVENT"; older posts stand in the JSON-LD alone."""

    name = "reach"
    marker = ".live-event-entry[data-post-time]"
    hosts = ("mirror.co.uk", "dailystar.co.uk", "dailyrecord.co.uk", "manchestereveningnews.co.uk", "walesonline.co.uk")
    zone = "Europe/London"

    entry = ".live-event-entry"
    entry_id = "@id"
    title = ".entry-content > h3"
    time = ".entry-info time"
    time_machine = "@data-post-time"
    updated_machine = "@data-last-modified-time"
    author = ".entry-info mark"
    body = ".entry-content"
    key_event = '.live-event-entry[data-type="key-event"]'

    def read_authors(self, post: Post) -> tuple[Author, ...]:
        """The mark of a key event names nobody."""
        return () if self.read_key_event(post) else super().read_authors(post)


class Express(Platform):
    """`data-time` is London's clock without an offset; `data-sort-time` is another instant than the one shown."""

    name = "express"
    marker = ".live-events__entry .live-events__entry-info"
    hosts = ("express.co.uk",)
    publisher = "Daily Express"
    zone = "Europe/London"

    entry = ".live-events__entry"
    entry_id = "@id"
    title = ".live-events__entry-head"
    time_machine = "time@data-time"
    author = ".live-events__entry-author"
    skip = (".live-events__entry-info",)
