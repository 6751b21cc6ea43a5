"""How deeply an HTML parser would nest the tags of a page: the standard's tree construction, without a tree.

It follows the parts of WHATWG HTML, 13.2.6, that decide on depth: implied end tags, scopes, formatting tags opened
again, tables, menus, SVG and MathML.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from app.errors import PageTooComplex
from app.parsing import tag_rules as rules
from app.parsing.open_tags import OpenTags

Tag: TypeAlias = re.Match[bytes]
"""A tag, its name in group `NAME`, up to the end of `TAG_END`; with text and end tag if `LEAF` is its last group."""
NAME = 2
TAG_END = 3
LEAF = 4

MAX_DOCUMENTS = 64
"""`<html>` and `<body>` tags: the parser gathers the attributes of them all on the first."""
ONE_ATTRIBUTE = (
    rb"[ \t\n\f\r/]*+([^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+"
    rb"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r"'>][^ \t\n\f\r>]*+)?+)?+"""
)
ATTRIBUTE = re.compile(ONE_ATTRIBUTE)
SELF_CLOSING = re.compile(rb"<[a-zA-Z][^ \t\n\f\r/>]*+(?:" + ONE_ATTRIBUTE + rb")*+(?:[ \t\n\f\r]*+/)++>")


class Nesting:
    """Follows the tags of a page; raises `PageTooComplex` beyond a limit."""

    def __init__(self, *, max_depth: int, max_repeated: int) -> None:
        self.open = OpenTags(max_depth=max_depth, max_repeated=max_repeated)
        self.documents = 0
        self.has_form = False
        """Whether a form is open; one that was closed with what it stood in still counts."""
        self.is_unsure = False

    @property
    def is_doubtful(self) -> bool:
        """Whether it takes the tree to tell if what looks like a script, style or title is one."""
        return self.is_unsure or self.open.doubts > 0

    @property
    def is_foreign(self) -> bool:
        """Whether the tags are SVG's or MathML's here."""
        last = self.open.entries[-1]
        return isinstance(last, bytes) and last.startswith(b"!")

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
                end, around = USUAL.get(name, UNUSUAL)
                if around is None or entries[-1] in around:
                    if end and tag.lastindex != LEAF:
                        opened.push(end)
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

    def closes_itself(self, tag: Tag) -> bool:
        """Whether a start tag says that it is its own end tag, where that counts."""
        return not self.is_unsure and SELF_CLOSING.match(tag.string, tag.start(), tag.end(TAG_END)) is not None

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

    def _foreign_rule(self, name: bytes, tag: Tag, rule: "Rule") -> "Rule":
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


def has_look(tag: Tag) -> bool:
    """Whether a `<font>` has one of the attributes with which it is HTML even in SVG."""
    attributes = ATTRIBUTE.finditer(tag.string, tag.start() + len(b"<font"), tag.end(TAG_END) - 1)
    return any(attribute[1].lower() in (b"color", b"face", b"size") for attribute in attributes)


Rule: TypeAlias = Callable[[Nesting, bytes, Tag], None]


def plain(nesting: Nesting, name: bytes, _tag: Tag) -> None:
    """A tag without rules of its own."""
    nesting.open.reopen()
    nesting.open.push(b"/" + name)


def marked(nesting: Nesting, name: bytes, _tag: Tag) -> None:
    """An object, within which formatting of what is around it is not opened again."""
    nesting.open.reopen()
    nesting.open.push_marked(b"/" + name)


def void(_nesting: Nesting, _name: bytes, _tag: Tag) -> None:
    """A tag that holds no others, or that is ignored."""


def inline_void(nesting: Nesting, _name: bytes, _tag: Tag) -> None:
    """A tag that holds no others and stands in text."""
    nesting.open.reopen()


def document(nesting: Nesting, _name: bytes, _tag: Tag) -> None:
    """`<html>` and `<body>` are no deeper than the page, but gather attributes."""
    nesting.documents += 1
    if nesting.documents > MAX_DOCUMENTS:
        raise PageTooComplex(f"the page has more than {MAX_DOCUMENTS} html and body tags")


def block(nesting: Nesting, name: bytes, _tag: Tag) -> None:
    """A block closes a paragraph, a heading another heading."""
    close_paragraph(nesting)
    if name in rules.HEADINGS:
        last = nesting.open.entries[-1]
        if last in rules.HEADING_ENDS:
            nesting.open.cut(len(nesting.open.entries) - 1)
    nesting.open.push(b"/" + name)


def item(nesting: Nesting, name: bytes, tag: Tag) -> None:
    """An item closes the item before it."""
    cut_at(nesting, (b"/li",) if name == b"li" else (b"/dd", b"/dt"), rules.ITEM_SCOPE)
    block(nesting, name, tag)


