"""Pages in: stored, parsed and recorded."""

from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any

import orjson
from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

from app.api.bodies import FORM_TYPE, PAGE_TYPES, Upload, read_upload
from app.api.deps import FetcherDep, LimitsDep, ParsersDep, PoolDep, SettingsDep
from app.api.lists import MEDIA_TYPE
from app.api.query_model import in_query
from app.api.routing import WRITER, WRITER_ERRORS, problems, router
from app.api.schemas.ingest import IngestResult, UrlIngestResult
from app.api.values import WEB_URL_SCHEMA, PastInstant, WebUrl
from app.errors import Fault, InvalidParameter
from app.ingest.fetched import fetch_news, follow_older_pages, ingest_fetched
from app.ingest.pipeline import Delivery, Ingested, ingest_page
from app.parsing.page import Limits, Page

routes = router("ingest")

PAGE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The page: raw, or as `file` in a form whose other fields are the parameters.",
        "content": {
            **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in PAGE_TYPES},
            FORM_TYPE: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "source_url": {"type": "string", **WEB_URL_SCHEMA},
                        "observed_at": {"type": "string", "format": "date-time"},
                    },
                }
            },
        },
    }
}


class PageQuery(BaseModel):
    """Where a page comes from and when it was seen."""

    model_config = ConfigDict(extra="forbid")

    source_url: WebUrl | None = Field(
        default=None,
        description="The page's address. Pages of one address are versions of one blog.",
        examples=["https://news.example/live/storm"],
    )
    observed_at: PastInstant | None = Field(
        default=None,
        description="When the page looked like this (RFC 3339, with an offset). Absent: now.",
        examples=["2026-03-04T12:00:00Z"],
    )


PageParameters = Annotated[PageQuery, in_query(PageQuery)]


@routes.post(
    "/ingest/html",
    operation_id="ingestHtml",
    dependencies=WRITER,
    status_code=HTTPStatus.CREATED,
    response_model=IngestResult,
    responses={
        200: {"model": IngestResult, "description": "This very page was stored before."},
        **problems(*WRITER_ERRORS, 413, 415, 503),
    },
    openapi_extra=PAGE_BODY,
)
async def ingest_html(
    request: Request, pool: PoolDep, parsers: ParsersDep, limits: LimitsDep, query: PageParameters
) -> Response:
    """Store a page, find its entries and record what changed.

    201 for a new page, 200 for one that was stored before: the same page twice changes nothing. A page that holds no
    live blog is a 422, but is kept; the problem document gives its `snapshot_id`.
    """
    upload = await read_upload(request, limits.max_bytes)
    page, observed_at = make_page(upload, query, limits)
    ingested = await ingest_page(Delivery(page, observed_at, headers=upload.headers), pool=pool, parsers=parsers)
    return _answer(request, ingested, _result(ingested))


def _answer(request: Request, ingested: Ingested, told: dict[str, Any]) -> Response:
    return Response(
        orjson.dumps(told),
        HTTPStatus.CREATED if ingested.new else HTTPStatus.OK,
        media_type=MEDIA_TYPE,
        headers={"Location": str(request.url_for("read_blog", blog_id=ingested.recorded.blog_id))},
    )


class UrlToIngest(BaseModel):
    """A page to fetch."""

    model_config = ConfigDict(extra="forbid")

    url: WebUrl = Field(examples=["https://news.example/live/storm"])
    follow_pages: bool = Field(default=False, description="Also ingest the blog's older pages, to its beginning.")


@routes.post(
    "/ingest/url",
    operation_id="ingestUrl",
    dependencies=WRITER,
    status_code=HTTPStatus.CREATED,
    response_model=UrlIngestResult,
    responses={
        200: {"model": UrlIngestResult, "description": "This very page was stored before."},
        **problems(*WRITER_ERRORS, 413, 415, 502, 503),
    },
)
async def ingest_url(  # noqa: PLR0913, PLR0917 (what the way from a URL to entries needs)
    request: Request,
    pool: PoolDep,
    parsers: ParsersDep,
    fetcher: FetcherDep,
    limits: LimitsDep,
    settings: SettingsDep,
    asked: UrlToIngest,
) -> Response:
    """Fetch a page, store it, find its entries and record what changed.

    Only public addresses are fetched, robots.txt is respected, and a fetch that fails touches nothing that is stored.
    The site is asked to send the page only if it changed since it was stored last.
    """
    fetched = await fetch_news(asked.url, fetcher=fetcher, pool=pool)
    ingested = await ingest_fetched(fetched, url=asked.url, pool=pool, parsers=parsers, limits=limits)
    told = _result(ingested) | {"final_url": fetched.final_url, "followed": None}
    if asked.follow_pages:
        followed = await follow_older_pages(
            ingested,
            url=fetched.final_url,
            fetcher=fetcher,
            pool=pool,
            parsers=parsers,
            limits=limits,
            most=settings.max_older_pages,
        )
        told["followed"] = {
            "pages": len(followed.pages),
            "failed": followed.failed,
            "complete": followed.complete,
        }
    return _answer(request, ingested, told)


def make_page(upload: Upload, query: PageQuery, limits: Limits) -> tuple[Page, datetime]:
    """The page that was sent and when it was observed. Raises `InvalidParameter` and `PageRefused` kinds."""
    if upload.fields:
        query = _join(query, upload.fields)
    observed_at = query.observed_at or datetime.now(UTC)
    return Page(upload.content, query.source_url, observed_at, upload.content_type, limits), observed_at


def _join(query: PageQuery, fields: Any) -> PageQuery:  # noqa: ANN401 (a mapping of form fields)
    twice = [name for name in fields if getattr(query, name, None) is not None]
    if twice:
        message = "is given in the query string as well"
        raise InvalidParameter(f"{twice[0]} {message}", faults=[Fault("body", name, message) for name in twice])
    try:
        return PageQuery.model_validate(query.model_dump(exclude_none=True) | dict(fields))
    except ValidationError as error:
        faults = [
            Fault("body", ".".join(map(str, found["loc"])), found["msg"].removeprefix("Value error, "))
            for found in error.errors()
        ]
        raise InvalidParameter("; ".join(f"{fault.name} {fault.message}" for fault in faults), faults=faults) from None


def _result(ingested: Ingested) -> dict[str, Any]:
    recorded, coverage = ingested.recorded, ingested.coverage
    return {
        "blog_id": recorded.blog_id,
        "snapshot_id": ingested.snapshot_id,
        "entries": {
            "created": recorded.created,
            "updated": recorded.updated,
            "unchanged": recorded.unchanged,
            "deleted": recorded.deleted,
            "rejected": sum(rejected.count for rejected in coverage.rejected),
        },
        "coverage": asdict(coverage),
        "warnings": ingested.warnings,
    }
