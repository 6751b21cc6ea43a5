"""Entries counted by what they have, as SQL: rows of slug and number.

Over all entries the recorder keeps the counts, and nothing is counted. Under filters an entry's own columns tell its
authors and topics: looking up each entry in the tables that list them by label would take many times as long.
"""

from typing import Any, Literal

from app.store.conditions import matching
from app.store.filters import EntryFilter

Facet = Literal["author", "topic", "publisher", "language"]

_KEPT: dict[Facet, str] = {
    "author": "SELECT slug, entry_count AS entries FROM author WHERE entry_count > 0",
    "topic": "SELECT slug, entry_count AS entries FROM topic WHERE entry_count > 0",
    "publisher": "SELECT publisher_slug AS slug, sum(entry_count)::bigint AS entries FROM blog"
    " WHERE entry_count > 0 AND publisher_slug IS NOT NULL GROUP BY 1",
}
_COUNTED: dict[Facet, str] = {
    "author": """SELECT (a ->> 'slug') COLLATE "C" AS slug, count(*) AS entries"""
    " FROM entry e, jsonb_array_elements(e.authors) a WHERE {found} GROUP BY 1",
    "topic": """SELECT (t ->> 'slug') COLLATE "C" AS slug, count(*) AS entries"""
    " FROM entry e, jsonb_array_elements(e.topics) t WHERE {found} GROUP BY 1",
    "publisher": "SELECT e.publisher_slug AS slug, count(*) AS entries FROM entry e"
    " WHERE {found} AND e.publisher_slug IS NOT NULL GROUP BY 1",
    "language": "SELECT e.language AS slug, count(*) AS entries FROM entry e"
    " WHERE {found} AND e.language IS NOT NULL GROUP BY 1",
}


def tally(facet: Facet, where: EntryFilter, query: list[str]) -> tuple[str, dict[str, Any]]:
    """SQL and parameters of slugs and counts; `query` is the filter's (`text_search.read_query_within`)."""
    if where == EntryFilter() and facet in _KEPT:
        return _KEPT[facet], {}
    found = matching(where, query)
    return _COUNTED[facet].format(found=found.joined), found.parameters
