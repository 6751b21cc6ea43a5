"""What handlers are given: settings, a database connection, the parsers."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, Request
from psycopg import AsyncConnection

from app.api.configured import page_limits
from app.fetching.client import Fetcher
from app.fetching.poster import Poster
from app.ingest.parsers import Parsers
from app.ingest.pipeline import Pool
from app.ingest.worker import Worker
from app.parsing.page import Limits
from app.push.follow import Follower
from app.push.hub import Hub
from app.push.streams import Streams
from app.settings import Settings


async def get_settings(request: Request) -> Settings:
    """The settings the app was made with."""
    settings: Settings = request.app.state.settings
    return settings


async def get_pool(request: Request) -> Pool:
    """The pool of database connections."""
    pool: Pool = request.app.state.pool
    return pool


async def get_parsers(request: Request) -> Parsers:
    """The parser processes."""
    parsers: Parsers = request.app.state.parsers
    return parsers


async def get_connection(pool: Annotated[Pool, Depends(get_pool)]) -> AsyncIterator[AsyncConnection[Any]]:
    """A connection for this request; what it did is committed at the end, or undone after an error."""
    async with pool.connection() as connection:
        yield connection


async def get_limits(settings: Annotated[Settings, Depends(get_settings)]) -> Limits:
    """How large and how complex a page may be."""
    return page_limits(settings)


async def get_hub(request: Request) -> Hub:
    """What wakes those who wait for changes."""
    hub: Hub = request.app.state.hub
    return hub


async def get_follower(request: Request) -> Follower:
    """What follows the change log."""
    follower: Follower = request.app.state.follower
    return follower


async def get_streams(request: Request) -> Streams:
    """The streams that are open."""
    streams: Streams = request.app.state.streams
    return streams


async def get_worker(request: Request) -> Worker:
    """What works off jobs."""
    worker: Worker = request.app.state.worker
    return worker


async def get_fetcher(request: Request) -> Fetcher:
    """What fetches pages from URLs."""
    fetcher: Fetcher = request.app.state.fetcher
    return fetcher


async def get_poster(request: Request) -> Poster:
    """What sends messages to URLs."""
    poster: Poster = request.app.state.poster
    return poster


SettingsDep = Annotated[Settings, Depends(get_settings)]
PoolDep = Annotated[Pool, Depends(get_pool)]
ParsersDep = Annotated[Parsers, Depends(get_parsers)]
Connection = Annotated[AsyncConnection[Any], Depends(get_connection, scope="function")]
FollowerDep = Annotated[Follower, Depends(get_follower)]
StreamsDep = Annotated[Streams, Depends(get_streams)]
HubDep = Annotated[Hub, Depends(get_hub)]
WorkerDep = Annotated[Worker, Depends(get_worker)]
FetcherDep = Annotated[Fetcher, Depends(get_fetcher)]
PosterDep = Annotated[Poster, Depends(get_poster)]
LimitsDep = Annotated[Limits, Depends(get_limits)]
