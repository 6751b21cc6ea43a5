"""Read one written time: "Wednesday 28 January 2026 23:00", "vor 5 Minuten", "2026-01-28T23:00:00Z", "14 h 30".

What comes out is what the text states and no more: a clock without a day stays a clock without a day. Which day and
which zone it belongs to is decided by `app.parsing.clock`, which sees the whole stream.
"""

import re
from datetime import timedelta
from functools import lru_cache
from typing import Final

from app.parsing.time_draft import assemble
from app.parsing.time_reading import Reading, read_machine
from app.parsing.time_tokens import LONGEST, MOST_TOKENS, plain, tokens

_SIMPLE_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_COLON_MINUTES: Final = re.compile(r"(?<=[0-9][:h])(?<![0-9]:[0-9]{2}:)[0-5][0-9](?![0-9:])")
_DOT_MINUTES: Final = re.compile(r"(?<=[0-9]\.)(?<![0-9]\.[0-9]{2}\.)[0-5][0-9](?![0-9.])")
_FIGURE: Final = re.compile(r"[0-9]+")
_IN_PLAY: Final = re.compile(
    r"(?:min(?:ute|\.)?\s?)?\d{1,3}(?:\s?\+\s?\d{1,2})?\s?(?:['’´]|(?:st|nd|rd|th|\.|e|ème|ª|ta|-?я)?\s?(?:min(?:\.|ute|uto|uut|uta|ut)?|минута|dakika)|분)"
    r"|\d{1,3}['’´]?\s?\+\s?\d{1,2}['’´]?|min(?:ute|uto|uut|\.)?\s?\d{1,3}(?:\s?\+\s?\d{1,2})?"
    r"|(?:45|90|105|120)\.\s?\+\s?\d{1,2}[.']?"
    r"|(?:overs?|ov\.?)\s?\d{1,3}(?:\.[0-6])?|\d{1,3}(?:\.[0-6])?\s?(?:overs?|ov\.?)|\d{1,3}(?:st|nd|rd|th)\s?over"
    r"|ht|ft|half[ -]time|full[ -]time|kick[ -]off|halbzeit|mi-temps"
)


def read_time(text: str, language: str | None = None) -> Reading | None:
    """What a text that is a written time and nothing else states, or None when it is something else.

    `language` is a BCP 47 tag; it decides between day and month in figures ("03/04/2026") and reads short weekdays.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    simple = _SIMPLE_CLOCK.fullmatch(text)
    if simple:
        return Reading(hour=int(simple[1]), minute=int(simple[2]))
    return read_machine(text) or _read_by_likeness(text, language) or _read_words(text, language)


def _read_by_likeness(text: str, language: str | None) -> Reading | None:
    """Reads a text that differs in one figure from one read before: a stream repeats one form hundreds of times."""
    figure = _only(_COLON_MINUTES, text) or _only(_DOT_MINUTES, text)
    if figure is not None:
        alike = _read_words(f"{text[: figure.start()]}00{text[figure.end() :]}", language)
        if alike is not None and alike.hour is not None and alike.minute == 0:
            return Reading(alike.hour, int(figure.group()), *alike[2:])
        return None
    figure = _only(_FIGURE, text)
    if figure is not None and figure.end() - figure.start() <= 4:
        alike = _read_words(f"{text[: figure.start()]}2{text[figure.end() :]}", language)
        if alike is not None and alike.ago == timedelta(seconds=2 * alike.ago_unit):
            return alike._replace(ago=timedelta(seconds=int(figure.group()) * alike.ago_unit))
    return None


def _only(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The pattern's match, if it has one and no more."""
    found = pattern.search(text)
    return found if found is not None and pattern.search(text, found.end()) is None else None


@lru_cache(maxsize=4096)
def _read_words(text: str, language: str | None) -> Reading | None:
    return _read_in_play(text) or assemble(tokens(text, language), language)


def read_loosely(text: str, language: str | None = None) -> Reading | None:
    """As `read_time`, for a text that is known to tell a time among other things.

    Words that no calendar knows are passed over; of two times ("14:05 Updated 14:10") the first is taken.
    """
    found = read_time(text, language)
    if found is not None:
        return found
    known = [token for token in tokens(text, language) if token.kind not in {"unknown", "junk"}]
    starts = (assemble(known[:count], language) for count in range(min(len(known), MOST_TOKENS), 0, -1))
    return next((reading for reading in starts if reading is not None), None)


def _read_in_play(text: str) -> Reading | None:
    return Reading(in_play=True) if len(text) <= 16 and _IN_PLAY.fullmatch(plain(text)) else None
