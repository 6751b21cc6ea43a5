"""Jobs: accepted with a delivery in one transaction, leased to one worker at a time, finished once."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import zstandard
from psycopg import AsyncConnection
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from app.errors import NotFound
from app.store.work_tables import Job

ACCEPT = """
WITH delivered AS (
  INSERT INTO delivery (source_id, webhook_id, job_id, received_at)
  VALUES (%(source_id)s, %(webhook_id)s, %(job_id)s, %(now)s)
  ON CONFLICT (source_id, webhook_id) DO NOTHING
  RETURNING job_id
), queued AS (
  INSERT INTO job (id, source_id, payload, created_at, next_at)
  SELECT job_id, %(source_id)s, %(payload)s, %(now)s, %(now)s FROM delivered
)
SELECT job_id FROM delivered
"""
"""Take a webhook and queue its job, unless it was taken before."""

LEASE_JOB = """
UPDATE job SET lease_until = %(until)s, fence = fence + 1, attempts = attempts + 1
WHERE id = (
  SELECT id FROM job
  WHERE status = 'queued' AND next_at <= %(now)s AND (lease_until IS NULL OR lease_until <= %(now)s)
  ORDER BY next_at, created_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING *
"""
"""Take the job that waits longest, until the lease ends."""

FINISH_JOB = """
UPDATE job SET status = %(status)s, result = %(result)s, error = %(error)s, finished_at = %(now)s, lease_until = NULL,
               payload = ''
WHERE id = %(id)s AND fence = %(fence)s AND status = 'queued'
RETURNING id
"""
"""Note a job's outcome; only the holder of the latest lease may. Its pages are kept as snapshots."""

RETRY_JOB = """
UPDATE job SET next_at = %(next_at)s, error = %(error)s, lease_until = NULL
WHERE id = %(id)s AND fence = %(fence)s AND status = 'queued'
"""
"""Put a job back for later."""


async def accept_delivery(
    connection: AsyncConnection[Any], source_id: UUID, webhook_id: str, body: bytes, *, now: datetime
) -> tuple[UUID, bool]:
    """The job of a webhook, and whether it is new; its retries find the first one."""
    cursor = await connection.execute(
        ACCEPT,
        {
            "source_id": source_id,
            "webhook_id": webhook_id,
            "job_id": uuid4(),
            "payload": zstandard.compress(body),
            "now": now,
        },
    )
    row = await cursor.fetchone()
    if row:
        return row[0], True
    # In a statement of its own: one that conflicted with a transaction under way does not see what that one wrote.
    cursor = await connection.execute(
        "SELECT job_id FROM delivery WHERE source_id = %s AND webhook_id = %s", (source_id, webhook_id)
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound("the source was deleted meanwhile")
    return row[0], False


async def get_job(connection: AsyncConnection[Any], job_id: UUID) -> Job:
    """A job. Raises `NotFound`."""
    async with connection.cursor(row_factory=class_row(Job)) as cursor:
        await cursor.execute("SELECT * FROM job WHERE id = %s", (job_id,))
        row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"there is no job {job_id}")
    return row


async def lease_job(connection: AsyncConnection[Any], *, now: datetime, lease: timedelta) -> Job | None:
    """The job that is due, leased to the caller, or None when none is."""
    async with connection.cursor(row_factory=class_row(Job)) as cursor:
        await cursor.execute(LEASE_JOB, {"now": now, "until": now + lease})
        return await cursor.fetchone()


def payload_of(job: Job) -> bytes:
    """The body that the job was accepted with."""
    return zstandard.decompress(job.payload)


async def finish_job(
    connection: AsyncConnection[Any],
    job: Job,
    *,
    result: list[dict[str, Any]],
    error: str | None,
    now: datetime,
) -> bool:
    """Note a job's outcome, `failed` when there is an error; False when the lease was lost meanwhile."""
    cursor = await connection.execute(
        FINISH_JOB,
        {
            "id": job.id,
            "fence": job.fence,
            "status": "failed" if error else "done",
            "result": Jsonb(result),
            "error": error,
            "now": now,
        },
    )
    return await cursor.fetchone() is not None


async def retry_job(connection: AsyncConnection[Any], job: Job, *, next_at: datetime, error: str) -> None:
    """Put a job back for later, with why."""
    await connection.execute(RETRY_JOB, {"id": job.id, "fence": job.fence, "next_at": next_at, "error": error})
