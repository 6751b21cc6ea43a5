"""Counts of entries over time, zero-filled, in the days and hours of any zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from psycopg import AsyncConnection

from app.errors import Fault, InvalidParameter
from app.store.conditions import matching
from app.store.filters import EntryFilter
from app.store.tallied import Tallied, tallied, whole
from app.store.tallies import LEVELS
from app.store.text_search import read_query_within
from app.store.window import EARLIEST, LATEST

Interval = Literal["5m", "1h", "1d"]
Grouping = Literal["author", "topic", "publisher", "key_event"]

MAX_BUCKETS = 10_000

_FIRST_DAY = EARLIEST + timedelta(days=2)
_LAST_DAY = LATEST - timedelta(days=2)
_SOONEST, _LATEST = date(1972, 1, 1), date(9000, 1, 1)
"""Before UTC there were offsets of any number of seconds."""

_ZONES: set[str] = set()
"""The names that the server knows. It reads six hundred files to tell them, so it is asked once."""

_TRUNCATED = {
    "5m": "date_bin('5 minutes', {at}, timestamptz '2000-01-01 00:00+00')",
    "1h": "date_trunc('hour', {at}, %(tz)s)",
    "1d": "date_trunc('day', {at}, %(tz)s)",
}
_LENGTHS = {"5m": "interval '5 minutes'", "1h": "interval '1 hour'", "1d": "interval '1 day'"}
_GROUPS = {
    "author": ("a ->> 'slug'", ", jsonb_array_elements(e.authors) a"),
    "topic": ("t ->> 'slug'", ", jsonb_array_elements(e.topics) t"),
    "publisher": ("e.publisher_slug", ""),
    "key_event": ("e.key_event::text", ""),
}
_SPAN = """
SELECT min(start), max(start) FROM tally
WHERE kind = %(kind)s AND slug = %(slug)s AND level = 60 AND start >= %(start)s AND start < %(end)s
"""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Entries from `start` up to the next bucket's, in all and by group."""

    start: datetime
    entries: int
    groups: dict[str, int]


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
    level = await _level(connection, where, interval, tz)
    source, more = _source(where, found.joined, level)
    counts = await connection.execute(_histogram(source, where, interval), parameters | more)
    buckets = {start: Bucket(start, entries, {}) for start, entries in await counts.fetchall()}
    if len(buckets) > max_buckets:
        message = f"makes more than {max_buckets:,} buckets: take a longer one or a shorter range"
        raise InvalidParameter(f"interval {message}", faults=[Fault("query", "interval", message)])
    if group_by is not None:
        source, more = _source(where, found.joined, level, group_by)
        bucket = _TRUNCATED[interval].format(at="at")
        groups = await connection.execute(
            f"SELECT {bucket}, key, sum(entries) FROM ({source}) counted GROUP BY 1, 2 HAVING sum(entries) > 0",
            parameters | more,
        )
        for start, value, entries in await groups.fetchall():
            if start in buckets and value is not None:
                buckets[start].groups[value] = int(entries)
    return list(buckets.values())


def _source(
    where: EntryFilter, found: str, level: int | None, group_by: Grouping | None = None
) -> tuple[str, dict[str, Any]]:
    """SQL of `at`, `key` and `entries`: tallies of a level and what lies outside its whole stretches, or each entry."""
    key, labels = _GROUPS[group_by] if group_by else ("''", "")
    single = f"SELECT e.sort_at AS at, {key} AS key, 1 AS entries FROM entry e{labels} WHERE {found}"
    asked = tallied(where)
    kept = group_by is None or (group_by != "key_event" and level != LEVELS["5m"] and asked and asked.kind == "all")
    if asked is None or level is None or not kept:
        return single, {}
    start, end = whole(asked.after, asked.before, level)
    if start >= end:
        return single, {}
    label = "kind = %(group)s" if group_by else "kind = %(kind)s AND slug = %(slug)s"
    kept_key = "slug" if group_by else "''"
    stretches = f"{label} AND level = {level} AND start >= %(whole_start)s AND start < %(whole_end)s AND entries > 0"
    parts = [f"SELECT start AS at, {kept_key} AS key, entries FROM tally WHERE {stretches}"]
    if asked.after is not None and asked.after < start:
        parts.append(f"{single} AND e.sort_at < %(whole_start)s")
    if asked.before is not None and end < asked.before:
        parts.append(f"{single} AND e.sort_at >= %(whole_end)s")
    values = {"group": group_by, "kind": asked.kind, "slug": asked.slug, "whole_start": start, "whole_end": end}
    return " UNION ALL ".join(parts), values