def form(nesting: Nesting, _name: bytes, _tag: Tag) -> None:
    """A form is ignored in another."""
    if not nesting.has_form:
        close_paragraph(nesting)
        nesting.has_form = True
        nesting.open.push(rules.OPEN_FORM)
        nesting.open.form = len(nesting.open.entries) - 1


def form_end(nesting: Nesting, _name: bytes, _tag: Tag) -> None:
    """The end of a form closes nothing that was opened in it, and only a form that can be seen from here."""
    place = nesting.open.form
    nesting.has_form = False
    nesting.open.form = None
    if place is not None and rules.SCOPE.isdisjoint(nesting.open.entries[place:]):
        nesting.open.step(len(nesting.open.entries) - place)
        nesting.open.cut_while(rules.IMPLIED)
        nesting.open.remove(place)


def button(nesting: Nesting, name: bytes, tag: Tag) -> None:
    """A button closes the button it would stand in."""
    cut_at(nesting, (b"/button",), rules.SCOPE)
    plain(nesting, name, tag)


def option(nesting: Nesting, name: bytes, tag: Tag) -> None:
    """An option or a group of options closes an option, in a menu a group closes a group too."""
    if nesting.open.find((rules.OPEN_SELECT,), rules.SELECT_SCOPE) is not None:
        nesting.open.cut_while(rules.IMPLIED - {b"/optgroup"} if name == b"option" else rules.IMPLIED)
    elif nesting.open.entries[-1] == b"/option":
        nesting.open.cut(len(nesting.open.entries) - 1)
    plain(nesting, name, tag)


def ruby_part(nesting: Nesting, name: bytes, _tag: Tag) -> None:
    """A part of a ruby closes the part before it."""
    if nesting.open.find((b"/ruby",), rules.SCOPE) is not None:
        nesting.open.cut_while(rules.IMPLIED if name in (b"rb", b"rtc") else rules.IMPLIED - {b"/rtc"})
    nesting.open.push(b"/" + name)


def select(nesting: Nesting, _name: bytes, _tag: Tag) -> None:
    """A menu within a menu ends it."""
    if not cut_at(nesting, (rules.OPEN_SELECT,), rules.SELECT_SCOPE):
        nesting.open.reopen()
        nesting.open.push_doubt(rules.OPEN_SELECT)


def select_end(nesting: Nesting, _name: bytes, _tag: Tag) -> None:
    """The end of a menu."""
    cut_at(nesting, (rules.OPEN_SELECT,), rules.SELECT_SCOPE)


def rule_across(nesting: Nesting, _name: bytes, _tag: Tag) -> None:
    """A line across the page closes a paragraph, in a menu an option."""
    close_paragraph(nesting)
    if nesting.open.find((rules.OPEN_SELECT,), rules.SELECT_SCOPE) is not None:
        nesting.open.cut_while(rules.IMPLIED)


def field(nesting: Nesting, _name: bytes, _tag: Tag) -> None:
    """A field closes a menu."""
    cut_at(nesting, (rules.OPEN_SELECT,), rules.SELECT_SCOPE)
    nesting.open.reopen()


def foreign(nesting: Nesting, name: bytes, tag: Tag) -> None:
    """SVG or MathML in HTML."""
    nesting.open.reopen()
    if not nesting.closes_itself(tag):
        # Within a menu some parsers ignore SVG and MathML, others do not.
        nesting.is_unsure = nesting.is_unsure or rules.OPEN_SELECT in nesting.open.entries
        nesting.open.push_doubt(b"!" + name)


def foreign_start(nesting: Nesting, name: bytes, tag: Tag) -> None:
    """A tag of SVG or MathML."""
    if nesting.closes_itself(tag):
        return
    root = next(entry for entry in reversed(nesting.open.entries) if entry in rules.FOREIGN_ROOTS)
    nesting.open.step(len(nesting.open.entries))
    if isinstance(root, bytes) and name in rules.INTEGRATION[root]:
        # MathML's `<annotation-xml>` holds HTML only if its attributes say so.
        nesting.is_unsure = nesting.is_unsure or name == b"annotation-xml"
        nesting.open.push(b"+" + name)
    elif name in rules.FOREIGN:
        nesting.open.push_doubt(b"!" + name)
    else:
        nesting.open.push(b"!" + name)


def foreign_end(nesting: Nesting, name: bytes, _tag: Tag) -> None:
    """The end of a tag of SVG or MathML."""
    cut_at(nesting, (b"!" + name[1:], b"+" + name[1:]), ())


