"""Entries and what hangs on them."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.api.schemas.lists import ListPublic


class AuthorPublic(BaseModel):
    """Someone an entry is signed by."""

    name: str
    slug: str
    url: str | None = None
    role: str | None = None


class TopicPublic(BaseModel):
    """What an entry is about, and who says so: the publisher, a rule, or the text itself."""

    name: str
    slug: str
    source: Literal["publisher", "rule", "text"]


class ImagePublic(BaseModel):
    """A content image."""

    url: str | None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    width: int | None = None
    height: int | None = None


class EmbedPublic(BaseModel):
    """Something shown from elsewhere."""

    url: str | None
    provider: str | None = None
    kind: str | None = None


class LinkPublic(BaseModel):
    """A hyperlink in the text."""

    url: str
    text: str


class EntryPublic(BaseModel):
    """One timestamped post of a live blog."""

    id: UUID
    blog_id: UUID
    external_id: str = Field(description="The publisher's id of the post, or one derived from what does not change.")
    permalink: str | None
    title: str | None
    published_at: AwareDatetime | None = Field(description="Null when the page does not let one tell.")
    published_at_raw: str | None = Field(description="The time as the page shows it.")
    time_precision: Literal["second", "minute", "day"] | None
    updated_at: AwareDatetime | None
    authors: list[AuthorPublic]
    key_event: bool = Field(description="Marked by the publisher as an entry that matters.")
    pinned: bool
    body_html: str = Field(description="Safe HTML: no scripts, styles or event handlers.")
    body_text: str = Field(description="Plain text, with blank lines between paragraphs.")
    images: list[ImagePublic]
    embeds: list[EmbedPublic]
    links: list[LinkPublic]
    topics: list[TopicPublic]
    provenance: dict[str, str] = Field(
        description="Where each field was found: json-ld, microdata, rdfa, dom or inferred.",
        examples=[{"published_at": "inferred", "title": "dom"}],
    )
    version: int = Field(description="1 for a new entry; each edit, deletion and restoring raises it.")
    first_seen_at: AwareDatetime
    last_seen_at: AwareDatetime
    deleted_at: AwareDatetime | None


class EntryList(ListPublic):
    """A list of entries, newest first unless asked otherwise; with `fields`, entries hold those only."""

    data: list[EntryPublic]
    count: int | None = Field(
        default=None, ge=0, description="How many entries the filters ask for; there only if `count` asked for it."
    )


class EntryContext(BaseModel):
    """An entry and its neighbours in its blog, in the order of posting."""

    before: list[EntryPublic]
    entry: EntryPublic
    after: list[EntryPublic]
