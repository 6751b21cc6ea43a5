"""Versions of an entry, and the log of its changes."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.api.schemas.entries import EntryPublic


class RevisionPublic(BaseModel):
    """One version of an entry."""

    version: int
    kind: Literal["created", "updated", "deleted"]
    changed: list[str] = Field(description="The fields in which it differs from the version before.")
    snapshot_id: UUID | None = Field(description="The page that showed it first.")
    first_seen_at: AwareDatetime
    last_seen_at: AwareDatetime
    superseded_at: AwareDatetime | None = Field(description="Null for the present version.")
    entry: EntryPublic = Field(description="The entry as it stood.")


class RevisionList(BaseModel):
    """Versions of an entry, oldest first."""

    data: list[RevisionPublic]
    has_more: bool


class DiffPiece(BaseModel):
    """A stretch of text that stayed, was added or was removed."""

    kind: Literal["same", "added", "removed"]
    text: str


class RevisionDiff(BaseModel):
    """What a version changed, in words."""

    version: int
    changed: list[str]
    title: list[DiffPiece]
    body: list[DiffPiece]


class ChangePublic(BaseModel):
    """One step of an entry from one version to the next."""

    seq: int
    kind: Literal["created", "updated", "deleted"]
    blog_id: UUID
    entry_id: UUID
    version: int
    at: AwareDatetime = Field(description="When the page that showed the change was observed.")
    recorded_at: AwareDatetime
    entry: EntryPublic = Field(description="The entry as it is now.")


class ChangeList(BaseModel):
    """Changes in the order of `seq`."""

    data: list[ChangePublic]
    next_since: int = Field(description="Give it as `since` to go on.")
    has_more: bool
    latest_seq: int
