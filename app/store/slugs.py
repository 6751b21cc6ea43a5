"""Slugs: the names of authors, topics and publishers as they stand in URLs and keys."""

from functools import lru_cache
from hashlib import blake2b
from unicodedata import category, combining, normalize

from app.store.storable import stream_safe

MAX_SLUG_CHARACTERS = 80


@lru_cache(maxsize=10_000)
def slug(name: str) -> str:
    """The same slug for every spelling of a name that differs only in case, accents on Latin letters or punctuation.

    Letters and digits of any script stay. A name without any, or one too long, is told apart by a digest of it.
    """
    folded = _without_latin_accents(normalize("NFKC", stream_safe(name)).casefold())
    words = "".join(character if _belongs(character) else " " for character in folded).split()
    joined = "-".join(words)
    if joined and len(joined) <= MAX_SLUG_CHARACTERS:
        return joined
    digest = blake2b(folded.encode("utf-8", "replace"), digest_size=5).hexdigest()
    return f"{joined[: MAX_SLUG_CHARACTERS - 11]}-{digest}".lstrip("-")


def _without_latin_accents(text: str) -> str:
    kept: list[str] = []
    base = ""
    for character in normalize("NFD", text):
        if not combining(character):
            # A mark on what is no part of a word goes with it, or it would stand alone.
            base = character if _belongs(character) else ""
        elif base.isascii():
            continue
        kept.append(character)
    return normalize("NFC", "".join(kept))


def _belongs(character: str) -> bool:
    # Marks are the vowels of Indic scripts: they belong to words as letters do.
    return category(character)[0] in "LNM"
