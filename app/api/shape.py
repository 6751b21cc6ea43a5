"""How a list of entries is handed out: in which order, with which fields, counted or not."""

from typing import Annotated, Literal

import orjson
from pydantic import AfterValidator, BaseModel, Field

from app.api.schemas.entries import EntryPublic
from app.api.values import comma_separated, comma_separated_pattern
from app.store.query import Sort

FIELDS = tuple(EntryPublic.model_fields)


class Order(BaseModel):
    """In which order entries come."""

    sort: Sort = Field(default="newest", description="By time of publication, the newest or the oldest first.")


class Shape(Order):
    """Order, fields and count of a list of entries."""

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


def with_fields(row: bytes, names: str) -> bytes:
    """An entry with these fields only, in the order in which it has them."""
    wanted = names.split(",")
    return orjson.dumps({name: value for name, value in orjson.loads(row).items() if name in wanted})
