"""Entries as they stood at an instant: each in the state that was valid then.

A state is either the present one, in `entry`, or one that another has superseded since, in `entry_revision`. Present
states are read as ever; those that have been superseded since, and those few whose time lay ahead of the page that
showed them, are read here. Each is found by the words and labels that it had.
"""

from datetime import datetime, timedelta
from typing import Any

from psycopg import AsyncConnection

from app.store.conditions import Conditions, conditions
from app.store.filters import EntryFilter
from app.store.groups import groups
from app.store.including import Document
from app.store.places import AHEAD, latest_place
from app.store.ranges import Range
from app.store.tables import REVISION_VALID
from app.store.window import EARLIEST, LATEST

_NEXT = timedelta(microseconds=1)
_VALID = REVISION_VALID.replace("version_at", "r.version_at").replace("superseded_at", "r.superseded_at")

Row = tuple[datetime, Any, str]
"""Place, id and document."""


def until(at: datetime, span: Range) -> Range:
    """What of a range does not lie ahead of an instant."""
    return span.cut(EARLIEST, at + _NEXT) if at < LATEST - AHEAD else span


async def read_other_states(  # noqa: PLR0913, PLR0917 (what a list is made of)
    connection: AsyncConnection[Any],
    where: EntryFilter,
    query: list[str],
    span: Range,
    limit: int,
    document: Document,
) -> list[Row]:
    """Up to `limit` states valid at `where.as_of` that are superseded, and as many that lay ahead of it.

    `query` is the filter's words and groups for the search index.
    """
    at = where.as_of or LATEST
    valid = f"{_VALID} @> %(as_of)s::timestamptz"
    source = "entry_revision r CROSS JOIN LATERAL jsonb_populate_record(NULL::entry, r.content) e"
    found = _conditions(where, query, "r")
    rows = await _read(connection, source, ("r.sort_at", "r.entry_id"), found, valid, span, limit, document)
    if at < LATEST - AHEAD:
        ahead = span.cut(at + _NEXT, latest_place(at) + _NEXT)
        found = _conditions(where, query, "e")
        early = "e.sort_at > e.version_at"
        rows += await _read(connection, "entry e", ("e.sort_at", "e.id"), found, early, ahead, limit, document)
    return rows


def _conditions(where: EntryFilter, query: list[str], row: str) -> Conditions:
    found = conditions(where)
    found.add_groups(groups(where))
    found.add_query(query, row)
    return found


async def _read(  # noqa: PLR0913, PLR0917 (the parts of a statement)
    connection: AsyncConnection[Any],
    source: str,
    place: tuple[str, str],
    found: Conditions,
    among: str,
    span: Range,
    limit: int,
    document: Document,
) -> list[Row]:
    cursor = await connection.execute(
        f"""SELECT {place[0]}, {place[1]}, {document.sql}::text FROM {source}
            WHERE {among} AND {found.joined} AND {span.within(*place)}
            ORDER BY {span.order(*place)} LIMIT %(limit)s""",
        found.parameters | span.parameters | document.parameters | {"limit": limit},
    )
    return await cursor.fetchall()
