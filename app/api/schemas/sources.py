"""Where pages come from again and again, and the jobs that scrapers leave."""

from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field


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


class JobPublic(BaseModel):
    """A job and its outcome, page by page."""

    id: UUID
    source_id: UUID | None
    status: Literal["queued", "done", "failed"]
    attempts: int
    result: list[dict[str, Any]] | None = Field(description="One outcome for each page, once the job is finished.")
    error: str | None
    created_at: AwareDatetime
    finished_at: AwareDatetime | None
