"""Read who signs a text: "By Jo Doe, Ann Roe and Li Na in Kyiv" gives three authors.

Agencies and desks are authors as people are. What is no signature (a photo's credit, "KEY EVENT", a time, a sentence)
gives none: an author is only named where the page names one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from app.parsing.byline_words import AGENCIES, EDITING, JOINERS, OPENERS, SHORT_JOINERS
from app.parsing.credits import is_credit_line, sells_pictures, split_caption_credit
from app.parsing.document import Author
from app.parsing.names import cut_place, cut_role, is_group, is_name, is_place, is_role, is_whole_name

__all__ = ["is_credit_line", "read_byline", "reports", "split_caption_credit"]

_LONGEST: Final = 300
_MOST_PLAIN_WORDS: Final = 2
_OPENER: Final = re.compile(
    "(?:" + "|".join(map(re.escape, sorted(OPENERS, key=len, reverse=True))) + r")(?:(?<=[:/：])\s*|\s?:\s?|\s)",
    re.IGNORECASE,
)
_REPORTER: Final = re.compile(r"(?:本报|本報|新华社)?(?:记者|記者)\s?(?=[\u4e00-\u9fff]{2})")
_INNER_OPENER: Final = re.compile(r"(?:[a-z]{2,12}\s){0,3}(?:by\s|by:\s?)", re.IGNORECASE)
_EDITING: Final = re.compile(EDITING, re.IGNORECASE)
_DASH: Final = re.compile(r"[—–―-]{1,2}\s?(?=\S)")
_BREAKS: Final = re.compile(r"\s*(?:[,;、，|•·]|\s[-–—]\s|(?<=\w)/(?=\w)|\s/\s)\s*")
_BRACKETS: Final = re.compile(r"[\s\ue000]?[(\[]([^()\[\]]{0,60})[)\]]")
_FOLD: Final = {ord(char): 0xE000 + place for place, char in enumerate(" ,;/|&-–—、，•·")}
_UNFOLD: Final = {private: char for char, private in _FOLD.items()}
_NAMED_IN_BRACKETS: Final = re.compile(
    r"[(（](?:([A-ZÄÖÜ][^\W\d_]+ [A-ZÄÖÜ][^\W\d_]+(?:-[A-ZÄÖÜ][^\W\d_]+)?)(?:, [^(),]{2,40})?"
    r"|([\u3040-\u9fff]{2,4} [\u3040-\u9fff]{1,4}))[)）]"
)
"""A name, alone or with its newsroom: "(Jo Doe, Radio Nord)"."""
_REPORTS: Final = re.compile(
    r"(?:,\s|\s)(?:reports?|reporting|writes|berichtet|schreibt|meldet|rapporte|écrit|informa|escribe|scrive|riporta|escreve"
    r"|reporta|schrijft|meldt|pisze|relacjonuje|skriver|rapporterar|rapporterer|raportoi|kirjoittaa)"
    r"(?:\s(?:from|in|aus|depuis|à|en|desde|da|dal|dalla|de|do|vanuit|uit|z|ze|från|fra|i)\s[^.!?:]{2,60})?\s?[.:]?$"
)
_TOOK_A_PICTURE: Final = re.compile(r"[\u4e00-\u9fff](?:攝|攝影|摄|摄影|撮影|提供)[)）]?$")
_HANDLE: Final = re.compile(r"@[A-Za-z0-9_.]{2,30}")
_GLUED: Final = re.compile(r"(?<=[a-z])(?=Reporting (?:from|on|by) )")
_POST_OF: Final = re.compile(r"\(@[^()]{1,40}\)")
_POSSESSIVE: Final = re.compile(
    r"(?:the\s)?([A-Z][\w.&-]{0,20}(?:\s[A-Z][\w.&-]{0,20}){0,2})['’]s?\s(?=\S)", re.IGNORECASE
)


def read_byline(text: str) -> tuple[Author, ...]:
    """The authors that a byline names, in its order, each once; none when the text is no byline.

    Roles, affiliations and handles go to `Author.role`; places ("in Kyiv"), times, credits and editors are left out.
    """
    return _read(text[: 2 * _LONGEST])


@lru_cache(maxsize=2048)
def _read(text: str) -> tuple[Author, ...]:
    """Reads a byline once: a blog's posts are signed by few and often."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    line = ", ".join(part.strip(" ,") for part in lines if part.strip(" ,")).strip("【】")
    line = _reporter_of(_GLUED.sub(", ", line))
    if not line or len(line) > _LONGEST:
        return ()
    in_brackets = _NAMED_IN_BRACKETS.fullmatch(line)
    if in_brackets:
        line = in_brackets[1] or in_brackets[2]
    elif line[0] == "(" and line[-1] == ")" and _OPENER.match(line, 1):
        line = line[1:-1]
    if _TOOK_A_PICTURE.search(line):
        return ()
    is_signed, rest = _without_opener(line)
    if sells_pictures(line) if is_signed else is_credit_line(line):
        return ()
    reader = _Reader(is_signed=is_signed)
    for is_joined, part in _parts(_BRACKETS.sub(_fold, rest)):
        if not reader.take(part, is_joined=is_joined):
            return ()
    return reader.authors()


