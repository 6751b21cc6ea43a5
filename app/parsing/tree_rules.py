"""What an HTML parser does with each tag, as far as it decides on nesting (WHATWG HTML, 13.2.6.4 and 13.2.6.5)."""

import re
from collections.abc import Callable, Collection
from typing import TypeAlias

from app.errors import PageTooComplex
from app.parsing import tag_rules as rules
from app.parsing.open_tags import OpenTags

Tag: TypeAlias = re.Match[bytes]
"""A tag, its name in group `NAME`, up to the end of `TAG_END`; with text and end tag if `LEAF` is its last group."""
NAME = 2
TAG_END = 3
LEAF = 4

MOST_GATHERED = 2_000
"""Attributes of all `<html>` and `<body>` tags of a page together."""
ATTRIBUTE_NAME = rb"[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
ATTRIBUTE_VALUE = (
    rb"(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+"
    rb"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r"'>][^ \t\n\f\r>]*+)?+)?+"""
)
ATTRIBUTE = re.compile(rb"[ \t\n\f\r/]*+(" + ATTRIBUTE_NAME + rb")" + ATTRIBUTE_VALUE)
SELF_CLOSING = re.compile(
    rb"<[a-zA-Z][^ \t\n\f\r/>]*+(?:[ \t\n\f\r/]*+" + ATTRIBUTE_NAME + ATTRIBUTE_VALUE + rb")*+(?:[ \t\n\f\r]*+/)++>"
)


class State:
    """Where in a page the rules are: the open tags, and what else they depend on."""

    def __init__(self, *, max_depth: int, max_repeated: int) -> None:
        self.open = OpenTags(max_depth=max_depth, max_repeated=max_repeated)
        self.gathered = 0
        self.has_form = False
        """Whether a form is open; one that was closed with what it stood in still counts."""
        self.is_unsure = False

    @property
    def is_foreign(self) -> bool:
        """Whether the tags are SVG's or MathML's here."""
        last = self.open.entries[-1]
        return isinstance(last, bytes) and last.startswith(b"!")

    def closes_itself(self, tag: Tag) -> bool:
        """Whether a start tag says that it is its own end tag, where that counts."""
        return not self.is_unsure and SELF_CLOSING.match(tag.string, tag.start(), tag.end(TAG_END)) is not None


def has_look(tag: Tag) -> bool:
    """Whether a `<font>` has one of the attributes with which it is HTML even in SVG."""
    attributes = ATTRIBUTE.finditer(tag.string, tag.start() + len(b"<font"), tag.end(TAG_END) - 1)
    return any(attribute[1].lower() in (b"color", b"face", b"size") for attribute in attributes)


Rule: TypeAlias = Callable[[State, bytes, Tag], None]


def plain(state: State, name: bytes, _tag: Tag) -> None:
    """A tag without rules of its own."""
    state.open.reopen()
    state.open.push(b"/" + name)


def marked(state: State, name: bytes, _tag: Tag) -> None:
    """An object, within which formatting of what is around it is not opened again."""
    state.open.reopen()
    state.open.push_marked(b"/" + name)


def void(_state: State, _name: bytes, _tag: Tag) -> None:
    """A tag that holds no others, or that is ignored."""


def inline_void(state: State, _name: bytes, _tag: Tag) -> None:
    """A tag that holds no others and stands in text."""
    state.open.reopen()


def document(state: State, name: bytes, tag: Tag) -> None:
    """`<html>` and `<body>` are no deeper than the page, but the first gathers the attributes of all."""
    state.gathered += len(ATTRIBUTE.findall(tag.string, tag.start() + 1 + len(name), tag.end(TAG_END) - 1))
    if state.gathered > MOST_GATHERED:
        raise PageTooComplex("html and body tags have too many attributes")


def block(state: State, name: bytes, _tag: Tag) -> None:
    """A block closes a paragraph, a heading another heading."""
    close_paragraph(state)
    if name in rules.HEADINGS:
        last = state.open.entries[-1]
        if last in rules.HEADING_ENDS:
            state.open.cut(len(state.open.entries) - 1)
    state.open.push(b"/" + name)


def item(state: State, name: bytes, tag: Tag) -> None:
    """An item closes the item before it."""
    cut_at(state, (b"/li",) if name == b"li" else (b"/dd", b"/dt"), rules.ITEM_SCOPE)
    block(state, name, tag)


def form(state: State, _name: bytes, _tag: Tag) -> None:
    """A form is ignored in another."""
    if not state.has_form:
        close_paragraph(state)
        state.has_form = True
        state.open.push(rules.OPEN_FORM)
        state.open.form = len(state.open.entries) - 1


def form_end(state: State, _name: bytes, _tag: Tag) -> None:
    """The end of a form closes nothing that was opened in it, and only a form that can be seen from here."""
    place = state.open.form
    state.has_form = False
    state.open.form = None
    if place is not None and rules.SCOPE.isdisjoint(state.open.entries[place:]):
        state.open.step(len(state.open.entries) - place)
        state.open.cut_while(rules.IMPLIED)
        state.open.remove(place)


def button(state: State, name: bytes, tag: Tag) -> None:
    """A button closes the button it would stand in."""
    cut_at(state, (b"/button",), rules.SCOPE)
    plain(state, name, tag)


