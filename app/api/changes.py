"""The change log: what happened to entries since a reader last looked."""

from typing import Annotated

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep
from app.api.filters import EntryQueryAcrossBlogs
from app.api.lists import MEDIA_TYPE, page_size
from app.api.routing import router
from app.api.schemas import ChangeList
from app.store.changes import read_changes
from app.store.filters import EntryFilter

routes = router("changes")
MAX_SEQ = 2**63 - 1


class ChangeQuery(EntryQueryAcrossBlogs):
    """Where in the log to read, and the filters on the changed entries."""

    since: int = Field(default=0, ge=0, le=MAX_SEQ, description="Changes after this `seq`; 0 reads from the start.")
    limit: int | None = Field(default=None, ge=1, description="Changes in the answer.", examples=[50])


@routes.get("/changes", operation_id="listChanges", response_model=ChangeList)
async def read_change_log(
    connection: Connection, settings: SettingsDep, query: Annotated[ChangeQuery, Query()]
) -> Response:
    """Read every creation, edit and deletion after `since`, in order, none skipped and none twice.

    Go on with `since` set to the answer's `next_since`.
    """
    where = query.to_filter()
    page = await read_changes(
        connection,
        since=query.since,
        limit=page_size(query.limit, settings),
        where=None if where == EntryFilter() else where,
    )
    body = b'{"data":[%b],"next_since":%d,"has_more":%b,"latest_seq":%d}' % (
        b",".join(page.rows),
        page.next_since,
        b"true" if page.has_more else b"false",
        page.latest_seq,
    )
    return Response(body, media_type=MEDIA_TYPE)
