"""Data as one flat list whose objects and lists name their values by index, as Nuxt writes them (devalue)."""

from app.parsing.json_data import Json

_WRAPPED = frozenset(
    ["Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef", "Date", "Set", "NuxtError"]
)
_FEWEST = 3
_LEAST = -7
"""Places below nought stand for what JSON cannot write: undefined, NaN, infinities."""


def is_indexed(data: Json) -> bool:
    """Whether data are such a list: objects in it hold nothing but places in the list."""
    if not isinstance(data, list) or len(data) < _FEWEST or not isinstance(data[0], (dict, list)):
        return False
    objects = [each for each in data if isinstance(each, dict)]
    return bool(objects) and all(
        isinstance(place, int) and _LEAST <= place < len(data) for each in objects for place in each.values()
    )


def read_indexed(data: list[Json]) -> Json:
    """What the list stands for; each of its values is made once, and a value within itself is left as it was begun."""
    made: dict[int, Json] = {}
    waiting = [0]
    while waiting:
        place = waiting.pop()
        if place in made:
            continue
        made[place] = _begun(data[place])
        waiting += [inner for inner in _places(data[place]) if 0 <= inner < len(data) and inner not in made]
    for place, value in made.items():
        raw = data[place]
        if isinstance(raw, dict):
            value.update((name, made.get(inner)) for name, inner in raw.items())
        elif isinstance(value, list):
            value.extend(made.get(inner) for inner in _places(raw))
    return made[0]


def _begun(raw: Json) -> Json:
    if isinstance(raw, dict):
        return {}
    if not isinstance(raw, list):
        return raw
    return str(raw[1]) if len(raw) == 2 and raw[0] == "Date" else []  # noqa: PLR2004


def _places(raw: Json) -> list[int]:
    if isinstance(raw, dict):
        return [place for place in raw.values() if isinstance(place, int)]
    if not isinstance(raw, list) or (raw and raw[0] == "Date"):
        return []
    inner = raw[1:] if raw and isinstance(raw[0], str) and raw[0] in _WRAPPED else raw
    return [place for place in inner if isinstance(place, int)]
