"""Reach's titles: the Mirror and its regional sisters on web and AMP, and the Express with a system of its own."""

from app.parsing.byline import read_byline
from app.parsing.document import Author
from app.parsing.platform import Platform
from app.parsing.post import Post

_KEY_LABEL = "key event"


class Reach(Platform):
    """A `mark` holds either the author or "KEY EVENT"; older posts stand in the JSON-LD alone."""

    name = "reach"
    marker = ".live-event-entry[data-post-time]"
    hosts = ("mirror.co.uk", "dailystar.co.uk", "dailyrecord.co.uk", "manchestereveningnews.co.uk", "walesonline.co.uk")
    zone = "Europe/London"

    entry = ".live-event-entry"
    entry_id = "@id"
    title = ".entry-content > h3, .live-event-entry > h2, .live-event-entry > h3, .entry-title"
    time = ".entry-info time, .live-event-entry-header time, .live-event-entry > time"
    time_machine = "@data-post-time"
    updated_machine = "@data-last-modified-time"
    author = ".entry-info mark, .live-event-entry-header mark, .live-event-entry > mark"
    body = ".entry-content"
    key_event = '.live-event-entry[data-type="key-event"]'

    byline = ".byline a"

    def read_authors(self, post: Post) -> tuple[Author, ...]:
        """The marks that are no label."""
        marks = [mark for mark in post.values(self.author) if mark.casefold() != _KEY_LABEL]
        return tuple(author for mark in marks for author in read_byline(mark))

    def read_key_event(self, post: Post) -> bool:
        """The entry's own attribute, or the mark."""
        return super().read_key_event(post) or any(mark.casefold() == _KEY_LABEL for mark in post.values(self.author))


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
