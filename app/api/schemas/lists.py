"""The envelope of every list."""

from pydantic import BaseModel, Field


class ListPublic(BaseModel):
    """The envelope of every list."""

    next_cursor: str | None = Field(description="Give it as `cursor` to go on; null at the end.")
    prev_cursor: str | None = Field(description="Give it as `cursor` to go back.")
    has_more: bool
    latest_seq: int = Field(description="The change log's end when the list was read.")
