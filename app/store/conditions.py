"""From an `EntryFilter` to SQL conditions on a row `e` of `entry`, values kept apart as parameters."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from app.errors import Fault, InvalidParameter
from app.store.filters import EntryFilter
from app.store.search import base_language
from app.store.slugs import slug

UNSIGNED = "none"
MAX_HOST_CHARACTERS = 253


@dataclass(slots=True)
class Conditions:
    """SQL conditions that must all hold, and their parameters."""

    sql: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)

    def add(self, sql: str, **parameters: object) -> None:
        """One more condition."""
        self.sql.append(sql)
        self.parameters |= parameters

    @property
    def joined(self) -> str:
        """The conditions as one."""
        return " AND ".join(self.sql) or "true"


@dataclass(frozen=True, slots=True)
class Group:
    """Labels of which an entry must bear at least one: a column of a table that lists entries newest first."""

    table: str
    column: str
    values: tuple[str | UUID, ...]
    name: str
    token: str | None = None
    """The kind of token by which the search index knows the labels, if it does."""
    past: bool = False
    """`e` is a state of long ago, which its own columns describe: the table knows only the present."""

    @property
    def type(self) -> str:
        """The SQL type of the values."""
        return "uuid" if self.column == "blog_id" else "text"

    def holds(self) -> str:
        """SQL: the entry `e` bears one of the labels."""
        if self.table == "entry":
            return f"e.{self.column} = ANY(%({self.name})s)"
        if self.past:
            labels = self.table.removeprefix("entry_") + "s"
            return f"EXISTS (SELECT FROM jsonb_array_elements(e.{labels}) l WHERE l ->> 'slug' = ANY(%({self.name})s))"
        return (
            f"EXISTS (SELECT FROM {self.table} l WHERE l.{self.column} = ANY(%({self.name})s)"
            " AND l.sort_at = e.sort_at AND l.entry_id = e.id AND l.blog_id = e.blog_id)"
        )

    @property
    def parameters(self) -> dict[str, Any]:
        """The labels, for `holds`."""
        return {self.name: list(self.values)}


def groups(where: EntryFilter) -> list[Group]:
    """The labels that the filter asks for, any of which can lead the walk through its own index."""
    found: list[Group] = []
    if where.blog_id:
        found.append(Group("entry", "blog_id", where.blog_id, "blog_ids", "b"))
    if where.author and UNSIGNED not in where.author:
        found.append(_authors(where, where.author, "authors"))
    if where.topic and where.topic_match == "any":
        found.append(_topics(where, where.topic, "topics"))
    elif where.topic:
        found += [_topics(where, (each,), f"topic_{n}") for n, each in enumerate(slugs(where.topic))]
    if where.publisher:
        found.append(Group("entry", "publisher_slug", slugs(where.publisher), "publishers"))
    if where.language:
        bases = {base_language(tag) or "" for tag in where.language}
        found.append(Group("entry", "language", tuple(sorted(bases)), "languages"))
    return found


def conditions(where: EntryFilter) -> Conditions:
    """All that the filter asks for besides its groups and the range of published times."""
    found = Conditions()
    _deletion(found, where)
    _flags(found, where)
    _exclusions(found, where)
    if where.updated_after is not None:
        found.add("e.updated_at >= %(updated_after)s", updated_after=where.updated_after)
    if where.updated_before is not None:
        found.add("e.updated_at < %(updated_before)s", updated_before=where.updated_before)
    if where.links_to:
        found.add("e.link_hosts && %(links_to)s", links_to=[_host(each) for each in where.links_to])
    regional = [tag.replace("_", "-").lower() for tag in where.language]
    if any("-" in tag for tag in regional):
        found.add(
            "EXISTS (SELECT FROM blog b WHERE b.id = e.blog_id AND (lower(b.language) = ANY(%(language_tags)s)"
            " OR lower(b.language) LIKE ANY(%(language_prefixes)s)))",
            language_tags=regional,
            language_prefixes=[_literal(tag) + "-%" for tag in regional],
        )
    return found


def matching(where: EntryFilter, words: str | None = None) -> Conditions:
    """All that the filter asks for, for counting and for looking at single entries; the planner finds the way.

    `words` is what `text_search.read_words` makes of `q`. Raises `InvalidParameter` for `as_of`: lists alone look back.
    """
    if where.as_of is not None:
        raise InvalidParameter(
            "as_of asks for a list", faults=[Fault("query", "as_of", "is for lists of entries only")]
        )
    found = conditions(where)
    if words is not None:
        found.add("e.search @@ %(words)s::tsquery", words=words)
    for group in groups(where):
        found.add(group.holds(), **group.parameters)
    if where.published_after is not None:
        found.add("e.sort_at >= %(published_after)s", published_after=where.published_after)
    if where.published_before is not None:
        found.add("e.sort_at < %(published_before)s", published_before=where.published_before)
    return found


def slugs(names: tuple[str, ...]) -> tuple[str, ...]:
    """Slugs of names or slugs, each once."""
    return tuple(sorted({slug(name) for name in names}))


def _deletion(found: Conditions, where: EntryFilter) -> None:
    if where.deleted == "include":
        return
    not_deleted = "e.deleted_at IS NULL"
    if where.as_of is not None:
        not_deleted = "(e.deleted_at IS NULL OR e.deleted_at > %(as_of)s)"
        found.parameters["as_of"] = where.as_of
    found.add(not_deleted if where.deleted == "exclude" else f"NOT {not_deleted}")


def _flags(found: Conditions, where: EntryFilter) -> None:
    for wanted, holds in (
        (where.key_event, "e.key_event"),
        (where.pinned, "e.pinned"),
        (where.edited, "coalesce(e.updated_at > e.sort_at, false)"),
        (where.has_media, "(e.images <> '[]' OR e.embeds <> '[]')"),
    ):
        if wanted is not None:
            found.add(holds if wanted else f"NOT {holds}")


def _exclusions(found: Conditions, where: EntryFilter) -> None:
    if UNSIGNED in where.author:
        named = tuple(name for name in where.author if name != UNSIGNED)
        group = _authors(where, named, "authors")
        signed = f" OR {group.holds()}" if named else ""
        found.add(f"(e.authors = '[]'::jsonb{signed})", **group.parameters)
    if where.exclude_author:
        group = _authors(where, where.exclude_author, "excluded_authors")
        found.add(f"NOT {group.holds()}", **group.parameters)
    if where.exclude_topic:
        group = _topics(where, where.exclude_topic, "excluded_topics")
        found.add(f"NOT {group.holds()}", **group.parameters)


def _authors(where: EntryFilter, names: tuple[str, ...], parameter: str) -> Group:
    return Group("entry_author", "author_slug", slugs(names), parameter, "a", past=where.as_of is not None)


def _topics(where: EntryFilter, names: tuple[str, ...], parameter: str) -> Group:
    return Group("entry_topic", "topic_slug", slugs(names), parameter, "t", past=where.as_of is not None)


def _host(text: str) -> str:
    try:
        host = urlsplit(text if "://" in text else f"//{text}").hostname or text
    except ValueError:
        host = text
    return host.lower().removeprefix("www.")[:MAX_HOST_CHARACTERS]


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
