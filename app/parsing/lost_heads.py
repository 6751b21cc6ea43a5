"""Titles and bylines that a reader of the markup took for text, because the page's markup names them otherwise.

Publishers rename classes more often than they change what a post looks like. Where not one post of a page got an author
(or a title) and most bodies open with a byline ("By Jo Doe", "— Jo Doe" at the end) or with a heading, that is it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import unescape

from app.parsing.byline import read_byline
from app.parsing.document import Author, Body, RawEntry

_MOST = 0.5
_FEWEST = 2
_LONGEST_BYLINE = 120
_LONGEST_TITLE = 300
_LEAD = re.compile(r"(?:by|von|par|por|di|door|av|af|autor|auteur)\b:?\s+\S|[—–]\s*\S", re.IGNORECASE)
_BARE_LEAD = re.compile(r"(?:by|von|par|por|di|door|av|af|przez|autor|auteur)\s?:?|[—–]", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_FIRST = re.compile(r"\s*<(p|h[2-6])>(.*?)</\1>", re.DOTALL)
_LAST = re.compile(r"<p>((?:(?!<p>).)*)</p>\s*\Z", re.DOTALL)


def find_lost_heads(entries: Sequence[RawEntry]) -> None:
    """Move titles and bylines from the bodies to where they belong, where the whole page lacks them.

    What is left of a byline whose name was read ("By" alone) goes from any body.
    """
    for entry in entries:
        _drop_bare_lead(entry)
    if len(entries) < _FEWEST:
        return
    if not any(entry.authors for entry in entries):
        _move(entries, _byline_first, _take_first, _sign) or _move(entries, _byline_last, _take_last, _sign)
    if not any(entry.title for entry in entries):
        _move(entries, _heading_first, _take_first, _entitle)


def _drop_bare_lead(entry: RawEntry) -> None:
    for text, take in ((entry.body.text.partition("\n\n")[0], _take_first), (_last(entry.body), _take_last)):
        if entry.authors and _BARE_LEAD.fullmatch(text):
            entry.body = take(entry.body, text) or entry.body


def _last(body: Body) -> str:
    return body.text.rpartition("\n\n")[2]


def _move(
    entries: Sequence[RawEntry],
    find: Callable[[Body], str | None],
    take: Callable[[Body, str], Body | None],
    put: Callable[[RawEntry, str], None],
) -> bool:
    found = [(entry, text) for entry in entries if (text := find(entry.body))]
    if len(found) < _FEWEST or len(found) < _MOST * len(entries):
        return False
    for entry, text in found:
        body = take(entry.body, text)
        if body is not None:
            put(entry, text)
            entry.body = body
    return True


def _byline_first(body: Body) -> str | None:
    return _byline(body.text.partition("\n\n")[0])


def _byline_last(body: Body) -> str | None:
    before, _, last = body.text.rpartition("\n\n")
    return _byline(last) if before else None


def _byline(text: str) -> str | None:
    return text if len(text) <= _LONGEST_BYLINE and _LEAD.match(text) and _authors(text) else None


def _authors(text: str) -> tuple[Author, ...]:
    return read_byline(text.lstrip("—– "))


def _heading_first(body: Body) -> str | None:
    first = _FIRST.match(body.html)
    text = body.text.partition("\n\n")[0]
    is_heading = first and first[1] != "p"
    return text if is_heading and first and _same(first[2], text) and len(text) <= _LONGEST_TITLE else None


def _take_first(body: Body, text: str) -> Body | None:
    first = _FIRST.match(body.html)
    if not first or not _same(first[2], text):
        return None
    return replace(body, html=body.html[first.end() :].lstrip(), text=body.text.partition("\n\n")[2])


def _take_last(body: Body, text: str) -> Body | None:
    last = _LAST.search(body.html)
    if not last or not _same(last[1], text):
        return None
    return replace(body, html=body.html[: last.start()].rstrip(), text=body.text.rpartition("\n\n")[0])


def _same(html: str, text: str) -> bool:
    return "".join(unescape(_TAG.sub("", html)).split()) == "".join(text.split())


def _sign(entry: RawEntry, text: str) -> None:
    entry.authors = _authors(text)


def _entitle(entry: RawEntry, text: str) -> None:
    entry.title = text
