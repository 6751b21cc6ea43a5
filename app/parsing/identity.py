"""An identifier for every entry: the publisher's, or one derived from what an edit does not change."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256

from app.parsing.clock import Instant
from app.parsing.document import Author
from app.parsing.join import squash

DERIVED = "derived-"
_OPENING = 60
"""Letters of the text that stand in for a title and a time where an entry has neither."""


def derived_id(instant: Instant, authors: Sequence[Author], title: str | None, text: str) -> str:
    """An identifier that stays when the entry's text is edited and when entries are added or re-ordered.

    It hashes the minute of publication, authors and title. A time that counts back from the moment the page was seen
    changes with every look, so the title, or without one the text's start, takes its place.
    """
    told = instant.at is not None and instant.precision in ("minute", "second") and not _is_relative(instant)
    minute = instant.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") if told and instant.at else ""
    opening = "" if minute or title else squash(text)[:_OPENING]
    parts = (minute, *sorted(author.name.casefold() for author in authors), squash(title), opening)
    return DERIVED + sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def make_distinct(identifiers: Sequence[str], *, newest_first: bool) -> list[str]:
    """The identifiers with equal ones numbered from the oldest on, so that new ones change no number."""
    uses: Counter[str] = Counter()
    taken: set[str] = set()
    distinct: list[str] = []
    for identifier in reversed(identifiers) if newest_first else identifiers:
        numbered = identifier
        uses[identifier] += 1
        while numbered in taken:
            numbered = f"{identifier}-{uses[identifier]}"
            uses[identifier] += numbered in taken
        taken.add(numbered)
        distinct.append(numbered)
    return distinct[::-1] if newest_first else distinct


def _is_relative(instant: Instant) -> bool:
    return instant.inferred and not any(mark in (instant.raw or "") for mark in (":", ".", "h", "Uhr"))
