"""Find a written time at the edge of a short line: "07:14 , Jo Doe", "Jo Doe • 07:14", "+++ 14:05 Headline +++"."""

import re
from typing import Final, NamedTuple

from app.parsing.byline import read_byline
from app.parsing.byline_words import LABELS
from app.parsing.time_draft import assemble
from app.parsing.time_reading import Reading
from app.parsing.time_text import read_time
from app.parsing.time_tokens import LONGEST, MOST_TOKENS, Token, tokens

_EDGES: Final = " \t\r\n\u00a0,;:•·|–—-+()[]/."
_STRONG: Final = re.compile(r"\s*(?:[•·|]|\s[–—-]\s)\s*")
_AFTER: Final = re.compile(r"\s*(?:[,;:•·|–—)\]]|-\s|\+{2,3}|\.\s)")
_PLUSES: Final = re.compile(r"\s*\+{2,3}\s*(.*?)\s*\+{0,3}\s*$", re.DOTALL)
_DIGIT: Final = re.compile(r"\d")


_NEVER_LAST: Final = frozenset({"unit", "one", "month", "either", "lead"})
_BARE: Final = frozenset({"clock", "dotted", "dmy", "ymd", "cjk"})


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
    if len(line) > LONGEST:
        return None
    pluses = _PLUSES.fullmatch(line)
    if pluses:
        line = pluses[1]
    if not line:
        return None
    if not _DIGIT.search(line):
        return TimeSplit(line, "") if read_time(line, language) else None
    found = tokens(line, language)
    if _whole(found, language):
        return TimeSplit(line.strip(_EDGES.replace(")", "").replace("(", "")), "")
    return _at_start(line, found, language, ticker=bool(pluses)) or _at_end(line, found, language)


def is_time_line(text: str, language: str | None = None) -> bool:
    """Whether a short line consists of nothing but a time and perhaps a byline or a label: the header of a post."""
    split = find_time(text, language)
    if split is None or not split.rest:
        return split is not None
    heads_a_title = text.lstrip(_EDGES)[len(split.time) :].lstrip().startswith(":")
    return not heads_a_title and _signs_or_labels(split.rest)


def _signs_or_labels(rest: str) -> bool:
    return rest.casefold() in LABELS or bool(read_byline(rest))


def _whole(found: list[Token], language: str | None) -> Reading | None:
    return _telling(assemble(found, language))


def _telling(reading: Reading | None) -> Reading | None:
    """A reading that places a post: it has a clock, a day, or is counted back. A weekday alone does not."""
    if reading is None or not (reading.has_clock or reading.has_date or reading.ago is not None):
        return None
    return reading


def _at_start(line: str, found: list[Token], language: str | None, *, ticker: bool) -> TimeSplit | None:
    """The time that a line opens with: set off by a mark, or else with a signature or a capital after it."""
    ends = [found[count - 1].end for count in _counts(found) if _can_end(found, count, line)]
    ends = [end for end in ends if _whole([token for token in found if token.end <= end], language)]
    for is_apart in (
        lambda end: ticker or _AFTER.match(line, end),
        lambda end: _signs_or_labels(line[end:].strip(_EDGES)),
    ):
        for end in ends:
            if is_apart(end):
                return TimeSplit(line[:end].strip(_EDGES), line[end:].strip(_EDGES))
    if ends and found[0].kind in _BARE and not line[ends[0] :].strip(_EDGES)[:1].islower():
        return TimeSplit(line[: ends[0]].strip(_EDGES), line[ends[0] :].strip(_EDGES))
    return None


def _can_end(found: list[Token], count: int, line: str) -> bool:
    """Whether a time can end with this token: "07:14 Tim Doe" is no "07:14 tim", which is Swedish for an hour."""
    last = found[count - 1]
    if last.kind == "filler":
        return _AFTER.match(line, last.end) is not None
    return last.kind not in _NEVER_LAST


def _at_end(line: str, found: list[Token], language: str | None) -> TimeSplit | None:
    """The time that a line ends with: set off by a strong mark, or else with a signature before it."""
    for count in _counts(found[::-1]):
        if not _whole(found[-count:], language):
            continue
        start = found[-count].start
        before = line[:start]
        rest = before.strip(_EDGES)
        if _STRONG.fullmatch(before[len(before.rstrip(_EDGES)) :] + " ") or _signs_or_labels(rest):
            return TimeSplit(line[start:].strip(_EDGES), rest)
    return None


def _counts(found: list[Token]) -> range:
    """How many tokens from the first on may belong to a time, most first."""
    return range(min(_known_run(found), MOST_TOKENS), 0, -1)


def _known_run(found: list[Token]) -> int:
    """How many tokens from the first on a calendar knows."""
    return next((index for index, token in enumerate(found) if token.kind in {"unknown", "junk"}), len(found))
