"""A blog as Markdown (CommonMark), for people to read."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

MEDIA_TYPE = "text/markdown"
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~]|&(?=#?\w+;))")
LINE_MARKERS = re.compile(r"^([ \t]*\d*)([-+.)](?=\s|$)|[-=](?=[-=]*[ \t]*$))", re.MULTILINE)
"""What begins a list, or makes a heading or a rule of a line."""


def render_markdown(blog: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> str:
    """The blog's heading and each entry with time, authors and text; `blog` and `entries` as the API promises them."""
    parts = [f"# {_plain(blog.get('headline') or 'Live blog')}"]
    about = [_plain(blog["publisher"])] if blog.get("publisher") else []
    if blog.get("url"):
        about.append(f"<{blog['url']}>")
    parts += [" · ".join(about)] if about else []
    if blog.get("description"):
        parts.append(_plain(blog["description"]))
    if blog.get("key_points"):
        parts.append("\n".join(f"- {_plain(point)}" for point in blog["key_points"]))
    for entry in entries:
        parts += _entry(entry)
    return "\n\n".join(parts) + "\n"


def _entry(entry: Mapping[str, Any]) -> list[str]:
    signature = [part for part in (_when(entry), _names(entry)) if part]
    if entry.get("key_event"):
        signature.append("**Key event**")
    parts = [f"## {_plain(entry['title'])}"] if entry.get("title") else ["---"]
    parts += [" · ".join(signature)] if signature else []
    parts += [_plain(paragraph) for paragraph in (entry.get("body_text") or "").split("\n\n") if paragraph.strip()]
    return parts


def _when(entry: Mapping[str, Any]) -> str:
    return str(entry.get("published_at") or _plain(entry.get("published_at_raw") or ""))


def _names(entry: Mapping[str, Any]) -> str:
    return ", ".join(_plain(author["name"]) for author in entry.get("authors") or [])


def _plain(text: str) -> str:
    return LINE_MARKERS.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", text))
