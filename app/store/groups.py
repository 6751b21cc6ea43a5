"""The parts of a filter that an index knows: labels and marks, of each of which an entry must bear one.

Each group can be asked in three ways: of an entry's own columns, of the search index by tokens (`app.store.search`),
and, where one index holds the entries of a label in the list's order, by walking that index.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from psycopg.types.json import Jsonb

from app.store.filters import EntryFilter
from app.store.search import base_language
from app.store.slugs import slug

UNSIGNED = "none"
MAX_HOST_CHARACTERS = 253


@dataclass(frozen=True, slots=True)
class Leader:
    """An index that holds the entries of each value in the order of lists."""

    table: str
    column: str
    type: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One thing asked for; any of its alternatives will do."""

    name: str
    sql: str
    """The condition on an entry `e` by its columns; it may use the parameter `name`."""
    tokens: tuple[str, ...]
    value: Any = None
    leader: Leader | None = None
    in_order: bool = False
    """Whether an index holds what is asked for in the order of lists even without a leader."""

    @property
    def parameters(self) -> dict[str, Any]:
        """What `sql` needs."""
        return {} if self.value is None else {self.name: self.value}


def groups(where: EntryFilter) -> list[Group]:
    """The groups of a filter."""
    return [*_blogs(where), *_authors(where), *_topics(where), *_publishers(where), *_marks(where)]


def slugs(names: Iterable[str]) -> tuple[str, ...]:
    """Slugs of names or slugs, each once."""
    return tuple(sorted({slug(name) for name in names}))


def bearing(values: Iterable[str]) -> list[Jsonb]:
    """What an array of labels contains when it holds one of these slugs."""
    return [Jsonb([{"slug": value}]) for value in values]


def _blogs(where: EntryFilter) -> Iterable[Group]:
    if where.blog_id:
        yield Group(
            "blog_ids",
            "e.blog_id = ANY(%(blog_ids)s::uuid[])",
            _tokens("b", where.blog_id),
            list(where.blog_id),
            Leader("entry", "blog_id", "uuid", where.blog_id),
        )


def _authors(where: EntryFilter) -> Iterable[Group]:
    if not where.author:
        return
    named = slugs(name for name in where.author if name != UNSIGNED)
    signed = "e.authors @> ANY(%(authors)s::jsonb[])"
    if UNSIGNED not in where.author:
        leader = Leader("entry_author", "author_slug", "text", named)
        yield Group("authors", signed, _tokens("a", named), bearing(named), leader)
    elif named:
        tokens = _tokens("a", ("", *named))
        yield Group("authors", f"(e.authors = '[]'::jsonb OR {signed})", tokens, bearing(named))
    else:
        yield Group("authors", "e.authors = '[]'::jsonb", _tokens("a", [""]), in_order=True)


def _topics(where: EntryFilter) -> Iterable[Group]:
    wanted = slugs(where.topic)
    sets = [wanted] if where.topic_match == "any" else [(each,) for each in wanted]
    for number, values in enumerate(filter(None, sets)):
        name = f"topics_{number}"
        leader = Leader("entry_topic", "topic_slug", "text", values)
        yield Group(name, f"e.topics @> ANY(%({name})s::jsonb[])", _tokens("t", values), bearing(values), leader)


def _publishers(where: EntryFilter) -> Iterable[Group]:
    publishers = slugs(where.publisher)
    if publishers:
        leader = Leader("entry", "publisher_slug", "text", publishers)
        condition = "e.publisher_slug = ANY(%(publishers)s::text[])"
        yield Group("publishers", condition, _tokens("p", publishers), list(publishers), leader)
    languages = tuple(sorted({base_language(tag) or "" for tag in where.language}))
    if languages:
        leader = Leader("entry", "language", "text", languages)
        condition = "e.language = ANY(%(languages)s::text[])"
        yield Group("languages", condition, _tokens("l", languages), list(languages), leader)
    hosts = tuple(sorted({_host(each) for each in where.links_to}))
    if hosts:
        yield Group("hosts", "e.link_hosts && %(hosts)s::text[]", _tokens("h", hosts), list(hosts))


def _marks(where: EntryFilter) -> Iterable[Group]:
    if where.key_event:
        yield Group("key_event", "e.key_event", ("k:",), in_order=True)
    if where.pinned:
        yield Group("pinned", "e.pinned", ("i:",), in_order=True)
    if where.edited:
        yield Group("edited", "e.updated_at > e.sort_at", ("e:",))
    if where.has_media:
        yield Group("media", "(e.images <> '[]' OR e.embeds <> '[]')", ("m:",), in_order=True)
    if where.deleted == "only" and where.as_of is None:
        yield Group("deleted", "e.deleted_at IS NOT NULL", ("d:",), in_order=True)


def _tokens(kind: str, values: Iterable[object]) -> tuple[str, ...]:
    return tuple(f"{kind}:{value}" for value in values)


def _host(text: str) -> str:
    try:
        host = urlsplit(text if "://" in text else f"//{text}").hostname or text
    except ValueError:
        host = text
    return host.lower().removeprefix("www.")[:MAX_HOST_CHARACTERS]
