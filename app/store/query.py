"""Lists of entries: one filter definition to SQL, newest first, with keyset cursors."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from psycopg import AsyncConnection

from app.store.filters import EntryFilter

Sort = Literal["newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: rows as JSON documents, and where to go on from here."""

    rows: list[bytes]
    next_cursor: str | None
    prev_cursor: str | None
    has_more: bool
    """Whether rows follow in the direction that was read."""
    latest_seq: int
    """The change log's end as it stood when the list was read."""


async def list_entries(
    connection: AsyncConnection[Any],
    where: EntryFilter,
    *,
    limit: int,
    cursor: str | None = None,
    sort: Sort = "newest",
) -> Listing:
    """Entries that `where` asks for. Raises `InvalidParameter` for a cursor that this query did not give."""
    raise NotImplementedError


async def get_entry(connection: AsyncConnection[Any], entry_id: UUID) -> bytes:
    """One entry, deleted or not, as a JSON document. Raises `NotFound`."""
    raise NotImplementedError
