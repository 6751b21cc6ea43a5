"""The change log: every creation, edit and deletion of an entry, numbered by `seq`.

A sequence would number changes in the order in which transactions ask and not in which they commit: a reader at 7 would
miss a 6 that commits later. So `seq` comes from one counter row that a transaction updates as its last act. The row's
lock is held until commit, and Postgres shows a commit to new readers before it lets the lock go: changes become visible
in the order of `seq`, a transaction that fails takes its numbers back, and the log has no gaps.
The price is that commits of changes queue up; unchanged pages write no change and do not queue.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, AsyncCursor

from app.store.tables import ChangeKind

CHANNEL = "liveblog_changes"
"""NOTIFY on this channel carries the log's last `seq`, once the change is committed."""

APPEND_CHANGES = """
WITH counter AS (
  UPDATE change_counter SET last_seq = last_seq + %(count)s RETURNING last_seq
), appended AS (
  INSERT INTO change (seq, kind, blog_id, entry_id, version, at, recorded_at)
  SELECT counter.last_seq - %(count)s + c.n, c.kind, %(blog_id)s, c.entry_id, c.version, %(at)s, clock_timestamp()
  FROM counter, unnest(%(kinds)s::text[], %(entry_ids)s::uuid[], %(versions)s::int[])
                WITH ORDINALITY AS c(kind, entry_id, version, n)
)
SELECT last_seq, pg_notify(%(channel)s, last_seq::text) FROM counter
"""
"""Number the changes and let readers know of them on commit."""


async def append_changes(
    connection: AsyncConnection[Any], blog_id: UUID, changes: Sequence[tuple[ChangeKind, UUID, int]], *, at: datetime
) -> AsyncCursor[Any]:
    """Append (kind, entry, version) to the log; the cursor's row holds the last `seq`. The last act before commit."""
    return await connection.execute(
        APPEND_CHANGES,
        {
            "count": len(changes),
            "blog_id": blog_id,
            "at": at,
            "kinds": [kind for kind, _, _ in changes],
            "entry_ids": [entry_id for _, entry_id, _ in changes],
            "versions": [version for _, _, version in changes],
            "channel": CHANNEL,
        },
    )
