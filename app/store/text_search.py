"""Entries by words, or by several labels at once, in the order of lists.

An inverted index knows no order: taking all that match a common word and sorting them would take seconds. So the index
is asked week by week from where the list begins, a few weeks first and more and more while the page is not full; every
question names the weeks, labels and marks together with the words.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg import AsyncConnection

from app.errors import Fault, InvalidParameter
from app.store import documents
from app.store.conditions import Conditions
from app.store.filters import EntryFilter
from app.store.groups import groups
from app.store.ranges import Range
from app.store.search import CONFIGURATIONS, configuration
from app.store.storable import storable
from app.store.window import EARLIEST, LATEST

MAX_Q_CHARACTERS = 500

READ_WORDS = """
WITH RECURSIVE known(language) AS (
  (SELECT language FROM entry WHERE language IS NOT NULL ORDER BY language LIMIT 1)
  UNION ALL
  SELECT (SELECT e.language FROM entry e WHERE e.language > known.language ORDER BY e.language LIMIT 1)
  FROM known WHERE known.language IS NOT NULL
), wanted(configuration) AS (
  SELECT unnest(%(configurations)s::text[])
  UNION SELECT c.configuration
  FROM known JOIN unnest(%(languages)s::text[], %(stemmed_by)s::text[]) AS c(language, configuration) USING (language)
  WHERE %(any_language)s
)
SELECT configuration, websearch_to_tsquery(configuration::regconfig, %(q)s)::text FROM wanted
"""
"""The query's words as each language stems them; of all languages that entries are in, unless the filter says which."""

READ_EXTENT = """
SELECT (SELECT sort_at FROM entry ORDER BY sort_at LIMIT 1), (SELECT sort_at FROM entry ORDER BY sort_at DESC LIMIT 1)
"""
"""Between which times there are entries at all."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WEEK = timedelta(weeks=1)
_STEPS = (1, 4, 16, 64, 256)


async def read_query(connection: AsyncConnection[Any], where: EntryFilter) -> list[str]:
    """A `tsquery` for a filter's words and one for each of its groups. Raises `InvalidParameter` for `q`."""
    parts = [await _read_words(connection, where.q, where.language)] if where.q is not None else []
    return parts + [" | ".join(_quoted(token) for token in group.tokens) for group in groups(where)]


async def _read_words(connection: AsyncConnection[Any], q: str, languages: Iterable[str]) -> str:
    if len(q) > MAX_Q_CHARACTERS:
        raise _invalid(f"is longer than {MAX_Q_CHARACTERS} characters")
    asked = sorted({configuration(tag) for tag in languages})
    cursor = await connection.execute(
        READ_WORDS,
        {
            "q": storable(q),
            "configurations": asked or ["simple"],
            "any_language": not asked,
            "languages": list(CONFIGURATIONS),
            "stemmed_by": list(CONFIGURATIONS.values()),
        },
    )
    queries = [f"('c:{name}' & ({words}))" async for name, words in cursor if words]
    if not queries:
        raise _invalid("holds no word to search for")
    return " | ".join(sorted(queries))


async def search(connection: AsyncConnection[Any], found: Conditions, span: Range, limit: int) -> list[tuple[Any, ...]]:
    """Up to `limit` rows of place, id and document, in the range's order; `found` holds what the index is asked."""
    extent = await (await connection.execute(READ_EXTENT)).fetchone()
    oldest, newest = extent or (None, None)
    if oldest is None or newest is None:
        return []
    rows: list[tuple[Any, ...]] = []
    for window, weeks in _windows(span, oldest, newest):
        parameters = found.parameters | window.parameters | {"weeks": weeks, "limit": limit - len(rows)}
        cursor = await connection.execute(_statement(found, span, in_weeks=bool(weeks)), parameters)
        rows += await cursor.fetchall()
        if len(rows) >= limit:
            break
    return rows


def _statement(found: Conditions, span: Range, *, in_weeks: bool) -> str:
    weeks = "e.search @@ %(weeks)s::tsquery" if in_weeks else "true"
    return f"""
WITH found AS MATERIALIZED (
  SELECT e.sort_at, e.id, e.blog_id FROM entry e
  WHERE {weeks} AND {found.joined}
), page AS MATERIALIZED (
  SELECT * FROM found WHERE {span.within("found.sort_at", "found.id")}
  ORDER BY {span.order("found.sort_at", "found.id")} LIMIT %(limit)s
)
SELECT e.sort_at, e.id, {documents.ENTRY}::text
FROM page JOIN entry e ON e.id = page.id AND e.blog_id = page.blog_id
ORDER BY {span.order("page.sort_at", "page.id")}"""


def _windows(span: Range, oldest: datetime, newest: datetime) -> Iterator[tuple[Range, str]]:
    """Runs of weeks from the end at which the list begins, and what names them; the last run is all that is left."""
    first, last = _week(max(oldest, span.lower[0])), _week(min(newest, span.upper[0]))
    for size in _STEPS:
        if first > last:
            return
        if span.descending:
            start, end = max(first, last - size + 1), last
            last = start - 1
        else:
            start, end = first, min(last, first + size - 1)
            first = end + 1
        weeks = " | ".join(_quoted(f"w:{week}") for week in range(start, end + 1))
        yield span.cut(_beginning(start), _beginning(end + 1)), weeks
    if first <= last:
        yield span.cut(_beginning(first), _beginning(last + 1)), ""


def _beginning(week: int) -> datetime:
    return min(max(_EPOCH + week * _WEEK, EARLIEST), LATEST)


def _week(at: datetime) -> int:
    return (at - _EPOCH) // _WEEK


def _quoted(token: str) -> str:
    doubled = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _invalid(message: str) -> InvalidParameter:
    return InvalidParameter(f"q {message}", faults=[Fault("query", "q", message)])
