"""The live blog that attributes of the markup describe: microdata (WHATWG HTML) and RDFa (W3C RDFa Lite).

Both are read into the nodes that JSON-LD has, save that text with markup in it stays a node of the tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from app.parsing.document import RawBlog, Source, TimeText
from app.parsing.json_data import Json
from app.parsing.page import Page
from app.parsing.structured.bodies import TEXTS, Bodies
from app.parsing.structured.graph import Graph, types
from app.parsing.structured.live_blog import POST_TYPES, UPDATES, LiveBlogReader
from app.parsing.structured.merging import merge

LINKS = {"a": "href", "area": "href", "link": "href", "object": "data"}
SOURCES = frozenset(["img", "audio", "video", "source", "iframe", "embed", "track", "amp-img", "amp-video"])
TIMES = frozenset(["datePublished", "dateModified", "dateCreated", "coverageStartTime", "coverageEndTime"])
ASIDE = (
    "headline",
    "datePublished",
    "dateModified",
    "dateCreated",
    "author",
    "creator",
    "publisher",
    "mainEntityOfPage",
)
ELEMENT = "@element"
MAX_ITEMS = 100_000
MAX_CLIMB = 1_000
LONGEST = 2_000
LONGEST_TIME = 100


@dataclass(frozen=True, slots=True)
class Syntax:
    """The attributes in which a syntax says what an element is: an item, its type, a property of the item around it."""

    source: Source
    scope: str
    type: str
    property: str
    names: tuple[str, ...]
    """Attributes that hold an item's identity."""
    blogs: str = field(init=False)
    """The CSS selector of live blogs, the cheap test that most pages end with."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "blogs", f'[{self.type}*="LiveBlogPosting" i], [{self.property}~="liveBlogUpdate" i]')


MICRODATA = Syntax(Source.MICRODATA, "itemscope", "itemtype", "itemprop", ("itemid",))
RDFA = Syntax(Source.RDFA, "typeof", "typeof", "property", ("resource", "about"))


def read_microdata(page: Page) -> RawBlog | None:
    """The live blog that `itemscope` and `itemprop` describe, or None."""
    return _read(page, MICRODATA)


def read_rdfa(page: Page) -> RawBlog | None:
    """The live blog that `typeof` and `property` describe, or None."""
    return _read(page, RDFA)


def _read(page: Page, syntax: Syntax) -> RawBlog | None:
    if page.tree.css_first(syntax.blogs) is None:
        return None
    nodes = _Items(page, syntax).nodes
    graph = Graph(nodes)
    aside = tuple(f'[{syntax.property}~="{name}"]' for name in ASIDE)
    reader = LiveBlogReader(graph, syntax.source, page.url, Bodies(graph, page.url, page.limits, skip=aside))
    blogs = [node for node in nodes if "liveblogposting" in types(node) or any(name in node for name in UPDATES)]
    return merge([reader.blog(node) for node in blogs], page.url)


class _Items:
    """The items of one page in one syntax, as nodes: `nodes` in page order, each with its properties."""

    def __init__(self, page: Page, syntax: Syntax) -> None:
        self.syntax = syntax
        self.nodes: list[dict[str, Json]] = []
        self._by_element: dict[int, dict[str, Json]] = {}
        self._owner_of_reference: dict[str, dict[str, Json]] = {}
        elements = page.tree.css(f"[{syntax.scope}], [{syntax.property}]")[:MAX_ITEMS]
        for element in elements:
            if syntax.scope in element.attributes:
                self._add_item(element)
        for element in elements:
            self._add_property(element)

    def _add_item(self, element: LexborNode) -> None:
        attributes = element.attributes
        kinds = [
            kind.rpartition("/")[2].rpartition(":")[2] for kind in (attributes.get(self.syntax.type) or "").split()
        ]
        item: dict[str, Json] = {"@type": kinds, ELEMENT: element}
        name = next((attributes[name] for name in self.syntax.names if attributes.get(name)), None)
        if name:
            item["@id"] = name
        self.nodes.append(item)
        self._by_element[element.mem_id] = item
        for reference in (attributes.get("itemref") or "").split():
            self._owner_of_reference.setdefault(reference, item)

    def _add_property(self, element: LexborNode) -> None:
        attributes = element.attributes
        item = self._by_element.get(element.mem_id)
        names = [
            name.rpartition("/")[2].rpartition(":")[2] for name in (attributes.get(self.syntax.property) or "").split()
        ]
        owner = self._owner(element)
        if owner is None or owner is item:
            return
        if not names and item is not None and "liveblogposting" in types(owner) and types(item) & POST_TYPES:
            # A post inside a live blog is an update of it, said or not.
            names = ["liveBlogUpdate"]
        for name in names:
            owner.setdefault(name, []).append(item if item is not None else _value(element, name))

    def _owner(self, element: LexborNode) -> dict[str, Json] | None:
        for around in _with_ancestors(element):
            if around is not element and around.mem_id in self._by_element:
                return self._by_element[around.mem_id]
            if self._owner_of_reference and around.id in self._owner_of_reference:
                return self._owner_of_reference[around.id]
        return None


def _with_ancestors(element: LexborNode) -> Iterator[LexborNode]:
    around: LexborNode | None = element
    for _ in range(MAX_CLIMB):
        if around is None:
            return
        yield around
        around = around.parent


def _value(element: LexborNode, name: str) -> Json:
    """What a property's element says: an attribute where the standards name one, else its text or itself."""
    attributes = element.attributes
    tag = element.tag or ""
    if name in TIMES:
        machine = attributes.get("datetime") or attributes.get("content")
        return TimeText(text=_text(element) or None, machine=machine[:LONGEST_TIME] if machine else None)
    if "content" in attributes:
        return attributes["content"] or ""
    link = LINKS.get(tag) or ("src" if tag in SOURCES else None)
    if link and attributes.get(link) and name not in ("headline", "name", *TEXTS):
        return attributes[link]
    if name in TEXTS:
        return element
    return _text(element)


def _text(element: LexborNode) -> str:
    # Nested properties would each hold the text of all that are within.
    return " ".join(element.text()[: 2 * LONGEST].split())[:LONGEST]
