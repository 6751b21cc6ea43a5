"""`liveblog ingest`: pages from files, folders, archives or the web into the database."""

import asyncio
from itertools import chain
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.api.configured import fetch_policy, page_limits, parser_limits
from app.cli.database import shared_database
from app.cli.options import DataDir, read_settings
from app.errors import LiveblogError
from app.fetching.client import Fetcher
from app.ingest.bulk import Summary, ingest_all
from app.ingest.fetched import fetch_news
from app.ingest.parsers import Parsers
from app.ingest.sources import Found, find_pages
from app.settings import Settings
from app.store.engine import Pool, open_pool

SOME_FAILED = 1
WEB = ("http://", "https://")
COLUMNS = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())


def ingest_command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="FILE...|URL", help="Files, folders, globs, - , NDJSON of pages, WARC archives, URLs."),
    ],
    data_dir: DataDir = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that parse.", show_default="2")] = None,
) -> None:
    """Store pages and record their entries; pages that were ingested before are skipped. Exit status 1: some failed."""
    settings = read_settings(data_dir=data_dir, parse_workers=workers)
    with shared_database(settings) as database_url:
        summary = asyncio.run(_ingest(sources, settings, database_url))
    _report(summary)
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


async def _ingest(sources: list[str], settings: Settings, database_url: str) -> Summary:
    limits = page_limits(settings)
    pool = open_pool(
        database_url, size=settings.database_pool_size, statement_timeout_seconds=settings.statement_timeout_seconds
    )
    with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("pages", total=None)
        async with pool as connections, Parsers(parser_limits(settings)) as parsers:
            return await ingest_all(
                chain(
                    await _fetched(sources, settings, connections),
                    find_pages(_files(sources), max_bytes=limits.max_bytes),
                ),
                pool=connections,
                parsers=parsers,
                limits=limits,
                at_once=settings.parse_workers * 2,
                on_page=lambda summary: bar.update(task, completed=summary.pages),
            )


def _files(sources: list[str]) -> list[str]:
    return [source for source in sources if not source.startswith(WEB)]


async def _fetched(sources: list[str], settings: Settings, pool: Pool) -> list[Found]:
    found: list[Found] = []
    urls = [source for source in sources if source.startswith(WEB)]
    if not urls:
        return found
    async with Fetcher(fetch_policy(settings)) as fetcher:
        for url in urls:
            try:
                page = await fetch_news(url, fetcher=fetcher, pool=pool)
            except LiveblogError as error:
                found.append(Found(url, error=str(error)))
            else:
                found.append(Found(url, page.content or b"", page.final_url, page.fetched_at, page.content_type))
    return found


def _report(summary: Summary) -> None:
    entries = ", ".join(f"{count} {name}" for name, count in summary.entries.items()) or "none"
    pages = "1 page" if summary.pages == 1 else f"{summary.pages} pages"
    typer.echo(f"{pages}: {summary.skipped} ingested before, {summary.without_blog} without a live blog")
    typer.echo(f"entries: {entries}")
    for name, reason in summary.failed:
        typer.echo(f"liveblog: {name}: {reason}", err=True)
