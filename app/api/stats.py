"""Counts of entries: by author, topic, publisher and language, and over time."""

from typing import Annotated, Any

from fastapi import Request
from pydantic import AfterValidator, Field
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep
from app.api.filters import EntryQueryAcrossBlogs
from app.api.lists import PageSize, page_size
from app.api.query_model import in_query
from app.api.routing import router
from app.api.schemas.stats import FacetCounts, Facets, Histogram, HistogramBucket
from app.api.validity import Validity
from app.api.values import comma_separated, comma_separated_pattern
from app.store.freshness import read_state
from app.store.histogram import Grouping, Interval, read_histogram
from app.store.stats import Facet, read_facet

FACETS: tuple[Facet, ...] = ("author", "topic", "publisher", "language")

routes = router("stats", conditional=True)


class FacetQuery(EntryQueryAcrossBlogs):
    """Which facets to count, over the entries that the filters ask for."""

    facet: Annotated[str, AfterValidator(comma_separated(FACETS))] = Field(
        default=",".join(FACETS),
        min_length=1,
        max_length=200,
        description="Any of author, topic, publisher and language, separated by commas.",
        examples=["author,topic"],
        json_schema_extra=comma_separated_pattern(FACETS),
    )
    limit: PageSize | None = Field(
        default=None, description="Values of each facet, those with most entries first.", examples=[10]
    )


class HistogramQuery(EntryQueryAcrossBlogs):
    """How to divide time, over the entries that the filters ask for."""

    interval: Interval = Field(default="1h", description="Length of a bucket.")
    group_by: Grouping | None = Field(
        default=None, description="Divide each bucket's count by this too.", examples=["author"]
    )
    tz: str = Field(
        default="UTC",
        min_length=1,
        max_length=64,
        description="Time zone whose days and hours are counted.",
        examples=["Europe/London"],
    )


@routes.get("/stats/facets", operation_id="getFacets", response_model=Facets, response_model_exclude_unset=True)
async def read_facets(
    request: Request,
    response: Response,
    connection: Connection,
    settings: SettingsDep,
    query: Annotated[FacetQuery, in_query(FacetQuery)],
) -> Facets:
    """Count entries by author, topic, publisher and language, under the same filters as lists."""
    where, limit = query.to_filter(), page_size(query.limit, settings)
    wanted = query.facet.split(",")
    response.headers.update(Validity(request).check(await read_state(connection, blogs=query.blog_id)))
    counted: dict[str, Any] = {
        name: await read_facet(connection, name, where, limit=limit) for name in FACETS if name in wanted
    }
    return Facets(data=FacetCounts(**counted))


@routes.get("/stats/histogram", operation_id="getHistogram", response_model=Histogram)
async def read_entry_histogram(
    request: Request,
    response: Response,
    connection: Connection,
    settings: SettingsDep,
    query: Annotated[HistogramQuery, in_query(HistogramQuery)],
) -> Histogram:
    """Count entries over time, under the same filters as lists.

    Buckets run from the first to the last that has entries, or over the whole range that is given; those without
    entries count 0. Days and hours are those of `tz`, also on the days on which its clocks change. With `group_by`,
    an entry of two authors counts for both.
    """
    response.headers.update(Validity(request).check(await read_state(connection, blogs=query.blog_id)))
    buckets = await read_histogram(
        connection,
        query.to_filter(),
        interval=query.interval,
        tz=query.tz,
        group_by=query.group_by,
        max_buckets=settings.max_histogram_buckets,
    )
    return Histogram(
        interval=query.interval,
        tz=query.tz,
        data=[HistogramBucket(start=found.start, entries=found.entries, groups=found.groups) for found in buckets],
    )
