"""A page as the parser reads it, nothing stored."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field

from app.api.schemas.parts import EmbedPublic, ImagePublic, LinkPublic


class RejectedPublic(BaseModel):
    """Posts that were left out."""

    reason: str
    count: int
    sample: str | None


class CoveragePublic(BaseModel):
    """How much of the blog a page holds."""

    found: int
    declared: int | None = Field(description="Entries that the page itself says the blog has.")
    rejected: list[RejectedPublic]
    older_pages: list[str] = Field(description="URLs of pages that hold older entries.")
    complete: bool | None


class ParsedAuthor(BaseModel):
    """Someone a parsed entry is signed by."""

    name: str
    url: str | None
    role: str | None


class ParsedTopic(BaseModel):
    """What a parsed entry is about."""

    name: str
    source: Literal["publisher", "rule", "text"]


class ParsedEntryPublic(BaseModel):
    """A post as one page shows it."""

    external_id: str
    permalink: str | None
    title: str | None
    published_at: AwareDatetime | None
    published_at_raw: str | None
    time_precision: Literal["second", "minute", "day"] | None
    updated_at: AwareDatetime | None
    authors: list[ParsedAuthor]
    key_event: bool
    pinned: bool
    body_html: str
    body_text: str
    images: list[ImagePublic]
    embeds: list[EmbedPublic]
    links: list[LinkPublic]
    topics: list[ParsedTopic]
    provenance: dict[str, str]


class ParsedBlogPublic(BaseModel):
    """A live blog as one page shows it, entries in page order."""

    url: str | None
    headline: str | None
    publisher: str | None
    language: str | None
    authors: list[ParsedAuthor]
    key_points: list[str]
    platform: str
    coverage: CoveragePublic
    warnings: list[str]
    description: str | None
    topics: list[ParsedTopic]
    published_at: AwareDatetime | None
    updated_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    time_zone: str | None
    entries: list[ParsedEntryPublic]
