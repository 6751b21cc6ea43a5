"""`liveblog export`: entries under the filters of the API, as NDJSON or CSV."""

import asyncio
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal

import typer
from pydantic import ValidationError

from app.api.export import WRITERS
from app.api.filters import ExportQuery
from app.cli.database import shared_database
from app.cli.options import DataDir, read_settings
from app.errors import InvalidParameter
from app.render.formats import CSV, NDJSON
from app.settings import Settings
from app.store.engine import open_pool
from app.store.export import batches

FORMATS = {"ndjson": NDJSON, "csv": CSV}


def export_command(
    filters: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME=VALUE]...", help="Filters as the API has them; a name may be given again."),
    ] = None,
    written_as: Annotated[Literal["ndjson", "csv"], typer.Option("--format", help="How to write them.")] = "ndjson",
    output: Annotated[Path | None, typer.Option(help="File to write.", show_default="standard output")] = None,
    data_dir: DataDir = None,
) -> None:
    """Write all entries under the filters, however many: `liveblog export author=mira-tolland key_event=true`."""
    query = _read(filters or [])
    settings = read_settings(data_dir=data_dir)
    with shared_database(settings) as database_url:
        if output:
            with output.open("wb") as file:
                asyncio.run(_export(query, written_as, file, settings, database_url))
        else:
            _to_stdout(query, written_as, settings, database_url)


def _to_stdout(query: ExportQuery, written_as: str, settings: Settings, database_url: str) -> None:
    try:
        asyncio.run(_export(query, written_as, sys.stdout.buffer, settings, database_url))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough; what Python flushes at its end must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


async def _export(query: ExportQuery, written_as: str, file: BinaryIO, settings: Settings, database_url: str) -> None:
    async with open_pool(database_url, size=1, statement_timeout_seconds=settings.statement_timeout_seconds) as pool:
        rows = batches(pool, query.to_filter(), size=settings.export_batch, sort=query.sort)
        async for chunk in WRITERS[FORMATS[written_as]](rows):
            file.write(chunk)


def _read(filters: list[str]) -> ExportQuery:
    """The filters as the API would read them. Raises `BadParameter`, which names the one that is wrong."""
    given: dict[str, list[str]] = defaultdict(list)
    for text in filters:
        name, equals, value = text.partition("=")
        if not equals or name not in ExportQuery.model_fields:
            known = ", ".join(ExportQuery.model_fields)
            raise typer.BadParameter(f"{text!r} is no filter: write NAME=VALUE with one of {known}")
        given[name].append(value)
    try:
        return ExportQuery.model_validate({name: _value(name, values) for name, values in given.items()})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise typer.BadParameter(f"{first['loc'][0]}: {first['msg'].removeprefix('Value error, ')}") from None
    except InvalidParameter as error:
        raise typer.BadParameter(str(error)) from None


def _value(name: str, values: list[str]) -> Any:  # noqa: ANN401 (what the model takes)
    if isinstance(ExportQuery.model_fields[name].get_default(), list):
        return values
    if len(values) > 1:
        raise typer.BadParameter(f"{name} may be given only once")
    return values[0]
