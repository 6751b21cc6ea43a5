"""Other orders of lists than by place: by the last edit, and by how well entries match the words.

Neither order is settled: an edit moves an entry. A walk is exact for entries that are not edited meanwhile.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from app.errors import Fault, InvalidParameter
from app.store.conditions import conditions, matching
from app.store.cursor import Cursor
from app.store.filters import EntryFilter
from app.store.freshness import State, read_state
from app.store.including import Document
from app.store.listing import Placed, read_page
from app.store.ranges import Range, range_of
from app.store.text_search import read_query, read_words, search

MAX_RANKED = 1_000
"""Of more matches, the newest are ranked: each takes some 20 microseconds."""

_NORMALISED = 1
"""Divides by 1 + the logarithm of the length, so that long texts do not win by it."""


async def read_touched(
    connection: AsyncConnection[Any], where: EntryFilter, span: Range, limit: int, document: Document
) -> tuple[State, list[Placed]]:
    """Entries by `updated_at` or, where they have none, by place. Raises `InvalidParameter` for `as_of`."""
    _refuse_as_of(where, "by the last edit")
    found = matching(where, await read_query(connection, where))
    touched = "coalesce(e.updated_at, e.sort_at)"
    statement = f"""
SELECT {touched} AS sort_at, e.id, {document.sql}::text AS document FROM entry e
WHERE {span.within(touched, "e.id")} AND {found.joined}
ORDER BY {span.order(touched, "e.id")} LIMIT %(limit)s"""
    parameters = found.parameters | span.parameters | document.parameters | {"limit": limit}
    return await read_page(connection, statement, parameters, blogs=where.blog_id)


async def read_ranked(
    connection: AsyncConnection[Any], where: EntryFilter, start: Cursor | None, limit: int, document: Document
) -> tuple[State, list[Placed]]:
    """The best matches of `q` among the `MAX_RANKED` newest, in the cursor's direction away from it.

    The cursor holds the ends of what the first page ranked, so that entries that come later move nobody across pages.
    Raises `InvalidParameter` without `q`, and for `as_of`.
    """
    _refuse_as_of(where, "by relevance")
    if where.q is None:
        raise _refusal("relevance is that to a q: give one")
    span = _span_of(where, start)
    state = await read_state(connection, blogs=where.blog_id)
    found = conditions(where)
    found.add_query(await read_query(connection, where))
    found.parameters |= {"ranked_by": await read_words(connection, where.q, where.language)}
    rank = f"ts_rank(e.search, %(ranked_by)s::tsquery, {_NORMALISED})"
    matches = await search(connection, found, span, MAX_RANKED, rank)
    if not matches:
        return state, []
    ends = " ".join(f"{at.isoformat()} {entry_id}" for at, entry_id, _ in (matches[-1], matches[0]))
    ordered = sorted(((rank, entry_id) for _, entry_id, rank in matches), reverse=True)
    if start is not None:
        here = float(str(start.place[0]).split(" ", 1)[0]), UUID(start.place[1])
        ordered = [each for each in ordered if (each < here if start.forward else each > here)]
        if not start.forward:
            ordered.reverse()
    page = ordered[:limit]
    texts = await _documents(connection, [entry_id for _, entry_id in page], document)
    return state, [
        Placed((f"{rank!r} {ends}", str(entry_id)), texts[entry_id]) for rank, entry_id in page if entry_id in texts
    ]


def _span_of(where: EntryFilter, start: Cursor | None) -> Range:
    if start is None:
        return range_of(where.published_after, where.published_before, None, newest_first=True)
    _, lower_at, lower_id, upper_at, upper_id = str(start.place[0]).split(" ")
    upper = UUID(int=min(UUID(upper_id).int + 1, 2**128 - 1))
    return Range(
        (datetime.fromisoformat(lower_at), UUID(lower_id)), (datetime.fromisoformat(upper_at), upper), descending=True
    )


async def _documents(connection: AsyncConnection[Any], ids: list[UUID], document: Document) -> dict[UUID, bytes]:
    cursor = await connection.execute(
        f"SELECT e.id, {document.sql}::text FROM entry e WHERE e.id = ANY(%(ids)s)",
        document.parameters | {"ids": ids},
    )
    return {entry_id: text.encode() for entry_id, text in await cursor.fetchall()}


def _refuse_as_of(where: EntryFilter, order: str) -> None:
    if where.as_of is not None:
        raise _refusal(f"{order} is the present one: it cannot be combined with as_of")


def _refusal(message: str) -> InvalidParameter:
    return InvalidParameter(f"sort {message}", faults=[Fault("query", "sort", message)])
