"""Cut a written time into tokens: clocks, dates, numbers, and words with the meaning they have in a calendar."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from app.parsing.calendar_words import LANGUAGE_WORDS, PHRASES, WORDS, Word
from app.parsing.zones import ABBREVIATIONS

LONGEST: Final = 200
"""Characters of a text that are looked at: a written time is short, and what is longer is prose or bait."""
MOST_TOKENS: Final = 20
"""Words and figures that the longest written time has."""


class Token(NamedTuple):
    """A piece of a text: its kind, what it says, and where it stands (`text[start:end]`)."""

    kind: str
    value: tuple[int, ...]
    text: str
    start: int
    end: int


_ZEROS: Final = (0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xFF10)
_PLAIN: Final = (
    {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
    | dict.fromkeys((0x200B, 0x200C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF), " ")
    | {0xFF1A: ":", 0x2236: ":", 0x2212: "-", 0x2010: "-", 0x2011: "-", 0x60C: ",", 0x2032: "'"}
)

_WORD: Final = r"[^\s\d!-&(-/:-@\[-`{-~·•–—…、。，（）「」【】«»“”]+"
_SHAPES: Final = {
    "junk": r"[£$€₹¥]\s?\d[\d.,]{0,12}|\d[\d.,]{0,12}\s?[%€£$₹°]|\d{5,}|(?<![\d.,])\d{1,3}(?:[.,]\d{3}){1,4}(?![\d.,])",
    "ymd": r"\d{4}(?:-\d\d?-|/\d\d?/|\.\s?\d\d?\.\s?)\d\d?(?!\d)(?:t(?=\d))?",
    "cjk": r"(?:\d{4}\s?[年년]\s?)?\d\d?\s?[月월]\s?\d\d?\s?[日일号號]?",
    "dmy": r"(?<![\d.:])\d\d?(?:\.\s?\d\d?\.\s?|/\d\d?/|-\d\d?-)(?:\d{4}|\d\d)(?![\d:]|[.]\d)",
    "cjkclock": r"\d\d?\s?[時时點点시](?![間间간])\s?(?:\d\d?\s?[分분])?\s?(?:\d\d?\s?[秒초])?",
    "dm": r"(?<![\d.:])\d\d?\.\s?\d\d?\.(?!\d)",
    "clock": r"(?<![\d.,+-])\d\d?(?::|\s?h\s?)[0-5]\d(?:[:.][0-5]\d(?:[.,]\d{1,9})?)?(?![\d%]|[a-z]\d|\s?m(?:in|\b))",
    "dotted": r"(?<![\d.,:+-])\d\d?\.[0-5]\d(?:\.[0-5]\d)?(?![\d%]|:\d)",
    "pair": r"(?<![\d:.])\d\d?[/-]\d\d?(?![\d/:.-])",
    "utc": r"(?:gmt|utc)\s?[+-]\s?\d\d?(?::?\d\d)?(?!\d)",
    "off": r"(?<=\s)[+-]\d\d:?\d\d(?![\d:])",
    "ampm": r"(?<=[\d\s])[ap]\.?\s?m(?![^\W\d_])\.?",
    "number": r"\d{1,4}",
    "phrase": "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in PHRASES) + r")(?![^\W\d_])",
    "word": _WORD,
}
_TOKENS: Final = re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in _SHAPES.items()))
_DIGITS: Final = re.compile(r"\d+")
_MERIDIEM: Final = {"a": Word("am"), "p": Word("pm")}
_UNKNOWN: Final = Word("unknown")
_ZONE: Final = Word("zone")


def plain(text: str) -> str:
    """The text as the tables know it: lower case, ASCII digits, plain spaces, and no longer or shorter than it was."""
    text = text[:LONGEST]
    if text.isascii():
        return text.lower()
    text = text.translate(_PLAIN)
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def tokens(text: str, language: str | None = None) -> list[Token]:
    """The text's tokens in order, as many as two times may have; words that no calendar knows are "unknown"."""
    return list(islice(scan(text, language), 2 * MOST_TOKENS))


def scan(text: str, language: str | None = None) -> Iterator[Token]:
    """The text's tokens one by one."""
    lower = plain(text)
    own = LANGUAGE_WORDS.get(language[:2].lower(), {}) if language else {}
    for match in _TOKENS.finditer(lower):
        kind, piece, start, end = match.lastgroup or "", match.group(), match.start(), match.end()
        value: tuple[int, ...] = ()
        if kind == "word":
            word = _ZONE if _is_zone(piece, text[start:end]) else own.get(piece) or WORDS.get(piece, _UNKNOWN)
            kind, value = word.kind, (word.value,)
        elif kind == "phrase":
            phrase = PHRASES.get(" ".join(piece.split()), _UNKNOWN)
            kind, value = phrase.kind, (phrase.value,)
        elif kind == "ampm":
            kind = _MERIDIEM[piece[0]].kind
        elif kind != "junk":
            value = tuple(map(int, _DIGITS.findall(piece)))
        yield Token(kind, value, piece, start, end)


def _is_zone(word: str, written: str) -> bool:
    """Zones are written in capitals: "et" is French for "and"."""
    return word in ABBREVIATIONS and written.isupper()
