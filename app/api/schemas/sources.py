"""Where pages come from again and again, and the jobs that scrapers leave."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.api.schemas.ingest import RecordedCounts


class SourcePublic(BaseModel):
    """A source and its health."""

    id: UUID
    kind: Literal["watch", "webhook"]
    name: str
    url: str | None
    state: Literal["active", "stalled", "ended", "paused"]
    created_at: AwareDatetime
    blog_id: UUID | None
    next_at: AwareDatetime | None = Field(description="When a watched URL is polled next.")
    interval_seconds: float | None
    failures: int = Field(description="Failures since the last success.")
    last_success_at: AwareDatetime | None
    last_error: str | None
    last_error_at: AwareDatetime | None
    last_entry_at: AwareDatetime | None = Field(description="When a new or edited entry was last seen.")
    posts_per_hour: float | None


class SourceCreated(SourcePublic):
    """A source just made; its secret is shown this once."""

    secret: str | None


class SourceList(BaseModel):
    """Sources by name."""

    data: list[SourcePublic]
    has_more: bool


class JobAccepted(BaseModel):
    """A job that will be done."""

    job_id: UUID


class ChangedEntry(BaseModel):
    """What a page did to one entry."""

    entry_id: UUID
    external_id: str = Field(description="The publisher's id of the post, as it was delivered.")
    kind: Literal["created", "updated", "deleted"]
    version: int


class PageOutcome(BaseModel):
    """What became of one page, or of ready entries: counts and changes of entries, or an error."""

    url: str | None
    snapshot_id: UUID | None = None
    blog_id: UUID | None = None
    entries: RecordedCounts | None = None
    changes: list[ChangedEntry] | None = Field(
        default=None, description="Every entry that was created, updated or deleted; the others are unchanged."
    )
    warnings: list[str] | None = None
    error: str | None = Field(default=None, description="Why nothing was recorded.")
    code: str | None = Field(default=None, description="Stable name of the error, for programs.")


class JobPublic(BaseModel):
    """A job and its outcome, page by page."""

    id: UUID
    source_id: UUID | None
    status: Literal["queued", "done", "failed"]
    attempts: int
    result: list[PageOutcome] | None = Field(description="One outcome for each page, once the job is finished.")
    error: str | None
    created_at: AwareDatetime
    finished_at: AwareDatetime | None
