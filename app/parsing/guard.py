"""Refuses a page that would keep the HTML parser busy for long, by reading its tags once, before any tree is built."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.errors import PageTooComplex


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a page may have: bytes, tags within tags, attributes on one tag, and tags."""

    max_bytes: int = 20 * 1024 * 1024
    max_depth: int = 256
    max_attributes: int = 256
    max_tags: int = 1_000_000


def refuse_excess(markup: bytes, limits: Limits) -> None:
    """Raise `PageTooComplex` when UTF-8 markup exceeds a limit other than its bytes; takes linear time."""
    if markup.count(b"<") > limits.max_tags:
        raise PageTooComplex(f"the page has more than {limits.max_tags:,} tags")
    depth = 0
    for tag in _tags(limits.max_attributes).finditer(markup):
        name, end = tag.groups()
        if not name:
            continue
        if name.startswith(b"/"):
            depth = max(depth - 1, 0)
        elif end is None and tag.end() < len(markup):
            raise PageTooComplex(f"a tag has more than {limits.max_attributes:,} attributes")
        elif name not in VOID:
            depth += 1
            if depth > limits.max_depth * 4:
                raise PageTooComplex(f"tags are nested more than {limits.max_depth:,} deep")


VOID = frozenset([b"br", b"img", b"meta", b"link", b"input", b"hr", b"p", b"li"])
SPACE = rb" \t\n\f\r"
VALUE = rb"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^""" + SPACE + rb""""'>][^""" + SPACE + rb""">]*+)"""
ATTRIBUTE = (
    rb"(?:[" + SPACE + rb"/]*+[^" + SPACE + rb"/>][^" + SPACE + rb"/>=]*+"
    rb"(?:[" + SPACE + rb"]*+=[" + SPACE + rb"]*+" + VALUE + rb"?+)?+)"
)


@lru_cache(maxsize=8)
def _tags(max_attributes: int) -> re.Pattern[bytes]:
    return re.compile(
        rb"<!--.*?(?:-->|\Z)|<(/?[a-zA-Z][^"
        + SPACE
        + rb"/>]*+)"
        + ATTRIBUTE
        + b"{0,%d}+" % max_attributes
        + rb"(["
        + SPACE
        + rb"/]*+>)?+",
        re.DOTALL,
    )
