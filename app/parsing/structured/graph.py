"""A page's JSON-LD as a graph: nodes by type, and references between nodes (`{"@id": …}`) followed."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import orjson

from app.parsing.json_data import Json
from app.parsing.structured.values import first_text, plain

Node: TypeAlias = Mapping[str, Json]

MAX_NODES = 200_000
MAX_COMPARED = 500
VOCABULARIES = ("https://schema.org/", "http://schema.org/", "https://www.schema.org/", "schema:")
NESTED = frozenset([dict, list])
COLLECTIONS = ("@list", "@set", "@graph", "itemListElement")


class Graph:
    """The nodes of one page, however they refer to one another."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self._by_id: dict[str, Node] = {}
        for node in nodes:
            name = node.get("@id")
            # The fullest description of a node wins; the others are references or excerpts.
            if isinstance(name, str) and len(node) > len(self._by_id.get(name, {"@id": name})):
                self._by_id[name] = node

    @classmethod
    def of(cls, blocks: Sequence[Json]) -> "Graph":
        """The graph of a page's JSON-LD blocks, with every object in them."""
        return cls(_walk(blocks))

    def follow(self, value: Json) -> Json:
        """The node that a reference stands for, or the value itself; one step, so that cycles do no harm."""
        return self._by_id.get(value["@id"], value) if isinstance(value, dict) and is_reference(value) else value

    def text(self, node: Node, *names: str) -> str | None:
        """The first value of the properties that is text, on one line and without markup."""
        for name in names:
            value = node.get(name)
            if value is not None:
                text = plain(value) if isinstance(value, str) else first_text(self.values(node, name))
                if text:
                    return text
        return None

    def values(self, node: Node, *names: str) -> list[Json]:
        """The values of the first of the properties that has any, references followed."""
        for name in names:
            found = node.get(name)
            if found is None:
                continue
            if isinstance(found, str):
                if found:
                    return [found]
                continue
            listed = [self.follow(value) for value in flatten(found) if not _is_nothing(value)]
            if listed:
                return listed
        return []


def is_reference(node: Node) -> bool:
    """Whether a node says nothing but which node it stands for."""
    return isinstance(node.get("@id"), str) and len(node) - ("@type" in node) == 1


def types(node: Node) -> frozenset[str]:
    """The schema.org types of a node, without their vocabulary and in lower case."""
    given = node.get("@type")
    if isinstance(given, str):
        return _local(given)
    return frozenset().union(*(_local(name) for name in flatten(given) if isinstance(name, str)))


def flatten(value: Json) -> list[Json]:
    """A property's values as a list, out of whatever collection holds them; an object of numbered values counts."""
    if isinstance(value, list):
        return [item for each in value for item in (flatten(each) if isinstance(each, list) else [each])]
    if isinstance(value, dict):
        for name in COLLECTIONS:
            if name in value:
                return [_item(each) for each in flatten(value[name])]
        if "@value" in value:
            return [value["@value"]]
        if value and all(key.isdigit() for key in value):
            return list(value.values())
    return [] if value is None else [value]


def _is_nothing(value: Json) -> bool:
    return value is None or (isinstance(value, (str, dict)) and not value)


def _item(value: Json) -> Json:
    return value["item"] if isinstance(value, dict) and "item" in value else value


def likeness(node: Node, names: Sequence[str]) -> bytes | None:
    """What only nodes with equal values of some properties share: values repeated on every update are read once.

    None for values that are too many to compare, as those that contain themselves are.
    """
    values = [node.get(name) for name in names]
    try:
        return orjson.dumps(values, default=id) if _is_small(values) else None
    except orjson.JSONEncodeError:
        return None


def _is_small(value: list[Json]) -> bool:
    """Whether a list of values, written out, stays short: nodes of markup may hold one another many times over."""
    waiting, seen = [value], 0
    for one in waiting:
        children = one.values() if isinstance(one, dict) else one
        seen += len(children)
        if seen > MAX_COMPARED:
            return False
        waiting += [child for child in children if type(child) in NESTED]
    return True


@lru_cache(maxsize=1024)
def _local(name: str) -> frozenset[str]:
    for vocabulary in VOCABULARIES:
        name = name.removeprefix(vocabulary)
    return frozenset([name.lower()])


def _walk(blocks: Sequence[Json]) -> list[Node]:
    """Every object in the blocks, outer ones first and in page order."""
    nodes: list[Node] = []
    waiting = list(blocks)
    for value in waiting:
        if len(nodes) == MAX_NODES:
            break
        if isinstance(value, dict):
            nodes.append(value)
        waiting += [child for child in (value.values() if isinstance(value, dict) else value) if type(child) in NESTED]
    return nodes
