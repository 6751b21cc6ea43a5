"""What a caller may ask of entries: the one definition of the filters, on lists, counts, exports and streams alike."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

import orjson
from pydantic import TypeAdapter

Deleted = Literal["exclude", "include", "only"]
TopicMatch = Literal["any", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """Conditions on entries, all of which hold at once. The default asks for every entry that is not deleted.

    Times are aware; ranges are half-open, `[after, before)`. Names and slugs are taken alike.
    """

    author: tuple[str, ...] = ()
    """Signed by any of these; `none` asks for unsigned entries."""
    exclude_author: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    """About any of these, or all of them."""
    topic_match: TopicMatch = "any"
    exclude_topic: tuple[str, ...] = ()
    published_after: datetime | None = None
    published_before: datetime | None = None
    """An entry without a time counts as published when the one before it on the page was."""
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    key_event: bool | None = None
    pinned: bool | None = None
    edited: bool | None = None
    deleted: Deleted = "exclude"
    blog_id: tuple[UUID, ...] = ()
    publisher: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    """BCP 47 tags; `en` also asks for `en-GB`."""
    has_media: bool | None = None
    links_to: tuple[str, ...] = ()
    """Hosts; a host stands for its subdomains too."""
    q: str | None = None
    """Words, "phrases", OR and -not."""
    as_of: datetime | None = None
    """Entries as they stood at this instant."""

    def canonical(self) -> bytes:
        """The same bytes for the same conditions, however they were written."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        conditions = {name: _canonical(value) for name, value in values if value is not None and value != ()}
        return orjson.dumps(conditions, option=orjson.OPT_SORT_KEYS, default=str)


_FILTER = TypeAdapter(EntryFilter)


def filter_to_json(where: EntryFilter) -> dict[str, Any]:
    """The conditions that differ from the default, by name, as JSON holds them."""
    found: dict[str, Any] = _FILTER.dump_python(where, mode="json", exclude_defaults=True)
    return found


def filter_from_json(conditions: dict[str, Any]) -> EntryFilter:
    """The filter that `filter_to_json` wrote down."""
    return _FILTER.validate_python(conditions)


def _canonical(value: object) -> object:
    if isinstance(value, tuple):
        return sorted(map(str, value))
    return value.astimezone(UTC) if isinstance(value, datetime) else value
