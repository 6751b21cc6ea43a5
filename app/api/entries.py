"""Entries: lists under filters, and single ones."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Query, Request
from psycopg import AsyncConnection
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep
from app.api.filters import BlogEntryListQuery, EntryListQuery
from app.api.identifiers import BlogId, EntryId
from app.api.lists import LARGEST_PAGE, MEDIA_TYPE, list_response, page_size
from app.api.routing import problems, router
from app.api.schemas.entries import EntryContext, EntryList, EntryPublic
from app.api.shape import with_fields
from app.settings import Settings
from app.store.blogs import get_blog
from app.store.context import read_context
from app.store.counts import count_entries, estimate_entries
from app.store.filters import EntryFilter
from app.store.query import get_entry, list_entries

routes = router("entries")
Neighbours = Annotated[int, Field(ge=0, json_schema_extra={"maximum": LARGEST_PAGE})]
COUNTING = {"exact": count_entries, "estimated": estimate_entries}


class ContextQuery(BaseModel):
    """How much of what is around an entry to read."""

    before: Neighbours = Field(default=10, description="Most entries posted before it.")
    after: Neighbours = Field(default=10, description="Most entries posted after it.")


@routes.get("/entries", operation_id="listEntries", response_model=EntryList)
async def read_entries(
    request: Request, connection: Connection, settings: SettingsDep, query: Annotated[EntryListQuery, Query()]
) -> Response:
    """List entries of all blogs, newest first unless `sort` says otherwise.

    All filters that are given hold at once. Follow `next_cursor`, or the `Link` header, to go on: a walk stays exact
    while entries arrive.
    """
    return await _list(request, connection, settings, query, query.to_filter())


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
    """List entries of one blog, newest first unless `sort` says otherwise, under the same filters as all entries."""
    await get_blog(connection, blog_id)
    return await _list(request, connection, settings, query, query.to_filter(blog_id))


@routes.get("/entries/{entry_id}", operation_id="getEntry", response_model=EntryPublic, responses=problems(404))
async def read_entry(connection: Connection, entry_id: EntryId) -> Response:
    """Get one entry, also when the publisher has removed it (`deleted_at` tells)."""
    return Response(await get_entry(connection, entry_id), media_type=MEDIA_TYPE)


@routes.get(
    "/entries/{entry_id}/context",
    operation_id="getEntryContext",
    response_model=EntryContext,
    responses=problems(404),
)
async def read_entry_context(
    connection: Connection, settings: SettingsDep, entry_id: EntryId, query: Annotated[ContextQuery, Query()]
) -> Response:
    """Get an entry with those posted just before and after it in its blog, in the order of posting."""
    for name in ("before", "after"):
        page_size(getattr(query, name), settings, name)
    context = await read_context(connection, entry_id, before=query.before, after=query.after)
    body = b'{"before":[%b],"entry":%b,"after":[%b]}' % (
        b",".join(context.before),
        context.entry,
        b",".join(context.after),
    )
    return Response(body, media_type=MEDIA_TYPE)


async def _list(
    request: Request,
    connection: AsyncConnection[Any],
    settings: Settings,
    query: EntryListQuery | BlogEntryListQuery,
    where: EntryFilter,
) -> Response:
    listing = await list_entries(connection, where, limit=query.size(settings), cursor=query.cursor, sort=query.sort)
    if query.fields is not None:
        listing = replace(listing, rows=[with_fields(row, query.fields) for row in listing.rows])
    counting = COUNTING.get(query.count)
    return list_response(request, listing, count=await counting(connection, where) if counting else None)
