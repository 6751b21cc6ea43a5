"""Counts that are kept (`app.store.tallies`), for filters that ask for no more than a range of time and one label."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.store.filters import EntryFilter
from app.store.groups import UNSIGNED, slugs
from app.store.search import base_language
from app.store.tallies import LABELS
from app.store.window import EARLIEST, LATEST

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_MARGIN = timedelta(days=2)
"""Bounds so near the ends of the calendar cannot be rounded."""


@dataclass(frozen=True, slots=True)
class Tallied:
    """One label, which may be `all`, and a range of time."""

    kind: str
    slug: str
    after: datetime | None
    before: datetime | None

    @property
    def ranged(self) -> bool:
        """Whether a range is given."""
        return self.after is not None or self.before is not None


def tallied(where: EntryFilter) -> Tallied | None:
    """What the filter asks for, if tallies hold it."""
    times = (where.published_after, where.published_before)
    if any(at is not None and not EARLIEST + _MARGIN < at < LATEST - _MARGIN for at in times):
        return None
    label = _label(where)
    return Tallied(*label, *times) if label else None


def facet_statement(asked: Tallied, facet: str) -> tuple[str, dict[str, Any]] | None:
    """SQL of `slug` and `entries` for each value of the facet; None for a label within a range of time."""
    parameters: dict[str, Any] = {"kind": asked.kind, "slug": asked.slug, "facet": facet}
    if not asked.ranged:
        statement = """SELECT other AS slug, entries FROM tally_pair
            WHERE kind = %(kind)s AND slug = %(slug)s AND other_kind = %(facet)s AND entries > 0"""
        return statement, parameters
    if asked.kind != "all":
        return None
    parts, more = _parts(asked, "kind = %(facet)s")
    return (
        f"SELECT slug, sum(entries) AS entries FROM ({parts}) t GROUP BY 1 HAVING sum(entries) > 0",
        parameters | more,
    )


def count_statement(asked: Tallied) -> tuple[str, dict[str, Any]]:
    """SQL of how many entries there are."""
    parts, more = _parts(asked, "kind = %(kind)s AND slug = %(slug)s")
    return f"SELECT coalesce(sum(entries), 0) FROM ({parts}) t", {"kind": asked.kind, "slug": asked.slug} | more


def _parts(asked: Tallied, label: str) -> tuple[str, dict[str, Any]]:
    """SQL of `slug` and `entries` of the labels in the range, part by part, and its parameters."""
    parts: list[str] = []
    parameters: dict[str, Any] = {}
    for number, (level, start, end) in enumerate(_pieces(asked.after or EARLIEST, asked.before or LATEST)):
        parameters |= {f"start_{number}": start, f"end_{number}": end}
        among = "{at} >= %(start_{n})s AND {at} < %(end_{n})s"
        if level:
            within = among.format(at="start", n=number)
            parts.append(f"SELECT slug, entries FROM tally WHERE {label} AND level = {level} AND {within}")
        else:
            within = among.format(at="e.sort_at", n=number)
            parts.append(
                f"SELECT slug, 1 AS entries FROM (SELECT l.* FROM entry e CROSS JOIN LATERAL {LABELS.format(row='e')} l"
                f" WHERE e.deleted_at IS NULL AND {within}) borne WHERE {label}"
            )
    return " UNION ALL ".join(parts), parameters


def whole(after: datetime | None, before: datetime | None, minutes: int) -> tuple[datetime, datetime]:
    """The whole stretches of a level within a range: from the first's start to the last's end."""
    length = timedelta(minutes=minutes)
    start = after and _up(after, length)
    end = before and _down(before, length)
    return start or EARLIEST, end or LATEST


def _pieces(after: datetime, before: datetime) -> Iterator[tuple[int, datetime, datetime]]:
    """The range in days, in hours where it ends within a day, and in single entries (0) where within an hour."""
    hours = _up(after, _HOUR), _down(before, _HOUR)
    days = _up(after, _DAY), _down(before, _DAY)
    if hours[0] > hours[1]:
        places = [(0, after, before)]
    elif days[0] > days[1]:
        places = [(0, after, hours[0]), (60, *hours), (0, hours[1], before)]
    else:
        places = [
            (0, after, hours[0]),
            (60, hours[0], days[0]),
            (1440, *days),
            (60, days[1], hours[1]),
            (0, hours[1], before),
        ]
    met = [place for place in places if place[1] < place[2]]
    yield from met or [(0, after, before)]


def _down(at: datetime, length: timedelta) -> datetime:
    return at if at in {EARLIEST, LATEST} else at - (at - datetime(2000, 1, 1, tzinfo=UTC)) % length


def _up(at: datetime, length: timedelta) -> datetime:
    down = _down(at, length)
    return down if down == at else down + length


def _label(where: EntryFilter) -> tuple[str, str] | None:
    labels = [
        *(("author", slug) for slug in slugs(where.author)),
        *(("topic", slug) for slug in slugs(where.topic)),
        *(("publisher", slug) for slug in slugs(where.publisher)),
        *(("language", base_language(tag) or "") for tag in where.language),
    ]
    rest = replace(
        where,
        author=(),
        topic=(),
        topic_match="any",
        publisher=(),
        language=(),
        published_after=None,
        published_before=None,
    )
    regional = any("-" in tag or "_" in tag for tag in where.language)
    if rest != EntryFilter() or len(labels) > 1 or regional or UNSIGNED in where.author:
        return None
    return labels[0] if labels else ("all", "")
