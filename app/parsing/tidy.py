"""Text as a reader sees it: white space collapsed, what shows nothing left out."""

import re

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+"
)
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_ODD_SPACE = re.compile("[\x0b\x0c\xa0]")


def tidy(text: str) -> str:
    """The text on one line: runs of any white space are one space, soft hyphens and control characters are gone.

    Zero-width joiners stay, for emoji, Persian and the languages of India are spelt with them.
    """
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_INVISIBLE.sub("", text).split())


def visible(text: str) -> str:
    """The text with its line breaks and spaces, without what shows nothing."""
    return _INVISIBLE.sub("", _ODD_SPACE.sub(" ", _LINE_END.sub("\n", text)))
