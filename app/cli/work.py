"""`liveblog work`: the service's background work alone, beside services that only answer."""

import asyncio
import logging

import typer

from app.api.configured import (
    delivery_policy,
    fetch_policy,
    job_policy,
    page_limits,
    parser_limits,
    post_policy,
    watch_policy,
)
from app.cli.database import shared_database
from app.cli.options import DataDir, read_settings
from app.cli.stopping import stop_told, until_stopped
from app.fetching.client import Fetcher
from app.fetching.poster import Poster
from app.ingest.parsers import Parsers
from app.ingest.watcher import Watcher
from app.ingest.worker import Worker
from app.push.hub import Hub
from app.push.webhooks import Deliverer
from app.settings import Settings
from app.store.engine import open_pool


def work_command(data_dir: DataDir = None) -> None:
    """Poll watched URLs, work off jobs and deliver webhooks, in a process of its own; run as many as you like."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    settings = read_settings(data_dir=data_dir)
    with until_stopped(), shared_database(settings) as database_url:
        typer.echo("working; Ctrl-C ends it", err=True)
        asyncio.run(_work(settings, database_url))


async def _work(settings: Settings, database_url: str) -> None:
    limits = page_limits(settings)
    opened = open_pool(
        database_url, size=settings.database_pool_size, statement_timeout_seconds=settings.statement_timeout_seconds
    )
    hub = Hub(database_url)
    async with (
        stop_told() as told,
        opened as pool,
        hub.running(),
        Parsers(parser_limits(settings)) as parsers,
        Fetcher(fetch_policy(settings)) as fetcher,
        Poster(post_policy(settings)) as poster,
        Worker(pool=pool, parsers=parsers, limits=limits, policy=job_policy(settings)).running(),
        Watcher(pool=pool, parsers=parsers, fetcher=fetcher, limits=limits, policy=watch_policy(settings)).running(),
        Deliverer(pool=pool, hub=hub, post=poster.post, policy=delivery_policy(settings)).running(),
    ):
        await told.wait()
