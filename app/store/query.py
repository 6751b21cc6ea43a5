"""Lists of entries: one filter definition to SQL, newest first, with keyset cursors.

A list walks one index that has the list's order: of an author, a topic, a blog, a publisher, or of all entries. Both
bounds of published times and the cursor are folded into one range of that index, so a page costs what it shows, however
deep it lies. Each of a label's alternatives is walked by itself, and the walks are merged. Where several things are
asked for at once and none is rare, a walk could go far before it meets them together; then the search index answers
(`app.store.text_search`). Statements are to be planned for their values (`plan_cache_mode = force_custom_plan`).
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from psycopg import AsyncConnection

from app.errors import NotFound
from app.store.as_of import read_other_states, until
from app.store.conditions import Conditions, conditions
from app.store.filters import EntryFilter
from app.store.freshness import State, read_state
from app.store.groups import Group, Leader, groups
from app.store.including import Document, Include, document_with
from app.store.listing import Listing, Placed, page_of, read_page, start_of
from app.store.orders import read_ranked, read_touched
from app.store.ranges import Range, range_of
from app.store.text_search import read_query, search

Sort = Literal["newest", "oldest", "recently_updated", "least_recently_updated", "relevance"]
"""By place, by the last edit or, without one, by place, or by how well entries match `q`."""

FEW_ENTRIES = 2_000
"""An author or topic with no more entries than this leads: looking through them all takes a few milliseconds."""

COUNT_LABELS = """
SELECT 'entry_author', slug, entry_count FROM author WHERE slug = ANY(%(entry_author)s::text[])
UNION ALL SELECT 'entry_topic', slug, entry_count FROM topic WHERE slug = ANY(%(entry_topic)s::text[])
"""
"""How many entries authors and topics have, to let a rare one lead."""


async def list_entries(  # noqa: PLR0913 (what a list is made of)
    connection: AsyncConnection[Any],
    where: EntryFilter,
    *,
    limit: int,
    cursor: str | None = None,
    sort: Sort = "newest",
    include: Collection[Include] = (),
) -> Listing:
    """Entries that `where` asks for, each with what is to be included.

    Raises `InvalidParameter` for a cursor that this query did not give, a `q` without words, and what needs a `q`.
    """
    query = f"entries {sort} ".encode() + where.canonical()
    start = start_of(cursor, query)
    document = document_with(include, where.q)
    if sort == "relevance":
        state, rows = await read_ranked(connection, where, start, limit + 1, document)
        return page_of(rows, limit=limit, start=start, query=query, state=state)
    if sort in {"recently_updated", "least_recently_updated"}:
        span = range_of(None, None, start, newest_first=sort == "recently_updated")
        state, rows = await read_touched(connection, where, span, limit + 1, document)
        return page_of(rows, limit=limit, start=start, query=query, state=state)
    span = range_of(where.published_after, where.published_before, start, newest_first=sort == "newest")
    state, rows = await _read(connection, where, span, limit + 1, document)
    return page_of(rows, limit=limit, start=start, query=query, state=state)


async def get_entry(connection: AsyncConnection[Any], entry_id: UUID, include: Collection[Include] = ()) -> bytes:
    """One entry, deleted or not, as a JSON document. Raises `NotFound`."""
    cursor = await connection.execute(
        f"SELECT {document_with(include).sql}::text FROM entry e WHERE e.id = %(id)s", {"id": entry_id}
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"there is no entry {entry_id}")
    found: str = row[0]
    return found.encode()


async def _read(
    connection: AsyncConnection[Any], where: EntryFilter, span: Range, limit: int, document: Document
) -> tuple[State, list[Placed]]:
    if where.as_of is None:
        return await _read_present(connection, where, span, limit, document)
    state, present = await _read_present(connection, where, until(where.as_of, span), limit, document)
    query = await read_query(connection, where)
    others = await read_other_states(connection, where, query, span, limit, document)
    rows = present + [Placed((at.isoformat(), str(entry_id)), found.encode()) for at, entry_id, found in others]
    rows.sort(key=_place_of, reverse=span.descending)
    return state, rows[:limit]


async def _read_present(
    connection: AsyncConnection[Any], where: EntryFilter, span: Range, limit: int, document: Document
) -> tuple[State, list[Placed]]:
    wanted = groups(where)
    leader = await _leader(connection, where, wanted)
    if leader is None and not _walks_alone(where, wanted):
        state = await read_state(connection, blogs=where.blog_id)
        found = conditions(where)
        found.add_query(await read_query(connection, where))
        found.parameters |= document.parameters
        rows = await search(connection, found, span, limit, f"{document.sql}::text")
        return state, [Placed((at.isoformat(), str(entry_id)), text.encode()) for at, entry_id, text in rows]
    statement, parameters = _entries_statement(where, span, wanted, leader, document)
    return await read_page(connection, statement, parameters | {"limit": limit}, blogs=where.blog_id)


def _place_of(row: Placed) -> tuple[datetime, UUID]:
    at, entry_id = row.place
    return datetime.fromisoformat(str(at)), UUID(entry_id)


async def _leader(connection: AsyncConnection[Any], where: EntryFilter, wanted: list[Group]) -> Group | None:
    """The group whose index is walked: a blog, which has few entries; the only group; or a rare author or topic."""
    if where.q is not None or not wanted:
        return None
    if where.blog_id or len(wanted) == 1:
        return wanted[0] if wanted[0].leader else None
    counts = await _counts(connection, wanted)
    rarest = min(counts, key=counts.__getitem__, default=None)
    if rarest is None or counts[rarest] > FEW_ENTRIES:
        return None
    return next(group for group in wanted if group.name == rarest)


def _walks_alone(where: EntryFilter, wanted: list[Group]) -> bool:
    """Whether without a leader an index of all entries has what is asked for in the list's order."""
    return where.q is None and (not wanted or (len(wanted) == 1 and wanted[0].in_order))


