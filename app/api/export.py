"""Exports: all entries under the filters of lists, streamed, however many there are."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated

import orjson
from fastapi import Request
from starlette.responses import Response, StreamingResponse

from app.api.deps import PoolDep, SettingsDep
from app.api.filters import ExportQuery
from app.api.negotiation import preferred, written_as
from app.api.query_model import in_query
from app.api.routing import router
from app.api.schemas.entries import EntryPublic
from app.api.validity import Validity
from app.render import csv
from app.render.formats import CSV, EXPORTS, JSON, NDJSON, Format
from app.settings import Settings
from app.store.engine import Pool
from app.store.export import batches
from app.store.freshness import read_state

routes = router("entries", conditional=True)
Batches = AsyncIterator[list[bytes]]


@routes.get(
    "/export",
    operation_id="exportEntries",
    response_class=Response,
    responses=written_as(*EXPORTS, negotiated=True),
)
async def export(
    request: Request, pool: PoolDep, settings: SettingsDep, query: Annotated[ExportQuery, in_query(ExportQuery)]
) -> Response:
    """Export all entries under the filters in the format that `Accept` chooses: NDJSON, CSV or a JSON array."""
    return await _answer(request, pool, settings, query, preferred(request, EXPORTS), negotiated=True)


@routes.get("/export.ndjson", operation_id="exportEntriesNdjson", response_class=Response, responses=written_as(NDJSON))
async def export_ndjson(
    request: Request, pool: PoolDep, settings: SettingsDep, query: Annotated[ExportQuery, in_query(ExportQuery)]
) -> Response:
    """Export all entries under the filters as JSON, one to a line.

    The answer is streamed and has no limit. One that breaks off in the middle ends without its last chunk.
    """
    return await _answer(request, pool, settings, query, NDJSON)


@routes.get("/export.json", operation_id="exportEntriesJson", response_model=list[EntryPublic])
async def export_json(
    request: Request, pool: PoolDep, settings: SettingsDep, query: Annotated[ExportQuery, in_query(ExportQuery)]
) -> Response:
    """Export all entries under the filters as one JSON array.

    The answer is streamed and has no limit. One that breaks off in the middle is no JSON.
    """
    return await _answer(request, pool, settings, query, JSON)


@routes.get("/export.csv", operation_id="exportEntriesCsv", response_class=Response, responses=written_as(CSV))
async def export_csv(
    request: Request, pool: PoolDep, settings: SettingsDep, query: Annotated[ExportQuery, in_query(ExportQuery)]
) -> Response:
    """Export all entries under the filters as CSV that is safe to open in a spreadsheet.

    The first line names the columns. The answer is streamed and has no limit.
    """
    return await _answer(request, pool, settings, query, CSV)


async def _answer(  # noqa: PLR0913 (what a request brings)
    request: Request, pool: Pool, settings: Settings, query: ExportQuery, format_: Format, *, negotiated: bool = False
) -> Response:
    validity = Validity(request, format_.media_type, as_of=query.as_of, negotiated=negotiated)
    async with pool.connection() as connection:
        validators = validity.check(await read_state(connection, blogs=query.blog_id))
    chunks = await _started(WRITERS[format_](_read(pool, settings, query)))
    named = {"Content-Disposition": f'attachment; filename="entries.{format_.suffix}"'}
    return StreamingResponse(chunks, media_type=format_.media_type, headers=named | validators)


def _read(pool: Pool, settings: Settings, query: ExportQuery) -> Batches:
    return batches(pool, query.to_filter(), size=settings.export_batch, sort=query.sort)


async def _lines(rows: Batches) -> AsyncIterator[bytes]:
    async for batch in rows:
        yield b"".join(row + b"\n" for row in batch)


async def _array(rows: Batches) -> AsyncIterator[bytes]:
    before = b"["
    async for batch in rows:
        if batch:
            yield before + b",\n".join(batch)
            before = b",\n"
    yield b"[]" if before == b"[" else b"]"


async def _table(rows: Batches) -> AsyncIterator[bytes]:
    heading = csv.header_row()
    async for batch in rows:
        yield (heading + "".join(csv.render_csv(map(orjson.loads, batch)))).encode()
        heading = ""


async def _started(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same chunks, the first already made: what is wrong with the query shows before the answer begins."""
    first = await anext(chunks)

    async def all_chunks() -> AsyncIterator[bytes]:
        yield first
        async for chunk in chunks:
            yield chunk

    return all_chunks()


WRITERS: dict[Format, Callable[[Batches], AsyncIterator[bytes]]] = {
    NDJSON: _lines,
    CSV: _table,
    JSON: _array,
}