def reports(text: str) -> bool:
    """Whether a line says who reports from where, so that it is as much text as signature."""
    return _REPORTS.search(text) is not None


def _reporter_of(line: str) -> str:
    """Who reports, of "Jo Doe reports from Kyiv" and "Jo Doe writes:"; any other line as it stands."""
    told = _REPORTS.search(line)
    return line[: told.start()] if told and is_name(line[: told.start()], signed=False) else line


def _without_opener(line: str) -> tuple[bool, str]:
    """Whether the line opens as a signature does ("By", "Von", a dash), and what follows."""
    dash = _DASH.match(line)
    if dash:
        rest = line[dash.end() :]
        return (False, "") if _POST_OF.search(rest) else (True, rest)
    opener = _OPENER.match(line) or _REPORTER.match(line)
    return (True, line[opener.end() :]) if opener else (False, line)


def _fold(brackets: re.Match[str]) -> str:
    """Brackets in one piece, whatever they hold: "(Kiev, special correspondent)"."""
    return brackets.group().translate(_FOLD)


def _parts(line: str) -> Iterator[tuple[bool, str]]:
    """The pieces between commas, slashes and joining words; True for one that "and" or a slash puts beside the last."""
    is_joined, start = False, 0
    for match in _BREAKS.finditer(line):
        yield from _split_at_joiners(line[start : match.start()], is_joined=is_joined)
        is_joined, start = "/" in match.group(), match.end()
    yield from _split_at_joiners(line[start:], is_joined=is_joined)


def _split_at_joiners(piece: str, *, is_joined: bool) -> Iterator[tuple[bool, str]]:
    words = piece.split()
    begin = 0
    for index, word in enumerate(words):
        if word.casefold() not in JOINERS:
            continue
        if word.casefold() in SHORT_JOINERS and (index == begin or not is_whole_name(words[index + 1 :])):
            continue
        if index > begin:
            yield is_joined, " ".join(words[begin:index])
        is_joined, begin = True, index + 1
    if begin < len(words):
        yield is_joined, " ".join(words[begin:])


class _Reader:
    """Takes the parts of a byline one by one and keeps the authors they name."""

    def __init__(self, *, is_signed: bool) -> None:
        self.is_signed = is_signed
        self.found: list[Author] = []
        self.is_after_place = False
        self.opened_by_role = False
        self.is_editing = False

    def authors(self) -> tuple[Author, ...]:
        """The authors found, each once."""
        unique: dict[str, Author] = {}
        for author in self.found:
            unique.setdefault(author.name.casefold(), author)
        return tuple(unique.values())

    def take(self, part: str, *, is_joined: bool) -> bool:
        """Takes one part; False when it shows that the text is no byline at all."""
        if _EDITING.match(part):
            self.is_editing = True
        elif opener := _INNER_OPENER.match(part) if self.found else None:
            self.is_editing, part, is_joined = False, part[opener.end() :], True
        if self.is_editing:
            return True
        notes = [note.translate(_UNFOLD).strip() for note in _BRACKETS.findall(part)]
        handles = _HANDLE.findall(part)
        part = _HANDLE.sub("", _BRACKETS.sub("", part)).strip(" ,;—–-")
        if part and not self._take_plain(part, is_joined=is_joined):
            return False
        for note in [*notes, *handles]:
            if note.startswith("@") or is_role(note) or is_group(note):
                self._add_role(note)
        return True

    def _take_plain(self, part: str, *, is_joined: bool) -> bool:
        if self.found and not is_joined and (is_role(part) or (is_group(part) and not is_group(self.found[-1].name))):
            self._add_role(part)
            return True
        name, has_place = cut_place(part)
        if self._is_passed_over(part, name, is_joined=is_joined):
            return True
        self.is_after_place = has_place
        return self._take_name(name) or (bool(self.found) and (self.is_signed or not _is_prose(part)))

    def _is_passed_over(self, part: str, name: str, *, is_joined: bool) -> bool:
        """Whether a part after an author is a place: a known one, or a single word that nothing joins to a name."""
        if not self.found:
            return False
        is_lone = " " not in name and not is_group(name) and not is_joined
        return is_lone or is_place(name) or (self.is_after_place and " " not in part)

    def _take_name(self, name: str) -> bool:
        if is_group(name):
            if not self.opened_by_role:
                self.found.append(Author(name))
            return True
        name, role = self._without_house(name)
        if not name:
            self.opened_by_role = self.opened_by_role or not self.found
            return True
        if not is_name(name, signed=self.is_signed or bool(self.found)):
            return False
        self.found.append(Author(name, role=role))
        return True

    def _without_house(self, part: str) -> tuple[str, str | None]:
        """Name and role; whom the writer writes for ("CNN's Jo Doe") is a role."""
        house = _POSSESSIVE.match(part)
        if house and (self.is_signed or house[1].casefold() in AGENCIES):
            return part[house.end() :], house[1]
        return cut_role(part)

    def _add_role(self, role: str) -> None:
        if self.found:
            last = self.found[-1]
            self.found[-1] = replace(last, role=f"{last.role}, {role}" if last.role else role)


def _is_prose(part: str) -> bool:
    """Whether a part runs on in small letters, as a sentence does and a list of names does not."""
    return sum(word.islower() for word in part.split()) > _MOST_PLAIN_WORDS
