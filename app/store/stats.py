"""Counts of entries over time, and by author, topic, publisher and language."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from psycopg import AsyncConnection

from app.errors import Fault, InvalidParameter
from app.store.conditions import Conditions, matching
from app.store.filters import EntryFilter
from app.store.tallies import Facet, tally
from app.store.text_search import read_query_within
from app.store.window import EARLIEST, LATEST

Interval = Literal["5m", "1h", "1d"]
Grouping = Literal["author", "topic", "publisher", "key_event"]

MAX_BUCKETS = 10_000

_FIRST_DAY = EARLIEST + timedelta(days=2)
_LAST_DAY = LATEST - timedelta(days=2)

_TRUNCATED = {
    "5m": "date_bin('5 minutes', {at}, timestamptz '2000-01-01 00:00+00')",
    "1h": "date_trunc('hour', {at}, %(tz)s)",
    "1d": "date_trunc('day', {at}, %(tz)s)",
}
_LENGTHS = {"5m": "interval '5 minutes'", "1h": "interval '1 hour'", "1d": "interval '1 day'"}
_NAMES = {
    "author": "(SELECT name FROM author n WHERE n.slug = c.slug)",
    "topic": "(SELECT name FROM topic n WHERE n.slug = c.slug)",
    "publisher": "(SELECT publisher FROM blog n WHERE n.publisher_slug = c.slug LIMIT 1)",
    "language": "c.slug",
}
_GROUPS = {
    "author": ("a ->> 'slug'", ", jsonb_array_elements(e.authors) a"),
    "topic": ("t ->> 'slug'", ", jsonb_array_elements(e.topics) t"),
    "publisher": ("e.publisher_slug", ""),
    "key_event": ("e.key_event::text", ""),
}

_KNOWN_ZONES: set[str] = set()
"""Zones that the database was found to know: at most as many as there are."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Entries from `start` up to the next bucket's, in all and by group."""

    start: datetime
    entries: int
    groups: dict[str, int]


async def read_facet(
    connection: AsyncConnection[Any], facet: Facet, where: EntryFilter, *, limit: int
) -> list[dict[str, Any]]:
    """`{"name", "slug", "entries"}` of the values that most of the entries asked for have."""
    counts, parameters = tally(facet, where, await read_query_within(connection, where))
    cursor = await connection.execute(
        f"""SELECT {_NAMES[facet]}, c.slug, c.entries FROM ({counts}) c
            ORDER BY c.entries DESC, c.slug LIMIT %(limit)s""",
        parameters | {"limit": limit},
    )
    return [{"name": name, "slug": slug, "entries": entries} for name, slug, entries in await cursor.fetchall()]


async def read_histogram(  # noqa: PLR0913 (what a histogram is made of)
    connection: AsyncConnection[Any],
    where: EntryFilter,
    *,
    interval: Interval,
    tz: str,
    group_by: Grouping | None = None,
    max_buckets: int = MAX_BUCKETS,
) -> list[Bucket]:
    """Entries in each interval from the first to the last that has any, or over the whole of a range that is given.

    `tz` is a name of the time zone database; days and hours are its own, also on the days on which its clocks change.
    Raises `InvalidParameter` for a zone that Postgres does not know and for more than `max_buckets`.
    """
    await _check_zone(connection, tz)
    found = matching(where, await read_query_within(connection, where))
    parameters = found.parameters | {"tz": tz, "most": max_buckets + 1} | _ends(where)
    counts = await connection.execute(_histogram(found, where, interval), parameters)
    buckets = {start: Bucket(start, entries, {}) for start, entries in await counts.fetchall()}
    if len(buckets) > max_buckets:
        message = f"makes more than {max_buckets:,} buckets: take a longer one or a shorter range"
        raise InvalidParameter(f"interval {message}", faults=[Fault("query", "interval", message)])
    if group_by is not None:
        key, source = _GROUPS[group_by]
        bucket = _TRUNCATED[interval].format(at="e.sort_at")
        groups = await connection.execute(
            f"SELECT {bucket}, {key}, count(*) FROM entry e{source} WHERE {found.joined} GROUP BY 1, 2", parameters
        )
        for start, value, entries in await groups.fetchall():
            if start in buckets and value is not None:
                buckets[start].groups[value] = entries
    return list(buckets.values())


def _ends(where: EntryFilter) -> dict[str, datetime | None]:
    """Where a range's buckets begin and end: far enough from the ends of the calendar for any zone's days."""
    first, last = where.published_after, where.published_before
    return {"first": first and max(first, _FIRST_DAY), "last": last and min(last, _LAST_DAY)}


def _histogram(found: Conditions, where: EntryFilter, interval: Interval) -> str:
    truncated, length = _TRUNCATED[interval], _LENGTHS[interval]
    first, last = "(SELECT min(bucket) FROM counted)", "(SELECT max(bucket) FROM counted)"
    if where.published_after is not None:
        first = truncated.format(at="%(first)s::timestamptz")
    if where.published_before is not None:
        last = truncated.format(at="(%(last)s::timestamptz - interval '1 microsecond')")
    return f"""
WITH counted AS (
  SELECT {truncated.format(at="e.sort_at")} AS bucket, count(*) AS entries FROM entry e WHERE {found.joined} GROUP BY 1
), ends AS (
  SELECT {first} AS first, {last} AS last
), every AS (
  SELECT {_across("first", interval)} AS first, {_across("last", interval)} AS last FROM ends WHERE last IS NOT NULL
)
SELECT bucket, coalesce(max(entries), 0) FROM (
  SELECT {_across("step", interval)} AS bucket, NULL::bigint AS entries
  FROM every, generate_series(first, least(last, first + %(most)s * {length}), {length}) step
  UNION ALL SELECT bucket, entries FROM counted
) known GROUP BY bucket ORDER BY bucket LIMIT %(most)s"""


def _across(at: str, interval: Interval) -> str:
    """SQL: from an instant to the zone's wall clock, or back, for days, which may have 23 or 25 hours; else nothing."""
    return f"{at} AT TIME ZONE %(tz)s" if interval == "1d" else at


async def _check_zone(connection: AsyncConnection[Any], tz: str) -> None:
    # Postgres reads all its zones' files for every look at their names.
    if tz in _KNOWN_ZONES:
        return
    cursor = await connection.execute("SELECT FROM pg_timezone_names WHERE name = %s", (tz,))
    if await cursor.fetchone() is None:
        message = "is not a name of the time zone database, such as Europe/London"
        raise InvalidParameter(f"tz {message}", faults=[Fault("query", "tz", message)])
    _KNOWN_ZONES.add(tz)
