"""One page of a list: which rows to read, and how to hand them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import AsyncConnection

from app.store.cursor import Cursor, Place, decode, encode
from app.store.documents import instant
from app.store.freshness import State, state_question


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


class Placed(NamedTuple):
    """A row and its place in the list."""

    place: Place
    document: bytes


async def read_page(
    connection: AsyncConnection[Any], rows: str, parameters: Mapping[str, Any], *, blogs: Sequence[UUID] = ()
) -> tuple[State, list[Placed]]:
    """The rows of a statement that gives `sort_at`, `id` and `document`, and the state of these blogs or everything."""
    state, more = state_question(blogs)
    cursor = await connection.execute(_whole_page(state, rows), {**parameters, **more})
    latest_seq, tick, times, ids, documents = await cursor.fetchone() or (0, 0, None, None, None)
    places = zip((times or "").split(), (ids or "").split(), strict=True)
    lines = documents.encode().split(b"\n") if documents else []
    return State(tick or 0, latest_seq), [Placed(*placed) for placed in zip(places, lines, strict=True)]


def _whole_page(state: str, rows: str) -> str:
    """SQL: all rows in one, with the state. Taking up a row each costs more than all else that the service does.

    JSON as Postgres writes it holds no line break.
    """
    return f"""
SELECT state.*, page.*
FROM ({state}) state (latest_seq, tick), (
  SELECT string_agg({instant("row.sort_at")}, ' '), string_agg(row.id::text, ' '), string_agg(row.document, E'\\n')
  FROM ({rows}) row) page"""


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
