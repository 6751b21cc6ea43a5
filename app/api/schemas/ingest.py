"""What became of pages that came in."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api.schemas.parsed import CoveragePublic


class RecordedCounts(BaseModel):
    """What a page did to the entries of its blog."""

    created: int
    updated: int
    unchanged: int
    deleted: int


class EntryCounts(RecordedCounts):
    """The same, and what was left out."""

    rejected: int = Field(description="Posts on the page that were seen and left out; `coverage` says why.")


class IngestResult(BaseModel):
    """What became of a page."""

    blog_id: UUID
    snapshot_id: UUID
    entries: EntryCounts
    coverage: CoveragePublic
    warnings: list[str]


class FollowedPages(BaseModel):
    """What following a blog's further pages did."""

    pages: int
    failed: dict[str, str] = Field(description="Why each page that failed did, by URL.")
    complete: bool = Field(description="Whether the blog's beginning was reached.")


class UrlIngestResult(IngestResult):
    """What became of a fetched page, and of the further pages if they were followed."""

    final_url: str
    followed: FollowedPages | None


class ReparsedEntry(BaseModel):
    """An entry that today's parser reads differently."""

    entry_id: UUID
    kind: Literal["created", "updated", "deleted"]
    version: int
    changed: list[str]
    title: str | None


class ReparseResult(BaseModel):
    """What reading a stored page again changes, or would change."""

    snapshot_id: UUID
    dry_run: bool
    entries: EntryCounts
    differences: list[ReparsedEntry]
    warnings: list[str]
