"""Tell names from roles, newsrooms, places and everything else that a byline may hold."""

import re
from typing import Final

from app.parsing.byline_words import (
    AGENCIES,
    GROUP_WORDS,
    INSTITUTIONS,
    NOT_NAMES,
    PARTICLES,
    PLACE_WORDS,
    PLACES,
    QUALIFIERS,
    ROLES,
    SECTIONS,
    SUFFIX_ROLES,
)

_POSSESSIVES: Final = frozenset({"'s", "’s", "s'", "s’"})
_MOST_WORDS: Final = 6
_MOST_PLAIN_WORDS: Final = 4
_JOINED_INITIALS = re.compile(r"[^\W\d_]{1,2}(?:\.-[^\W\d_]{1,2}){1,2}\.")
"""First names that French and German writers abbreviate: "J.-P."."""
_LIVE_IN_HAN: Final = re.compile("直播|開始|开始|結束|结束|更新|最新|快訊|快讯|報導|报道|速報|終了|中継")
_CONTRACTED: Final = re.compile(
    r"['’](?:re|ve|ll)$|n['’]t$|^(?:that|it|he|she|what|there|here|let|who|how|where)['’]s$", re.IGNORECASE
)
_NEVER_IN_NAMES: Final = re.compile(r"[\d!?:\"“”„«»…<>=_@#*+%&()\[\]{}~]")


def cut_place(part: str) -> tuple[str, bool]:
    """The name without its place or time ("Jo Doe in Kyiv", "Jo Doe 5 mins ago"), and whether it had a place."""
    words = part.split()
    for index in range(1, len(words)):
        if words[index] in PLACE_WORDS or words[index] == "Reporting":
            return " ".join(words[:index]), True
        if words[index][0].isdigit() and not _is_uncased(words[0]):
            return " ".join(words[:index]), False
    return part, False


def cut_role(part: str) -> tuple[str, str | None]:
    """Name and role of a part ("Jo Doe Political editor", "Jo Doe BBC News"); one that is all role has no name."""
    for suffix in SUFFIX_ROLES:
        if part.endswith(suffix) and len(part) > len(suffix):
            return part[: -len(suffix)].strip(), suffix
    words = part.split()
    start = _start_of_role(words)
    if start == 0 and (name := _after_role(words)):
        return name, part[: -len(name)].strip()
    if start is None:
        start = _start_of_agency(words)
    return (part, None) if start is None else (" ".join(words[:start]), " ".join(words[start:]))


def _start_of_role(words: list[str]) -> int | None:
    """Where the role begins in a name with a role; a capital after a single word is a family name ("Jo Fellow")."""
    first = next((index for index, word in enumerate(words) if word.casefold() in ROLES), None)
    if first is None:
        return None
    if first > 0 and is_agency(words[:first]):
        return 0
    while first > 0 and (words[first - 1].casefold() in QUALIFIERS or words[first - 1].islower()):
        first -= 1
    if first == 1 and len(words) == 2 and words[1][0].isupper():
        return None
    return 2 if first > 3 else first


def _after_role(words: list[str]) -> str | None:
    """The name behind a role ("our correspondent Jo Doe"), or None where nothing like one follows."""
    start = next((index for index, word in enumerate(words) if word.casefold() in ROLES), 0)
    start = start if is_agency(words[:start]) else 0
    is_named = (index for index in range(start, len(words)) if words[index].casefold() not in ROLES | QUALIFIERS)
    end = next(is_named, len(words))
    name = " ".join(words[end:])
    # "Periodista de Nación" says for whom, and not who.
    return name if len(words) - end > 1 and words[end][0].isupper() and is_name(name, signed=False) else None


def _start_of_agency(words: list[str]) -> int | None:
    return next((index for index in range(2, len(words)) if is_agency(words[index:])), None)


def is_agency(words: list[str]) -> bool:
    """Whether words are the name of a known agency or newsroom, alone or with what it does ("BBC News", "ARD Kiew")."""
    return " ".join(words).casefold().strip(".") in AGENCIES or (
        1 < len(words) <= 3 and words[0].casefold() in AGENCIES and words[-1][:1].isupper()
    )


def is_role(part: str) -> bool:
    """Whether a part says what someone is ("Political editor", "our correspondent in Kyiv")."""
    words = part.split()
    return len(words) <= 10 and (
        any(word.casefold().strip(".") in ROLES for word in words) or part[:4].casefold() == "our "
    )


def is_place(part: str) -> bool:
    """Whether a part is a place that bylines are sent from and that would pass for a name ("New York")."""
    return part.casefold() in PLACES


def is_group(part: str) -> bool:
    """Whether a part names an agency, a newsroom or another organisation."""
    words = part.split()
    if is_agency(words) or part.casefold().endswith("-redaktion"):
        return True
    if not 2 <= len(words) <= 5 or not part[0].isupper() or words[-1].casefold() not in GROUP_WORDS:
        return False
    if words[-1].casefold() == "staff":
        return True
    named = words[1:] if words[0] == "The" else words
    is_label = named[0].casefold() in SECTIONS or any(word.casefold() in NOT_NAMES for word in named)
    return not is_label and _start_of_agency(words) is None


def is_name(part: str, *, signed: bool) -> bool:
    """Whether a part can be a person's name; unsigned it has to look like one, signed it may be one word."""
    if _NEVER_IN_NAMES.search(part):
        return False
    words = part.split()
    proper = [word for word in words if word not in PARTICLES]
    if not proper or len(words) > _MOST_WORDS or len(proper) > _MOST_PLAIN_WORDS + 1:
        return False
    if not all(_is_name_word(word) for word in proper) or any(word[-2:] in _POSSESSIVES for word in words[:-1]):
        return False
    common = [word for word in proper if word.casefold().strip(".") in NOT_NAMES]
    if signed:
        return len(common) < len(proper) and proper[0].casefold() not in NOT_NAMES
    if proper[0].casefold() in SECTIONS or proper[-1].casefold() in INSTITUTIONS:
        return False
    return not common and len(proper) <= _MOST_PLAIN_WORDS and (len(words) > 1 or _is_han_name(part))


def is_whole_name(words: list[str]) -> bool:
    """Whether words open with a first name and a family name."""
    return len(words) > 1 and _is_cased_name_word(words[0]) and words[1][:1].isupper()


def _is_name_word(word: str) -> bool:
    return _is_cased_name_word(word) or _is_uncased(word)


def _is_cased_name_word(word: str) -> bool:
    """A capital, or one after a joined particle ("d'Angelo", "al-Najjar"); a full stop only abbreviates."""
    stem = word.rstrip(".")
    if not stem or _CONTRACTED.search(stem):
        return False
    if word != stem and len(stem) > 3 and not _JOINED_INITIALS.fullmatch(word):
        return False
    head = re.split(r"['’ʼ-]", stem, maxsplit=1)
    return stem[0].isupper() or (len(head) == 2 and len(head[0]) <= 3 and head[1][:1].isupper())


def _is_uncased(word: str) -> bool:
    first = word[:1]
    return first.isalpha() and not first.islower() and not first.isupper() and len(word) <= 20


def _is_han_name(part: str) -> bool:
    return (
        2 <= len(part) <= 5
        and not _LIVE_IN_HAN.search(part)
        and all("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in part)
    )
