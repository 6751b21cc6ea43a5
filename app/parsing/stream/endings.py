"""What closes posts of syndicated copies and is no text: captions with credit, lone credits, teasers."""

import re
from collections.abc import Sequence

from app.parsing.credits import is_credit_line, split_caption_credit
from app.parsing.document import Image
from app.parsing.stream.lines import Line, Outline

_SENTENCE_END = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*$")
_BRACKET_END = re.compile(r"\([^()]{2,80}\)$")
_SOURCE = re.compile(
    r"(?:sources?|quellen?|fuentes?|fonti?|fontes?|bron(?:nen)?|źródło|källa|kilde|источник|المصدر|स्रोत)\s?[:：]\s?\S.{1,60}",
    re.IGNORECASE,
)
"""What says whose report it was: text, and no picture's credit."""
_TEASER_WORDS = (4, 30)
_CAPTION_WORDS = 5
_ITEMS = frozenset(["li", "td", "dd"])


def take_captions(lines: Sequence[Line], rest: list[int], *, from_agencies: bool) -> list[Image]:
    """The pictures that captions and credits standing as lines tell of; their lines leave `rest`.

    `from_agencies` asks for the name of a house that sells pictures; "Goal! (Rovers)" is no caption.
    """
    images = []
    for place in list(rest):
        image = (
            None
            if lines[place].inset or _SOURCE.fullmatch(lines[place].text)
            else _told(lines[place].text, from_agencies=from_agencies)
        )
        if image is not None:
            images.append(image)
            rest.remove(place)
    return images


def _told(text: str, *, from_agencies: bool) -> Image | None:
    caption, credit = split_caption_credit(text) if _BRACKET_END.search(text) else (None, None)
    if credit and caption:
        sold = is_credit_line(f"({credit})")
        told = sold or (not from_agencies and len(text.split()) >= _CAPTION_WORDS)
        return Image(None, caption=caption, credit=credit) if told else None
    return Image(None, credit=credit or text.strip("() ")) if is_credit_line(text) else None


def take_teaser(out: Outline, rest: list[int]) -> None:
    """A post's last line leaves `rest` where it is a headline and the lines before it are sentences."""
    lines = out.lines
    words = [place for place in rest if not lines[place].inset]
    if len(words) < 2:  # noqa: PLR2004 (a lone line is the text)
        return
    last, before = lines[words[-1]], [lines[place].text for place in words[:-1]]
    if out.tags and out.tags[last.block] in _ITEMS:
        return
    few, many = _TEASER_WORDS
    count = len(last.text.split())
    all_link = last.linked * 10 >= len(last.text) * 9
    if _SENTENCE_END.search(last.text) and not (all_link and count >= few):
        return
    sentences = sum(_SENTENCE_END.search(text) is not None for text in before)
    if few <= count <= many and sentences * 4 >= len(before) * 3 and _SENTENCE_END.search(before[-1]):
        rest.remove(words[-1])
