"""One page of a list: which rows to read, and how to hand them out."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.store.cursor import Cursor, Place, decode, encode
from app.store.freshness import State


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows as JSON documents, and where to go on from here."""

    rows: list[bytes]
    next_cursor: str | None
    prev_cursor: str | None
    has_more: bool
    """Whether rows follow in the direction that was read."""
    state: State
    """What the list depends on, as it stood when it was read."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and its place in the list."""

    place: Place
    document: bytes


def start_of(cursor: str | None, query: bytes) -> Cursor | None:
    """Where the caller wants to go on, if anywhere. Raises `InvalidParameter`."""
    return None if cursor is None else decode(cursor, query)


def page_of(read: Sequence[Placed], *, limit: int, start: Cursor | None, query: bytes, state: State) -> Listing:
    """A page from up to `limit` + 1 rows, read in the cursor's direction away from it."""
    has_more = len(read) > limit
    rows = list(read[:limit])
    forward = start is None or start.forward
    if not forward:
        rows.reverse()
    follows = has_more if forward else True
    precedes = start is not None if forward else has_more
    return Listing(
        rows=[row.document for row in rows],
        next_cursor=encode(Cursor(rows[-1].place, forward=True), query) if rows and follows else None,
        prev_cursor=encode(Cursor(rows[0].place, forward=False), query) if rows and precedes else None,
        has_more=has_more,
        state=state,
    )
