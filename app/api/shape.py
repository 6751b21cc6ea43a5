"""How a list of entries is handed out: in which order, with which fields, counted or not."""

from typing import Annotated, Literal

import orjson
from pydantic import AfterValidator, BaseModel, Field

from app.api.schemas.entries import EntryPublic
from app.api.values import comma_separated, comma_separated_pattern
from app.store.including import Include
from app.store.query import Sort

INCLUDES: tuple[Include, ...] = ("blog", "revisions", "highlight")
FIELDS = tuple(EntryPublic.model_fields)


class Order(BaseModel):
    """In which order entries come."""

    sort: Literal["newest", "oldest"] = Field(
        default="newest", description="By time of publication, the newest or the oldest first."
    )


class Including(BaseModel):
    """What else an entry holds."""

    include: Annotated[str, AfterValidator(comma_separated(("blog", "revisions")))] | None = Field(
        default=None,
        min_length=1,
        max_length=100,
        description="What to add to the entry: its `blog`, its earlier `revisions`, or both, separated by commas.",
        examples=["blog,revisions"],
        json_schema_extra=comma_separated_pattern(("blog", "revisions")),
    )


class Shape(BaseModel):
    """Order, fields and count of a list of entries."""

    sort: Sort = Field(
        default="newest",
        description="`newest` or `oldest` by time of publication; `recently_updated` or `least_recently_updated` by the"
        " last edit, or publication where there was none; `relevance` to `q`, the 1,000 newest matches ranked.",
    )
    include: Annotated[str, AfterValidator(comma_separated(INCLUDES))] | None = Field(
        default=None,
        min_length=1,
        max_length=100,
        description="What to add to each entry, separated by commas: its `blog`, its newest 20 earlier `revisions`,"
        " and as `highlight` its title and passages of its text as HTML, in which what `q` matches is marked.",
        examples=["blog,revisions"],
        json_schema_extra=comma_separated_pattern(INCLUDES),
    )

    fields: Annotated[str, AfterValidator(comma_separated(FIELDS))] | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        description="The fields of an entry to answer with, separated by commas; all of them if not given.",
        examples=["id,title,published_at"],
        json_schema_extra=comma_separated_pattern(FIELDS),
    )
    count: Literal["none", "estimated", "exact"] = Field(
        default="none",
        description="Add how many entries the filters ask for, as `count`: exact takes time in proportion to it.",
    )


def included(include: str | None) -> list[Include]:
    """What a parameter `include` names."""
    given = include.split(",") if include else []
    return [name for name in INCLUDES if name in given]


def with_fields(row: bytes, names: str) -> bytes:
    """An entry with these fields only, and what is included, in the order in which it has them."""
    wanted = [*names.split(","), *INCLUDES]
    return orjson.dumps({name: value for name, value in orjson.loads(row).items() if name in wanted})
