"""The versions of an entry, and what changed from one to the next."""

from dataclasses import asdict
from typing import Annotated

from fastapi import Path, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep
from app.api.identifiers import EntryId
from app.api.lists import MEDIA_TYPE, PageSize, page_size
from app.api.query_model import in_query
from app.api.routing import problems, router
from app.api.schemas.revisions import RevisionDiff, RevisionList
from app.api.validity import Validity
from app.render.word_diff import word_diff
from app.store.freshness import read_state
from app.store.revisions import list_revisions, read_texts

routes = router("entries", conditional=True)
MAX_VERSION = 2**31 - 1
Version = Annotated[int, Path(ge=1, le=MAX_VERSION, description="Number of the version.", examples=[2])]


class RevisionQuery(BaseModel):
    """Where among the versions to read."""

    after: int = Field(default=0, ge=0, le=MAX_VERSION, description="Versions after this one.")
    limit: PageSize | None = Field(default=None, description="Versions in the answer.", examples=[50])


@routes.get(
    "/entries/{entry_id}/revisions",
    operation_id="listRevisions",
    response_model=RevisionList,
    responses=problems(404),
)
async def read_revisions(
    request: Request,
    connection: Connection,
    settings: SettingsDep,
    entry_id: EntryId,
    query: Annotated[RevisionQuery, in_query(RevisionQuery)],
) -> Response:
    """List the versions of an entry, oldest first: what changed, when and where it was seen, how it read."""
    limit = page_size(query.limit, settings)
    headers = Validity(request).check(await read_state(connection, entry=entry_id), dated=True)
    rows, has_more = await list_revisions(connection, entry_id, after=query.after, limit=limit)
    more = b"true" if has_more else b"false"
    return Response(b'{"data":[%b],"has_more":%b}' % (b",".join(rows), more), media_type=MEDIA_TYPE, headers=headers)


@routes.get("/entries/{entry_id}/revisions/{version}/diff", operation_id="diffRevision", responses=problems(404))
async def read_diff(
    request: Request,
    response: Response,
    connection: Connection,
    entry_id: EntryId,
    version: Version,
) -> RevisionDiff:
    """Get the words that a version added and removed, compared with the version before it."""
    headers = Validity(request).check(await read_state(connection, entry=entry_id), dated=True)
    response.headers.update(headers)
    before, after = await read_texts(connection, entry_id, version)
    return RevisionDiff(
        version=version,
        changed=after.changed,
        title=[asdict(piece) for piece in word_diff(before.title if before else "", after.title)],
        body=[asdict(piece) for piece in word_diff(before.body_text if before else "", after.body_text)],
    )
