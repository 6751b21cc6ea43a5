"""Entries by words, or by several labels at once, in the order of lists.

An inverted index knows no order: taking all that match a common word and sorting them would take seconds. So the index
is asked stretch by stretch from where the list begins: a week, of which there may be but little, one more, some weeks,
half a year, some years, all the rest, while the page is not full. Every question names its weeks or half years beside
the words, labels and marks; few names, as each costs.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg import AsyncConnection

from app.errors import Fault, InvalidParameter
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

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LENGTHS = {"w": timedelta(weeks=1), "y": timedelta(weeks=26)}
MOST_TIMES = 12
"""Names of weeks or half years that cost less than what lies beyond them."""

_RUNS = (("w", 1), ("w", 1), ("w", 4), ("y", 1), ("y", 4))


async def read_query(connection: AsyncConnection[Any], where: EntryFilter) -> list[str]:
    """A `tsquery` for a filter's words and one for each of its groups. Raises `InvalidParameter` for `q`."""
    parts = [await _read_words(connection, where.q, where.language)] if where.q is not None else []
    return parts + [" | ".join(_quoted(token) for token in group.tokens) for group in groups(where)]


async def read_query_within(connection: AsyncConnection[Any], where: EntryFilter) -> list[str]:
    """The same and the times that the filter asks for, if they have few names: so the index finds nothing beyond."""
    parts = await read_query(connection, where)
    return [*parts, *_times_between(where.published_after, where.published_before)] if parts else []


def _times_between(after: datetime | None, before: datetime | None) -> list[str]:
    if after is None or before is None:
        return []
    for kind, length in _LENGTHS.items():
        numbers = range((after - _EPOCH) // length, -((_EPOCH - before) // length))
        if 0 < len(numbers) <= MOST_TIMES:
            return [" | ".join(_quoted(f"{kind}:{number}") for number in numbers)]
    return []


async def read_words(connection: AsyncConnection[Any], q: str, languages: Iterable[str]) -> str:
    """A `tsquery` of the words alone, as any of the languages stems them: what matches are ranked by."""
    return " | ".join(sorted({f"({words})" for _, words in await _stemmed(connection, q, languages)}))


async def _read_words(connection: AsyncConnection[Any], q: str, languages: Iterable[str]) -> str:
    return " | ".join(sorted(f"('c:{name}' & ({words}))" for name, words in await _stemmed(connection, q, languages)))


async def _stemmed(connection: AsyncConnection[Any], q: str, languages: Iterable[str]) -> list[tuple[str, str]]:
    """The configurations that stem the words, and what they make of them."""
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
    found = [(name, words) async for name, words in cursor if words]
    if not found:
        raise _invalid("holds no word to search for")
    return found


async def search(
    connection: AsyncConnection[Any], found: Conditions, span: Range, limit: int, column: str
) -> list[tuple[Any, ...]]:
    """Up to `limit` rows of place, id and `column` (SQL), in the range's order; `found` holds the question."""
    rows: list[tuple[Any, ...]] = []
    rest: Range | None = span
    for run in (*_RUNS, None):
        nearest = await _nearest(connection, rest) if rest else None
        if rest is None or nearest is None or len(rows) >= limit:
            break
        window, times, rest = _window(rest, nearest, run)
        parameters = found.parameters | window.parameters | {"times": times, "limit": limit - len(rows)}
        cursor = await connection.execute(_statement(found, span, column, named=bool(times)), parameters)
        rows += await cursor.fetchall()
    return rows


async def _nearest(connection: AsyncConnection[Any], span: Range) -> datetime | None:
    """The place of the first entry of the range, whatever it says: where there are none at all, none need be sought."""
    cursor = await connection.execute(
        f"""SELECT sort_at FROM entry e WHERE {span.within("e.sort_at", "e.id")}
            ORDER BY {span.order("e.sort_at", "e.id")} LIMIT 1""",
        span.parameters,
    )
    row = await cursor.fetchone()
    return row[0] if row else None


def _window(span: Range, nearest: datetime, run: tuple[str, int] | None) -> tuple[Range, str, Range | None]:
    """A stretch from where the entries of the range begin, the tokens that name it, and what is left of the range.

    `run` is a kind of token and how many of them; without it the stretch is all of the range, and nothing names it.
    """
    if run is None:
        return span, "", None
    kind, count = run
    first = (nearest - _EPOCH) // _LENGTHS[kind]
    numbers = range(first - count + 1, first + 1) if span.descending else range(first, first + count)
    start, end = _beginning(kind, numbers.start), _beginning(kind, numbers.stop)
    rest = span.cut(EARLIEST, start) if span.descending else span.cut(end, LATEST)
    return span.cut(start, end), " | ".join(_quoted(f"{kind}:{number}") for number in numbers), rest


def _beginning(kind: str, number: int) -> datetime:
    try:
        return max(_EPOCH + number * _LENGTHS[kind], EARLIEST)
    except OverflowError:
        return EARLIEST if number < 0 else LATEST


def _statement(found: Conditions, span: Range, column: str, *, named: bool) -> str:
    in_times = "e.search @@ %(times)s::tsquery" if named else "true"
    return f"""
WITH found AS MATERIALIZED (
  SELECT e.sort_at, e.id, e.blog_id FROM entry e
  WHERE {in_times} AND {found.joined}
), page AS MATERIALIZED (
  SELECT * FROM found WHERE {span.within("found.sort_at", "found.id")}
  ORDER BY {span.order("found.sort_at", "found.id")} LIMIT %(limit)s
)
SELECT e.sort_at, e.id, {column}
FROM page JOIN entry e ON e.id = page.id AND e.blog_id = page.blog_id
ORDER BY {span.order("page.sort_at", "page.id")}"""


def _quoted(token: str) -> str:
    doubled = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _invalid(message: str) -> InvalidParameter:
    return InvalidParameter(f"q {message}", faults=[Fault("query", "q", message)])
