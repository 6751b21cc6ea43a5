"""Snapshots: pages as they were stored."""

from uuid import UUID

from starlette.responses import Response

from app.api.deps import Connection
from app.api.routing import problems, router
from app.api.schemas import SnapshotPublic
from app.store.snapshots import get_snapshot, snapshot_content

routes = router("snapshots")


@routes.get("/snapshots/{snapshot_id}", operation_id="getSnapshot", responses=problems(404))
async def read_snapshot(connection: Connection, snapshot_id: UUID) -> SnapshotPublic:
    """Get what is known of a stored page: where and when it was seen, and what became of it."""
    snapshot = await get_snapshot(connection, snapshot_id)
    return SnapshotPublic(**snapshot.model_dump(exclude={"sha256", "content"}), sha256=snapshot.sha256.hex())


@routes.get(
    "/snapshots/{snapshot_id}/html",
    operation_id="getSnapshotHtml",
    response_class=Response,
    responses={
        200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
        **problems(404),
    },
)
async def read_snapshot_html(connection: Connection, snapshot_id: UUID) -> Response:
    """Get a stored page's bytes as they were received, to keep or to read but not to run.

    They come as a download that no browser shows in this origin: a page is somebody else's, and may be hostile.
    """
    snapshot = await get_snapshot(connection, snapshot_id)
    content = await snapshot_content(connection, snapshot_id)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{snapshot_id}.html"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Original-Content-Type": _header_safe(snapshot.content_type),
        },
    )


def _header_safe(content_type: str | None) -> str:
    return "".join(character for character in content_type or "" if " " <= character <= "~")[:200]
