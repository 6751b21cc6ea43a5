"""A page as the lines a reader sees, each with where it stands in the tree; one walk, no recursion.

A line is what stands between two line breaks: a paragraph, a heading, one side of a `<br>`. An inline element that
holds nothing but a time is a line of its own, because publishers put times, names and titles side by side.
"""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from app.parsing.byline import read_byline
from app.parsing.stream.lines import Line, Outline
from app.parsing.stream.words import (
    BOLD,
    COMMENTS,
    DROPPED,
    INLINE,
    INSETS,
    LIVE_POST,
    MACHINE,
    MEDIA,
    ROLE_NAMES,
    SIGNERS,
    TITLES,
)
from app.parsing.time_line import TimeSplit, find_time, is_time_line
from app.parsing.time_text import read_time

_TEXT, _LAST_OF_NO_ELEMENT = 2, 5
"""Tag ids as Lexbor gives them: those of text, document, comment and doctype come before all elements'."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DIGIT = re.compile(r"\d")
_WHOLE_INSTANT = re.compile(
    r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?|1[0-9]\d{8}(?:\d{3})?"
)
_LONGEST_INSTANT = 40
_NO_TIMES = frozenset(["id", "class", "href", "src", "alt", "style", "data-id", "data-post-id", "data-entry-id"])
_TOLD_BY_TITLE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d|[012]?\d:[0-5]\d$")
_SPOKEN = ("title", "aria-label", "data-title", "data-tooltip", "data-original-title")
_CLOCK = re.compile(r"\d[:.h]\d\d|\d ?[ap]\.?m", re.IGNORECASE)
_LONGEST_MARK = 2
_POSTS = frozenset(["article", "li", "section"])
_NEAR = 4
_LONGEST_FOOTER = 300
_LONGEST_LEAD = 200
_MOST_PIECES = 8
_WHOLE_PAGE = 2000
_PARTS = frozenset(["span", "a", "time", "small", "cite"])
_LONGEST_TIME = 60
_LONGEST_HEAD = 90
_WORD = re.compile(r"[a-z]+")
_WHOLE = frozenset(["body", "html", "main"])
_NAMED = 7
"""The level of a heading by name only."""


def outline(root: LexborNode, language: str | None) -> Outline:
    """The outline of all below `root` that may hold posts: no navigation, forms, scripts or comment threads."""
    return _Walk(language).walk(root)


class _Walk:
    def __init__(self, language: str | None) -> None:
        self.language = language
        self.out = Outline()
        self.pieces: list[str] = []
        self.line = Line("", 0, 0)
        self.stack: list[int] = []
        self.bold = self.heading = self.bold_size = self.insets = 0
        self.link: str | None = None
        self.parted = False
        """Whether the last thing seen is the edge of an element that publishers set apart by style alone."""
        self.led = False
        """Whether the paragraph began with a bold time, so that what else is bold at its start is the title."""
        self.machines: list[tuple[int, int]] = []
        """Elements entered that carry a machine-readable time, and the number of the line that stands for it."""

    def walk(self, root: LexborNode) -> Outline:
        node: LexborNode | None = root
        path: list[tuple[LexborNode, str]] = []
        while node is not None:
            kind = node.tag_id
            if kind == _TEXT:
                self._text(node)
            elif kind > _LAST_OF_NO_ELEMENT:
                tag = node.tag or ""
                if self._enter(node, tag):
                    child = node.first_child
                    if child is not None:
                        path.append((node, tag))
                        node = child
                        continue
                    self._leave(tag)
            following = node.next if path else None
            while following is None and path:
                left, tag = path.pop()
                self._leave(tag)
                following = left.next if path else None
            node = following
        self._flush()
        return self.out

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Whether to look into an element."""
        if tag in DROPPED and not self._belongs_to_post(node, tag):
            return False
        if tag == "br":
            self._flush()
            return False
        attributes = node.attributes
        names = attributes.get("class") or ""
        if attributes and _is_aside(tag, names, attributes):
            return False
        out, stack = self.out, self.stack
        element = len(out.nodes)
        out.nodes.append(node)
        out.tags.append(tag)
        out.names.append(names)
        out.parents.append(stack[-1] if stack else -1)
        out.starts.append(len(out.leaves))
        out.ends.append(-1)
        stack.append(element)
        if tag in MEDIA:
            out.leaves.append(node)
            out.holders.append(element)
            out.sizes.append(out.sizes[-1])
            return True
        inline = tag in INLINE
        if not inline:
            self._flush()
            self.led = False
            self.heading = _HEADINGS.get(tag, self.heading)
            self.insets += tag in INSETS
        elif tag in BOLD:
            self.bold += 1
        elif tag == "a":
            self.link = attributes.get("href") or ""
        elif tag == "span":
            self.parted = True
        machine = None if _NO_TIMES.issuperset(attributes) else machine_value(attributes)
        if machine:
            self._flush()
            here = len(out.leaves)
            self.machines.append((element, len(out.lines)))
            out.lines.append(Line("", here, here, element, is_time=True, machine=machine))
        return True

    def _belongs_to_post(self, node: LexborNode, tag: str) -> bool:
        """Whether a footer is that of a post, or a form holds the whole page."""
        if tag == "footer":
            tags = [self.out.tags[one] for one in self.stack[-_NEAR:]]
            return not _POSTS.isdisjoint(tags) and len(node.text()) <= _LONGEST_FOOTER
        return (
            tag == "form" and node.parent is not None and node.parent.tag == "body" and len(node.text()) > _WHOLE_PAGE
        )

    def _leave(self, tag: str) -> None:
        element = self.stack.pop()
        self.out.ends[element] = len(self.out.leaves)
        if tag in INLINE:
            self.parted = tag in _PARTS
            if tag in BOLD:
                self.bold -= 1
                self._part_bold_lead()
            elif tag == "a":
                self.link = None
        elif tag not in MEDIA:
            self._flush()
            self.led = False
            self.insets -= tag in INSETS
            if tag in _HEADINGS:
                self.heading = 0
        if self.machines and self.machines[-1][0] == element:
            self._tell_time(element, self.machines.pop()[1])

    def _part_bold_lead(self) -> None:
        """A bold time with a title that opens a paragraph heads a post, though text follows on the same line."""
        is_short = len(self.pieces) <= _MOST_PIECES and sum(map(len, self.pieces)) <= _LONGEST_LEAD
        text = " ".join("".join(self.pieces).split()) if is_short else ""
        if not text or self.bold_size * 10 < len(text) * 9 or self.line.inset:
            if not self.pieces and self.out.lines:
                self.led = self.out.lines[-1].is_time
            return
        if self.led or (_DIGIT.search(text) and find_time(text, self.language)):
            self._flush()
            self.led = not self.led

    def _tell_time(self, element: int, place: int) -> None:
        """A machine-readable time belongs to the few words in its element; without any or with many it is alone."""
        self._flush()
        out = self.out
        last = out.lines[-1]
        size = out.size(out.starts[element], len(out.leaves))
        if not 0 < size <= _LONGEST_TIME or not last.text or last.first < out.starts[element]:
            return
        lines = [line for line in out.lines[place + 1 : place + 1 + _LONGEST_TIME] if line.text] or [last]
        inline = out.tags[element] in INLINE
        head = lines[0] if lines[0].is_time else last
        if not (inline or head.is_time or _DIGIT.search(last.text) or find_time(last.text, self.language)):
            return
        machine = out.lines.pop(place).machine
        head.machine = head.machine or machine
        for line in lines if inline else [head]:
            line.is_time = True

    def _text(self, node: LexborNode) -> None:
        raw = node.text_content or ""
        text = raw.strip(" ") if raw.isprintable() and "  " not in raw else " ".join(raw.split())
        out, pieces = self.out, self.pieces
        if not text:
            if pieces:
                pieces.append(" ")
            return
        split = self._head(text) or self._signature(text)
        if split or (self.parted and pieces and raw[0].isalnum() and pieces[-1][-1:].isalnum()):
            self._flush()
            pieces = self.pieces
        self.parted = False
        if not pieces:
            self.line = Line("", len(out.leaves), 0, heading=self.heading, inset=self.insets > 0)
        elif raw[0].isspace():
            pieces.append(" ")
        out.leaves.append(node)
        out.holders.append(self.stack[-1] if self.stack else 0)
        out.sizes.append(out.sizes[-1] + len(text))
        pieces.append(text)
        if raw[-1].isspace():
            pieces.append(" ")
        if self.bold:
            self.bold_size += len(text)
        if self.link is not None:
            self.line.linked += len(text)
            self.line.href = self.link
        if split:
            self.line.is_time = not split.rest and bool(split.time)
            self._flush()

    def _head(self, text: str) -> TimeSplit | None:
        """The time in a text that is one, alone or with a byline, so that it heads a post."""
        if len(text) > _LONGEST_HEAD or not _DIGIT.search(text):
            return None
        return find_time(text, self.language) if is_time_line(text, self.language) else None

    def _signature(self, text: str) -> TimeSplit | None:
        """A name behind a dash that ends a paragraph in an element of its own: "… he said. — Jo Doe"."""
        if text[0] not in "—–" or not self.pieces or self.insets or len(text) > _LONGEST_TIME:
            return None
        inline = self.out.tags[self.stack[-1]] in INLINE if self.stack else False
        return TimeSplit("", text) if inline and read_byline(text) else None

    def _flush(self) -> None:
        """End the line under way; most edges of elements find none."""
        if self.pieces:
            self._end_line(self.line, self.pieces)
            self.pieces = []
            self.bold_size = 0

    def _end_line(self, line: Line, pieces: list[str]) -> None:
        out = self.out
        line.text = pieces[0] if len(pieces) == 1 else " ".join("".join(pieces).split())
        line.last = len(out.leaves)
        if len(line.text) <= _LONGEST_MARK and self._is_part_mark():
            return
        line.bold = self.bold_size * 10 >= len(line.text) * 9
        line.block = self._common(line)
        names, tag = out.names[line.block], out.tags[line.block]
        names = f"{names} {tag}" if "-" in tag else names
        if names:
            is_title, line.signed, line.describes = _roles(names)
            line.heading = line.heading or (_NAMED if is_title else 0)
        out.lines.append(line)

    def _is_part_mark(self) -> bool:
        """Whether a line only sets apart what stands beside it ("|"), so that it goes with the line before."""
        line, out = self.line, self.out
        before = out.lines[-1] if out.lines else None
        if before is None or not before.text or before.last != line.first or any(map(str.isalnum, line.text)):
            return False
        before.last = line.last
        return True

    def _common(self, line: Line) -> int:
        """The innermost element that holds all of a line, that is its first and its last leaf."""
        out = self.out
        element, last = out.holders[line.first], out.holders[line.last - 1]
        if element != last:
            above = set(out.ancestors(last))
            while element not in above and out.parents[element] >= 0:
                element = out.parents[element]
        return element


