"""One post out of an object whose fields any content system may have named."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from app.parsing.document import Author, RawEntry, Source, TimeText, Topic
from app.parsing.fragment import body_of_html
from app.parsing.guard import Limits
from app.parsing.json_data import Json
from app.parsing.script_data.rich_text import html_of, picture_html
from app.parsing.script_data.words import (
    ADDRESSES,
    AUTHORS,
    BODIES,
    EDITS,
    GROUPS,
    HIDDEN,
    HOLDS,
    IDS,
    KEY_KINDS,
    KEYS,
    KINDS,
    MARKS,
    NAMES,
    PICTURES,
    PINS,
    ROLES,
    SIGNERS,
    TIMES,
    TITLED,
    TITLES,
    TOPICS,
    UPDATES,
    WRAPPERS,
    bare,
)
from app.parsing.structured.people import named_in
from app.parsing.structured.values import plain, short
from app.parsing.time_text import read_time
from app.parsing.urls import web_url

Record: TypeAlias = Mapping[str, Json]
"""An object's values by the bare names of its fields."""

_WRAPPED = 3
_WITHIN = ("iso", "date", "utc", "value", "raw", "datetime", "timestamp", "seconds", "time", "$date")
_RENDERED = ("rendered", "basic", "text", "main", "value", "html", "default", "title", "headline", "short")
_MOST = 20
_TOPIC = 80
_INSTANT = re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?")
_CO_SIGNERS = re.compile("(?:co|additional|other)_?(?:auth|auteur|autor|writ|contrib)")
_NO_TEXT = re.compile(r"\S*$|[a-z]{2,8}://")
"""A lone word or an address."""
_NO_ID = re.compile(r"\s|^$")


def flatten(item: Mapping[str, Json]) -> Record:
    """The fields of an object and of those that wrap its own ("node", "attributes", "fields"), by bare name."""
    found: dict[str, Json] = {}
    for _ in range(_WRAPPED):
        found |= {bare(name): value for name, value in item.items() if value not in (None, "")}
        for name in GROUPS & found.keys():
            if isinstance(found[name], dict):
                found = {bare(inner): value for inner, value in found[name].items() if value is not None} | found
        inner = next((found[name] for name in WRAPPERS if isinstance(found.get(name), dict)), None)
        if inner is None or ("type" in inner and "content" in inner):
            break
        found = {name: value for name, value in found.items() if value is not inner}
        item = inner
    kept = found.get("sys")
    if isinstance(kept, dict):
        # What a system notes of its own work says less than what an editor has set.
        told = {"id": kept.get("id")} if time_of(found) else kept
        found = {bare(name): value for name, value in told.items() if value} | found
    return found


def is_shown(record: Record) -> bool:
    """Whether a post is not marked as a draft or as deleted."""
    return not any(record.get(name) is True for name in HIDDEN)


def time_of(record: Record, names: Iterable[str] = TIMES) -> TimeText | None:
    """The first of a record's times that can be read."""
    for name in names:
        text = _time_text(record.get(name))
        clock = _time_text(record.get("time")) if name in ("date", "datum", "fecha", "data") else None
        if text and clock and clock != text and (reading := read_time(text)) and not reading.has_clock:
            text = f"{text} {clock}"
        if text and read_time(text):
            return TimeText(machine=text) if text[:1].isdigit() and len(text) > len("14:30:00") else TimeText(text=text)
    return None


def likely_time(record: Record) -> TimeText | None:
    """The first whole instant of a record whose name does not tell of an edit, where no known name tells a time."""
    for name, value in record.items():
        if isinstance(value, str) and _INSTANT.fullmatch(value) and not EDITS.search(name):
            return TimeText(machine=value)
    return None


def _time_text(value: Json) -> str | None:
    if isinstance(value, dict):
        value = next((value[name] for name in _WITHIN if isinstance(value.get(name), (str, int, float))), None)
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return str(int(value))
    return " ".join(value.split())[:100] if isinstance(value, str) else None