def option(state: State, name: bytes, tag: Tag) -> None:
    """An option or a group of options closes an option, in a menu a group closes a group too."""
    if state.open.find((rules.OPEN_SELECT,), rules.SELECT_SCOPE) is not None:
        state.open.cut_while(rules.IMPLIED - {b"/optgroup"} if name == b"option" else rules.IMPLIED)
    elif state.open.entries[-1] == b"/option":
        state.open.cut(len(state.open.entries) - 1)
    plain(state, name, tag)


def ruby_part(state: State, name: bytes, _tag: Tag) -> None:
    """A part of a ruby closes the part before it."""
    if state.open.find((b"/ruby",), rules.SCOPE) is not None:
        state.open.cut_while(rules.IMPLIED if name in (b"rb", b"rtc") else rules.IMPLIED - {b"/rtc"})
    state.open.push(b"/" + name)


def select(state: State, _name: bytes, _tag: Tag) -> None:
    """A menu within a menu ends it."""
    if not cut_at(state, (rules.OPEN_SELECT,), rules.SELECT_SCOPE):
        state.open.reopen()
        state.open.push_doubt(rules.OPEN_SELECT)


def select_end(state: State, _name: bytes, _tag: Tag) -> None:
    """The end of a menu."""
    cut_at(state, (rules.OPEN_SELECT,), rules.SELECT_SCOPE)


def rule_across(state: State, _name: bytes, _tag: Tag) -> None:
    """A line across the page closes a paragraph, in a menu an option."""
    close_paragraph(state)
    if state.open.find((rules.OPEN_SELECT,), rules.SELECT_SCOPE) is not None:
        state.open.cut_while(rules.IMPLIED)


def field(state: State, _name: bytes, _tag: Tag) -> None:
    """A field closes a menu."""
    cut_at(state, (rules.OPEN_SELECT,), rules.SELECT_SCOPE)
    state.open.reopen()


def foreign(state: State, name: bytes, tag: Tag) -> None:
    """SVG or MathML in HTML."""
    state.open.reopen()
    if not state.closes_itself(tag):
        # Within a menu some parsers ignore SVG and MathML, others do not.
        state.is_unsure = state.is_unsure or rules.OPEN_SELECT in state.open.entries
        state.open.push_doubt(b"!" + name)


def foreign_start(state: State, name: bytes, tag: Tag) -> None:
    """A tag of SVG or MathML."""
    if state.closes_itself(tag):
        return
    root = next(entry for entry in reversed(state.open.entries) if entry in rules.FOREIGN_ROOTS)
    state.open.step(len(state.open.entries))
    if isinstance(root, bytes) and name in rules.INTEGRATION[root]:
        # MathML's `<annotation-xml>` holds HTML only if its attributes say so.
        state.is_unsure = state.is_unsure or name == b"annotation-xml"
        state.open.push(b"+" + name)
    elif name in rules.FOREIGN:
        state.open.push_doubt(b"!" + name)
    else:
        state.open.push(b"!" + name)


def foreign_end(state: State, name: bytes, _tag: Tag) -> None:
    """The end of a tag of SVG or MathML."""
    cut_at(state, (b"!" + name[1:], b"+" + name[1:]), ())


def table(state: State, name: bytes, tag: Tag) -> None:
    """A table outside of the cells of a table ends that."""
    if state.open.find(rules.IN_TABLE, rules.NOT_IN_TABLE) is not None:
        cut_at(state, (b"/table",), rules.TABLE_SCOPE)
    block(state, name, tag)


def table_part(state: State, name: bytes, _tag: Tag) -> None:
    """A part of a table closes what it does not fit in; outside of tables it is ignored."""
    opened = state.open
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


def formatting(state: State, name: bytes, tag: Tag) -> None:
    """A formatting tag, which a link closes before a link."""
    opened = state.open
    if name == b"nobr":
        opened.reopen()
    if name == b"a" or (name == b"nobr" and opened.find((b"/nobr",), rules.SCOPE) is not None):
        opened.end_formatting(b"/" + name, for_good=name == b"a")
    opened.reopen()
    opened.push_formatting(b"/" + name, tag.string[tag.start() : tag.end(TAG_END)])


def formatting_end(state: State, name: bytes, tag: Tag) -> None:
    """The end of a formatting tag."""
    if not state.open.end_formatting(name):
        end(state, name, tag)


def end(state: State, name: bytes, _tag: Tag) -> None:
    """An end tag, which reaches through what is open within, but not through everything."""
    if name in rules.HEADING_ENDS:
        cut_at(state, rules.HEADING_ENDS, rules.SCOPE)
    else:
        scope = rules.END_SCOPES.get(name, rules.SCOPE) if name in rules.CLOSABLE else rules.SPECIAL
        cut_at(state, (name,), scope, is_ended=True)


def close_paragraph(state: State) -> None:
    """Close the paragraph that a block would stand in."""
    if state.open.entries[-1] not in rules.NO_PARAGRAPH:
        cut_at(state, (b"/p",), rules.PARAGRAPH_SCOPE)


def cut_at(state: State, ends: Collection[object], scope: Collection[object], *, is_ended: bool = False) -> bool:
    """Close the innermost open tag that waits for one of the ends, unless one of `scope` is further in."""
    place = state.open.find(ends, scope)
    if place is not None:
        state.open.cut(place, is_ended=is_ended)
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
    b"template": lambda state, name, _tag: state.open.push_marked(b"/" + name),
    b"hr": rule_across,
    b"input": field,
}
