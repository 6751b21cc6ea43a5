"""Plain text as the lines of an outline, and paragraphs of text as a body."""

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby
from statistics import fmean

from app.parsing.document import Body
from app.parsing.stream.lines import Line, Outline

_BULLET = re.compile(r"\s*[•◦▪‣·*–—-]\s+")
_WRAPPED = (55, 100)
"""Average and greatest length of lines that were broken to fit a terminal or a mail."""


def outline_text(text: str) -> Outline:
    """The outline of a text without markup: every line a leaf, in no tree."""
    out = Outline()
    for line in _unwrapped([" ".join(raw.split()) for raw in text.splitlines()]):
        place = len(out.lines)
        out.lines.append(Line(line, place, place + 1))
        out.sizes.append(out.sizes[-1] + len(line))
    return out


def body_of_paragraphs(paragraphs: Sequence[str]) -> Body:
    """A body of paragraphs, those that begin with a bullet as a list."""
    markup, text = [], []
    for listed, group in groupby(paragraphs, lambda paragraph: _BULLET.match(paragraph) is not None):
        items = [_BULLET.sub("", one, count=1) if listed else one for one in group]
        tag = "li" if listed else "p"
        written = "".join(f"<{tag}>{escape(item, quote=False)}</{tag}>" for item in items)
        markup.append(f"<ul>{written}</ul>" if listed else written)
        text.append(("\n" if listed else "\n\n").join(items))
    return Body(html="".join(markup), text="\n\n".join(text))


def bullet(text: str) -> str | None:
    """What stands behind a bullet, or None where there is none."""
    found = _BULLET.match(text)
    return text[found.end() :] if found else None


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines that are not empty; those of a hard-wrapped text are joined to paragraphs."""
    blocks = [list(block) for filled, block in groupby(lines, bool) if filled]
    inner = [len(line) for block in blocks for line in block[:-1]]
    average, most = _WRAPPED
    if len(inner) * 4 > sum(map(len, blocks)) and average <= fmean(inner) and max(inner) <= most:
        return [" ".join(block) for block in blocks]
    return [line for line in lines if line]
