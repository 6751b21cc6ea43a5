"""Tell a picture's credit from text and from bylines: "(AP)", "Photograph: Jo Doe/Agency", "caption (Getty Images)"."""

import re
from typing import Final

from app.parsing.byline_words import (
    AGENCIES,
    CREDIT_FILLERS,
    NOT_CREDITS,
    PHOTO_LABEL,
    PICTURE_HOUSES,
    PICTURE_ONLY_HOUSES,
)

_LONGEST: Final = 400
_LONGEST_CREDIT: Final = 120
_MOST_WORDS: Final = 9

_LABELLED: Final = re.compile(
    rf"(?:{PHOTO_LABEL}\s?(?:[:|,/：]|(?:by|von|par|de|via|courtesy)\b)|[©Ⓒ]|\(c\)\s|copyright\b)\s?\S.*",
    re.IGNORECASE | re.DOTALL,
)
_IN_BRACKETS: Final = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,110})[)\]）】]\.?")
_TAIL_BRACKETS: Final = re.compile(r"\s?[(\[（]([^()\[\]（）]{2,110})[)\]）]\.?$")
_TAIL_LABEL: Final = re.compile(
    rf"(?:(?<=[\s.!?|”\"])|^)({PHOTO_LABEL}\s?:|[©Ⓒ]|\(c\)\s)\s?([^\n]{{2,110}})$", re.IGNORECASE
)
_SPLIT: Final = re.compile(r"[\s/,|&]+")


def is_credit_line(text: str) -> bool:
    """Whether a whole line does nothing but credit a picture: "(Reuters)", "Photograph: Jo Doe/PA", "Getty Images"."""
    line = text.strip()
    if not line or len(line) > _LONGEST_CREDIT:
        return False
    bracketed = _IN_BRACKETS.fullmatch(line)
    if bracketed:
        return _is_credit(bracketed[1])
    return bool(_LABELLED.fullmatch(line)) or _names_a_picture_house(line)


def sells_pictures(text: str) -> bool:
    """Whether a text names a house that deals in pictures alone: it credits a picture, even after "By"."""
    return any(word.casefold().strip(".") in PICTURE_ONLY_HOUSES for word in _SPLIT.split(text[:_LONGEST_CREDIT]))


def split_caption_credit(text: str) -> tuple[str | None, str | None]:
    """A caption and its credit, each without the other's marks; None where there is none.

    "Boats at dusk (AP)" gives ("Boats at dusk", "AP"); "Boats. Photograph: Jo Doe/PA" gives ("Boats.", "Jo Doe/PA").
    """
    line = " ".join(text.split())[: _LONGEST * 4]
    tail = line[-_LONGEST_CREDIT:]
    start = len(line) - len(tail)
    labelled = _TAIL_LABEL.search(tail)
    if labelled and _is_owner(labelled[2]):
        return line[: start + labelled.start()].rstrip(" |([–-") or None, _bare(labelled[2])
    bracketed = _TAIL_BRACKETS.search(tail)
    if bracketed and _is_credit(bracketed[1]) and not _is_aside(bracketed[1], ends_a_sentence=tail.endswith(".")):
        return line[: start + bracketed.start()].rstrip() or None, _bare(bracketed[1])
    if is_credit_line(line):
        return None, _bare(line)
    return line or None, None


def _bare(credit: str) -> str | None:
    label = re.match(rf"\s*(?:{PHOTO_LABEL}\s?[:|：]|[©Ⓒ])\s*", credit, re.IGNORECASE)
    return (credit[label.end() :] if label else credit).strip(" ()[].") or None


def _is_credit(inside: str) -> bool:
    """Whether what stands in brackets is a credit: an agency, an owner's name in capitals, a label with a name."""
    inside = inside.strip()
    if _LABELLED.fullmatch(inside) or inside.casefold() in AGENCIES or _names_a_picture_house(inside):
        return True
    words = [word for word in _SPLIT.split(inside) if word]
    if (
        not 1 <= len(words) <= _MOST_WORDS
        or any(char.isdigit() for char in inside)
        or words[0].casefold() in NOT_CREDITS
    ):
        return False
    proper = [word for word in words if word.casefold() not in CREDIT_FILLERS]
    if not proper or not all(word[0].isupper() for word in proper):
        return False
    return len(proper) > 1 or inside.isupper() or "/" in inside


def _is_owner(text: str) -> bool:
    """Whether a picture can be someone's of this name: "Jo Doe/PA", "www.example.org", "Handout", and no sentence."""
    words = [word for word in _SPLIT.split(text) if word]
    return len(words) <= _MOST_WORDS and not any(
        word[0].islower() and word not in CREDIT_FILLERS and word not in PICTURE_HOUSES and "." not in word
        for word in words
    )


def _is_aside(inside: str, *, ends_a_sentence: bool) -> bool:
    """Whether brackets at the end of a text belong to its sentence: "(NATO)", "(New South Wales)." are no credits."""
    if _names_an_agency(inside) or _LABELLED.fullmatch(inside):
        return False
    return ends_a_sentence or (inside.isupper() and inside.isalpha())


def _names_an_agency(text: str) -> bool:
    words = {word.casefold() for word in _SPLIT.split(text) if word}
    return text.casefold() in AGENCIES or bool(words & PICTURE_HOUSES)


def _names_a_picture_house(text: str) -> bool:
    """Whether a short line names an agency that sells pictures, with or without who took it ("Jo Doe/Getty Images")."""
    words = [word.casefold().strip(".") for word in _SPLIT.split(text) if word]
    if not 1 <= len(words) <= 8 or not any(word in PICTURE_HOUSES for word in words):
        return False
    by_agencies_only = all(word in AGENCIES for word in words)
    return (
        bool(PICTURE_ONLY_HOUSES & set(words)) or ("/" in text and not by_agencies_only) or " via " in text.casefold()
    )
