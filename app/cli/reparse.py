"""`liveblog reparse`: today's parser over stored snapshots."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.api.configured import page_limits, parser_limits
from app.cli.database import shared_database
from app.cli.options import DataDir, read_settings
from app.cli.pages import observed
from app.errors import InputError
from app.ingest.parsers import Parsers
from app.ingest.pipeline import Pool
from app.ingest.reparsing import Reparsed, reparse
from app.settings import Settings
from app.store.engine import open_pool
from app.store.snapshots import SnapshotFilter, count_snapshots, list_snapshots

BATCH = 100
COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


def reparse_command(
    blog: Annotated[UUID | None, typer.Option(help="Snapshots of this blog.")] = None,
    since: Annotated[str | None, typer.Option(help="Snapshots observed at or after this ISO 8601 instant.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All snapshots.")] = False,  # noqa: FBT002 (a flag)
    dry_run: Annotated[bool, typer.Option(help="Only tell what would change.")] = False,  # noqa: FBT002 (a flag)
    data_dir: DataDir = None,
) -> None:
    """Read stored pages again with today's parser; tell and record what comes out differently, entry by entry."""
    if everything == bool(blog or since):
        raise typer.BadParameter("name what to read: --blog, --since or both, or --all")
    settings = read_settings(data_dir=data_dir)
    where = SnapshotFilter(blog_id=blog, since=observed(since))
    with shared_database(settings) as database_url:
        asyncio.run(_reparse(where, settings, database_url, dry_run=dry_run))


async def _reparse(where: SnapshotFilter, settings: Settings, database_url: str, *, dry_run: bool) -> None:
    limits = page_limits(settings)
    opened = open_pool(
        database_url, size=settings.database_pool_size, statement_timeout_seconds=settings.statement_timeout_seconds
    )
    different = failed = 0
    with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as bar:
        async with opened as pool, Parsers(parser_limits(settings)) as parsers:
            async with pool.connection() as connection:
                total = await count_snapshots(connection, where)
            task = bar.add_task("snapshots", total=total)
            async for snapshot_id, observed_at in _walk(pool, where):
                try:
                    done = await reparse(snapshot_id, pool=pool, parsers=parsers, limits=limits, dry_run=dry_run)
                except InputError as error:
                    failed += 1
                    bar.console.print(f"{snapshot_id} of {observed_at:%Y-%m-%d %H:%M}: {error}", highlight=False)
                else:
                    different += _tell(done)
                bar.advance(task)
    would = "would change" if dry_run else "changed"
    typer.echo(f"{total} snapshots read: {different} entries {would}, {failed} pages hold no blog or cannot be parsed")


async def _walk(pool: Pool, where: SnapshotFilter) -> AsyncIterator[tuple[UUID, datetime]]:
    after: UUID | None = None
    while True:
        async with pool.connection() as connection:
            batch = await list_snapshots(connection, where, limit=BATCH, after=after)
        for snapshot in batch:
            yield snapshot.id, snapshot.observed_at
        if len(batch) < BATCH:
            return
        after = batch[-1].id


def _tell(done: Reparsed) -> int:
    for row in done.differences:
        what = f"{row['kind']} ({', '.join(row['changed'])})" if row["changed"] else row["kind"]
        typer.echo(f"{row['entry_id']}  {what}  {row['title'] or ''}")
    return len(done.differences)
