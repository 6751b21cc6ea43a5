"""From an `EntryFilter` to SQL conditions on a row `e` of `entry`, values kept apart as parameters."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app.errors import Fault, InvalidParameter
from app.store.filters import EntryFilter
from app.store.groups import Group, bearing, slugs

WIDE = timedelta(weeks=1)
"""From here on the search index tells entries of a range apart by their weeks quicker than another by their places."""


@dataclass(slots=True)
class Conditions:
    """SQL conditions that must all hold, and their parameters."""

    sql: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)

    def add(self, sql: str, **parameters: object) -> None:
        """One more condition."""
        self.sql.append(sql)
        self.parameters |= parameters

    def add_groups(self, more: Iterable[Group]) -> None:
        """What groups ask for, asked of the entry's columns."""
        for group in more:
            self.add(group.sql, **group.parameters)

    def add_query(self, parts: Iterable[str], row: str = "e") -> None:
        """What the search index is asked, part by part: it meets several conditions faster than one long one."""
        for number, part in enumerate(parts):
            self.add(f"{row}.search @@ %(query_{number})s::tsquery", **{f"query_{number}": part})

    @property
    def joined(self) -> str:
        """The conditions as one."""
        return " AND ".join(self.sql) or "true"


def conditions(where: EntryFilter) -> Conditions:
    """All that the filter asks for besides its groups and the range of published times."""
    found = Conditions()
    _deletion(found, where)
    for unwanted, condition in (
        (where.key_event is False, "NOT e.key_event"),
        (where.pinned is False, "NOT e.pinned"),
        (where.edited is False, "NOT coalesce(e.updated_at > e.sort_at, false)"),
        (where.has_media is False, "e.images = '[]' AND e.embeds = '[]'"),
    ):
        if unwanted:
            found.add(condition)
    if where.exclude_author:
        unwanted_authors = bearing(slugs(where.exclude_author))
        found.add("NOT e.authors @> ANY(%(unwanted_authors)s::jsonb[])", unwanted_authors=unwanted_authors)
    if where.exclude_topic:
        unwanted_topics = bearing(slugs(where.exclude_topic))
        found.add("NOT e.topics @> ANY(%(unwanted_topics)s::jsonb[])", unwanted_topics=unwanted_topics)
    if where.updated_after is not None:
        found.add("e.updated_at >= %(updated_after)s", updated_after=where.updated_after)
    if where.updated_before is not None:
        found.add("e.updated_at < %(updated_before)s", updated_before=where.updated_before)
    _region(found, where)
    return found


def matching(where: EntryFilter, query: Collection[str]) -> Conditions:
    """All that the filter asks for, for counting and for looking at single entries.

    `query` is the filter's words and groups for the search index (`text_search.read_query`).
    Raises `InvalidParameter` for `as_of`: lists alone look back.
    """
    if where.as_of is not None:
        raise InvalidParameter(
            "as_of asks for a list", faults=[Fault("query", "as_of", "is for lists of entries only")]
        )
    found = conditions(where)
    found.add_query(query)
    at = _place(where) if query else "e.sort_at"
    if where.published_after is not None:
        found.add(f"{at} >= %(published_after)s", published_after=where.published_after)
    if where.published_before is not None:
        found.add(f"{at} < %(published_before)s", published_before=where.published_before)
    return found


def _place(where: EntryFilter) -> str:
    """SQL: an entry's place; for a wide range one that no index has: the question's weeks find as much at less cost."""
    after, before = where.published_after, where.published_before
    wide = after is not None and before is not None and before - after > WIDE
    return "(e.sort_at + interval '0')" if wide else "e.sort_at"


def _deletion(found: Conditions, where: EntryFilter) -> None:
    if where.as_of is not None:
        found.add("e.version_at <= %(as_of)s", as_of=where.as_of)
    if where.as_of is not None and where.deleted != "include":
        there = "(e.deleted_at IS NULL OR e.deleted_at > %(as_of)s)"
        found.add(there if where.deleted == "exclude" else f"NOT {there}", as_of=where.as_of)
    elif where.deleted == "exclude":
        found.add("e.deleted_at IS NULL")


def _region(found: Conditions, where: EntryFilter) -> None:
    tags = [tag.replace("_", "-").lower() for tag in where.language]
    if any("-" in tag for tag in tags):
        found.add(
            "EXISTS (SELECT FROM blog b WHERE b.id = e.blog_id AND (lower(b.language) = ANY(%(language_tags)s)"
            " OR lower(b.language) LIKE ANY(%(language_prefixes)s)))",
            language_tags=tags,
            language_prefixes=[_literal(tag) + "-%" for tag in tags],
        )


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
