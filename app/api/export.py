"""Exports: all entries under the filters of lists, streamed, however many there are."""

from collections.abc import AsyncIterator
from typing import Annotated

import orjson
from fastapi import Query
from starlette.responses import Response, StreamingResponse

from app.api.deps import PoolDep, SettingsDep
from app.api.filters import ExportQuery
from app.api.routing import produces, router
from app.render import csv
from app.settings import Settings
from app.store.engine import Pool
from app.store.export import batches

NDJSON = "application/x-ndjson"

routes = router("entries")


@routes.get("/export.ndjson", operation_id="exportEntriesNdjson", response_class=Response, responses=produces(NDJSON))
async def export_ndjson(pool: PoolDep, settings: SettingsDep, query: Annotated[ExportQuery, Query()]) -> Response:
    """Export all entries under the filters as JSON, one to a line.

    The answer is streamed and has no limit. One that breaks off in the middle ends without its last chunk.
    """
    lines = await _started(_lines(_read(pool, settings, query)))
    return StreamingResponse(lines, media_type=NDJSON, headers=_named("entries.ndjson"))


@routes.get("/export.csv", operation_id="exportEntriesCsv", response_class=Response, responses=produces(csv.MEDIA_TYPE))
async def export_csv(pool: PoolDep, settings: SettingsDep, query: Annotated[ExportQuery, Query()]) -> Response:
    """Export all entries under the filters as CSV that is safe to open in a spreadsheet.

    The first line names the columns. The answer is streamed and has no limit.
    """
    table = await _started(_table(_read(pool, settings, query)))
    return StreamingResponse(table, media_type=csv.MEDIA_TYPE, headers=_named("entries.csv"))


def _read(pool: Pool, settings: Settings, query: ExportQuery) -> AsyncIterator[list[bytes]]:
    return batches(pool, query.to_filter(), size=settings.export_batch, sort=query.sort)


async def _lines(rows: AsyncIterator[list[bytes]]) -> AsyncIterator[bytes]:
    async for batch in rows:
        yield b"".join(row + b"\n" for row in batch)


async def _table(rows: AsyncIterator[list[bytes]]) -> AsyncIterator[bytes]:
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


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
