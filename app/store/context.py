"""What was posted around an entry in its blog."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from app.errors import NotFound
from app.store import documents

READ_CONTEXT = f"""
WITH here AS (SELECT blog_id, sort_at, id FROM entry WHERE id = %(id)s),
     near AS (
  (SELECT e.id, e.blog_id, e.sort_at, -1 AS side FROM here, entry e
   WHERE e.blog_id = here.blog_id AND (e.sort_at, e.id) < (here.sort_at, here.id) AND e.deleted_at IS NULL
   ORDER BY e.sort_at DESC, e.id DESC LIMIT %(before)s)
  UNION ALL
  (SELECT id, blog_id, sort_at, 0 FROM here)
  UNION ALL
  (SELECT e.id, e.blog_id, e.sort_at, 1 FROM here, entry e
   WHERE e.blog_id = here.blog_id AND (e.sort_at, e.id) > (here.sort_at, here.id) AND e.deleted_at IS NULL
   ORDER BY e.sort_at, e.id LIMIT %(after)s))
SELECT near.side, {documents.ENTRY}::text
FROM near JOIN entry e ON e.id = near.id AND e.blog_id = near.blog_id ORDER BY near.sort_at, near.id
"""
"""An entry, deleted or not, and its neighbours that are not."""


@dataclass(frozen=True, slots=True)
class Context:
    """JSON documents of an entry and of those posted before and after it, each in the order of posting."""

    before: list[bytes]
    entry: bytes
    after: list[bytes]


async def read_context(connection: AsyncConnection[Any], entry_id: UUID, *, before: int, after: int) -> Context:
    """Up to `before` entries posted before an entry of its blog and up to `after` after it. Raises `NotFound`."""
    cursor = await connection.execute(READ_CONTEXT, {"id": entry_id, "before": before, "after": after})
    sides: dict[int, list[bytes]] = {-1: [], 0: [], 1: []}
    for side, document in await cursor.fetchall():
        sides[side].append(document.encode())
    if not sides[0]:
        raise NotFound(f"there is no entry {entry_id}")
    return Context(sides[-1], sides[0][0], sides[1])
