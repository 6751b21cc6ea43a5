"""Blogs, and the authors and topics of all of them."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.api.schemas.lists import ListPublic
from app.api.schemas.parsed import CoveragePublic
from app.api.schemas.parts import AuthorPublic, TopicPublic


class BlogPublic(BaseModel):
    """One live blog."""

    id: UUID
    url: str | None
    headline: str | None
    description: str | None
    publisher: str | None
    language: str | None
    platform: str | None
    time_zone: str | None
    authors: list[AuthorPublic]
    key_points: list[str]
    topics: list[TopicPublic]
    coverage: CoveragePublic
    published_at: AwareDatetime | None
    updated_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    first_seen_at: AwareDatetime
    last_seen_at: AwareDatetime
    active_at: AwareDatetime = Field(description="The time of the newest entry; lists of blogs follow it.")
    entry_count: int
    snapshot_id: UUID | None = Field(description="The page that was recorded last.")


class AuthorCount(BaseModel):
    """An author and the number of entries signed by them."""

    name: str
    slug: str
    entries: int


class TopicCount(BaseModel):
    """A topic and the number of entries about it."""

    name: str
    slug: str
    source: Literal["publisher", "rule", "text"]
    entries: int


class BlogList(ListPublic):
    """A list of blogs, the most recently active first."""

    data: list[BlogPublic]


class AuthorList(ListPublic):
    """A list of authors, those with most entries first."""

    data: list[AuthorCount]


class TopicList(ListPublic):
    """A list of topics, those with most entries first."""

    data: list[TopicCount]