async def _counts(connection: AsyncConnection[Any], wanted: list[Group]) -> dict[str, int]:
    """How many entries each group of authors or topics has."""
    labelled = {group.name: group.leader for group in wanted if group.leader and group.leader.table != "entry"}
    slugs: dict[str, list[str]] = {"entry_author": [], "entry_topic": []}
    for leader in labelled.values():
        slugs[leader.table] += leader.values
    cursor = await connection.execute(COUNT_LABELS, slugs)
    by_slug = {(table, slug): count for table, slug, count in await cursor.fetchall()}
    return {
        name: sum(by_slug.get((leader.table, value), 0) for value in leader.values) for name, leader in labelled.items()
    }


def _entries_statement(
    where: EntryFilter, span: Range, wanted: list[Group], leading: Group | None, document: Document
) -> tuple[str, dict[str, Any]]:
    """SQL and parameters of a list: rows of place, id and document; `limit` is left open."""
    found = conditions(where)
    found.add_groups(group for group in wanted if group is not leading)
    found.parameters |= span.parameters
    found.parameters |= document.parameters
    columns = f"e.sort_at, e.id, {document.sql}::text AS document"
    leader = leading.leader if leading else None
    if leader is None:
        return _walk(found, span, columns), found.parameters
    if len(leader.values) == 1:
        found.parameters["leading"] = leader.values[0]
        return _walk(found, span, columns, leader, value=f"%(leading)s::{leader.type}"), found.parameters
    found.parameters["leading"] = list(leader.values)
    walk = _walk(found, span, "e.sort_at, e.id, e.blog_id", leader, value="led.value")
    return _merged(walk, span, leader, document), found.parameters


def _walk(found: Conditions, span: Range, columns: str, leader: Leader | None = None, value: str = "") -> str:
    """One walk through one index, in the list's order."""
    if leader is None or leader.table == "entry":
        source, at, tie = "entry e", "e.sort_at", "e.id"
        leads = f"e.{leader.column} = {value}" if leader else "true"
    else:
        source = f"{leader.table} d JOIN entry e ON e.id = d.entry_id AND e.blog_id = d.blog_id"
        at, tie, leads = "d.sort_at", "d.entry_id", f"d.{leader.column} = {value}"
    return (
        f"SELECT {columns} FROM {source} WHERE {leads} AND {span.within(at, tie)} AND {found.joined}"
        f" ORDER BY {span.order(at, tie)} LIMIT %(limit)s"
    )


def _merged(walk: str, span: Range, leader: Leader, document: Document) -> str:
    """A walk for each value, merged; an entry that several of them meet comes once."""
    return f"""
SELECT e.sort_at, e.id, {document.sql}::text AS document
FROM (SELECT DISTINCT met.sort_at, met.id, met.blog_id
      FROM unnest(%(leading)s::{leader.type}[]) AS led(value) CROSS JOIN LATERAL ({walk}) met
      ORDER BY {span.order("met.sort_at", "met.id")} LIMIT %(limit)s) page
JOIN entry e ON e.id = page.id AND e.blog_id = page.blog_id
ORDER BY {span.order("page.sort_at", "page.id")}"""
