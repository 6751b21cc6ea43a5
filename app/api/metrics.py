"""What the service measures of itself, for Prometheus."""

import asyncio
from typing import Final

from fastapi import Request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from psycopg import Error
from starlette.responses import Response

from app.api.measures import Measures
from app.api.routing import WRITER, WRITER_ERRORS, Responses, problems, router
from app.store.backlog import Backlog, read_backlog
from app.store.engine import Pool

PATIENCE_SECONDS: Final = 2.0
"""How long a scrape waits for the database; one without it is answered all the same."""
TEXT: Responses = {200: {"description": "Metrics.", "content": {"text/plain": {"schema": {"type": "string"}}}}}

routes = router("health", prefix="")


@routes.get(
    "/metrics",
    operation_id="getMetrics",
    response_class=Response,
    responses=TEXT | problems(*WRITER_ERRORS),
    dependencies=WRITER,
)
async def read_metrics(request: Request) -> Response:
    """Requests by route and outcome, what waits and what is open, in Prometheus' text format.

    It takes what writes take: an API key, or a program on this machine where there are no keys.
    """
    state = request.app.state
    measures: Measures = state.measures
    pooled = state.pool.get_stats()
    measures.wait(await _backlog(state.pool))
    measures.hold(
        streams=state.streams.open,
        kept_bytes=state.answers.bytes,
        connections={
            "open": pooled.get("pool_size", 0),
            "idle": pooled.get("pool_available", 0),
            "asked_for": pooled.get("requests_waiting", 0),
        },
    )
    measures.have_done(
        parses=state.parsers.outcomes,
        parse_seconds=state.parsers.seconds,
        kept={"hit": state.answers.hits, "miss": state.answers.misses},
    )
    return Response(measures.text(), media_type=CONTENT_TYPE_PLAIN_0_0_4, headers={"Cache-Control": "no-store"})


async def _backlog(pool: Pool) -> Backlog | None:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), pool.connection() as connection:
            return await read_backlog(connection)
    except (Error, TimeoutError):
        return None
