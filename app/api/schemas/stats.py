"""Counts of entries."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field


class FacetValue(BaseModel):
    """An author, topic, publisher or language, and how many entries have it."""

    name: str | None
    slug: str
    entries: int


class FacetCounts(BaseModel):
    """Counts by each facet that was asked for, the largest first."""

    author: list[FacetValue] | None = None
    topic: list[FacetValue] | None = None
    publisher: list[FacetValue] | None = None
    language: list[FacetValue] | None = None


class Facets(BaseModel):
    """Counts of entries by what they have."""

    data: FacetCounts


class HistogramBucket(BaseModel):
    """Entries from `start` up to the next bucket's."""

    start: AwareDatetime
    entries: int
    groups: dict[str, int] = Field(description="Counts by slug, or by true and false, if `group_by` was given.")


class Histogram(BaseModel):
    """Counts of entries over time, without gaps."""

    interval: Literal["5m", "1h", "1d"]
    tz: str
    data: list[HistogramBucket]
