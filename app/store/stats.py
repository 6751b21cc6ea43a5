"""Counts of entries by author, topic, publisher and language."""

from typing import Any, Literal

from psycopg import AsyncConnection

from app.store.conditions import matching
from app.store.filters import EntryFilter
from app.store.tallied import facet_statement, tallied
from app.store.text_search import read_query_within

Facet = Literal["author", "topic", "publisher", "language"]

# An entry's own columns tell its authors and topics: the tables that list entries by label would be looked up for each.
_FACETS = {
    "author": """SELECT (a ->> 'slug') COLLATE "C" AS slug, count(*) AS entries"""
    " FROM entry e, jsonb_array_elements(e.authors) a WHERE {found} GROUP BY 1",
    "topic": """SELECT (t ->> 'slug') COLLATE "C" AS slug, count(*) AS entries"""
    " FROM entry e, jsonb_array_elements(e.topics) t WHERE {found} GROUP BY 1",
    "publisher": "SELECT e.publisher_slug AS slug, count(*) AS entries FROM entry e"
    " WHERE {found} AND e.publisher_slug IS NOT NULL GROUP BY 1",
    "language": "SELECT e.language AS slug, count(*) AS entries FROM entry e"
    " WHERE {found} AND e.language IS NOT NULL GROUP BY 1",
}
_NAMES = {
    "author": "(SELECT name FROM author n WHERE n.slug = c.slug)",
    "topic": "(SELECT name FROM topic n WHERE n.slug = c.slug)",
    "publisher": "(SELECT publisher FROM blog n WHERE n.publisher_slug = c.slug LIMIT 1)",
    "language": "c.slug",
}


async def read_facet(
    connection: AsyncConnection[Any], facet: Facet, where: EntryFilter, *, limit: int
) -> list[dict[str, Any]]:
    """`{"name", "slug", "entries"}` of the values that most of the entries asked for have."""
    counts, parameters = await facet_counts(connection, facet, where)
    cursor = await connection.execute(
        f"""SELECT {_NAMES[facet]}, c.slug, c.entries
            FROM (SELECT * FROM ({counts}) counted ORDER BY entries DESC, slug LIMIT %(limit)s) c
            ORDER BY c.entries DESC, c.slug""",
        parameters | {"limit": limit},
    )
    return [{"name": name, "slug": slug, "entries": entries} for name, slug, entries in await cursor.fetchall()]


async def facet_counts(
    connection: AsyncConnection[Any], facet: Facet, where: EntryFilter
) -> tuple[str, dict[str, Any]]:
    """SQL of `slug` and `entries`, and its parameters: from tallies where they hold it, else by counting."""
    asked = tallied(where)
    kept = facet_statement(asked, facet) if asked else None
    if kept:
        return kept
    found = matching(where, await read_query_within(connection, where))
    return _FACETS[facet].format(found=found.joined), found.parameters
