"""Polls watched URLs: each under a lease, so that several processes never poll one source twice."""

import asyncio
import logging
import random
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg_pool import PoolTimeout

from app.background import in_background
from app.errors import BackOff, LiveblogError
from app.fetching.client import Fetcher, Validators
from app.ingest.fetched import ingest_fetched
from app.ingest.parsers import Parsers
from app.ingest.pipeline import Pool
from app.ingest.schedule import Bounds, Outcome, plan_next, posts_per_hour
from app.parsing.page import Limits
from app.store.sources import Poll, finish_poll, lease_due
from app.store.work_tables import Source

PAUSE_SECONDS = 1.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WatchPolicy:
    """How often sources are polled, how many of them at once, and how long a source is one watcher's."""

    bounds: Bounds = field(default_factory=Bounds)
    at_once: int = 4
    lease: timedelta = timedelta(minutes=2)


class Watcher:
    """Polls what is due; any number of processes may run one."""

    def __init__(
        self,
        *,
        pool: Pool,
        parsers: Parsers,
        fetcher: Fetcher,
        limits: Limits,
        policy: WatchPolicy | None = None,
    ) -> None:
        self._pool = pool
        self._parsers = parsers
        self._fetcher = fetcher
        self._limits = limits
        self._policy = policy or WatchPolicy()
        self._chance = random.Random()  # noqa: S311 (spreads load, guards nothing)

    def running(self) -> AbstractAsyncContextManager[None]:
        """Poll what is due while the block runs."""
        return in_background(self._run())

    async def _run(self) -> None:
        await asyncio.gather(*(self._keep_polling() for _ in range(self._policy.at_once)))

    async def _keep_polling(self) -> None:
        while True:
            try:
                polled = await self.poll_once()
            except (psycopg.OperationalError, PoolTimeout) as error:
                log.warning("the watcher cannot reach the database: %s", " ".join(str(error).split()))
                polled = False
            except Exception:
                # One source must not end the watch of all others; its lease runs out.
                log.exception("a source could not be polled")
                polled = False
            if not polled:
                await asyncio.sleep(PAUSE_SECONDS)

    async def poll_once(self) -> bool:
        """Poll the source that is due longest, if any is; whether there was one."""
        async with self._pool.connection() as connection:
            source = await lease_due(connection, now=datetime.now(UTC), lease=self._policy.lease)
        if source is None or source.url is None:
            return False
        poll = await self._poll(source, source.url)
        async with self._pool.connection() as connection:
            await finish_poll(connection, source, poll)
        return True

    async def _poll(self, source: Source, url: str) -> Poll:
        started = datetime.now(UTC)
        news, ended, blog_id = 0, False, None
        validators = Validators(source.etag, source.last_modified)
        error: LiveblogError | None = None
        try:
            fetched = await self._fetcher.fetch(url, validators)
            if fetched.content is not None:
                validators = fetched.validators
                ingested = await ingest_fetched(
                    fetched, url=url, pool=self._pool, parsers=self._parsers, limits=self._limits
                )
                news = ingested.recorded.created + ingested.recorded.updated
                ended, blog_id = ingested.ended, ingested.recorded.blog_id
        except LiveblogError as caught:
            error = caught
        retry_after = error.retry_after if isinstance(error, BackOff) else None
        last_entry_at = started if news else source.last_entry_at or source.created_at
        following = plan_next(
            Outcome(news=news, ended=ended, failed=error is not None, retry_after=retry_after),
            now=datetime.now(UTC),
            interval_seconds=source.interval_seconds,
            failures=source.failures,
            last_entry_at=last_entry_at,
            bounds=self._policy.bounds,
            chance=self._chance,
        )
        hours = (started - source.last_success_at).total_seconds() / 3600 if source.last_success_at else 0.0
        return Poll(
            next_at=following.next_at,
            interval_seconds=following.interval_seconds,
            state=following.state,
            failures=following.failures,
            posts_per_hour=source.posts_per_hour if error else posts_per_hour(source.posts_per_hour, news, hours),
            blog_id=blog_id,
            last_success_at=None if error else started,
            last_error=str(error) if error else None,
            last_error_at=started if error else None,
            last_entry_at=started if news else None,
            etag=validators.etag,
            last_modified=validators.last_modified,
        )
