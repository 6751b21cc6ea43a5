"""Refuses a page that would keep the HTML parser busy for long, by reading its tags once, before any tree is built.

The parser takes quadratic time for tags nested deeply and for attributes on one tag, and quadratic space for formatting
tags left open (it opens them again in each block that follows). All three are told here in linear time.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from app.errors import PageTooComplex
from app.parsing.nesting import Nesting


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a page may have: bytes, tags within tags, attributes on one tag, and tags, opening and closing."""

    max_bytes: int = 20 * 1024 * 1024
    max_depth: int = 256
    max_attributes: int = 256
    max_tags: int = 1_000_000


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


def _raw_text(name: bytes) -> bytes:
    return SCRIPT_TEXT if name == b"script" else rb"(?:[^<]++|<(?!/(?i:" + name + rb")" + END + rb"))*+"


RAW_TEXTS = {name: re.compile(rb"(" + _raw_text(name) + rb")(?:</(?i:" + name + rb")>)?+") for name in RAW_NAMES}

FEW_TAGS = 12_000
MOST_REOPENED = 1_000_000
FEW_DOCUMENTS = 4
# Tags with attributes that outlast where they stand: open formatting, and what all documents in a page add up to.
LASTING = re.compile(rb"<((?i:html|body|b|big|code|em|font|i|s|small|strike|strong|tt|u))[ \t\n\f\r/]")
START_TAG = re.compile(rb"<[a-zA-Z]")
# A drawing of nothing but shapes, taken whole: pages have hundreds of such icons.
SHAPE = rb"(?:[^<]++|</?(?:circle|clipPath|defs|ellipse|g|line|mask|path|poly(?:gon|line)|rect|stop|symbol|use)"
MOST_SHAPES = 64
# Holds no tag, whether it is read as raw text, as SVG or as HTML.
HARMLESS = re.compile(rb"<!--[^<]*?-->|<!\[CDATA\[[^<]*?\]\]>")


def build_tree(markup: bytes, limits: Limits) -> LexborHTMLParser:
    """The tree of UTF-8 markup; raises `PageTooComplex` when it exceeds a limit, most often before a tree is built."""
    if not _is_soon_built(markup, limits):
        refuse_excess(markup, limits)
    # Without events: copying a `<selectedcontent>` for each `<option>` takes quadratic time.
    tree = LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)
    # The tree's own depth counts <html> and <body>, and settles what following the tags left open.
    if tree.css_first(_deeper_than(limits.max_depth + 2)) is not None:
        raise PageTooComplex(f"tags are nested more than {limits.max_depth:,} deep")
    return tree


def refuse_excess(markup: bytes, limits: Limits) -> None:
    """Raise `PageTooComplex` when UTF-8 markup exceeds a limit other than its bytes; takes linear time."""
    if len(markup) > limits.max_tags and markup.count(b"<") > limits.max_tags:
        raise PageTooComplex(f"the page has more than {limits.max_tags:,} tags")
    nesting = Nesting(max_depth=limits.max_depth, max_repeated=limits.max_tags)
    tags = _tags(limits.max_attributes)
    place = 0
    while place < len(markup):
        place = _follow(tags, markup, place, nesting)


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


def _is_soon_built(markup: bytes, limits: Limits) -> bool:
    """Whether there are so few tags that a tree of them is soon built, however they are nested.

    Most pages have, and this takes a third of the time that it takes to follow their tags.
    """
    tags = markup.count(b"<")
    if tags > FEW_TAGS:
        return False
    lasting = [name.lower() for name in LASTING.findall(markup)]
    if len(lasting) * tags > MOST_REOPENED or sum(name in (b"html", b"body") for name in lasting) > FEW_DOCUMENTS:
        return False
    usual = _usual_page(limits.max_attributes).match(markup)
    return usual is not None and usual.end() == len(markup)


@lru_cache(maxsize=8)
def _deeper_than(depth: int) -> str:
    return " > ".join(["*"] * (depth + 1))


@lru_cache(maxsize=8)
def _usual_page(max_attributes: int) -> re.Pattern[bytes]:
    """A page up to the first tag that has more attributes than allowed."""
    rest = _rest(max_attributes)
    raw_texts = b"|".join(rb"(?i:" + name + rb")" + rest + _raw_text(name) for name in RAW_NAMES)
    alternatives = (
        rb"/" + NAME + rest,
        rb"(?!(?i:" + b"|".join(RAW_NAMES) + rb")" + END + rb")" + NAME + rest,
        raw_texts,
        COMMENT,
        OTHER,
        rb"(?![a-zA-Z!?/])",
    )
    return re.compile(rb"(?:[^<]++|<(?:" + rb"|".join(alternatives) + rb"))*+")


@lru_cache(maxsize=8)
def _tags(max_attributes: int) -> re.Pattern[bytes]:
    """Tags and comments as a tokenizer sees them, each matched in one way only, so that the time is linear.

    A tag with more attributes than allowed matches only as `excess`, the start of a script or other raw text as `raw`.
    """
    rest = _rest(max_attributes)
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


def _rest(max_attributes: int) -> bytes:
    """What follows a tag's name up to its end."""
    few = rb"{0,%d}+" % max_attributes
    return rb"(?:>|" + USUAL_ATTRIBUTE + few + rb" ?+/?+>|" + ATTRIBUTE + few + rb"[ \t\n\f\r/]*+(?:>|\Z))"
