"""The data that a page's scripts hand to the program that draws the page in a reader's browser."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from app.parsing.json_data import Json, read_json
from app.parsing.page import Page
from app.parsing.script_data.flight import read_flight
from app.parsing.script_data.indexed import is_indexed, read_indexed

_ASSIGNED = re.compile(r"[\w$\])\"']\s{0,20}=\s{0,20}(?=[\[{]\s{0,200}[\"\[{])")
_PARSED = re.compile(
    r"JSON\.parse\(\s*(?P<escaped>decodeURIComponent\(\s*)?(?P<text>\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+')",
    re.DOTALL,
)
_FLIGHT = re.compile(r"__next_f\.push\(\s*(\[\s*1\s*,\s*\"(?:[^\"\\]++|\\.)*+\"\s*\])\s*\)", re.DOTALL)
_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
_SCRIPT_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\(['`])|(\")|\\.", re.DOTALL)
_SHORTEST = 200
"""Characters from which data may hold posts."""
_MOST = 200
"""Pieces of data on one page, and starts of data that are tried."""


def read_states(page: Page) -> Iterator[Json]:
    """Each piece of data in page order; what cannot be read is passed over, and nothing is raised for it."""
    texts = [script.text(deep=True) for script in page.tree.css('script:not([src]):not([type*="ld+json" i])')]
    flight = "".join(_flight_text(text) for text in texts if "__next_f" in text)
    if flight:
        yield read_flight(flight)
    read = 0
    for text in texts:
        for piece in _pieces(text):
            read += 1
            if read > _MOST:
                return
            try:
                data = read_json(piece)
            except ValueError:
                continue
            yield read_indexed(data) if is_indexed(data) else data


def _flight_text(script: str) -> str:
    found = []
    for push in _FLIGHT.finditer(script):
        try:
            found.append(read_json(push[1])[1])
        except ValueError:
            continue
    return "".join(found)


def _pieces(script: str) -> Iterator[str]:
    """The texts within a script that look like JSON: the whole of it, what it assigns, what it parses."""
    script = script.strip()
    if len(script) < _SHORTEST:
        return
    if script[0] in "[{":
        yield script
        return
    for parsed in _PARSED.finditer(script):
        text = _written(parsed["text"])
        if text is not None:
            yield unquote(text) if parsed["escaped"] else text
    start = 0
    for _ in range(_MOST):
        assigned = _ASSIGNED.search(script, start)
        if assigned is None:
            return
        start = _end(script, assigned.end())
        if start - assigned.end() >= _SHORTEST:
            yield script[assigned.end() : start]


def _end(script: str, start: int) -> int:
    """Where the brackets that open at `start` are all closed, or the script's end."""
    depth = 0
    for mark in _BRACKET.finditer(script, start):
        if mark[0] in "[{":
            depth += 1
        elif mark[0] in "]}":
            depth -= 1
            if depth == 0:
                return mark.end()
    return len(script)


def _written(literal: str) -> str | None:
    """The text that a string of a script stands for."""
    if literal[0] == "'":
        literal = f'"{_SCRIPT_ESCAPE.sub(_as_json, literal[1:-1])}"'
    try:
        text = read_json(literal)
    except ValueError:
        return None
    return text if isinstance(text, str) else None


def _as_json(escape: re.Match[str]) -> str:
    if escape[1]:
        return f"\\u00{escape[1]}"
    return escape[2] or ('\\"' if escape[3] else escape[0])
