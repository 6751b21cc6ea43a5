"""Refuses a page that would keep the HTML parser busy for long, by reading its tags once, before any tree is built.

The parser takes quadratic time for tags nested deeply and for attributes on one tag, and quadratic space for formatting
tags left open (it opens them again in each block that follows). All three are told here in linear time.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.errors import PageTooComplex
from app.parsing.nesting import Nesting


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a page may have: bytes, tags within tags, attributes on one tag, and tags, opening and closing."""

    max_bytes: int = 20 * 1024 * 1024
    max_depth: int = 256
    max_attributes: int = 256
    max_tags: int = 1_000_000


SEPARATORS = b" \t\n\f\r/\"'"
"""What stands between the attributes of a tag."""
SMALL = 16_384
SPACE = rb"[ \t\n\f\r]"
END = rb"[ \t\n\f\r/>]"
NAME = rb"[a-zA-Z][^ \t\n\f\r/>]*+"
VALUE = rb"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r"'>][^ \t\n\f\r>]*+)"""
ATTRIBUTE = (
    rb"(?:[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:" + SPACE + rb"*+=" + SPACE + rb"*+" + VALUE + rb"?+)?+)"
)
USUAL_ATTRIBUTE = rb'(?: [a-zA-Z0-9_:-]++="[^"]*+")'
COMMENT = rb"!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)"
OTHER = rb"[!?/][^>]*+>?"

# A script's text ends at its end tag, save that "<!--" and then "<script" hide one end tag (WHATWG HTML, 13.2.5.17 on).
SCRIPT = rb"(?i:script)"
SCRIPT_END = rb"</" + SCRIPT + END
HIDDEN = rb"<" + SCRIPT + END + rb"(?:[^<-]++|-(?!->)|(?!" + SCRIPT_END + rb")<)*+(?:" + SCRIPT_END + rb")?+"
ESCAPED = rb"<!--(?:-?>|(?:[^<-]++|-(?!->)|" + HIDDEN + rb"|(?!" + SCRIPT_END + rb")<)*+(?:-->)?+)"
SCRIPT_TEXT = rb"(?:[^<]++|" + ESCAPED + rb"|(?!" + SCRIPT_END + rb")<)*+"

RAW_NAMES = (b"script", b"style", b"textarea", b"title", b"iframe", b"xmp", b"noembed", b"noframes")
RAW_TEXTS = {
    name: re.compile(rb"(" + text + rb")(?:</(?i:" + name + rb")>)?+")
    for name in RAW_NAMES
    for text in [SCRIPT_TEXT if name == b"script" else rb"(?:[^<]++|<(?!/(?i:" + name + rb")" + END + rb"))*+"]
}

START_TAG = re.compile(rb"<[a-zA-Z]")
# A drawing of nothing but shapes, taken whole: pages have hundreds of such icons.
SHAPE = rb"(?:[^<]++|</?(?:circle|clipPath|defs|ellipse|g|line|mask|path|poly(?:gon|line)|rect|stop|symbol|use)"
MOST_SHAPES = 64
# Holds no tag, whether it is read as raw text, as SVG or as HTML.
HARMLESS = re.compile(rb"<!--[^<]*?-->|<!\[CDATA\[[^<]*?\]\]>")


def refuse_excess(markup: bytes, limits: Limits) -> None:
    """Raise `PageTooComplex` when UTF-8 markup exceeds a limit other than its bytes; takes linear time."""
    if len(markup) > limits.max_tags and markup.count(b"<") > limits.max_tags:
        raise PageTooComplex(f"the page has more than {limits.max_tags:,} tags")
    if len(markup) < SMALL and _is_within(markup, limits):
        return
    nesting = Nesting(max_depth=limits.max_depth, max_repeated=limits.max_tags)
    tags = _tags(limits.max_attributes)
    place = 0
    while place < len(markup):
        place = _follow(tags, markup, place, nesting)


def _is_within(markup: bytes, limits: Limits) -> bool:
    """Whether there are so few tags and so few signs between attributes that no limit can be exceeded."""
    separators = len(markup) - len(markup.translate(None, SEPARATORS))
    # A cell opens three tags: its row and its group of rows as well.
    return 3 * markup.count(b"<") <= limits.max_depth and separators < limits.max_attributes


def _follow(tags: re.Pattern[bytes], markup: bytes, start: int, nesting: Nesting) -> int:
    """Follow the tags from `start` to the end of the next script or other raw text; the place to go on from."""
    found = tags.finditer(markup, start)
    while tag := nesting.follow(found, start):
        start = tag.end()
        if tag["excess"]:
            raise PageTooComplex("a tag has too many attributes")
        if tag["unruly"]:
            return _leave(markup, tag, nesting)
        if tag["raw"] and not nesting.is_empty_foreign(tag):
            name = tag["raw"].lower()
            text = RAW_TEXTS[name].match(markup, start)
            if text is None or (nesting.is_doubtful and b"<" in HARMLESS.sub(b"", text[1])):
                return _leave(markup, tag, nesting)
            nesting.take_raw(name)
            return text.end()
        if tag["drawing"]:
            nesting.open.reopen()
            nesting.open.check_depth(MOST_SHAPES)
        elif tag["section"] and nesting.is_doubtful and not HARMLESS.match(markup, tag.start()):
            return _leave(markup, tag, nesting)
    return len(markup)


def _leave(markup: bytes, tag: re.Match[bytes], nesting: Nesting) -> int:
    """Judge the rest by its start tags alone: what is text in it and what is markup takes the whole tree to tell."""
    nesting.open.check_depth(len(START_TAG.findall(markup, tag.end())))
    return len(markup)


@lru_cache(maxsize=8)
def _tags(max_attributes: int) -> re.Pattern[bytes]:
    """Tags and comments as a tokenizer sees them, each matched in one way only, so that the time is linear.

    A tag with more attributes than allowed matches only as `excess`, the start of a script or other raw text as `raw`.
    """
    few = rb"{0,%d}+" % max_attributes
    rest = rb"(?:>|" + USUAL_ATTRIBUTE + few + rb" ?+/?+>|" + ATTRIBUTE + few + rb"[ \t\n\f\r/]*+(?:>|\Z))"
    drawing = rb"(?:" + SHAPE + rb"(?=" + END + rb")" + rest + rb")){0,%d}+" % MOST_SHAPES
    special = rb"(?i:" + b"|".join(RAW_NAMES) + rb"|frameset|plaintext)" + END
    alternatives = (
        rb"(?P<drawing>svg)(?=" + END + rb")" + rest + rb"(?<!/>)" + drawing + rb"</svg>",
        rb"(/" + NAME + rb"|(?!" + special + rb")" + NAME + rb")" + rest + rb"()[^<]*+(</\2>)?",
        rb"(?P<unruly>(?i:frameset|plaintext))(?=" + END + rb")" + rest,
        rb"(?P<raw>" + NAME + rb")" + rest,
        rb"(?P<excess>/?" + NAME + rb")",
        COMMENT,
        rb"(?P<section>!\[CDATA\[)[^>]*+>?",
        OTHER,
    )
    return re.compile(rb"<(?:" + rb"|".join(alternatives) + rb")")
