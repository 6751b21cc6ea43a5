"""What a client takes: the preferences that RFC 9110, 12.4 and 12.5 let it state, and the choice that follows."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

CODINGS = ("zstd", "br", "gzip")
"""The content codings we write, the quickest for its size first."""
ANYTHING = "*/*"


@lru_cache(maxsize=256)
def qualities(header: str) -> Mapping[str, float]:
    """The names in a list like `text/csv, application/json;q=0.5`, each with its quality between 0 and 1.

    Parameters other than `q` are left out of account; what cannot be read counts as not acceptable.
    """
    found: dict[str, float] = {}
    for item in header.split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        if name:
            found[name] = _quality(parameters)
    return found


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def preferred_coding(accept_encoding: str) -> str | None:
    """The content coding to answer in, or None for none at all; equally welcome ones in the order of `CODINGS`."""
    stated = qualities(accept_encoding)
    others = stated.get("*", 0.0)
    best = max(CODINGS, key=lambda coding: stated.get(coding, others))
    quality = stated.get(best, others)
    return best if quality > 0 and quality >= stated.get("identity", 0.0) else None


def preferred_type(accept: str, offered: Sequence[str]) -> str | None:
    """The media type to answer in, or None when none is acceptable; equally welcome ones in the order offered.

    The most specific range that fits a type decides on it; without any preference, all are welcome.
    """
    stated = qualities(accept)
    if not stated:
        return offered[0]
    best = max(offered, key=lambda media_type: _welcome(media_type, stated))
    return best if _welcome(best, stated) > 0 else None


def _welcome(media_type: str, stated: Mapping[str, float]) -> float:
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", ANYTHING)
    return next((stated[name] for name in ranges if name in stated), 0.0)
