"""Find a written time at the edge of a short line: "07:14 , Jo Doe", "Jo Doe • 07:14", "+++ 14:05 Headline +++"."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from app.parsing.byline import read_byline
from app.parsing.byline_words import LABELS
from app.parsing.time_draft import assemble
from app.parsing.time_reading import Reading
from app.parsing.time_text import read_time
from app.parsing.time_tokens import LONGEST, MOST_TOKENS, Token, scan, tokens

_CLOCK: Final = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d", re.ASCII)
_EDGES: Final = " \t\r\n\u00a0,;:•·|–—-+()[]/."
_MARKS: Final = " \t\r\n\u00a0,;:•·|–—-+[]/."
_MINUTE: Final = re.compile(r"1?\d?\d(?:\s?\+\s?\d{1,2})?\s?['’′](?:\s?\+\s?\d{1,2})?(?![\d'’′])")
_IN_WORDS: Final = re.compile(
    r"1?\d?\d(?:\s?\+\s?\d{1,2})?(?:(?:\.|e|ème|th|st|nd|rd|ª|ta|-?я)?\s?(?:minute|minuto|minuut|minuta|minut|минута|dakika)"
    r"|(?:\.|e)\s?min\.?|\s?min\.?)|(?:45|90|105|120)\.\s?\+\s?\d{1,2}[.'’]?|min(?:ute|uto|uut|\.)?\s1?\d?\d(?:\s?\+\s?\d{1,2})?",
    re.IGNORECASE,
)
"""A minute of play in words: "67. Minute", "67e minute", "min 67"."""
_MOST_GUESSES: Final = 4
_MOST_PARTS: Final = 6
_STRONG: Final = re.compile(r"\s*(?:[•·|]|\s[–—-]\s)\s*")
_AFTER: Final = re.compile(r"\s*(?:[,;:•·|–—)\]]|-\s|\+{2,3}|\.\s)")
_PLUSES: Final = re.compile(r"\s*\+{2,3}\s*(.*?)\s*\+{0,3}\s*$", re.DOTALL)
_DIGIT: Final = re.compile(r"\d")
_EDGE: Final = 40
"""Characters from a line's end within which a time there has its last figure."""
_FOREIGN: Final = frozenset({"unknown", "junk"})


_NEVER_LAST: Final = frozenset({"unit", "one", "month", "either", "lead"})
_HOUR_MARKS: Final = frozenset({"h", "hrs", "uur"})
_BARE: Final = frozenset({"clock", "dotted", "dmy", "ymd", "cjk"})


class TimeSplit(NamedTuple):
    """A line's time and what remains of the line without it."""

    time: str
    rest: str


@lru_cache(maxsize=4096)
def find_time(text: str, language: str | None = None) -> TimeSplit | None:
    """Splits a line that begins or ends with a written time, or is one; None for running prose and lines without.

    What remains is a byline, a title, or nothing. "At 2.20am the drones came" is prose: no mark parts the time from
    the words, and they are no names.
    """
    line = text.strip()
    if len(line) > LONGEST:
        return None
    return TimeSplit(line, "") if _CLOCK.fullmatch(line) else _find(line, language)


def _find(line: str, language: str | None) -> TimeSplit | None:
    pluses = _PLUSES.fullmatch(line)
    if pluses:
        line = pluses[1]
    if not line:
        return None
    if not _DIGIT.search(line):
        return TimeSplit(line, "") if read_time(line, language) else _among_parts(line, language)
    minute = _minute_of_play(line)
    if minute or not (pluses or _has_known_edge(line, language)):
        return minute or _among_parts(line, language)
    found = tokens(line, language)
    if _whole(found, language):
        return TimeSplit(_trimmed(line), "")
    return (
        _at_start(line, found, language, ticker=bool(pluses))
        or _at_end(line, found, language)
        or _among_parts(line, language)
    )


def _has_known_edge(line: str, language: str | None) -> bool:
    """Whether the line opens with a calendar's words and a figure, or ends so: cheap to tell, and rare in prose."""
    for token in scan(line, language):
        if token.kind in _FOREIGN:
            break
        if token.text[0].isdigit():
            return True
    ending = line[-_EDGE:]
    last = list(scan(ending.split()[-1], language)) if _DIGIT.search(ending) else []
    return bool(last) and last[-1].kind not in _FOREIGN


