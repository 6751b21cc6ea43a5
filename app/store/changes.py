"""The change log: every creation, edit and deletion of an entry, numbered by `seq`.

A sequence would number changes in the order in which transactions ask and not in which they commit: a reader at 7 would
miss a 6 that commits later. So `seq` comes from one counter row that a transaction updates as its last act. The row's
lock is held until commit, and Postgres shows a commit to new readers before it lets the lock go: changes become visible
in the order of `seq`, a transaction that fails takes its numbers back, and the log has no gaps.
The price is that commits of changes queue up; unchanged pages write no change and do not queue.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, AsyncCursor

from app.store import documents
from app.store.conditions import Conditions, matching
from app.store.filters import EntryFilter
from app.store.tables import ChangeKind
from app.store.text_search import read_query

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


SCANNED_AT_ONCE = 10_000
"""Changes looked at in one read, so that a filter that matches little keeps no one waiting."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the log, as readers get it."""

    seq: int
    kind: ChangeKind
    document: bytes
    """`{"seq", "kind", "blog_id", "entry_id", "version", "at", "recorded_at", "entry"}`: the entry as it is now."""


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Changes in the order of `seq`, and where to go on."""

    changes: list[Change]
    next_since: int
    """All changes up to this one were looked at."""
    latest_seq: int
    has_more: bool

    @property
    def rows(self) -> list[bytes]:
        """The documents of the changes."""
        return [change.document for change in self.changes]


async def read_latest_seq(connection: AsyncConnection[Any]) -> int:
    """The `seq` of the last change; 0 while there is none."""
    cursor = await connection.execute(documents.LATEST_SEQ)
    row = await cursor.fetchone()
    return row[0] if row else 0


async def read_changes(
    connection: AsyncConnection[Any], *, since: int, limit: int, where: EntryFilter | None = None
) -> ChangePage:
    """Changes after `since` of entries that `where` asks for, deleted ones too, or only these if it asks so."""
    found = Conditions()
    if where is not None and where != EntryFilter():
        where = replace(where, deleted="only" if where.deleted == "only" else "include")
        found = matching(where, await read_query(connection, where))
    # OFFSET 0 keeps each change's entry a look-up of its own, so that reading stops as soon as the page is full.
    statement = f"""
SELECT c.seq, c.kind, {documents.CHANGE_WITH_ENTRY}::text
FROM change c CROSS JOIN LATERAL (
  SELECT * FROM entry e WHERE e.id = c.entry_id AND e.blog_id = c.blog_id AND {found.joined} OFFSET 0
) e
WHERE c.seq > %(since)s AND c.seq <= %(until)s
ORDER BY c.seq LIMIT %(limit)s"""
    until = since + SCANNED_AT_ONCE
    async with connection.pipeline():
        latest = await connection.execute(documents.LATEST_SEQ)
        read = await connection.execute(
            statement, found.parameters | {"since": since, "until": until, "limit": limit + 1}
        )
        latest_seq: int = (await latest.fetchone() or (0,))[0]
        rows = await read.fetchall()
    cut = len(rows) > limit
    # The log may have grown between the two statements: what was not there at the first is left to the next read.
    shown = [Change(seq, kind, document.encode()) for seq, kind, document in rows[:limit] if seq <= latest_seq]
    looked_at = shown[-1].seq if cut and shown else max(since, min(until, latest_seq))
    return ChangePage(
        changes=shown,
        next_since=looked_at,
        latest_seq=latest_seq,
        has_more=looked_at < latest_seq,
    )
