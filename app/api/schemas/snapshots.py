"""Pages as they were stored."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel


class SnapshotPublic(BaseModel):
    """A page as it was stored."""

    id: UUID
    url: str | None
    final_url: str | None
    sha256: str
    size: int
    content_type: str | None
    headers: dict[str, str]
    observed_at: AwareDatetime
    received_at: AwareDatetime
    last_observed_at: AwareDatetime
    observations: int
    parser_version: str | None
    outcome: Literal["stored", "parsed", "no_live_blog", "failed"]
    detail: str | None
    blog_id: UUID | None


class SnapshotList(BaseModel):
    """Stored pages in the order in which they were observed."""

    data: list[SnapshotPublic]
    has_more: bool
