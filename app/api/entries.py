"""Entries: lists under filters, and single ones."""

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep
from app.api.filters import BlogEntryListQuery, EntryListQuery
from app.api.identifiers import BlogId, EntryId
from app.api.lists import MEDIA_TYPE, list_response
from app.api.routing import problems, router
from app.api.schemas import EntryList, EntryPublic
from app.store.blogs import get_blog
from app.store.query import get_entry, list_entries

routes = router("entries")


@routes.get("/entries", operation_id="listEntries", response_model=EntryList)
async def read_entries(
    request: Request, connection: Connection, settings: SettingsDep, query: Annotated[EntryListQuery, Query()]
) -> Response:
    """List entries of all blogs, newest first.

    All filters that are given hold at once. Follow `next_cursor`, or the `Link` header, to go on: a walk stays exact
    while entries arrive.
    """
    listing = await list_entries(connection, query.to_filter(), limit=query.size(settings), cursor=query.cursor)
    return list_response(request, listing)


@routes.get(
    "/blogs/{blog_id}/entries", operation_id="listBlogEntries", response_model=EntryList, responses=problems(404)
)
async def read_blog_entries(
    request: Request,
    connection: Connection,
    settings: SettingsDep,
    blog_id: BlogId,
    query: Annotated[BlogEntryListQuery, Query()],
) -> Response:
    """List entries of one blog, newest first, under the same filters as all entries."""
    await get_blog(connection, blog_id)
    listing = await list_entries(connection, query.to_filter(blog_id), limit=query.size(settings), cursor=query.cursor)
    return list_response(request, listing)


@routes.get("/entries/{entry_id}", operation_id="getEntry", response_model=EntryPublic, responses=problems(404))
async def read_entry(connection: Connection, entry_id: EntryId) -> Response:
    """Get one entry, also when the publisher has removed it (`deleted_at` tells)."""
    return Response(await get_entry(connection, entry_id), media_type=MEDIA_TYPE)