def read_record(record: Record, base_url: str | None, limits: Limits) -> RawEntry:
    """The post that a record holds; its body is empty where no field holds one."""
    title = short(_text(record, TITLES) or _text(record, filter(TITLED.search, record)))
    html = next((html for name in BODIES if (html := html_of(record.get(name))).strip()), "") or _likely_body(record)
    html += "".join(picture_html(record[name]) for name in PICTURES if name in record)
    body = body_of_html(html, base_url=base_url, limits=limits)
    address = next((record[name] for name in ADDRESSES if isinstance(record.get(name), str)), None)
    return RawEntry(
        source=Source.DOM,
        external_id=next((name for each in IDS if (name := _identifier(record.get(each)))), None),
        permalink=web_url(address, base_url) if address else None,
        title=title if title != body.text else None,
        time=time_of(record) or likely_time(record),
        updated=time_of(record, UPDATES),
        authors=_authors(record),
        key_event=_is_key(record),
        pinned=any(value is True and (name in PINS or HOLDS.search(name)) for name, value in record.items()),
        body=body,
        topics=_topics(record),
    )


def _likely_body(record: Record) -> str:
    """The HTML of the field that says most, where no known name holds a body."""
    told = {*TITLES, *AUTHORS, *IDS, *ADDRESSES, *TOPICS, *PICTURES, *TIMES, *UPDATES}
    names = [name for name in record if not (name in told or TITLED.search(name) or SIGNERS.search(name))]
    said = (record[name] for name in names if not (isinstance(record[name], str) and _NO_TEXT.match(record[name])))
    return max(map(html_of, said), key=len, default="")


def _text(record: Record, names: Iterable[str]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, dict):
            value = next((value[each] for each in _RENDERED if isinstance(value.get(each), str)), None)
        text = plain(value) if isinstance(value, str) else None
        if text:
            return text
    return None


def _identifier(value: Json) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return None if _NO_ID.search(str(value)) else str(value)[:200]


def _is_key(record: Record) -> bool:
    kinds = (bare(value) for name in KINDS if isinstance(value := record.get(name), str))
    is_marked = any(value is True and (name in KEYS or MARKS.search(name)) for name, value in record.items())
    return is_marked or not KEY_KINDS.isdisjoint(kinds)


def _authors(record: Record) -> tuple[Author, ...]:
    for name in (*AUTHORS, *filter(SIGNERS.search, record)):
        found = {author.name.casefold(): author for author in _people(record.get(name), 0)}
        for other in filter(_CO_SIGNERS.match, record) if found else ():
            found |= {author.name.casefold(): author for author in _people(record[other], 0)}
        if found:
            return tuple(found.values())[:_MOST]
    return ()


def _people(value: Json, depth: int) -> list[Author]:
    if isinstance(value, str):
        return list(named_in(plain(value)))
    if depth > _WRAPPED:
        return []
    if isinstance(value, list):
        return [author for each in value[:_MOST] for author in _people(each, depth + 1)]
    if not isinstance(value, dict):
        return []
    person = flatten(value)
    name = _text(person, NAMES) or " ".join(filter(None, (_text(person, ["firstname"]), _text(person, ["lastname"]))))
    named = named_in(name)
    if len(named) == 1:
        role = _text(person, ROLES)
        return [Author(named[0].name, role=short(role) or named[0].role)]
    inner = next((person[each] for each in ("by", "person", "user", "nodes", "edges", "items") if each in person), None)
    return list(named) or (_people(inner, depth + 1) if isinstance(inner, (dict, list)) else [])


def _topics(record: Record) -> tuple[Topic, ...]:
    name_of: Callable[[Json], str | None] = lambda value: (  # noqa: E731
        _text(flatten(value), NAMES) if isinstance(value, dict) else plain(value) if isinstance(value, str) else None
    )
    for name in TOPICS:
        listed = record.get(name)
        if isinstance(listed, list):
            named = [tag for tag in map(name_of, listed[:_MOST]) if tag and len(tag) <= _TOPIC]
            if named:
                return tuple(Topic(tag) for tag in dict.fromkeys(named))
    return ()
