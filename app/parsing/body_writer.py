"""Writes an entry's safe HTML and plain text, whatever order things arrive in.

The writer has its own small content model and never mirrors foreign markup: containers (lists, quotes, tables) hold
leaves (paragraphs, headings), leaves hold text and inline tags. Everything is opened when there is something to put in
it and closed in order, so that no HTML parser, this one or a browser's, can read the result in another way.
"""

import re
from dataclasses import dataclass, field
from html import escape

from app.parsing.document import Link
from app.parsing.lines import Line, line_of
from app.parsing.tidy import tidy, visible

MAX_NESTING = 16

_IMPLIED = {"ul": "li", "ol": "li", "table": "tbody", "thead": "tr", "tbody": "tr", "tfoot": "tr", "tr": "td"}
_CELLS = frozenset({"td", "th"})
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_PARENTS = {
    "li": frozenset({"ul", "ol"}),
    **dict.fromkeys(_SECTIONS, frozenset({"table"})),
    "tr": _SECTIONS,
    **dict.fromkeys(_CELLS, frozenset({"tr"})),
}
_GAP_IN = {"li": "\n", "td": " ", "th": " "}
_GAP_BEFORE = {"li": "\n", "tr": "\n", "thead": "\n", "tbody": "\n", "tfoot": "\n", "td": " | ", "th": " | "}
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")


@dataclass(slots=True)
class _Container:
    tag: str
    attributes: str = ""
    implied: bool = False
    """Opened because its content was there, and closed as soon as a stated one begins."""
    opened: bool = False
    used: bool = False
    """Whether a leaf or a block stands in it."""
    empty_cells: list[str] = field(default_factory=list)
    """Of a row that is not open yet: its cells so far, none of which has content."""


