"""Lists of objects that tell a time, anywhere in a page's data, with references between objects followed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.parsing.json_data import Json
from app.parsing.script_data.records import Record, flatten, likely_time
from app.parsing.script_data.words import TIMES

_FEWEST = 2
_DEEPEST = 100
_NAMES = 3
"""How many of the names above a list say what it holds."""
_TIMES = frozenset(TIMES)
_REFERENCES = ("__ref", "$ref", "_ref")


@dataclass(frozen=True, slots=True)
class PostList:
    """Objects that may be posts, by bare field names, and what they stand under."""

    name: str
    records: Sequence[Record]
    is_ordered: bool
    """False for objects that stand by name and not in a list."""


def find_lists(state: Json) -> Iterator[PostList]:
    """Each list, or map, of objects of which some tell a time."""
    known = _named_objects(state)
    waiting: list[tuple[Json, tuple[str, ...], int]] = [(state, (), 0)]
    seen: set[int] = set()
    while waiting:
        value, names, depth = waiting.pop()
        if not isinstance(value, (dict, list)) or id(value) in seen or depth > _DEEPEST:
            continue
        seen.add(id(value))
        name = " ".join(names[-_NAMES:])
        if isinstance(value, list):
            records = _records(value, known)
            if len(records) >= _FEWEST:
                yield PostList(name, records, is_ordered=True)
            waiting += [(each, names, depth + 1) for each in reversed(value)]
        else:
            for kind, members in _kinds(value).items():
                records = _records(members, known)
                if len(records) > _FEWEST:
                    yield PostList(f"{name} {kind}", records, is_ordered=False)
            waiting += [(each, (*names, key[:60]), depth + 1) for key, each in reversed(value.items())]


def _records(values: Sequence[Json], known: Mapping[str, Mapping[str, Json]]) -> list[Record]:
    """The objects among values as records; none where few of them are objects that tell a time."""
    objects = [found for value in values if isinstance(value, dict) and (found := _follow(value, known))]
    if len(objects) < _FEWEST or len(objects) * 2 < len(values):
        return []
    records = [flatten(each) for each in objects]
    records = [
        {name: _followed(value, known) for name, value in record.items()}
        for record in records
        if not _TIMES.isdisjoint(record) or likely_time(record)
    ]
    return records if len(records) * 3 >= len(objects) else []


def _kinds(value: Mapping[str, Json]) -> dict[str, list[Json]]:
    """The objects that stand by name, by what their type or the start of their names is."""
    groups: dict[str, list[Json]] = {}
    for name, each in value.items():
        if isinstance(each, dict):
            typed = each.get("__typename")
            kind = typed if isinstance(typed, str) else name.partition(":")[0] if ":" in name else ""
            groups.setdefault(kind[:60], []).append(each)
    return {kind: members for kind, members in groups.items() if len(members) > _FEWEST}


def _named_objects(state: Json) -> dict[str, Mapping[str, Json]]:
    """The objects that others may refer to by the name that they stand under."""
    named: dict[str, Mapping[str, Json]] = {}
    waiting: list[Json] = [state]
    seen: set[int] = set()
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, list):
            waiting += [each for each in value if isinstance(each, (dict, list))]
        elif isinstance(value, dict):
            named |= {
                name: each for name, each in value.items() if isinstance(each, dict) and (":" in name or "-" in name)
            }
            waiting += [each for each in value.values() if isinstance(each, (dict, list))]
    return named


def _follow(value: Mapping[str, Json], known: Mapping[str, Mapping[str, Json]]) -> Mapping[str, Json]:
    """The object that a reference stands for; itself where it is none."""
    for name in _REFERENCES:
        target = value.get(name)
        if isinstance(target, str):
            return known.get(target, value)
    if value.get("type") == "id" and isinstance(value.get("id"), str):
        return known.get(value["id"], value)
    return value


def _followed(value: Json, known: Mapping[str, Mapping[str, Json]]) -> Json:
    """A field's value with references in it followed, one step."""
    if isinstance(value, dict):
        return _follow(value, known)
    return (
        [_follow(each, known) if isinstance(each, dict) else each for each in value]
        if isinstance(value, list)
        else value
    )
