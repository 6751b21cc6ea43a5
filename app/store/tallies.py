"""How many entries bear each label, in every stretch of time and beside every other label: kept, so that nobody counts.

A label is a kind and a slug; every entry that is not deleted bears `all` as well as its authors, topics, publisher and
language. The recorder adds and takes away in its own transaction, so tallies are exact for every reader. Rows are
written in the order of their keys, which keeps writers from deadlock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LEVELS = {"5m": 5, "1h": 60, "1d": 1440}
"""Lengths of the stretches, in minutes; they begin at whole multiples of it in UTC. Only `all` is kept by five."""

LABELS = """(
  SELECT 'all' AS kind, '' AS slug
  UNION ALL SELECT 'author', a ->> 'slug' FROM jsonb_array_elements({row}.authors) a
  UNION ALL SELECT 'topic', t ->> 'slug' FROM jsonb_array_elements({row}.topics) t
  UNION ALL SELECT 'publisher', {row}.publisher_slug WHERE {row}.publisher_slug IS NOT NULL
  UNION ALL SELECT 'language', {row}.language WHERE {row}.language IS NOT NULL)"""
"""SQL: the labels of a row of `entry`, or of one with the same columns."""

_ADD = f"""
WITH counted AS MATERIALIZED ({{counted}}), spans AS (
  INSERT INTO tally (kind, level, start, slug, entries)
  SELECT l.kind, v.level, date_bin(v.level * interval '1 minute', c.sort_at, timestamptz '2000-01-01 00:00+00'),
         l.slug, sum(c.by)
  FROM counted c CROSS JOIN LATERAL {LABELS.format(row="c")} l
  JOIN (VALUES (5), (60), (1440)) v(level) ON v.level > 5 OR l.kind = 'all'
  GROUP BY 1, 2, 3, 4 HAVING sum(c.by) <> 0 ORDER BY l.kind COLLATE "C", 2, 3, l.slug COLLATE "C"
  ON CONFLICT (kind, level, start, slug) DO UPDATE SET entries = tally.entries + excluded.entries
)
INSERT INTO tally_pair (kind, slug, other_kind, other, entries)
SELECT l.kind, l.slug, o.kind, o.slug, sum(c.by)
FROM (SELECT authors, topics, publisher_slug, language, sum(by) AS by FROM counted GROUP BY 1, 2, 3, 4) c
CROSS JOIN LATERAL {LABELS.format(row="c")} l
JOIN LATERAL {LABELS.format(row="c")} o ON o.kind <> 'all' OR l.kind = 'all'
GROUP BY 1, 2, 3, 4 HAVING sum(c.by) <> 0
ORDER BY l.kind COLLATE "C", l.slug COLLATE "C", o.kind COLLATE "C", o.slug COLLATE "C"
ON CONFLICT (kind, slug, other_kind, other) DO UPDATE SET entries = tally_pair.entries + excluded.entries
"""

TALLY = _ADD.format(
    counted="SELECT * FROM json_to_recordset(%(rows)s::json) AS n(sort_at timestamptz, authors jsonb, topics jsonb,"
    " publisher_slug text, language text, by int)"
)
"""Entries that came or, with -1, went."""

REBUILD = "TRUNCATE tally, tally_pair; " + _ADD.format(
    counted="SELECT sort_at, authors, topics, publisher_slug, language, 1 AS by FROM entry WHERE deleted_at IS NULL"
)
"""Count everything anew: for a database that was filled by other means than the recorder."""

READ_FOLLOWERS = """
SELECT id, sort_at, authors, topics, publisher_slug, language FROM entry
WHERE blog_id = %(blog_id)s AND deleted_at IS NULL
  AND (publisher_slug, language) IS DISTINCT FROM (%(publisher_slug)s::text, %(entry_language)s::text)
"""
"""Entries that will carry another publisher or language, because their blog does."""


@dataclass(frozen=True, slots=True)
class Counted:
    """An entry's place and labels, as they are tallied."""

    sort_at: datetime
    authors: list[dict[str, str]]
    topics: list[dict[str, str]]
    publisher_slug: str | None
    language: str | None


def tally_rows(came: Iterable[Counted], went: Iterable[Counted]) -> list[dict[str, Any]]:
    """What `TALLY` takes."""
    return [_row(entry, 1) for entry in came] + [_row(entry, -1) for entry in went]


def counted(columns: Mapping[str, Any]) -> Counted:
    """What is tallied of an entry, from its columns."""
    return Counted(
        columns["sort_at"], columns["authors"], columns["topics"], columns["publisher_slug"], columns["language"]
    )


def _row(entry: Counted, by: int) -> dict[str, Any]:
    return {
        "sort_at": entry.sort_at,
        "authors": [{"slug": author["slug"]} for author in entry.authors],
        "topics": [{"slug": topic["slug"]} for topic in entry.topics],
        "publisher_slug": entry.publisher_slug,
        "language": entry.language,
        "by": by,
    }
