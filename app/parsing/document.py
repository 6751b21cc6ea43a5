"""The values that parsing passes on, from what a page shows to what it says.

`RawBlog` and `RawEntry` are what one source of a page (markup, JSON-LD, microdata) shows, with times as text.
`ParsedBlog` and `ParsedEntry` are what the page says once sources are reconciled and times resolved.
All of them are plain values that compare and pickle; nothing here refers to a DOM.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

TimePrecision = Literal["second", "minute", "day"]


class Source(StrEnum):
    """Where a field's value was found; `INFERRED` is a value that no single place of the page states."""

    JSON_LD = "json-ld"
    MICRODATA = "microdata"
    RDFA = "rdfa"
    DOM = "dom"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Author:
    """A person or organisation that signs an entry or a blog."""

    name: str
    url: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A content image, with the largest source the page offers."""

    url: str | None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Embed:
    """Something shown from elsewhere: a social post, a video, audio, a map, a poll."""

    url: str | None
    provider: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink in an entry's text."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What an entry is about, and who says so."""

    name: str
    source: Literal["publisher", "rule", "text"] = "publisher"


@dataclass(frozen=True, slots=True)
class Body:
    """An entry's content: safe HTML, plain text with blank lines between paragraphs, and what stands beside it."""

    html: str = ""
    text: str = ""
    images: tuple[Image, ...] = ()
    embeds: tuple[Embed, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeText:
    """A time as a page shows it: the words a reader sees and the machine-readable value beside them, if any."""

    text: str | None = None
    machine: str | None = None
    day: str | None = None
    """The day heading above the entry, when the stream has such headings."""


@dataclass(slots=True)
class RawEntry:
    """One post as one source of the page shows it. Platforms and structured-data readers fill in what they find."""

    source: Source
    external_id: str | None = None
    permalink: str | None = None
    title: str | None = None
    time: TimeText | None = None
    updated: TimeText | None = None
    authors: tuple[Author, ...] = ()
    key_event: bool = False
    pinned: bool = False
    body: Body = field(default_factory=Body)
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """Posts that were seen and left out, and why; `sample` is the start of one's text."""

    reason: str
    count: int
    sample: str | None = None


@dataclass(slots=True)
class RawBlog:
    """A blog as one source of the page shows it; entries in page order."""

    source: Source
    url: str | None = None
    headline: str | None = None
    description: str | None = None
    publisher: str | None = None
    language: str | None = None
    authors: tuple[Author, ...] = ()
    key_points: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    published: TimeText | None = None
    updated: TimeText | None = None
    started: TimeText | None = None
    ended: TimeText | None = None
    time_zone: str | None = None
    """The zone that most of the blog's times name."""
    stated_zone: str | None = None
    """The zone that the page says all its times are in."""
    entries: list[RawEntry] = field(default_factory=list)
    declared_entries: int | None = None
    rejected: list[Rejected] = field(default_factory=list)
    older_pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One timestamped post of a blog. `published_at` and `updated_at` are aware and in UTC, or None."""

    external_id: str
    permalink: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    published_at_raw: str | None = None
    time_precision: TimePrecision | None = None
    updated_at: datetime | None = None
    authors: tuple[Author, ...] = ()
    key_event: bool = False
    pinned: bool = False
    body_html: str = ""
    body_text: str = ""
    images: tuple[Image, ...] = ()
    embeds: tuple[Embed, ...] = ()
    links: tuple[Link, ...] = ()
    topics: tuple[Topic, ...] = ()
    provenance: dict[str, Source] = field(default_factory=dict)
    """Field name to where its value was found."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the blog this page holds."""

    found: int
    declared: int | None = None
    rejected: tuple[Rejected, ...] = ()
    older_pages: tuple[str, ...] = ()
    complete: bool | None = None
    """True when the page says that nothing older exists elsewhere, False when it says so or names further pages."""


@dataclass(frozen=True, slots=True)
class ParsedBlog:
    """A live blog as one page shows it, entries in page order."""

    platform: str
    coverage: Coverage
    url: str | None = None
    headline: str | None = None
    description: str | None = None
    publisher: str | None = None
    language: str | None = None
    authors: tuple[Author, ...] = ()
    key_points: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    ended_at: datetime | None = None
    time_zone: str | None = None
    warnings: tuple[str, ...] = ()
    entries: tuple[ParsedEntry, ...] = ()
