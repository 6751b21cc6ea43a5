"""Read who signs a text: "By Jo Doe, Ann Roe and Li Na in Kyiv" gives three authors.

Agencies and desks are authors as people are. What is no signature (a photo's credit, "KEY EVENT", a time, a sentence)
gives none: an author is only named where the page names one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from app.parsing.byline_words import (
    AGENCIES,
    GROUP_WORDS,
    JOINERS,
    NOT_NAMES,
    OPENERS,
    PARTICLES,
    PLACE_WORDS,
    QUALIFIERS,
    ROLES,
    SHORT_JOINERS,
    SUFFIX_ROLES,
)
from app.parsing.credits import is_credit_line, split_caption_credit
from app.parsing.document import Author

__all__ = ["is_credit_line", "read_byline", "split_caption_credit"]

_LONGEST: Final = 300
_MOST_WORDS: Final = 6
_MOST_PLAIN_WORDS: Final = 4
_OPENER: Final = re.compile(
    "(?:"
    + "|".join(re.escape(word) for word in sorted(OPENERS, key=len, reverse=True))
    + r")(?:(?<=[:/：])\s*|:\s?|\s)",
    re.IGNORECASE,
)
_DASH: Final = re.compile(r"\s*[—–―-]{1,2}\s?(?=\S)")
_BREAKS: Final = re.compile(r"\s*(?:[,;、，|•·]|\s[-–—]\s|(?<=\w)/(?=\w)|\s/\s)\s*")
_BRACKETS: Final = re.compile(r"\s?[(\[]([^()\[\]]{0,60})[)\]]")
_HANDLE: Final = re.compile(r"@[A-Za-z0-9_.]{2,30}")
_NEVER_IN_NAMES: Final = re.compile(r"[\d!?:\"“”„«»…<>=_@#*+%&()\[\]{}~]")
_STATUS: Final = re.compile(r"\((?:@[^)]*)\)")


def read_byline(text: str) -> tuple[Author, ...]:
    """The authors that a byline names, in its order, each once; none when the text is no byline.

    Roles, affiliations and handles go to `Author.role`; places ("in Kyiv"), times and credits are left out.
    """
    lines = [" ".join(line.split()) for line in text[: 2 * _LONGEST].splitlines()]
    line = ", ".join(part.strip(" ,") for part in lines if part.strip(" ,"))
    if not line or len(line) > _LONGEST or is_credit_line(line):
        return ()
    signed, line = _without_opener(line)
    reader = _Reader(signed=signed)
    for joiner, part in _parts(line):
        if not reader.take(part, joined=joiner):
            return ()
    return reader.authors()


def _without_opener(line: str) -> tuple[bool, str]:
    """Whether the line opens as a signature does ("By", "Von", a dash), and what follows."""
    dash = _DASH.match(line)
    if dash:
        rest = line[dash.end() :]
        return (False, "") if _STATUS.search(rest) else (True, rest)
    opener = _OPENER.match(line)
    if opener:
        return True, line[opener.end() :]
    return False, line


def _parts(line: str) -> Iterator[tuple[bool, str]]:
    """The pieces between commas, slashes and joining words; True for one that "and" or a slash puts beside the last."""
    joined, start = False, 0
    for match in _BREAKS.finditer(line):
        yield from _split_at_joiners(line[start : match.start()], joined=joined)
        joined, start = "/" in match.group(), match.end()
    yield from _split_at_joiners(line[start:], joined=joined)


def _split_at_joiners(piece: str, *, joined: bool) -> Iterator[tuple[bool, str]]:
    words = piece.split()
    begin = 0
    for index, word in enumerate(words):
        if word.casefold() not in JOINERS:
            continue
        if word.casefold() in SHORT_JOINERS and (index == begin or not _is_whole_name(words[index + 1 :])):
            continue
        if index > begin:
            yield joined, " ".join(words[begin:index])
        joined, begin = True, index + 1
    if begin < len(words):
        yield joined, " ".join(words[begin:])


def _is_whole_name(words: list[str]) -> bool:
    return len(words) > 1 and _is_cased_name_word(words[0]) and words[1][:1].isupper()


class _Reader:
    """Takes the parts of a byline one by one and keeps the authors they name."""

    def __init__(self, *, signed: bool) -> None:
        self.signed = signed
        self.found: list[Author] = []
        self.after_place = False
        self.opened_by_role = False

    def authors(self) -> tuple[Author, ...]:
        """The authors found, each once."""
        unique: dict[str, Author] = {}
        for author in self.found:
            unique.setdefault(author.name.casefold(), author)
        return tuple(unique.values())

    def take(self, part: str, *, joined: bool) -> bool:
        """Takes one part; False when it shows that the text is no byline at all."""
        notes = [note.strip() for note in _BRACKETS.findall(part)]
        handles = _HANDLE.findall(part)
        part = _HANDLE.sub("", _BRACKETS.sub("", part)).strip(" ,;—–-")
        if part and not self._take_plain(part, joined=joined):
            return False
        for note in [*notes, *handles]:
            if note.startswith("@") or _is_role(note) or _is_group(note):
                self._add_role(note)
        return True

    def _take_plain(self, part: str, *, joined: bool) -> bool:
        if any(char.isdigit() for char in part) or (self.found and self.after_place and " " not in part):
            return True
        name, place = _cut_place(part)
        if self.found and not joined and (_is_role(part) or _is_group(part)):
            self._add_role(part)
            return True
        self.after_place = place
        if _is_group(name) and not self.opened_by_role:
            self.found.append(Author(name))
            return True
        name, role = _cut_role(name)
        if not name:
            self.opened_by_role = self.opened_by_role or not self.found
            return True
        if _is_name(name, signed=self.signed or bool(self.found)):
            self.found.append(Author(name, role=role))
            return True
        return bool(self.found)

    def _add_role(self, role: str) -> None:
        if not self.found:
            return
        last = self.found[-1]
        self.found[-1] = replace(last, role=f"{last.role}, {role}" if last.role else role)


def _cut_place(part: str) -> tuple[str, bool]:
    """The name without its place ("Jo Doe in Kyiv"), and whether it had one."""
    words = part.split()
    for index in range(1, len(words)):
        if words[index] in PLACE_WORDS and words[index] not in PARTICLES - {"en", "a", "i", "in"}:
            return " ".join(words[:index]), True
    return part, False


def _cut_role(part: str) -> tuple[str, str | None]:
    """Name and role of a part ("Jo Doe Political editor"); one that is all role has no name."""
    for suffix in SUFFIX_ROLES:
        if part.endswith(suffix) and len(part) > len(suffix):
            return part[: -len(suffix)].strip(), suffix
    words = part.split()
    first = next((index for index, word in enumerate(words) if word.casefold() in ROLES), None)
    if first is None:
        return part, None
    while first > 0 and (words[first - 1].casefold() in QUALIFIERS or words[first - 1].islower()):
        first -= 1
    if first == 1 and words[1][0].isupper() and len(words) == 2:
        return part, None
    if first > 3:
        first = 2
    return " ".join(words[:first]), " ".join(words[first:])


def _is_role(part: str) -> bool:
    words = part.split()
    return len(words) <= 10 and (
        any(word.casefold().strip(".") in ROLES for word in words) or part[:4].casefold() == "our "
    )


def _is_group(part: str) -> bool:
    """Whether a part names an agency, a newsroom or another organisation."""
    folded = part.casefold().strip(".")
    if folded in AGENCIES:
        return True
    words = part.split()
    last = words[-1].casefold() if words else ""
    if last.endswith("-redaktion"):
        return True
    is_phrase = 2 <= len(words) <= 5 and part[0].isupper()
    return is_phrase and last in GROUP_WORDS and words[0].casefold() not in NOT_NAMES


def _is_name(part: str, *, signed: bool) -> bool:
    """Whether a part can be a person's name; unsigned it has to look like one, signed it may be one word."""
    if _NEVER_IN_NAMES.search(part):
        return False
    words = part.split()
    proper = [word for word in words if word not in PARTICLES]
    if not proper or len(words) > _MOST_WORDS or len(proper) > _MOST_PLAIN_WORDS + 1:
        return False
    if not all(_is_name_word(word) for word in proper):
        return False
    common = [word for word in proper if word.casefold().strip(".") in NOT_NAMES]
    if signed:
        return len(common) < len(proper) and proper[0].casefold() not in NOT_NAMES
    return not common and len(proper) <= _MOST_PLAIN_WORDS and (len(words) > 1 or _is_han_name(part))


def _is_name_word(word: str) -> bool:
    return _is_cased_name_word(word) or _is_uncased(word)


def _is_cased_name_word(word: str) -> bool:
    """A capital, or one after a joined particle ("d'Angelo", "al-Najjar"); a full stop only abbreviates."""
    stem = word.rstrip(".")
    if not stem or (word != stem and len(stem) > 3):
        return False
    head = re.split(r"['’ʼ-]", stem, maxsplit=1)
    return stem[0].isupper() or (len(head) == 2 and len(head[0]) <= 3 and head[1][:1].isupper())


def _is_uncased(word: str) -> bool:
    first = word[:1]
    return first.isalpha() and not first.islower() and not first.isupper() and len(word) <= 20


def _is_han_name(part: str) -> bool:
    return 2 <= len(part) <= 5 and all("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in part)
