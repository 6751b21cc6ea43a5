"""Lists of entries: one filter definition to SQL, newest first, with keyset cursors.

A list walks one index that has the list's order: of an author, a topic, a blog, a publisher, or of all entries. Both
bounds of published times and the cursor are folded into one range of that index, so a page costs what it shows, however
deep it lies. Where several labels are asked for, the one with the fewest entries leads; each of its values is walked by
itself, and the walks are merged. Statements are to be planned for their values (`plan_cache_mode = force_custom_plan`).
"""

from typing import Any, Literal
from uuid import UUID

from psycopg import AsyncConnection

from app.errors import Fault, InvalidParameter, NotFound
from app.store import documents
from app.store.as_of import as_of_statement
from app.store.conditions import Conditions, Group, conditions, groups
from app.store.filters import EntryFilter
from app.store.listing import Listing, Placed, page_of, start_of
from app.store.ranges import Range, range_of
from app.store.text_search import read_words, search, with_labels

Sort = Literal["newest", "oldest"]

COUNT_LABELS = """
SELECT (SELECT coalesce(sum(entry_count), 0) FROM author WHERE slug = ANY(%(author_slugs)s)),
       ARRAY(SELECT coalesce((SELECT entry_count FROM topic WHERE slug = wanted.slug), 0)
             FROM unnest(%(topic_slugs)s::text[]) WITH ORDINALITY AS wanted(slug, n) ORDER BY n)
"""
"""How many entries authors and topics have, to let the rarer lead."""


async def list_entries(
    connection: AsyncConnection[Any],
    where: EntryFilter,
    *,
    limit: int,
    cursor: str | None = None,
    sort: Sort = "newest",
) -> Listing:
    """Entries that `where` asks for.

    Raises `InvalidParameter` for a cursor that this query did not give, a `q` without words, and `q` with `as_of`.
    """
    query = f"entries {sort} ".encode() + where.canonical()
    start = start_of(cursor, query)
    span = range_of(where.published_after, where.published_before, start, newest_first=sort == "newest")
    latest_seq, rows = await _read(connection, where, span, limit + 1)
    placed = [Placed((at.isoformat(), str(entry_id)), document.encode()) for at, entry_id, document in rows]
    return page_of(placed, limit=limit, start=start, query=query, latest_seq=latest_seq)


async def get_entry(connection: AsyncConnection[Any], entry_id: UUID) -> bytes:
    """One entry, deleted or not, as a JSON document. Raises `NotFound`."""
    cursor = await connection.execute(
        f"SELECT {documents.ENTRY}::text FROM entry e WHERE e.id = %(id)s", {"id": entry_id}
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"there is no entry {entry_id}")
    document: str = row[0]
    return document.encode()


async def _read(
    connection: AsyncConnection[Any], where: EntryFilter, span: Range, limit: int
) -> tuple[int, list[tuple[Any, ...]]]:
    if where.q is not None:
        return await _search(connection, where, span, limit)
    if where.as_of is not None:
        statement, parameters = as_of_statement(where, span)
    else:
        statement, parameters = entries_statement(where, span, await _leading_first(connection, where))
    async with connection.pipeline():
        latest = await connection.execute(documents.LATEST_SEQ)
        read = await connection.execute(statement, parameters | {"limit": limit})
        return (await latest.fetchone() or (0,))[0], await read.fetchall()


async def _search(
    connection: AsyncConnection[Any], where: EntryFilter, span: Range, limit: int
) -> tuple[int, list[tuple[Any, ...]]]:
    if where.as_of is not None:
        message = "cannot be combined with as_of: only the present words of entries are indexed"
        raise InvalidParameter(f"q {message}", faults=[Fault("query", "q", message)])
    latest = await (await connection.execute(documents.LATEST_SEQ)).fetchone()
    words = await read_words(connection, where.q or "", where.language)
    words, others = with_labels(words, groups(where))
    found = conditions(where)
    for group in others:
        found.add(group.holds(), **group.parameters)
    return (latest or (0,))[0], await search(connection, words, found, span, limit)


def entries_statement(where: EntryFilter, span: Range, wanted: list[Group]) -> tuple[str, dict[str, Any]]:
    """SQL and parameters of a list: rows of place, id and document. The first group leads; `limit` is left open."""
    found = conditions(where)
    for group in wanted[1:]:
        found.add(group.holds(), **group.parameters)
    found.parameters |= span.parameters
    if not wanted:
        return _walk(found, span, f"e.sort_at, e.id, {documents.ENTRY}::text"), found.parameters
    leader = wanted[0]
    if len(leader.values) == 1:
        found.parameters["leader"] = leader.values[0]
        columns = f"e.sort_at, e.id, {documents.ENTRY}::text"
        return _walk(found, span, columns, leader, value="%(leader)s"), found.parameters
    found.parameters["leaders"] = list(leader.values)
    walk = _walk(found, span, "e.sort_at, e.id, e.blog_id", leader, value="led.value")
    return _merged(walk, span, leader.type), found.parameters


def _walk(found: Conditions, span: Range, columns: str, leader: Group | None = None, value: str = "") -> str:
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


def _merged(walk: str, span: Range, value_type: str) -> str:
    """A walk for each value, merged; an entry that several of them meet comes once."""
    return f"""
SELECT e.sort_at, e.id, {documents.ENTRY}::text
FROM (SELECT DISTINCT met.sort_at, met.id, met.blog_id
      FROM unnest(%(leaders)s::{value_type}[]) AS led(value) CROSS JOIN LATERAL ({walk}) met
      ORDER BY {span.order("met.sort_at", "met.id")} LIMIT %(limit)s) page
JOIN entry e ON e.id = page.id AND e.blog_id = page.blog_id
ORDER BY {span.order("page.sort_at", "page.id")}"""


async def _leading_first(connection: AsyncConnection[Any], where: EntryFilter) -> list[Group]:
    """The filter's groups, the one that leads first: a blog, else the rarest author or topic."""
    wanted = groups(where)
    labels = [group for group in wanted if group.table != "entry"]
    if where.blog_id or len(labels) < 2:  # noqa: PLR2004 (with one there is nothing to choose)
        return sorted(wanted, key=lambda group: (group.column != "blog_id", group.table == "entry"))
    authors = [value for group in labels if group.table == "entry_author" for value in group.values]
    topics = [value for group in labels if group.table == "entry_topic" for value in group.values]
    cursor = await connection.execute(COUNT_LABELS, {"author_slugs": authors, "topic_slugs": topics})
    author_count, topic_counts = await cursor.fetchone() or (0, [])
    by_topic = dict(zip(topics, topic_counts, strict=True))

    def entries(group: Group) -> int:
        if group.table == "entry_author":
            return int(author_count)
        return sum(by_topic[value] for value in group.values)

    return sorted(labels, key=entries) + [group for group in wanted if group.table == "entry"]
