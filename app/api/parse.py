"""A dry run: what a page says, without storing anything."""

from fastapi import Request
from starlette.responses import Response

from app.api.bodies import read_upload
from app.api.deps import LimitsDep, ParsersDep
from app.api.ingest import PAGE_BODY, PageParameters, make_page
from app.api.lists import MEDIA_TYPE
from app.api.routing import WRITER, WRITER_ERRORS, problems, router
from app.api.schemas.parsed import ParsedBlogPublic
from app.render.json import blog_json

routes = router("ingest")


@routes.post(
    "/parse",
    operation_id="parse",
    dependencies=WRITER,
    response_model=ParsedBlogPublic,
    responses=problems(*WRITER_ERRORS, 413, 415, 503),
    openapi_extra=PAGE_BODY,
)
async def parse_page(request: Request, parsers: ParsersDep, limits: LimitsDep, query: PageParameters) -> Response:
    """Find the entries of a page without storing anything."""
    page, _ = make_page(await read_upload(request, limits.max_bytes), query, limits)
    return Response(blog_json(await parsers.parse(page)), media_type=MEDIA_TYPE)
