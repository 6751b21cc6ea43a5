"""Walks nodes and tells a writer their words: paragraphs, headings, lists, quotes, tables, emphasis."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from selectolax.lexbor import LexborNode

from app.parsing.body_writer import BodyWriter
from app.parsing.images import number
from app.parsing.words import words

Attributes = Mapping[str, str | None]
Leave = Callable[[], None]
"""What is to be done when an element ends."""

Enter = Callable[..., Leave | None]
"""A reader's method for an element that begins, told the node, its tag and its attributes."""

TEXT = 2
_INLINE = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "s", "strike": "s", "del": "del", "ins": "ins",
    "sub": "sub", "sup": "sup", "code": "code", "kbd": "code", "samp": "code", "tt": "code", "cite": "cite",
}  # fmt: skip
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}
_CONTAINERS = {
    "menu": "ul", "dir": "ul", "ul": "ul", "ol": "ol", "li": "li", "table": "table", "thead": "thead", "tbody": "tbody",
    "tfoot": "tfoot", "tr": "tr", "td": "td", "th": "th",
}  # fmt: skip
BLOCKS = words(
    """
    div section article main header address details summary dl dt dd center fieldset hgroup search legend body html
    optgroup listing
    """
)
_SPANS = words("span font u small big mark abbr acronym dfn time data var bdi bdo ruby rt rb label output nobr noindex")
_DROPPED = words(
    """
    style template nav input select textarea svg math canvas dialog datalist option map area param track source link
    meta title head base frame frameset noframes noembed xmp plaintext applet rp progress meter col colgroup amp-ad
    amp-embed amp-sticky-ad amp-auto-ads amp-analytics amp-pixel amp-social-share amp-lightbox amp-state amp-consent
    amp-sidebar amp-user-notification amp-next-page amp-timeago -comment -doctype
    """
)
_DEEPEST = 24
"""How far below the entry's own nodes an element is still judged by all that it holds, which costs time."""
_MOST_SPAN = 100


def skip() -> None:
    """What entering a node answers when nothing within is to be read."""


class WordReader:
    """Reads what an entry says. What else it holds, a subclass decides: in `judge`, and by tags in `ENTER`."""

    ENTER: ClassVar[dict[str, Enter]]
    ENTER_DEEP: ClassVar[dict[str, Enter]]
    """The same for elements far down, where nothing may look at all that an element holds."""

    def __init__(self) -> None:
        self.writer = BodyWriter()
        self.skipped: set[int] = set()
        """Nodes to leave out, by their `mem_id`."""
        self.muted = 0
        """Greater than zero where words are none of the entry's: in a figure."""
        self.root = 0
        self.stack: list[tuple[LexborNode, Leave | None]] = []
        """The nodes around the one being read, and what is to be done when each ends."""

    def read(self, root: LexborNode) -> None:
        """Read one node and all within; no recursion, however deep it is."""
        stack = self.stack = []
        node = root
        self.root = root.mem_id
        write, enter = self.writer.write, self._enter
        while True:
            if node.tag_id == TEXT:
                if not self.muted and not (self.skipped and node.mem_id in self.skipped):
                    write(node.text_content or "")
            else:
                leave = enter(node)
                if leave is not skip:
                    child = node.first_child
                    if child is not None:
                        stack.append((node, leave))
                        node = child
                        continue
                    if leave is not None:
                        leave()
            while stack:
                following = node.next
                if following is not None:
                    node = following
                    break
                node, leave = stack.pop()
                if leave is not None:
                    leave()
            else:
                return

    def judge(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
        """Look at an element's attributes: an answer ends the matter, None leaves it to what its tag says."""
        raise NotImplementedError

    def paragraph(self, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave:
        """A paragraph, preformatted text or a caption of a table."""
        return self.leaf(tag)

    def heading(self, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave:
        """A heading; those of the first rank become ones of the second."""
        return self.leaf(_HEADINGS[tag])

    def plain_block(self, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """A block that acts as a paragraph."""
        return self.leaf(None)

    def nothing(self, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """Something to leave out."""
        return skip

    def inline(self, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave | None:
        """Emphasis and the like, never within itself."""
        written = _INLINE[tag]
        if written in self.writer.inlines:
            return None
        self.writer.begin(written)
        return self.writer.end

    def container(self, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        """A list, a table or a part of one."""
        outer = self.writer.leaf_tag
        stated = ""
        if attributes and tag in ("td", "th"):
            stated = _span("colspan", attributes) + _span("rowspan", attributes)
        depth = self.writer.open(_CONTAINERS[tag], stated)
        return self.leaf(None) if depth is None else partial(self.end_container, depth, outer)

    def line_break(self, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """A forced line break."""
        if not self.muted:
            self.writer.line_break()
        return skip

    def rule(self, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """A rule parts paragraphs and is not written."""
        self.writer.end_leaf()
        return skip

    def quotation(self, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave | None:
        """A quotation, with the marks that a browser would draw."""
        if self.muted:
            return None
        self.writer.write("\N{LEFT DOUBLE QUOTATION MARK}")
        return partial(self.writer.write, "\N{RIGHT DOUBLE QUOTATION MARK}")

    def _enter(self, node: LexborNode) -> Leave | None:
        tag = node.tag or ""
        if tag in _DROPPED or (self.skipped and node.mem_id in self.skipped):
            return skip
        attributes = node.attributes
        enter = self.ENTER.get(tag)
        if len(self.stack) > _DEEPEST:
            enter = self.ENTER_DEEP.get(tag)
        elif attributes:
            leave = self.judge(node, tag, attributes)
            if leave is not None:
                return leave
        if enter is not None:
            return enter(self, node, tag, attributes)
        return None if tag in _SPANS or "-" not in tag else self.leaf(None)

    def leaf(self, tag: str | None) -> Leave:
        """A leaf begins: a paragraph within a heading stays heading; None asks for what the place likes best."""
        writer = self.writer
        writer.end_leaf()
        outer = writer.leaf_tag
        if tag is not None and (tag != "p" or outer is None):
            writer.leaf_tag = tag
        return partial(self._end_leaf, outer)

    def _end_leaf(self, outer: str | None) -> None:
        self.writer.end_leaf()
        self.writer.leaf_tag = outer

    def end_container(self, depth: int, outer: str | None) -> None:
        """A container ends, and what text was written into before is so again."""
        self.writer.close(depth)
        self.writer.leaf_tag = outer

    def mute(self) -> Leave:
        """Words are not written until the element ends."""
        self.muted += 1
        return self._unmute

    def _unmute(self) -> None:
        self.muted -= 1


def _span(name: str, attributes: Attributes) -> str:
    count = number(attributes.get(name))
    return f' {name}="{count}"' if count and 1 < count <= _MOST_SPAN else ""


WordReader.ENTER = {
    **dict.fromkeys(BLOCKS, WordReader.plain_block),
    **dict.fromkeys(_HEADINGS, WordReader.heading),
    **dict.fromkeys(_INLINE, WordReader.inline),
    **dict.fromkeys(_CONTAINERS, WordReader.container),
    "br": WordReader.line_break,
    "caption": WordReader.paragraph,
    "hr": WordReader.rule,
    "p": WordReader.paragraph,
    "pre": WordReader.paragraph,
    "q": WordReader.quotation,
}
