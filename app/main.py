"""create_app(): the one place where the parts meet."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from importlib.metadata import version

from fastapi import FastAPI

from app.api import (
    authors,
    blogs,
    changes,
    entries,
    entry_lists,
    export,
    feeds,
    health,
    ingest,
    jobs,
    metrics,
    parse,
    problems,
    revisions,
    snapshots,
    sources,
    stats,
    stream,
    topic_rules,
    topics,
    validity,
    webhooks,
    webhooks_in,
)
from app.api.codings import Codings
from app.api.conditional import Conditional
from app.api.configured import (
    delivery_policy,
    fetch_policy,
    job_policy,
    page_limits,
    parser_limits,
    post_policy,
    watch_policy,
)
from app.api.cors import Cors
from app.api.envelope import Envelope
from app.api.head import Head
from app.api.idempotency import Idempotency
from app.api.kept_answers import KeptAnswers
from app.api.measures import Measured, Measures
from app.api.rate_limit import RateLimit
from app.api.service import Service
from app.api.webhooks_in import JSON_FACTOR
from app.dashboard import page
from app.errors import ConfigurationError
from app.fetching.client import Fetcher
from app.fetching.poster import Poster
from app.ingest.parsers import Parsers
from app.ingest.pending import reading_pending
from app.ingest.samples import load_samples
from app.ingest.watcher import Watcher
from app.ingest.worker import Worker
from app.push.follow import Follower
from app.push.hub import Hub
from app.push.streams import Streams
from app.push.webhooks import Deliverer
from app.settings import Settings
from app.store.engine import open_pool

PARTS = (
    *(
        entry_lists,
        entries,
        revisions,
        export,
        blogs,
        feeds,
        authors,
        topics,
        topic_rules,
        stats,
        changes,
        stream,
        webhooks,
    ),
    *(ingest, parse, webhooks_in, jobs, sources, snapshots),
    *(health, metrics, page),
)
DESCRIPTION = """
Entries of live blogs, filtered by author, time and topic, with every version of every entry and its evidence.

Errors are RFC 9457 problem documents; lists carry cursors and RFC 8288 links; times are RFC 3339 in UTC.

What is read has an ETag: send it as `If-None-Match`, and 304 tells that what you have still stands. GET has its HEAD.
"""
TAGS = [
    {"name": "entries", "description": "Posts of live blogs: start here."},
    {"name": "blogs", "description": "The live blogs that entries belong to."},
    {"name": "feeds", "description": "A blog in the formats of feed readers, search engines and people."},
    {"name": "authors", "description": "Who signed how many entries."},
    {"name": "topics", "description": "What entries are about, and rules of your own for it."},
    {"name": "stats", "description": "Counts of entries, by what they have and over time."},
    {"name": "changes", "description": "Everything that happened to entries, in order."},
    {"name": "webhooks", "description": "Changes sent to programs, signed."},
    {"name": "ingest", "description": "Pages in."},
    {"name": "sources", "description": "Where pages come from again and again."},
    {"name": "snapshots", "description": "Pages as they were stored."},
    {"name": "health", "description": "Whether the service works."},
]


def create_app(settings: Settings, *, with_samples: bool = False) -> FastAPI:
    """The service over the migrated database that `settings` names; it connects when it starts.

    `with_samples` fills an empty database with the sample blogs before the first request is answered.
    """
    if settings.database_url is None:
        raise ConfigurationError(
            "the service needs a database_url; `liveblog serve` starts embedded Postgres and has one"
        )
    database_url = settings.database_url.get_secret_value()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        pool = open_pool(
            database_url,
            size=settings.database_pool_size,
            statement_timeout_seconds=settings.statement_timeout_seconds,
        )
        async with AsyncExitStack() as stack:
            limits = page_limits(settings)
            app.state.pool = await stack.enter_async_context(pool)
            app.state.parsers = await stack.enter_async_context(Parsers(parser_limits(settings)))
            await stack.enter_async_context(app.state.hub.running())
            app.state.follower = Follower(app.state.pool, app.state.hub)
            app.state.streams = Streams(settings.max_streams)
            app.state.fetcher = await stack.enter_async_context(Fetcher(fetch_policy(settings)))
            app.state.poster = await stack.enter_async_context(Poster(post_policy(settings)))
            app.state.worker = Worker(
                pool=app.state.pool, parsers=app.state.parsers, limits=limits, policy=job_policy(settings)
            )
            if with_samples:
                await load_samples(app.state.pool, app.state.parsers)
            if settings.run_workers:
                await stack.enter_async_context(reading_pending(app.state.pool, app.state.parsers, limits))
                await stack.enter_async_context(app.state.worker.running())
                watcher = Watcher(
                    pool=app.state.pool,
                    parsers=app.state.parsers,
                    fetcher=app.state.fetcher,
                    limits=limits,
                    policy=watch_policy(settings),
                )
                await stack.enter_async_context(watcher.running())
                deliverer = Deliverer(
                    pool=app.state.pool,
                    hub=app.state.hub,
                    post=app.state.poster.post,
                    policy=delivery_policy(settings),
                )
                await stack.enter_async_context(deliverer.running())
            yield

    app = Service(
        title="Liveblog API",
        version=version("liveblog-api"),
        description=DESCRIPTION,
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.answers = KeptAnswers(settings.kept_answer_bytes)
    app.state.measures = Measures()
    app.state.hub = Hub(database_url)
    for part in PARTS:
        app.include_router(part.routes)
    app.add_middleware(
        Idempotency,
        max_body=settings.max_page_bytes * JSON_FACTOR,
        kept=timedelta(hours=settings.idempotency_hours),
    )
    app.add_middleware(Conditional)
    if settings.compress:
        app.add_middleware(Codings)
    if settings.rate_limit_per_minute:
        app.add_middleware(RateLimit, per_minute=settings.rate_limit_per_minute, clients=settings.rate_limit_clients)
    app.add_middleware(Head)
    if settings.cors_origins:
        app.add_middleware(Cors, origins=settings.cors_origins)
    app.add_middleware(Envelope)
    app.add_middleware(Measured, measures=app.state.measures)
    problems.install(app)
    validity.install(app)
    return app
