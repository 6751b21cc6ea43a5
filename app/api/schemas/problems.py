"""Errors, as every operation may answer them."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field


class ProblemFault(BaseModel):
    """One parameter or field that is wrong."""

    where: Literal["query", "path", "header", "body"] = Field(alias="in")
    name: str
    message: str


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable name of the error, for programs.", examples=["invalid_parameter"])
    request_id: str | None
    errors: list[ProblemFault]
    snapshot_id: UUID | None = Field(
        default=None, description="The page that was kept although it could not be read, where there is one."
    )
