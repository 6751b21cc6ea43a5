"""React's "flight" rows, by which Next.js hands over what its server drew: values that refer to one another."""

import re
from contextlib import suppress

from app.parsing.json_data import Json, read_json

_ROW = re.compile(rb"\s*([0-9a-f]{0,8}):(?:T([0-9a-f]{1,7}),|([A-Z]{0,2})(?=[\[{\"]))")
_REFERENCE = re.compile(r"\$[LQW@]?([0-9a-f]{1,8})((?::[^:]{1,100}){0,30})")
_DEEPEST = 90
_ELEMENT = 4
"""The parts of an element: "$", its tag, its key, its properties."""


def read_flight(text: str) -> list[Json]:
    """The rows' values with references followed; an element becomes its properties, its tag among them as "$tag"."""
    rows = _Rows(_rows(text.encode("utf-8", "replace")))
    return [rows.value(name) for name in rows.raw]


def _rows(data: bytes) -> dict[str, Json]:
    rows: dict[str, Json] = {}
    place = 0
    while place < len(data):
        head = _ROW.match(data, place)
        end = data.find(b"\n", place)
        end = len(data) if end < 0 else end
        if head is None:
            place = end + 1
        elif head[2]:
            place = head.end() + int(head[2], 16)
            rows[head[1].decode()] = data[head.end() : place].decode("utf-8", "replace")
        else:
            if not head[3]:
                with suppress(ValueError):
                    rows[head[1].decode()] = read_json(data[head.end() : end].decode("utf-8", "replace"))
            place = end + 1
    return rows


class _Rows:
    """Resolves each row once, so that rows which refer to one another many times cost no more."""

    def __init__(self, raw: dict[str, Json]) -> None:
        self.raw = raw
        self._resolved: dict[str, Json] = {}
        self._open: set[str] = set()

    def value(self, name: str) -> Json:
        """A row's value; None for a row that does not exist or that refers to itself."""
        if name not in self._resolved:
            if name in self._open or name not in self.raw or len(self._open) > _DEEPEST:
                return None
            self._open.add(name)
            self._resolved[name] = self._follow(self.raw[name], 0)
            self._open.discard(name)
        return self._resolved[name]

    def _follow(self, value: Json, depth: int) -> Json:
        if isinstance(value, str):
            return self._text(value)
        if depth > _DEEPEST or not isinstance(value, (list, dict)):
            return value if not isinstance(value, (list, dict)) else None
        if isinstance(value, dict):
            return {name: self._follow(each, depth + 1) for name, each in value.items()}
        if len(value) >= _ELEMENT and value[0] == "$" and isinstance(value[3], dict):
            return {"$tag": value[1], **{name: self._follow(each, depth + 1) for name, each in value[3].items()}}
        return [self._follow(each, depth + 1) for each in value]

    def _text(self, text: str) -> Json:
        if not text.startswith("$"):
            return text
        if text.startswith("$$"):
            return text[1:]
        if text.startswith("$D"):
            return text[2:]
        reference = _REFERENCE.fullmatch(text)
        if reference is None:
            return None if text == "$undefined" else text
        found = self.value(reference[1])
        for step in reference[2].split(":")[1:]:
            if isinstance(found, dict):
                found = found if step == "props" else found.get(step)
            else:
                found = (
                    found[int(step)] if isinstance(found, list) and step.isdigit() and int(step) < len(found) else None
                )
        return found
