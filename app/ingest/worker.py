"""Works off jobs: each is leased, its pages go through the pipeline, and its outcome is noted once.

The job that follows a change of topic rules is done batch by batch, and other jobs have their turn between.
"""

import asyncio
import contextlib
import logging
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from psycopg_pool import PoolTimeout

from app.background import in_background
from app.errors import InputError, LiveblogError, Overloaded
from app.ingest.parsers import Parsers
from app.ingest.payloads import Captured, read_payload
from app.ingest.pipeline import Delivery, Pool, ingest_page
from app.parsing.page import Limits
from app.store.jobs import finish_job, lease_job, payload_of, retry_job
from app.store.relabelling import relabel_batch
from app.store.work_tables import Job

PAUSE_SECONDS = 1.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobPolicy:
    """How long a job is one worker's, when it is tried again if there was no room for it, and how often."""

    lease: timedelta = timedelta(minutes=5)
    retry: timedelta = timedelta(seconds=5)
    attempts: int = 20
    topic_batch: int = 500
    """Entries whose topics are found anew at a time."""


class Worker:
    """Works off jobs; any number of processes may run one."""

    def __init__(self, *, pool: Pool, parsers: Parsers, limits: Limits, policy: JobPolicy | None = None) -> None:
        self._policy = policy or JobPolicy()
        self._pool = pool
        self._parsers = parsers
        self._limits = limits
        self._more = asyncio.Event()

    def running(self) -> AbstractAsyncContextManager[None]:
        """Work off jobs while the block runs."""
        return in_background(self._run())

    def wake(self) -> None:
        """There is a new job: do not wait for the next look."""
        self._more.set()

    async def _run(self) -> None:
        while True:
            try:
                worked = await self.work_once()
            except (psycopg.OperationalError, PoolTimeout) as error:
                log.warning("the worker cannot reach the database: %s", " ".join(str(error).split()))
                worked = False
            except Exception:
                # One job must not end the work on all others; its lease runs out.
                log.exception("a job could not be done")
                worked = False
            if not worked:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._more.wait(), PAUSE_SECONDS)
                self._more.clear()

    async def work_once(self) -> bool:
        """Do one job, if any is due; whether there was one."""
        async with self._pool.connection() as connection:
            job = await lease_job(connection, now=datetime.now(UTC), lease=self._policy.lease)
        if job is None:
            return False
        if job.kind == "topics" and job.attempts <= self._policy.attempts:
            async with self._pool.connection() as connection:
                await relabel_batch(connection, job, limit=self._policy.topic_batch, now=datetime.now(UTC))
            return True
        try:
            result, error = await self._do(job)
        except Overloaded as busy:
            await self._put_back(job, str(busy))
            return True
        async with self._pool.connection() as connection:
            await finish_job(connection, job, result=result, error=error, now=datetime.now(UTC))
        return True

    async def _do(self, job: Job) -> tuple[list[dict[str, Any]], str | None]:
        if job.attempts > self._policy.attempts:
            return [], f"given up after {self._policy.attempts} attempts"
        try:
            captured = read_payload(payload_of(job), sent_at=job.created_at, limits=self._limits)
        except InputError as error:
            return [], str(error)
        outcomes = [await self._ingest(page) for page in captured]
        failed = sum("error" in outcome for outcome in outcomes)
        return outcomes, f"{failed} of {len(outcomes)} pages failed" if failed == len(outcomes) else None

    async def _ingest(self, captured: Captured) -> dict[str, Any]:
        outcome: dict[str, Any] = {"url": captured.url}
        if captured.page is None:
            return outcome | {"error": captured.error, "code": "page_refused"}
        delivery = Delivery(captured.page, captured.observed_at)
        try:
            ingested = await ingest_page(delivery, pool=self._pool, parsers=self._parsers)
        except Overloaded:
            raise
        except LiveblogError as error:
            return outcome | {"error": str(error), "code": error.code, **error.facts}
        recorded = ingested.recorded
        return outcome | {
            "blog_id": str(recorded.blog_id),
            "snapshot_id": str(ingested.snapshot_id),
            "entries": {
                "created": recorded.created,
                "updated": recorded.updated,
                "unchanged": recorded.unchanged,
                "deleted": recorded.deleted,
            },
            "changes": [{**asdict(step), "entry_id": str(step.entry_id)} for step in recorded.steps],
            "warnings": list(ingested.warnings),
        }

    async def _put_back(self, job: Job, why: str) -> None:
        async with self._pool.connection() as connection:
            await retry_job(connection, job, next_at=datetime.now(UTC) + self._policy.retry, error=why)
