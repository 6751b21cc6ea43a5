"""JSON as pages carry it in `<script>` elements: mended where publishers break it, never too large or too deep."""

import html
import re
from typing import Any, TypeAlias

import orjson

Json: TypeAlias = Any
"""Data of any shape: whoever reads it looks before trusting."""

MAX_DEPTH = 100
"""Deeper data is refused, so that whoever reads it may recurse."""
MAX_MENDED = 4_000_000
"""Characters of broken JSON that are worth mending."""
NESTED = frozenset([dict, list])
MAX_CONTAINERS = 500_000
"""Objects and arrays in one script."""

OPENERS = re.compile(r"(?:<!--|<!\[CDATA\[|/\*.*?(?:\*/|\Z)|//(?:<!\[CDATA\[|[^\n]*)|\s+)", re.DOTALL)
CLOSERS = ("-->", "]]>", "//", "/*", "*/", ";", " ", "\n", "\r", "\t", "\f", "\xa0", "\ufeff")

# A string is matched whole, so that everything after it in the pattern stands outside of strings.
TOKEN = re.compile(
    r'"(?:[^"\\]++|\\.)*+(?:"|\Z)'
    r"|,(?=\s*+[}\]])"
    r"|/\*.*?(?:\*/|\Z)|//[^\n]*"
    r"|\b(?:undefined|NaN)\b|-?\bInfinity\b"
    r"|[\x00-\x1f]",
    re.DOTALL,
)
CONTROL = re.compile(r"[\x00-\x1f]")
CONTROL_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
ESCAPE = re.compile(
    r"\\u(?P<pair>[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u(?P<lone>[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|(?P<nul>\\u0000)"
    r"|\\(?:[\"\\/bfnrt]|u[0-9a-fA-F]{4})"
    r"|\\(?P<needless>.?)",
    re.DOTALL,
)


def read_json(text: str) -> Json:
    """The data in a script's text, its strings free of NULs and lone surrogates.

    Raises ValueError, with a reason a person can read, when the text is beyond mending, or too large or too deep.
    """
    text = _unwrap(text)
    if not text:
        raise ValueError("it is empty")
    if text.count("{") + text.count("[") > MAX_CONTAINERS:
        raise ValueError(f"it has more than {MAX_CONTAINERS:,} objects and arrays")
    try:
        data = orjson.loads(ESCAPE.sub(_mend_escape, text) if "\\u0000" in text else text)
    except orjson.JSONDecodeError as fault:
        data = _read_mended(text, fault)
    if _deeper_than(data, MAX_DEPTH):
        raise ValueError(f"it is nested more than {MAX_DEPTH} deep")
    return data


def at(data: Json, *path: str) -> Json:
    """The value at a path of names into nested objects; None where the path leads nowhere."""
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def _unwrap(text: str) -> str:
    """The text without the comment and CDATA marks that hid scripts from old browsers, and without a last semicolon."""
    start = 0
    while opener := OPENERS.match(text, start):
        start = opener.end()
    end = len(text)
    while end > start:
        mark = next((mark for mark in CLOSERS if text.endswith(mark, start, end)), None)
        if mark is None:
            break
        end -= len(mark)
    return text[start:end]


def _read_mended(text: str, fault: orjson.JSONDecodeError) -> Json:
    versions = [text] if len(text) <= MAX_MENDED else []
    if versions and ("&quot;" in text or "&#34;" in text):
        versions.append(html.unescape(text))
    for version in versions:
        try:
            return orjson.loads(TOKEN.sub(_mend_token, version))
        except orjson.JSONDecodeError:
            continue
    raise ValueError(f"{fault.msg.split(':')[0]} at line {fault.lineno}, column {fault.colno}")


def _mend_token(token: re.Match[str]) -> str:
    text = token[0]
    if text.startswith('"'):
        text = CONTROL.sub(lambda control: CONTROL_ESCAPES.get(control[0], ""), text)
        return ESCAPE.sub(_mend_escape, text)
    if text.isspace():
        return " "
    return "null" if text[-1].isalpha() and not text.startswith("/") else ""


def _mend_escape(escape: re.Match[str]) -> str:
    if escape["lone"]:
        return "\\ufffd"
    if escape["nul"]:
        return ""
    return escape["needless"] if escape["needless"] is not None else escape[0]


def _deeper_than(data: Json, depth: int) -> bool:
    level = [data] if type(data) in NESTED else []
    for _ in range(depth):
        level = [
            child
            for node in level
            for child in (node.values() if type(node) is dict else node)
            if type(child) in NESTED
        ]
        if not level:
            return False
    return True