class BodyWriter:
    """Takes text, tags and blocks in document order; `html`, `text` and `links` hold what is finished.

    Leaves that are furniture by their words and links are left out; so are links below a teaser's head, and the head.
    """

    def __init__(self) -> None:
        self.html: list[str] = []
        self.text: list[str] = []
        self.links: list[Link] = []
        self.depth = 0
        self.inlines: list[str] = []
        self.leaf_tag: str | None = None
        """What text is written into: a heading, "p", "pre", "caption", or None for what the container likes best."""
        self._containers: list[_Container] = []
        self._openings: list[str] = []
        self._gap = ""
        self._pieces: list[str] = []
        self._words: list[str] = []
        self._opened = 0
        self._space = False
        self._breaks = 0
        self._link: tuple[str, bool] | None = None
        self._link_from = 0
        self._linked = self._shared = 0
        self._leaf_links: list[Link] = []
        self._teaser_heads: list[tuple[str, str]] = []
        self._teasing = False

    @property
    def blank(self) -> bool:
        """Whether no text was written since the last leaf ended."""
        return not self._words

    def write(self, raw: str) -> None:
        """Text as the page has it; white space collapses as on a screen."""
        if self.leaf_tag == "pre":
            self._write_preformatted(raw)
            return
        if raw.isspace():
            self._space = True
            return
        text = tidy(raw)
        if not text:
            return
        if self._breaks > 1 and self.leaf_tag in (None, "p"):
            self.end_leaf()
        if self._words:
            if self._breaks:
                self._pieces.append("<br>")
                self._words.append("\n")
            elif self._space or raw[0].isspace():
                self._pieces.append(" ")
                self._words.append(" ")
        self._breaks = 0
        self._put(text)
        self._space = raw[-1].isspace()

    def line_break(self) -> None:
        """A forced line break; two of them begin a new paragraph."""
        if self.leaf_tag == "pre":
            self._write_preformatted("\n")
        elif self._words:
            self._breaks += 1

    def begin(self, tag: str) -> None:
        """An inline tag begins; one that is open already must not begin again."""
        self.inlines.append(tag)
        self._openings.append(f"<{tag}>")

    def end(self) -> None:
        """The inline tag that began last ends."""
        tag = self.inlines.pop()
        self._openings.pop()
        if self._opened > len(self.inlines):
            self._pieces.append(f"</{tag}>")
            self._opened -= 1

    def begin_link(self, url: str, *, shares: bool = False) -> None:
        """A link begins; `shares` says that it opens a share service."""
        self.inlines.append("a")
        self._openings.append(f'<a href="{escape(url)}" rel="nofollow noopener">')
        self._link = url, shares
        self._link_from = len(self._words)

    def end_link(self) -> None:
        """The link that began last ends."""
        self._note_link()
        self._link = None
        self.end()

    def open(self, tag: str, attributes: str = "") -> int | None:
        """A container begins; answers the depth that `close` takes to end it, or None when it cannot stand here.

        `attributes` are written as they are, with a space in front.
        """
        self.end_leaf()
        if self.depth >= MAX_NESTING or (tag in _PARENTS and not self._make_room(tag)):
            return None
        if tag not in _PARENTS:
            self._imply_containers()
        elif self._containers and self._containers[-1].used:
            self._gap = _GAP_BEFORE[tag]
        self._containers.append(_Container(tag, attributes))
        self.depth += 1
        self.leaf_tag = None
        return self.depth - 1

    def close(self, depth: int) -> None:
        """Containers end until `depth` of them are open."""
        self.end_leaf()
        while self.depth > depth:
            container = self._containers.pop()
            self.depth -= 1
            if container.opened:
                self.html.append(f"</{container.tag}>")
                if container.tag not in _PARENTS:
                    self._gap = self._gap_here()
            elif container.tag in _CELLS:
                self._add_empty_cell(container)

    def block(self, html: str) -> int:
        """Something safe that stands by itself; answers its place in `html`, where it may be replaced later."""
        self.end_leaf()
        self._open_containers()
        self.html.append(html)
        return len(self.html) - 1

    def end_leaf(self) -> None:
        """The paragraph or heading under way is finished."""
        words, pieces = self._words, self._pieces
        if not words:
            return
        self._note_link()
        while self._opened:
            self._opened -= 1
            pieces.append(f"</{self.inlines[self._opened]}>")
        text = "".join(words)
        line = Line.FURNITURE if text.isspace() else line_of(text, self._linked, self._shared)
        if line is Line.LINK and self._teasing:
            self._teaser_heads.clear()
        elif line is not Line.FURNITURE:
            self._finish(text, line)
        words.clear()
        pieces.clear()
        self._leaf_links.clear()
        self._breaks = self._linked = self._shared = self._link_from = 0
        self._space = False

    def parent(self) -> str | None:
        """The tag of the innermost container."""
        return self._containers[-1].tag if self._containers else None

    def _put(self, text: str) -> None:
        if self._opened < len(self.inlines):
            self._pieces += self._openings[self._opened :]
            self._opened = len(self.inlines)
        self._pieces.append(escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text)
        self._words.append(text)

    def _write_preformatted(self, raw: str) -> None:
        text = visible(raw)
        if not self._words:
            text = text.lstrip("\n")
        if text:
            self._put(text)

    def _note_link(self) -> None:
        if self._link is None:
            return
        url, shares = self._link
        text = "".join(self._words[self._link_from :]).strip()
        self._link_from = len(self._words)
        self._linked += len(text)
        if shares:
            self._shared += len(text)
        elif text and url.startswith("http"):
            self._leaf_links.append(Link(url, text))

    def _finish(self, text: str, line: Line) -> None:
        tag = self._leaf_for_here()
        content = "".join(self._pieces)
        html = f"<{tag}>{content}</{tag}>" if tag else content
        if line is Line.TEASER_HEAD and not self.depth:
            self._teaser_heads.append((html, text))
            self._teasing = True
            return
        self._open_containers(implied=tag != "caption")
        self._append(html, _BLANK_LINES.sub("\n\n", text) if tag == "pre" else text)
        self.links += self._leaf_links

    def _release_teaser_heads(self) -> None:
        for html, text in self._teaser_heads:
            self._append(html, text)
        self._teaser_heads.clear()
        self._teasing = False

    def _append(self, html: str, text: str) -> None:
        self.html.append(html)
        if self.text:
            self.text.append(self._gap)
        self.text.append(text)
        self._gap = self._gap_here()

    def _leaf_for_here(self) -> str:
        parent = self._containers[-1] if self._containers else None
        if self.leaf_tag == "caption":
            return "caption" if parent and parent.tag == "table" and not parent.used else "p"
        if self.leaf_tag:
            return self.leaf_tag
        if parent is None or parent.tag == "blockquote":
            return "p"
        return "p" if parent.used and parent.tag not in _IMPLIED else ""

    def _gap_here(self) -> str:
        return _GAP_IN.get(self._containers[-1].tag, "\n\n") if self._containers else "\n\n"

    def _open_containers(self, *, implied: bool = True) -> None:
        self._release_teaser_heads()
        if implied:
            self._imply_containers()
        for container in self._containers:
            container.used = True
            if not container.opened:
                container.opened = True
                self.html += [f"<{container.tag}{container.attributes}>", *container.empty_cells]

    def _make_room(self, tag: str) -> bool:
        while self._containers and self._containers[-1].implied:
            self.close(self.depth - 1)
        parent = self.parent()
        if tag == "tr" and parent == "table":
            self._imply("tbody")
        elif tag in _CELLS and parent in _SECTIONS:
            self._imply("tr")
        return self.parent() in _PARENTS[tag]

    def _imply_containers(self) -> None:
        while self._containers and self._containers[-1].tag in _IMPLIED:
            self._imply(_IMPLIED[self._containers[-1].tag])

    def _imply(self, tag: str) -> None:
        self._containers.append(_Container(tag, implied=True))
        self.depth += 1

    def _add_empty_cell(self, cell: _Container) -> None:
        row = self._containers[-1] if self._containers else None
        if row is None or row.tag != "tr":
            return
        html = f"<{cell.tag}{cell.attributes}></{cell.tag}>"
        if row.opened:
            self.html.append(html)
        else:
            row.empty_cells.append(html)
