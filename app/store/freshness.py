"""Whether what readers were given still stands, told by one look-up.

A tick is a number that rises with every recording, also with one that only notes that a page was seen again. Each blog
has one, raised while its row is locked; what spans blogs goes by the sum of `SHARDS` more, of which a recording raises
one in its own transaction. Their sum is larger whenever one more recording can be seen, in whatever order they commit;
a single counter would say the same, but would make all writers wait for each other.

Ticks are microseconds since 1970 or, where the clock went back, one more than before: so they tell when a blog was last
written, and do not come again after a database is restored from a backup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, AsyncCursor

SHARDS = 16
NEXT_TICK = "greatest({tick} + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)"
RAISE_SHARD = f"UPDATE freshness SET tick = {NEXT_TICK.format(tick='freshness.tick')}"
"""To be followed by the row's condition."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_READ = "SELECT last_seq, ({ticks})::bigint FROM change_counter"
_OF_ALL = _READ.format(ticks="SELECT sum(tick) FROM freshness")
_OF_BLOGS = _READ.format(ticks="SELECT sum(tick) FROM blog WHERE id = ANY(%(blogs)s::uuid[])")
_OF_ENTRY = _READ.format(
    ticks="SELECT b.tick FROM entry e JOIN blog b ON b.id = e.blog_id WHERE e.id = %(entry)s LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class State:
    """What an answer depends on, as it stood before the answer was read."""

    tick: int
    """The same as long as nothing was recorded; 0 when there is nothing."""
    latest_seq: int
    """The change log's end."""

    @property
    def modified_at(self) -> datetime:
        """When one blog was last written; means nothing for several."""
        return _EPOCH + timedelta(microseconds=self.tick)


def shard_of(blog_id: UUID) -> int:
    """Which of the shards a blog's recordings raise."""
    return blog_id.int % SHARDS


async def read_state(
    connection: AsyncConnection[Any], *, blogs: Sequence[UUID] = (), entry: UUID | None = None
) -> State:
    """The state of these blogs, of the blog of this entry, or of everything."""
    return await state_in(await ask_state(connection, blogs=blogs, entry=entry))


async def ask_state(
    connection: AsyncConnection[Any], *, blogs: Sequence[UUID] = (), entry: UUID | None = None
) -> AsyncCursor[Any]:
    """The question alone, for a pipeline: ask before reading what depends on the state, or a change may be missed."""
    if entry is not None:
        return await connection.execute(_OF_ENTRY, {"entry": entry})
    return await connection.execute(*state_question(blogs))


def state_question(blogs: Sequence[UUID] = ()) -> tuple[str, dict[str, Any]]:
    """SQL and parameters of the change log's end and the tick of these blogs, or of everything."""
    return (_OF_BLOGS, {"blogs": list(blogs)}) if blogs else (_OF_ALL, {})


async def state_in(cursor: AsyncCursor[Any]) -> State:
    """The answer."""
    latest_seq, tick = await cursor.fetchone() or (0, 0)
    return State(tick or 0, latest_seq)