def table(nesting: Nesting, name: bytes, tag: Tag) -> None:
    """A table outside of the cells of a table ends that."""
    if nesting.open.find(rules.IN_TABLE, rules.NOT_IN_TABLE) is not None:
        cut_at(nesting, (b"/table",), rules.TABLE_SCOPE)
    block(nesting, name, tag)


def table_part(nesting: Nesting, name: bytes, _tag: Tag) -> None:
    """A part of a table closes what it does not fit in; outside of tables it is ignored."""
    opened = nesting.open
    place = opened.find(rules.CONTEXTS.get(name, rules.TABLE_SCOPE), ())
    if place is None:
        return
    around = opened.entries[place]
    opened.cut(place + 1)
    if around in rules.TABLE_SCOPE and name in rules.CONTEXTS:
        opened.push(b"/tbody")
    if around != b"/tr" and name in (b"td", b"th"):
        opened.push(b"/tr")
    if b"/" + name in rules.MARKERS:
        opened.push_marked(b"/" + name)
    else:
        opened.push(b"/" + name)


def formatting(nesting: Nesting, name: bytes, tag: Tag) -> None:
    """A formatting tag, which a link closes before a link."""
    opened = nesting.open
    if name == b"nobr":
        opened.reopen()
    if name == b"a" or (name == b"nobr" and opened.find((b"/nobr",), rules.SCOPE) is not None):
        opened.end_formatting(b"/" + name, for_good=name == b"a")
    opened.reopen()
    opened.push_formatting(b"/" + name, tag.string[tag.start() : tag.end(TAG_END)])


def formatting_end(nesting: Nesting, name: bytes, tag: Tag) -> None:
    """The end of a formatting tag."""
    if not nesting.open.end_formatting(name):
        end(nesting, name, tag)


def end(nesting: Nesting, name: bytes, _tag: Tag) -> None:
    """An end tag, which reaches through what is open within, but not through everything."""
    if name in rules.HEADING_ENDS:
        cut_at(nesting, rules.HEADING_ENDS, rules.SCOPE)
    else:
        scope = rules.END_SCOPES.get(name, rules.SCOPE) if name in rules.CLOSABLE else rules.SPECIAL
        cut_at(nesting, (name,), scope, is_ended=True)


def close_paragraph(nesting: Nesting) -> None:
    """Close the paragraph that a block would stand in."""
    if nesting.open.entries[-1] not in rules.NO_PARAGRAPH:
        cut_at(nesting, (b"/p",), rules.PARAGRAPH_SCOPE)


def cut_at(nesting: Nesting, ends: Collection[object], scope: Collection[object], *, is_ended: bool = False) -> bool:
    """Close the innermost open tag that waits for one of the ends, unless one of `scope` is further in."""
    place = nesting.open.find(ends, scope)
    if place is not None:
        nesting.open.cut(place, is_ended=is_ended)
    return place is not None


RULES: dict[bytes, Rule] = {
    **dict.fromkeys(rules.BLOCKS, block),
    **dict.fromkeys(rules.ITEMS, item),
    **dict.fromkeys(rules.OBJECTS, marked),
    **dict.fromkeys(rules.TABLE_PARTS, table_part),
    **dict.fromkeys(rules.FORMATTING, formatting),
    **{b"/" + name: formatting_end for name in rules.FORMATTING},
    **dict.fromkeys(rules.FOREIGN, foreign),
    **dict.fromkeys(rules.INLINE_VOIDS, inline_void),
    **dict.fromkeys(rules.OTHER_VOIDS, void),
    **{b"/" + name: void for name in [*rules.VOIDS, b"html", b"head", b"body"]},
    **dict.fromkeys(rules.starts("rb rp rt rtc"), ruby_part),
    **dict.fromkeys(rules.starts("option optgroup"), option),
    **dict.fromkeys(rules.starts("html body"), document),
    b"head": void,
    b"table": table,
    b"form": form,
    b"/form": form_end,
    b"button": button,
    b"select": select,
    b"/select": select_end,
    b"template": lambda nesting, name, _tag: nesting.open.push_marked(b"/" + name),
    b"hr": rule_across,
    b"input": field,
}

UNUSUAL: tuple[bytes, Collection[object] | None] = (b"", ())
USUAL: dict[bytes | None, tuple[bytes, Collection[object] | None]] = {
    **{name: (b"/" + name, rules.NO_PARAGRAPH) for name in rules.BLOCKS if name not in rules.HEADINGS},
    **dict.fromkeys([*rules.INLINE_VOIDS, *rules.OTHER_VOIDS], (b"", None)),
    **{name: (b"/" + name, None) for name in rules.starts("span time label picture")},
    b"li": (b"/li", rules.LISTS),
}
"""What a tag waits for, and the open tags within which it takes no further rule to tell; voids wait for nothing."""
