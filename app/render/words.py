"""What several formats need of an entry."""

from collections.abc import Mapping
from typing import Any

SUMMARY_LENGTH = 280


def summary_of(entry: Mapping[str, Any], length: int = SUMMARY_LENGTH) -> str:
    """The start of an entry's text on one line, cut at a word and marked as cut."""
    text = " ".join((entry.get("body_text") or "").split())
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"  # noqa: RUF001 (dashes as they stand in text)


def title_of(entry: Mapping[str, Any]) -> str | None:
    """An entry's own title, or None."""
    return entry.get("title") or None


def without_nothing(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those that are None: formats leave out what is not known."""
    return {name: value for name, value in values.items() if value is not None}
