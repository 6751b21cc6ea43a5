"""Snapshots: pages as they were stored."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.api.deps import Connection, LimitsDep, ParsersDep, PoolDep, SettingsDep
from app.api.identifiers import EXAMPLE, SnapshotId
from app.api.lists import PageSize, page_size
from app.api.query_model import in_query
from app.api.routing import NOT_MODIFIED, WRITER, WRITER_ERRORS, problems, router
from app.api.schemas.ingest import EntryCounts, ReparseResult
from app.api.schemas.snapshots import SnapshotList, SnapshotPublic
from app.api.validity import unchanging
from app.api.values import Instant
from app.ingest.reparsing import reparse
from app.store.snapshots import SnapshotFilter, get_snapshot, list_snapshots, snapshot_content
from app.store.tables import Snapshot

routes = router("snapshots")


class SnapshotQuery(BaseModel):
    """Filters on snapshots, and where to read on."""

    outcome: Literal["stored", "parsed", "no_live_blog", "failed"] | None = Field(
        default=None, description="What became of the page; `failed` lists pages that broke the parser."
    )
    blog_id: UUID | None = Field(default=None, description="Pages of this blog.", examples=[EXAMPLE])
    since: Instant | None = Field(
        default=None, description="Observed at or after this instant.", examples=["2026-03-04T06:00:00Z"]
    )
    after: UUID | None = Field(
        default=None, description="Snapshots after this one: the last `id` of an answer.", examples=[EXAMPLE]
    )
    limit: PageSize | None = Field(default=None, description="Snapshots in the answer.", examples=[50])


@routes.get("/snapshots", operation_id="listSnapshots", responses=problems(404))
async def read_snapshots(
    connection: Connection, settings: SettingsDep, query: Annotated[SnapshotQuery, in_query(SnapshotQuery)]
) -> SnapshotList:
    """List stored pages in the order in which they were observed, those that could not be parsed too."""
    limit = page_size(query.limit, settings)
    where = SnapshotFilter(outcome=query.outcome, blog_id=query.blog_id, since=query.since)
    found = await list_snapshots(connection, where, limit=limit + 1, after=query.after)
    return SnapshotList(data=[_public(snapshot) for snapshot in found[:limit]], has_more=len(found) > limit)


@routes.get("/snapshots/{snapshot_id}", operation_id="getSnapshot", responses=problems(404))
async def read_snapshot(connection: Connection, snapshot_id: SnapshotId) -> SnapshotPublic:
    """Get what is known of a stored page: where and when it was seen, and what became of it."""
    return _public(await get_snapshot(connection, snapshot_id))


@routes.get(
    "/snapshots/{snapshot_id}/html",
    operation_id="getSnapshotHtml",
    response_class=Response,
    responses={
        **NOT_MODIFIED,
        200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
        **problems(404),
    },
)
async def read_snapshot_html(request: Request, connection: Connection, snapshot_id: SnapshotId) -> Response:
    """Get a stored page's bytes as they were received, to keep or to read but not to run.

    They come as a download that no browser shows in this origin: a page is somebody else's, and may be hostile.
    """
    snapshot = await get_snapshot(connection, snapshot_id)
    headers = unchanging(request, snapshot.sha256)
    content = await snapshot_content(connection, snapshot_id)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{snapshot_id}.html"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Original-Content-Type": _header_safe(snapshot.content_type),
            **headers,
        },
    )


@routes.post(
    "/snapshots/{snapshot_id}/reparse",
    operation_id="reparseSnapshot",
    dependencies=WRITER,
    responses=problems(*WRITER_ERRORS, 404, 503),
)
async def reparse_snapshot(
    pool: PoolDep,
    parsers: ParsersDep,
    limits: LimitsDep,
    snapshot_id: SnapshotId,
    dry_run: Annotated[bool, Query(description="Only tell what would change.")] = False,  # noqa: FBT002 (a parameter)
) -> ReparseResult:
    """Read a stored page again with today's parser, and record or only tell what comes out differently."""
    done = await reparse(snapshot_id, pool=pool, parsers=parsers, limits=limits, dry_run=dry_run)
    recorded = done.recorded
    return ReparseResult(
        snapshot_id=snapshot_id,
        dry_run=dry_run,
        entries=EntryCounts(
            created=recorded.created,
            updated=recorded.updated,
            unchanged=recorded.unchanged,
            deleted=recorded.deleted,
            rejected=done.rejected,
        ),
        differences=done.differences,
        warnings=list(done.warnings),
    )


def _public(snapshot: Snapshot) -> SnapshotPublic:
    return SnapshotPublic(**snapshot.model_dump(exclude={"sha256", "content"}), sha256=snapshot.sha256.hex())


def _header_safe(content_type: str | None) -> str:
    return "".join(character for character in content_type or "" if " " <= character <= "~")[:200]
