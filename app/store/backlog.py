"""What waits in the database, in one statement that looks at indexes and small tables alone."""

from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import class_row

BACKLOG = """
SELECT (SELECT last_seq FROM change_counter) AS changes,
       waiting.jobs, waiting.oldest_job_seconds,
       (SELECT coalesce(jsonb_object_agg(state, count), '{}')
        FROM (SELECT state, count(*) FROM source GROUP BY state) AS counted) AS sources,
       (SELECT coalesce(jsonb_object_agg(state, count), '{}')
        FROM (SELECT state, count(*) FROM subscription GROUP BY state) AS counted) AS subscriptions
FROM (SELECT count(*) AS jobs, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float AS oldest_job_seconds
      FROM job WHERE status = 'queued') AS waiting
"""


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much has been recorded, and what waits to be."""

    changes: int
    """The `seq` of the latest change."""
    jobs: int
    """Deliveries that were taken and not yet read."""
    oldest_job_seconds: float
    sources: dict[str, int]
    """How many by state."""
    subscriptions: dict[str, int]


async def read_backlog(connection: AsyncConnection[Any]) -> Backlog:
    """The backlog as it is now."""
    async with connection.cursor(row_factory=class_row(Backlog)) as cursor:
        (backlog,) = await (await cursor.execute(BACKLOG)).fetchall()
    return backlog
