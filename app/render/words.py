"""What several formats need of an entry."""

from collections.abc import Mapping
from typing import Any

from app.parsing.urls import web_url

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


def address(url: str | None, blog: Mapping[str, Any]) -> str | None:
    """The absolute web address that a URL found on a blog's page means, or None: pages give relative ones too."""
    return web_url(url, blog.get("url")) if url else None


def without_nothing(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those that are None: formats leave out what is not known."""
    return {name: value for name, value in values.items() if value is not None}