async def _level(connection: AsyncConnection[Any], where: EntryFilter, interval: Interval, tz: str) -> int | None:
    """The longest stretches that are tallied of which this zone's intervals are made; None where there are none."""
    asked = tallied(where)
    if asked is None:
        return None
    levels = [minutes for minutes in (1440, 60) if minutes <= LEVELS[interval]]
    if asked.kind == "all":
        levels.append(LEVELS["5m"])
    if interval == "5m" or not levels:
        return levels[0] if levels else None
    span = await _span(connection, asked)
    if span is None:
        return None
    offsets = _offsets(tz, span[0].date(), span[1].date())
    return next((level for level in levels if offsets and all(offset % level == 0 for offset in offsets)), None)


async def _span(connection: AsyncConnection[Any], asked: Tallied) -> tuple[datetime, datetime] | None:
    """From when to when there are entries."""
    start, end = asked.after or EARLIEST, asked.before or LATEST
    values = {"kind": asked.kind, "slug": asked.slug, "start": start, "end": end}
    first, last = await (await connection.execute(_SPAN, values)).fetchone() or (None, None)
    return (min(start, first) if asked.after else first, max(first, last)) if first and last else None


@lru_cache(maxsize=1_000)
def _offsets(tz: str, first: date, last: date) -> frozenset[float]:
    """The offsets from UTC, in minutes, that a zone has from a day before to a day after a span; empty if unsure."""
    zone: tzinfo
    try:
        zone = UTC if tz == "UTC" else ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return frozenset()
    if first < _SOONEST or last > _LATEST or last - first > timedelta(days=MAX_BUCKETS * 2):
        return frozenset()
    noon = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    days = range(-1, (last - first).days + 2)
    return frozenset(_offset(zone, noon + timedelta(days=day)) for day in days)


def _offset(zone: tzinfo, at: datetime) -> float:
    offset = at.astimezone(zone).utcoffset()
    return offset.total_seconds() / 60 if offset is not None else 0.5


def _ends(where: EntryFilter) -> dict[str, datetime | None]:
    """Where a range's buckets begin and end: far enough from the ends of the calendar for any zone's days."""
    first, last = where.published_after, where.published_before
    return {"first": first and max(first, _FIRST_DAY), "last": last and min(last, _LAST_DAY)}


def _histogram(source: str, where: EntryFilter, interval: Interval) -> str:
    truncated, length = _TRUNCATED[interval], _LENGTHS[interval]
    first, last = "(SELECT min(bucket) FROM counted)", "(SELECT max(bucket) FROM counted)"
    if where.published_after is not None:
        first = truncated.format(at="%(first)s::timestamptz")
    if where.published_before is not None:
        last = truncated.format(at="(%(last)s::timestamptz - interval '1 microsecond')")
    return f"""
WITH counted AS (
  SELECT {truncated.format(at="at")} AS bucket, sum(entries) AS entries FROM ({source}) each GROUP BY 1
), ends AS (
  SELECT {first} AS first, {last} AS last
), every AS (
  SELECT {_across("first", interval)} AS first, {_across("last", interval)} AS last FROM ends WHERE last IS NOT NULL
)
SELECT bucket, coalesce(max(entries), 0)::bigint FROM (
  SELECT {_across("step", interval)} AS bucket, NULL::bigint AS entries
  FROM every, generate_series(first, least(last, first + %(most)s * {length}), {length}) step
  UNION ALL SELECT bucket, entries FROM counted
) known GROUP BY bucket ORDER BY bucket LIMIT %(most)s"""


def _across(at: str, interval: Interval) -> str:
    """SQL: from an instant to the zone's wall clock, or back, for days, which may have 23 or 25 hours; else nothing."""
    return f"{at} AT TIME ZONE %(tz)s" if interval == "1d" else at


async def _check_zone(connection: AsyncConnection[Any], tz: str) -> None:
    if not _ZONES:
        cursor = await connection.execute("SELECT name FROM pg_timezone_names")
        _ZONES.update(name for (name,) in await cursor.fetchall())
    if tz not in _ZONES:
        message = "is not a name of the time zone database, such as Europe/London"
        raise InvalidParameter(f"tz {message}", faults=[Fault("query", "tz", message)])
