"""The change log: what happened to entries since a reader last looked."""

import time
from typing import Annotated

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from app.api.deps import HubDep, PoolDep, SettingsDep
from app.api.filters import EntryQueryAcrossBlogs
from app.api.lists import MEDIA_TYPE, PageSize, page_size
from app.api.query_model import in_query
from app.api.routing import router
from app.api.schemas.revisions import ChangeList
from app.api.validity import Validators, Validity
from app.ingest.pipeline import Pool
from app.settings import Settings
from app.store.changes import ChangePage, read_changes
from app.store.freshness import read_state

routes = router("changes", conditional=True)
MAX_SEQ = 2**63 - 1
MAX_WAIT = 60


class ChangeQuery(EntryQueryAcrossBlogs):
    """Where in the log to read, and the filters on the changed entries."""

    since: int = Field(default=0, ge=0, le=MAX_SEQ, description="Changes after this `seq`; 0 reads from the start.")
    limit: PageSize | None = Field(default=None, description="Changes in the answer.", examples=[50])
    wait: float = Field(
        default=0, ge=0, le=MAX_WAIT, description="Seconds to wait for a change when there is none yet.", examples=[20]
    )


@routes.get("/changes", operation_id="listChanges", response_model=ChangeList)
async def read_change_log(
    request: Request,
    pool: PoolDep,
    hub: HubDep,
    settings: SettingsDep,
    query: Annotated[ChangeQuery, in_query(ChangeQuery)],
) -> Response:
    """Read every creation, edit and deletion after `since`, in order, none skipped and none twice.

    Go on with `since` set to the answer's `next_since`. With `wait`, an empty answer is held back until a change comes
    or the time is over (long polling).
    """
    headers = {} if query.wait else await _validators(request, pool)
    deadline = time.monotonic() + query.wait
    while True:
        generation = hub.generation
        page = await _read(pool, settings, query)
        remaining = deadline - time.monotonic()
        if page.changes or remaining <= 0 or hub.ending:
            break
        if not page.has_more:
            # The wait holds no connection.
            await hub.wait(remaining, generation)
        query = query.model_copy(update={"since": page.next_since})
    body = b'{"data":[%b],"next_since":%d,"has_more":%b,"latest_seq":%d}' % (
        b",".join(page.rows),
        page.next_since,
        b"true" if page.has_more else b"false",
        page.latest_seq,
    )
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


async def _validators(request: Request, pool: Pool) -> Validators:
    async with pool.connection() as connection:
        return Validity(request).check(await read_state(connection))


async def _read(pool: Pool, settings: Settings, query: ChangeQuery) -> ChangePage:
    async with pool.connection() as connection:
        return await read_changes(
            connection, since=query.since, limit=page_size(query.limit, settings), where=query.to_filter()
        )
