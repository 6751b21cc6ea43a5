"""Entries and what hangs on them."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.api.schemas.blogs import BlogPublic
from app.api.schemas.lists import ListPublic
from app.api.schemas.parts import AuthorPublic, EmbedPublic, ImagePublic, LinkPublic, TopicPublic


class EarlierVersion(BaseModel):
    """A version that another has superseded; `/v1/entries/{entry_id}/revisions` has it whole."""

    version: int
    kind: Literal["created", "updated", "deleted"]
    changed: list[str] = Field(description="The fields in which it differs from the version before.")
    snapshot_id: UUID | None
    first_seen_at: AwareDatetime
    superseded_at: AwareDatetime
    title: str | None
    body_text: str = Field(description="The first 1,000 characters of the text.")


class Highlight(BaseModel):
    """What `q` matches, as HTML that is safe to show: all is escaped, `<mark>` is the only element."""

    title: str | None
    body_text: str = Field(
        description="Up to three passages.", examples=["the <mark>ferry</mark> waits &amp; the wind rises"]
    )


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


class EntryWithMore(EntryPublic):
    """An entry, and what `include` asks for."""

    blog: BlogPublic | None = Field(default=None, description="There if `include` asks for it.")
    revisions: list[EarlierVersion] | None = Field(
        default=None, description="Earlier versions, the newest first, at most 20; there if `include` asks for them."
    )
    highlight: Highlight | None = Field(
        default=None, description="There if `include` asks for it, in lists with a `q`."
    )


class EntryList(ListPublic):
    """A list of entries, newest first unless asked otherwise; with `fields`, entries hold those only."""

    data: list[EntryWithMore]
    count: int | None = Field(
        default=None, ge=0, description="How many entries the filters ask for; there only if `count` asked for it."
    )


class EntryContext(BaseModel):
    """An entry and its neighbours in its blog, in the order of posting."""

    before: list[EntryPublic]
    entry: EntryPublic
    after: list[EntryPublic]
