"""One post of a stream, with what it takes to read its fields: the values at a place."""

from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode


@lru_cache(maxsize=4096)
def split_place(place: str) -> tuple[str, str]:
    """The selector and the attribute of a place such as `"time@datetime"`; either may be empty."""
    selector, _, attribute = place.rpartition("@") if "@" in place else (place, "", "")
    return selector.strip(), attribute.strip()


def text_of(node: LexborNode) -> str:
    """The text of a node and all it holds, with white space collapsed."""
    return " ".join((node.text(separator=" ") if node.css_matches("br") else node.text()).split())


def attribute_or_text(node: LexborNode, attribute: str) -> str:
    """An attribute's value without surrounding white space, or the node's text where no attribute is named."""
    return (node.attributes.get(attribute) or "").strip() if attribute else text_of(node)


@dataclass(slots=True)
class Post:
    """One post: its element, for anchored posts the siblings that follow, and the day heading above it."""

    node: LexborNode
    rest: tuple[LexborNode, ...] = ()
    day: str | None = None
    base_url: str | None = None

    @property
    def nodes(self) -> list[LexborNode]:
        """The post's element and the siblings that belong to it, text between them included."""
        return [self.node, *self.rest]

    def all(self, selector: str) -> list[LexborNode]:
        """Every element of the post that the selector matches, in page order."""
        if not selector:
            return []
        found = self.node.css(selector)
        for node in self.rest:
            if node.is_element_node:
                found += node.css(selector)
        return found

    def first(self, selector: str) -> LexborNode | None:
        """The first element of the post that the selector matches."""
        if not selector:
            return None
        if not self.rest:
            return self.node.css_first(selector)
        return next(iter(self.all(selector)), None)

    def first_with_text(self, selector: str) -> LexborNode | None:
        """The first element that the selector matches and that has text."""
        first = self.first(selector)
        if first is None or text_of(first):
            return first
        return next((node for node in self.all(selector) if text_of(node)), None)

    def has(self, selector: str) -> bool:
        """Whether the selector matches the post's element or anything in it."""
        return self.first(selector) is not None

    def values(self, place: str) -> list[str]:
        """The distinct values at every match of a place, in page order, empty ones left out."""
        if not place:
            return []
        selector, attribute = split_place(place)
        nodes = self.all(selector) if selector else [self.node]
        return list(dict.fromkeys(value for node in nodes if (value := attribute_or_text(node, attribute))))

    def value(self, place: str) -> str | None:
        """The first value at a place that is not empty."""
        if not place:
            return None
        selector, attribute = split_place(place)
        first = self.first(selector) if selector else self.node
        if first is None:
            return None
        return attribute_or_text(first, attribute) or next(iter(self.values(place)), None)

    def outermost(self, selector: str) -> list[LexborNode]:
        """Every match that stands in no other match, in page order."""
        found = self.all(selector)
        if len(found) < 2:  # noqa: PLR2004 (one match stands in no other)
            return found
        kept: list[LexborNode] = []
        seen: set[int] = set()
        for node in found:
            parent: LexborNode | None = node
            while parent is not None and parent.mem_id not in seen:
                parent = parent.parent
            if parent is None:
                seen.add(node.mem_id)
                kept.append(node)
        return kept
