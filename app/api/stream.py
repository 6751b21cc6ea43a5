"""The stream: changes pushed to whoever listens, as server-sent events."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from typing import Annotated

import psycopg
from fastapi import Header
from psycopg_pool import PoolTimeout
from pydantic import Field
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from app.api.changes import MAX_SEQ
from app.api.deps import FollowerDep, SettingsDep, StreamsDep
from app.api.filters import EntryQueryAcrossBlogs
from app.api.query_model import in_query
from app.api.routing import Responses, problems, router
from app.errors import Fault, InvalidParameter, Overloaded
from app.push.follow import Follower, Query
from app.push.sse import MEDIA_TYPE, events, opening
from app.push.streams import Streams
from app.settings import Settings

routes = router("changes")
log = logging.getLogger(__name__)
SEQ = re.compile(r"[0-9]{1,19}")
AS_EVENTS: Responses = {
    200: {"description": "Events, without end.", "content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}
}


class StreamQuery(EntryQueryAcrossBlogs):
    """Where the stream begins, and the filters on the changed entries."""

    since: int | None = Field(
        default=None, ge=0, le=MAX_SEQ, description="Begin after this `seq`; absent: now.", examples=[0]
    )


LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        description="Go on after this `seq`; browsers send it when they come back. It outranks `since`.",
        json_schema_extra={"pattern": f"^{SEQ.pattern}$"},
    ),
]


@routes.get("/stream", operation_id="streamChanges", response_class=Response, responses={**AS_EVENTS, **problems(503)})
async def stream(
    follower: FollowerDep,
    streams: StreamsDep,
    settings: SettingsDep,
    query: Annotated[StreamQuery, in_query(StreamQuery)],
    last_event_id: LastEventId = None,
) -> Response:
    """Follow every creation, edit and deletion of the entries under the filters, as server-sent events.

    The `event` is `entry.created`, `entry.updated` or `entry.deleted`, its `id` the `seq`, its `data` what
    `/v1/changes` gives. Who comes back with `Last-Event-ID` misses nothing and meets nothing twice.
    """
    if streams.full:
        raise Overloaded(f"there are {settings.max_streams} streams open; try again in a moment")
    latest = await follower.latest_seq()
    since = _begin(last_event_id, query.since, latest)
    asked = Query(query.to_filter(), settings.stream_batch)
    # Read before the answer begins: what is wrong with the query still gets a problem document.
    await follower.read(asked, since)
    return _Stream(_events(follower, asked, since, settings), streams, settings.stream_stalled_seconds)


def _begin(last_event_id: str | None, since: int | None, latest: int) -> int:
    """The `seq` after which to begin. Raises `InvalidParameter` for one that this log never gave."""
    if last_event_id:
        if not SEQ.fullmatch(last_event_id):
            raise _no_place("header", "Last-Event-ID", "is no seq of the change log")
        if int(last_event_id) > latest:
            raise _no_place("header", "Last-Event-ID", f"is beyond the change log's end, {latest}")
        return int(last_event_id)
    if since is not None and since > latest:
        raise _no_place("query", "since", f"is beyond the change log's end, {latest}")
    return latest if since is None else since


def _no_place(where: str, name: str, message: str) -> InvalidParameter:
    fault = Fault("header" if where == "header" else "query", name, message)
    return InvalidParameter(f"{name} {message}", faults=[fault])


async def _events(follower: Follower, asked: Query, since: int, settings: Settings) -> AsyncIterator[bytes]:
    yield opening(since, settings.stream_retry_seconds)
    told = since
    try:
        async for page in follower.follow(asked, since, quiet_seconds=settings.stream_heartbeat_seconds):
            yield events(page, told)
            told = page.changes[-1].seq if page.changes else page.next_since
    except (psycopg.OperationalError, PoolTimeout) as error:
        # The stream ends as if the service had; the client comes back and goes on where it was.
        log.warning("a stream ends early: %s", " ".join(str(error).split()))


class _Stream(StreamingResponse):
    """A stream that takes its place among the open ones while it runs, and ends when its client takes nothing."""

    media_type = MEDIA_TYPE

    def __init__(self, content: AsyncIterator[bytes], streams: Streams, stalled_seconds: float) -> None:
        # Proxies that gather answers before they pass them on leave this one alone.
        super().__init__(content, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        self._streams = streams
        self._stalled_seconds = stalled_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send events until the client leaves or the service ends."""

        async def send_soon(message: Message) -> None:
            try:
                async with asyncio.timeout(self._stalled_seconds):
                    await send(message)
            except TimeoutError as fault:
                raise _Stalled from fault

        with self._streams.one():
            try:
                await super().__call__(scope, receive, send_soon)
            except* _Stalled:
                log.warning("a stream is ended: its client took nothing for %g s", self._stalled_seconds)


class _Stalled(Exception):
    """The client takes nothing."""
