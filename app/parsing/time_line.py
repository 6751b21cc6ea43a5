"""Find a written time at the edge of a short line: "07:14 , Jo Doe", "Jo Doe • 07:14", "+++ 14:05 Headline +++"."""

import re
from typing import Final, NamedTuple

from app.parsing.byline import read_byline
from app.parsing.time_text import Reading, assemble, read_time
from app.parsing.time_tokens import LONGEST, Token, tokens

_EDGES: Final = " \t\r\n\u00a0,;:•·|–—-+()[]/."
_STRONG: Final = re.compile(r"\s*(?:[•·|]|\s[–—-]\s)\s*")
_AFTER: Final = re.compile(r"\s*(?:[,;:•·|–—)\]]|-\s|\+{2,3}|\.\s)")
_PLUSES: Final = re.compile(r"\s*\+{2,3}\s*(.*?)\s*\+{0,3}\s*$", re.DOTALL)
_DIGIT: Final = re.compile(r"\d")
_MOST_TOKENS: Final = 16


_NEVER_LAST: Final = frozenset({"unit", "one", "month", "either", "lead"})
"""Kinds that end a time only with a figure before them: "07:14 Tim Doe" is no "07:14 tim" (a Swedish hour)."""


class TimeSplit(NamedTuple):
    """A line's time and what remains of the line without it."""

    time: str
    rest: str


def find_time(text: str, language: str | None = None) -> TimeSplit | None:
    """Splits a line that begins or ends with a written time, or is one; None for running prose and lines without.

    What remains is a byline, a title, or nothing. "At 2.20am the drones came" is prose: no mark parts the time from
    the words, and they are no names.
    """
    line = text.strip()
    pluses = _PLUSES.fullmatch(line)
    if pluses:
        line = pluses[1]
    if not line or len(line) > LONGEST:
        return None
    if not _DIGIT.search(line):
        return TimeSplit(line, "") if read_time(line, language) else None
    found = tokens(line, language)
    if _whole(found, language):
        return TimeSplit(line.strip(_EDGES.replace(")", "").replace("(", "")), "")
    return _at_start(line, found, language, ticker=bool(pluses)) or _at_end(line, found, language)


def is_time_line(text: str, language: str | None = None) -> bool:
    """Whether a short line consists of nothing but a time and perhaps a byline: the header of a post."""
    split = find_time(text, language)
    return split is not None and (not split.rest or bool(read_byline(split.rest)))


def _whole(found: list[Token], language: str | None) -> Reading | None:
    return _telling(assemble(found, language))


def _telling(reading: Reading | None) -> Reading | None:
    """A reading that places a post: it has a clock, a day, or is counted back. A weekday alone does not."""
    if reading is None or not (reading.has_clock or reading.has_date or reading.ago is not None):
        return None
    return reading


def _at_start(line: str, found: list[Token], language: str | None, *, ticker: bool) -> TimeSplit | None:
    for count in range(min(_known_run(found), _MOST_TOKENS), 0, -1):
        if found[count - 1].kind not in _NEVER_LAST and _whole(found[:count], language):
            end = found[count - 1].end
            rest = line[end:]
            if ticker or _AFTER.match(rest) or _is_set_apart(found[0], rest):
                return TimeSplit(line[:end].strip(_EDGES), rest.strip(_EDGES))
            return None
    return None


def _is_set_apart(first: Token, rest: str) -> bool:
    """Without a mark after it, a time counts when a name follows, or a capital and no "at" stood before it."""
    words = rest.strip(_EDGES)
    if read_byline(words):
        return True
    return first.kind in {"clock", "dotted", "dmy", "ymd", "cjk"} and not words[:1].islower()


def _at_end(line: str, found: list[Token], language: str | None) -> TimeSplit | None:
    run = _known_run(found[::-1])
    for count in range(min(run, _MOST_TOKENS), 0, -1):
        if _whole(found[-count:], language):
            start = found[-count].start
            before = line[:start]
            rest = before.strip(_EDGES)
            strong = _STRONG.fullmatch(before[len(before.rstrip(_EDGES)) :] + " ")
            if strong or read_byline(rest):
                return TimeSplit(line[start:].strip(_EDGES), rest)
            return None
    return None


def _known_run(found: list[Token]) -> int:
    """How many tokens from the first on a calendar knows."""
    return next((index for index, token in enumerate(found) if token.kind in {"unknown", "junk"}), len(found))
