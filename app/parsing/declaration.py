"""What a platform may declare: where its markup keeps a live blog's stream, its entries and their fields.

A *place* is a CSS selector with an optional attribute: `"h2.title"` is the text of the first match that has any,
`"time@datetime"` an attribute of it, `"@id"` an attribute of the post's own element. Selectors match the post's own
element as well as what it holds. Several selectors may stand in one place, separated by commas.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import ClassVar


class Tier(IntEnum):
    """Which platforms are asked first; within the first tier that claims a page, exactly one platform may claim it."""

    PUBLISHER = 1
    """One publisher's own system."""
    VENDOR = 2
    """A system that several publishers use."""
    GENERIC = 3
    """A format that anybody may use: a plain AMP live list, h-feed."""


class Declaration:
    """The attributes of a platform, all optional but `name` and a marker."""

    name: ClassVar[str] = ""
    """What answers call the platform: lower case, words joined by hyphens."""
    tier: ClassVar[Tier] = Tier.PUBLISHER

    needle: ClassVar[str] = ""
    """Text that must stand in the page as well, where `marker` alone is not this platform's own."""
    marker: ClassVar[str] = ""
    """Selector that matches somewhere on this platform's pages only; `claims` may be overridden instead."""
    data_needle: ClassVar[str] = ""
    """Instead of `marker`, where the markup tells nothing: text in the JSON-LD that describes this platform's blogs."""
    hosts: ClassVar[tuple[str, ...]] = ()
    """Host names that break a tie between two platforms of one tier; never needed to claim a page."""

    publisher: ClassVar[str] = ""
    """The publisher's name where the platform serves only one."""
    zone: ClassVar[str] = ""
    """IANA zone of clock times that carry none."""
    language: ClassVar[str] = ""
    """The language of pages that declare none, as a BCP 47 tag."""

    stream: ClassVar[str] = ""
    """Selector of what holds the posts; empty: the whole page."""
    entry: ClassVar[str] = ""
    """Selector of one post within the stream. A match inside another match is part of that post."""
    anchor: ClassVar[str] = ""
    """Instead of `entry`, where posts have no element of their own: what begins a post, which goes on with its siblings
    up to the next anchor."""
    until: ClassVar[str] = ""
    """Selector of a sibling that ends an anchored post."""
    day_heading: ClassVar[str] = ""
    """Selector of day headings between the posts."""
    rejects: ClassVar[Mapping[str, str]] = {}
    """Reason to selector: posts that match are no entries ("advert", "comment") and are counted in the coverage."""

    entry_id: ClassVar[str] = ""
    """Place of the publisher's identifier of an entry."""
    permalink: ClassVar[str] = ""
    title: ClassVar[str] = ""
    time: ClassVar[str] = ""
    """Place of the time as a reader sees it."""
    time_machine: ClassVar[str] = ""
    """Place of the machine-readable publication time: ISO 8601, or epoch seconds or milliseconds."""
    updated: ClassVar[str] = ""
    updated_machine: ClassVar[str] = ""
    author: ClassVar[str] = ""
    """Place of the byline; every match counts."""
    body: ClassVar[str] = ""
    """Selector of the body's parts, in page order; empty: the whole post without title, time, byline and `skip`."""
    skip: ClassVar[tuple[str, ...]] = ()
    """Selectors of what is no text within the body: share bars, labels, teasers of other articles."""
    key_event: ClassVar[str] = ""
    """Selector that marks a post as a key event."""
    key_links: ClassVar[str] = ""
    """Place of links, anywhere on the page, whose address ends in the identifier of a key event."""
    pinned: ClassVar[str] = ""
    """Selector that marks a post as pinned; the same post may stand in the stream once more."""
    topic: ClassVar[str] = ""
    """Place of an entry's own tags; every match counts."""

    headline: ClassVar[str] = ""
    byline: ClassVar[str] = ""
    key_points: ClassVar[str] = ""
    """Place of the bullets above the stream; every match counts."""
    published: ClassVar[str] = ""
    """Place of the page's own date, where neither its head nor its structured data tell it; clocks are dated by it."""
    older_pages: ClassVar[str] = ""
    """Place of links to older entries, as a rule "…@href"; every match counts."""
    declared: ClassVar[str] = ""
    """Place of the number of entries that the page says the blog has."""
