"""Single entries, and what was posted around them."""

from typing import Annotated

from fastapi import Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep
from app.api.identifiers import EntryId
from app.api.lists import LARGEST_PAGE, MEDIA_TYPE, page_size
from app.api.query_model import in_query
from app.api.routing import problems, router
from app.api.schemas.entries import EntryContext, EntryWithMore
from app.api.shape import Including, included
from app.api.validity import Validity
from app.store.context import read_context
from app.store.freshness import read_state
from app.store.query import get_entry

routes = router("entries", conditional=True)
Neighbours = Annotated[int, Field(ge=0, json_schema_extra={"maximum": LARGEST_PAGE})]


class ContextQuery(BaseModel):
    """How much of what is around an entry to read."""

    before: Neighbours = Field(default=10, description="Most entries posted before it.")
    after: Neighbours = Field(default=10, description="Most entries posted after it.")


@routes.get("/entries/{entry_id}", operation_id="getEntry", response_model=EntryWithMore, responses=problems(404))
async def read_entry(
    request: Request, connection: Connection, entry_id: EntryId, query: Annotated[Including, in_query(Including)]
) -> Response:
    """Get one entry, also when the publisher has removed it (`deleted_at` tells)."""
    headers = Validity(request).check(await read_state(connection, entry=entry_id), dated=True)
    entry = await get_entry(connection, entry_id, included(query.include))
    return Response(entry, media_type=MEDIA_TYPE, headers=headers)


@routes.get(
    "/entries/{entry_id}/context",
    operation_id="getEntryContext",
    response_model=EntryContext,
    responses=problems(404),
)
async def read_entry_context(
    request: Request,
    connection: Connection,
    settings: SettingsDep,
    entry_id: EntryId,
    query: Annotated[ContextQuery, in_query(ContextQuery)],
) -> Response:
    """Get an entry with those posted just before and after it in its blog, in the order of posting."""
    for name in ("before", "after"):
        page_size(getattr(query, name), settings, name)
    headers = Validity(request).check(await read_state(connection, entry=entry_id), dated=True)
    context = await read_context(connection, entry_id, before=query.before, after=query.after)
    body = b'{"before":[%b],"entry":%b,"after":[%b]}' % (
        b",".join(context.before),
        context.entry,
        b",".join(context.after),
    )
    return Response(body, media_type=MEDIA_TYPE, headers=headers)
