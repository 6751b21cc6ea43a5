"""Lists of authors and topics with the number of their entries, the most frequent first."""

from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection

from app.store.cursor import Cursor
from app.store.filters import EntryFilter
from app.store.freshness import ask_state, state_in
from app.store.listing import Listing, Placed, page_of, start_of
from app.store.stats import Facet, facet_counts


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of label: its table and its JSON document."""

    table: Facet
    document: str


_AUTHORS = _Kind("author", "json_build_object('name', n.name, 'slug', n.slug, 'entries', c.entries)")
_TOPICS = _Kind(
    "topic",
    "json_build_object('name', n.name, 'slug', n.slug, 'source', n.source, 'entries', c.entries)",
)


async def list_authors(
    connection: AsyncConnection[Any], where: EntryFilter, *, limit: int, cursor: str | None = None
) -> Listing:
    """Who signed the entries that `where` asks for: `{"name", "slug", "entries"}` each."""
    return await _list(connection, _AUTHORS, where, limit, cursor)


async def list_topics(
    connection: AsyncConnection[Any], where: EntryFilter, *, limit: int, cursor: str | None = None
) -> Listing:
    """What the entries that `where` asks for are about: `{"name", "slug", "source", "entries"}` each."""
    return await _list(connection, _TOPICS, where, limit, cursor)


async def _list(
    connection: AsyncConnection[Any], kind: _Kind, where: EntryFilter, limit: int, cursor: str | None
) -> Listing:
    query = f"{kind.table} ".encode() + where.canonical()
    start = start_of(cursor, query)
    counts, parameters = await facet_counts(connection, kind.table, where)
    following, order = _following(start)
    statement = f"""
SELECT c.entries, c.slug, {kind.document}::text
FROM ({counts}) c JOIN {kind.table} n USING (slug)
WHERE {following} ORDER BY {order} LIMIT %(limit)s"""
    if start is not None:
        parameters |= {"start_entries": start.place[0], "start_slug": start.place[1]}
    async with connection.pipeline():
        asked = await ask_state(connection)
        read = await connection.execute(statement, parameters | {"limit": limit + 1})
        state = await state_in(asked)
        rows = [Placed((entries, slug), document.encode()) async for entries, slug, document in read]
    return page_of(rows, limit=limit, start=start, query=query, state=state)


def _following(start: Cursor | None) -> tuple[str, str]:
    """SQL: which rows come after the cursor, and the order of reading."""
    if start is None:
        return "true", "c.entries DESC, c.slug"
    if start.forward:
        return "(-c.entries, c.slug) > (-%(start_entries)s::bigint, %(start_slug)s)", "c.entries DESC, c.slug"
    return "(-c.entries, c.slug) < (-%(start_entries)s::bigint, %(start_slug)s)", "c.entries, c.slug DESC"