def is_time_line(text: str, language: str | None = None) -> bool:
    """Whether a short line consists of nothing but a time and perhaps a byline or a label: the header of a post."""
    split = find_time(text, language)
    if split is None or not split.rest:
        return split is not None
    heads_a_title = text.lstrip(_EDGES)[len(split.time) :].lstrip().startswith(":")
    return not heads_a_title and _signs_or_labels(split.rest)


def _signs_or_labels(rest: str) -> bool:
    return rest.casefold() in LABELS or bool(read_byline(rest)) or read_time(rest) is not None


def _trimmed(text: str) -> str:
    """The text without marks at its edges; brackets stay where they come in pairs."""
    bare = text.strip(_MARKS)
    return bare if bare.count("(") == bare.count(")") else text.strip(_EDGES)


def _minute_of_play(line: str) -> TimeSplit | None:
    """The minute that a line of a match report opens with: "67'", "45+2' Doe scores"."""
    if _IN_WORDS.fullmatch(line):
        return TimeSplit(_trimmed(line), "")
    minute = _MINUTE.match(line)
    rest = _trimmed(line[minute.end() :]) if minute else ""
    if minute is None or (rest and not (rest[0].isalpha() and not rest[0].islower())):
        return None
    return TimeSplit(minute.group(), rest)


def _among_parts(line: str, language: str | None) -> TimeSplit | None:
    """A time between labels and names that marks part: "Key event • 14:05 • Jo Doe"."""
    parts = [part for part in _STRONG.split(line) if part]
    if not 1 < len(parts) <= _MOST_PARTS:
        return None
    times = [part for part in parts if _telling(read_time(part, language))]
    others = [part for part in parts if part not in times]
    if not times or not others or not all(_signs_or_labels(part) for part in others):
        return None
    return TimeSplit(times[0], " • ".join(part for part in others if part.casefold() not in LABELS))


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
    ends = [end for end in ends if _whole([token for token in found if token.end <= end], language)][:_MOST_GUESSES]
    for is_apart in (
        lambda end: ticker or _AFTER.match(line, end),
        lambda end: _signs_or_labels(_trimmed(line[end:])),
    ):
        for end in ends:
            if is_apart(end):
                return TimeSplit(_trimmed(line[:end]), _trimmed(line[end:]))
    if ends and _opens_bare(found) and not line[ends[0] :].strip(_EDGES)[:1].islower():
        return TimeSplit(_trimmed(line[: ends[0]]), _trimmed(line[ends[0] :]))
    return None


def _opens_bare(found: list[Token]) -> bool:
    """Whether a time opens with its figures, or with the word that stands before clocks ("kl. 14:05")."""
    is_led = len(found) > 1 and (found[0].kind == "lead" or found[0].text == "às") and found[1].kind in _BARE
    return is_led or found[0].kind in _BARE


def _can_end(found: list[Token], count: int, line: str) -> bool:
    """Whether a time can end with this token: "07:14 Tim Doe" is no "07:14 tim", which is Swedish for an hour."""
    last = found[count - 1]
    if last.kind == "filler":
        return _AFTER.match(line, last.end) is not None and line[last.end : last.end + 1] != ":"
    return last.kind not in _NEVER_LAST or last.text in _HOUR_MARKS


def _at_end(line: str, found: list[Token], language: str | None) -> TimeSplit | None:
    """The time that a line ends with: set off by a strong mark, or else with a signature before it."""
    counts = [count for count in _counts(found[::-1]) if _whole(found[-count:], language)]
    for count in counts[:_MOST_GUESSES]:
        start = found[-count].start
        before = line[:start]
        rest = _trimmed(before)
        if _STRONG.fullmatch(before[len(before.rstrip(_EDGES)) :] + " ") or _signs_or_labels(rest):
            return TimeSplit(_trimmed(line[start:]), rest)
    return None


def _counts(found: list[Token]) -> range:
    """How many tokens from the first on may belong to a time, most first."""
    return range(min(_known_run(found), MOST_TOKENS), 0, -1)


def _known_run(found: list[Token]) -> int:
    """How many tokens from the first on a calendar knows."""
    return next((index for index, token in enumerate(found) if token.kind in _FOREIGN), len(found))
