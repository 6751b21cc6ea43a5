"""Text as Postgres can hold it, and as Unicode's normal forms can be made of it quickly."""

import re

_MARKS_IN_A_ROW = 30
_JOINER = "\N{COMBINING GRAPHEME JOINER}"
# What is neither letter, digit nor space holds all marks; a run of other signs loses nothing by it either.
_MANY_MARKS = re.compile(rf"([^\w\s\x00-\x7f]{{{_MARKS_IN_A_ROW}}})")


def storable(text: str) -> str:
    """The text without NUL characters, and with lone surrogates replaced."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def stream_safe(text: str) -> str:
    """The text with long runs of marks broken up: to be used before `unicodedata.normalize`, and not to be shown.

    Normal forms sort each run of marks, in a time that grows with its square: minutes for a megabyte of them. After
    the Stream-Safe Text Format of UAX #15, a joiner that nobody sees ends a run.
    """
    return text if text.isascii() else _MANY_MARKS.sub(rf"\1{_JOINER}", text)
