"""Lists of entries under filters, in every format."""

from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from app.api.entry_answers import Asked, answer
from app.api.filters import BlogEntryListQuery, EntryListQuery
from app.api.identifiers import BlogId
from app.api.negotiation import named, preferred, suffix_of, written_as
from app.api.query_model import in_query
from app.api.routing import problems, router
from app.api.schemas.entries import EntryList
from app.render.formats import ACROSS_BLOGS, OF_A_BLOG

routes = router("entries", conditional=True)
# OpenAPI shows the other formats at the addresses with a suffix alone: a client made from it then knows that what it
# gets without one is an envelope of entries.


@routes.get(
    "/entries",
    operation_id="listEntries",
    response_model=EntryList,
    responses=problems(406),
)
async def read_entries(request: Request, query: Annotated[EntryListQuery, in_query(EntryListQuery)]) -> Response:
    """List entries of all blogs, newest first unless `sort` says otherwise.

    All filters that are given hold at once. Follow `next_cursor`, or the `Link` header, to go on: a walk stays exact
    while entries arrive. `Accept` chooses the format, or a suffix: `/v1/entries.csv`.
    """
    format_ = preferred(request, ACROSS_BLOGS)
    return await answer(request, Asked(query, format_, negotiated=True))


@routes.get(
    "/entries.{suffix}",
    operation_id="listEntriesAs",
    response_model=EntryList,
    responses=written_as(*ACROSS_BLOGS) | problems(404),
)
async def read_entries_as(
    request: Request,
    suffix: Annotated[str, suffix_of(ACROSS_BLOGS)],
    query: Annotated[EntryListQuery, in_query(EntryListQuery)],
) -> Response:
    """List entries of all blogs in the format that the suffix names.

    As a JSON Feed or Atom, any query can be followed in a feed reader.
    """
    return await answer(request, Asked(query, named(suffix, ACROSS_BLOGS)))


@routes.get(
    "/blogs/{blog_id}/entries",
    operation_id="listBlogEntries",
    response_model=EntryList,
    responses=problems(404, 406),
)
async def read_blog_entries(
    request: Request,
    blog_id: BlogId,
    query: Annotated[BlogEntryListQuery, in_query(BlogEntryListQuery)],
) -> Response:
    """List entries of one blog, newest first unless `sort` says otherwise, under the same filters as all entries.

    `Accept` chooses the format, or a suffix: `/v1/blogs/{blog_id}/entries.csv`.
    """
    format_ = preferred(request, OF_A_BLOG)
    return await answer(request, Asked(query, format_, blog_id, negotiated=True))


@routes.get(
    "/blogs/{blog_id}/entries.{suffix}",
    operation_id="listBlogEntriesAs",
    response_model=EntryList,
    responses=written_as(*OF_A_BLOG) | problems(404),
)
async def read_blog_entries_as(
    request: Request,
    blog_id: BlogId,
    suffix: Annotated[str, suffix_of(OF_A_BLOG)],
    query: Annotated[BlogEntryListQuery, in_query(BlogEntryListQuery)],
) -> Response:
    """List entries of one blog in the format that the suffix names."""
    return await answer(request, Asked(query, named(suffix, OF_A_BLOG), blog_id))
