"""How deeply an HTML parser would nest the tags of a page: the standard's tree construction, without a tree.

It follows the parts of WHATWG HTML, 13.2.6, that decide on depth: implied end tags, scopes, formatting tags opened
again, tables, menus, SVG and MathML.
"""

from collections.abc import Collection, Iterator

from app.parsing import tag_rules as rules
from app.parsing.tree_rules import (
    LEAF,
    NAME,
    RULES,
    TAG_END,
    Rule,
    State,
    Tag,
    close_paragraph,
    end,
    foreign_end,
    foreign_start,
    has_look,
    plain,
)

UNUSUAL: tuple[bytes, Collection[object] | None] = (b"", ())
USUAL: dict[bytes | None, tuple[bytes, Collection[object] | None]] = {
    **{name: (b"/" + name, rules.NO_PARAGRAPH) for name in rules.BLOCKS if name not in rules.HEADINGS},
    **dict.fromkeys([*rules.INLINE_VOIDS, *rules.OTHER_VOIDS], (b"", None)),
    **{name: (b"/" + name, None) for name in rules.starts("span time label picture")},
    b"li": (b"/li", rules.LISTS),
    b"tr": (b"/tr", rules.ROW_GROUPS),
}
"""What a tag waits for, and the open tags within which it takes no further rule to tell; voids wait for nothing."""


class Nesting(State):
    """Follows the tags of a page; raises `PageTooComplex` beyond a limit."""

    @property
    def is_doubtful(self) -> bool:
        """Whether it takes the tree to tell if what looks like a script, style or title is one."""
        return self.is_unsure or self.open.doubts > 0

    def follow(self, tags: Iterator[Tag], start: int) -> Tag | None:  # noqa: C901 - the loop for every tag of a page
        """Follow tags, from a place in the markup, up to one without a name, and return that, or None at the end."""
        opened, entries = self.open, self.open.entries
        text_from = start
        for tag in tags:
            name: bytes | None = tag[NAME]
            if opened.is_calm:
                # What most tags of most pages do, decided without going through the rules.
                if entries[-1] == name:
                    entries.pop()
                    if name in rules.MARKERS:
                        opened.end_marked()
                    continue
                waits_for, around = USUAL.get(name, UNUSUAL)
                if around is None or entries[-1] in around:
                    if waits_for and tag.lastindex != LEAF:
                        opened.push(waits_for)
                    continue
                if tag.lastindex == LEAF and not opened.active and name in rules.FORMATTING:
                    continue
            if opened.has_pending:
                self._text(tag.string[text_from : tag.start()])
            if name is None:
                return tag
            self._take(name, tag)
            text_from = tag.end(TAG_END)
            if tag.lastindex == LEAF:
                self._text(tag.string[text_from : tag.start(LEAF)])
                self._take(b"/" + name, tag)
                text_from = tag.end()
        return None

    def take_raw(self, name: bytes) -> None:
        """Follow the start tag of raw text, given its name."""
        if name == b"xmp":
            close_paragraph(self)
            self.open.reopen()

    def is_empty_foreign(self, tag: Tag) -> bool:
        """Whether a start tag, in SVG or MathML, is its own end tag."""
        return self.is_foreign and self.closes_itself(tag)

    def _text(self, text: bytes) -> None:
        """Follow text between tags."""
        # White space stays in a table, and other text is put before it.
        if text and not (text.isspace() and self.open.entries[-1] in rules.IN_TABLE):
            self.open.reopen()

    def _take(self, name: bytes, tag: Tag) -> None:
        rule = RULES.get(name)
        if rule is None:
            name = name.lower()
            rule = RULES.get(name) or (end if name.startswith(b"/") else plain)
        if self.open.doubts:
            rule = self._foreign_rule(name, tag, rule)
        rule(self, name, tag)

    def _foreign_rule(self, name: bytes, tag: Tag, rule: Rule) -> Rule:
        """The rule for a tag where SVG or MathML may be open, given its rule in HTML."""
        last = self.open.entries[-1]
        if not isinstance(last, bytes) or not last.startswith((b"!", b"+")):
            return rule
        if name.startswith(b"/"):
            place = self._foreign_place(name[1:])
            if place is not None:
                return foreign_end
        if last.startswith(b"!"):
            if name in rules.BREAKOUT or name in (b"/br", b"/p") or (name == b"font" and has_look(tag)):
                while self.is_foreign:
                    self.open.cut(len(self.open.entries) - 1)
            elif not name.startswith(b"/"):
                return foreign_start
        return rule

    def _foreign_place(self, name: bytes) -> int | None:
        """The place of an open tag of SVG or MathML, with nothing but such tags within it."""
        for place in range(len(self.open.entries) - 1, 0, -1):
            entry = self.open.entries[place]
            self.open.step(1)
            if not isinstance(entry, bytes) or not entry.startswith((b"!", b"+")):
                return None
            if entry[1:] == name:
                return place
        return None