def _is_aside(tag: str, names: str, attributes: dict[str, str | None]) -> bool:
    """Whether an element is hidden or holds readers' comments, told by its class and other attributes."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return tag not in INLINE or "hidden" in attributes
    name = attributes.get("id")
    return bool((names and _is_comments(names)) or (name and _is_comments(name))) and tag not in _WHOLE


@lru_cache(maxsize=2048)
def _is_comments(names: str) -> bool:
    return COMMENTS.search(names) is not None and not LIVE_POST.search(names)


@lru_cache(maxsize=2048)
def _roles(names: str) -> tuple[bool, bool, bool]:
    """Whether a class calls its element a title, whether a byline, and whether what someone is."""
    words = _WORD.findall(names.lower())
    describes = not ROLE_NAMES.isdisjoint(words)
    return not TITLES.isdisjoint(words), not (describes or SIGNERS.isdisjoint(words)), describes


def machine_value(attributes: dict[str, str | None]) -> str | None:
    """The machine-readable time among attributes; a value without figures is none."""
    found = [name for name in attributes if name in MACHINE]
    for name in sorted(found, key=MACHINE.__getitem__) if len(found) > 1 else found:
        value = attributes[name]
        if value and _DIGIT.search(value):
            return value
    title = attributes.get("title")
    if title and _TOLD_BY_TITLE.match(title):
        return title
    for name in _SPOKEN:
        value = attributes.get(name)
        if value and _CLOCK.search(value) and len(value) <= _LONGEST_TIME:
            reading = read_time(value)
            if reading is not None and reading.has_clock:
                return value
    return next((value for name, value in attributes.items() if value and _is_instant(name, value)), None)


def _is_instant(name: str, value: str) -> bool:
    """Whether an attribute of any name holds a whole instant: ISO 8601 with a clock, or an epoch of our decades."""
    if len(value) > _LONGEST_INSTANT or name in _NO_TIMES:
        return False
    return _WHOLE_INSTANT.fullmatch(value) is not None
