"""Values of structured data as the words they mean: text, links, times, people, pictures, topics."""

import html
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

from app.parsing.fragment import tidy
from app.parsing.json_data import Json
from app.parsing.urls import parts_of

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
ELEMENT = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|cite|code|div|em|figcaption|figure|h[1-6]|i|iframe|img|li|ol|p|picture|q|s|small"
    r"|span|strong|sub|sup|table|tbody|td|th|tr|u|ul|video)(?:\s[^<>]{0,4000})?/?>",
    re.IGNORECASE,
)
INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff\xad]")
LONGEST = 2_000
ID_PARAMETERS = (
    "post", "post-id", "post_id", "postid", "entry", "entry-id", "entryid", "card", "block", "update", "updateid",
    "liveblogentry", "liveblogpost", "message", "msgid", "id",
)  # fmt: skip


def has_markup(text: str) -> bool:
    """Whether text holds tags of HTML that is meant as such."""
    return "<" in text and ELEMENT.search(text) is not None


def unescape(text: str) -> str:
    """Text with its character references read, twice when it was escaped twice, and without invisible characters."""
    for _ in range(2):
        if "&" not in text or not ENTITY.search(text):
            break
        text = html.unescape(text)
    return text if text.isascii() else INVISIBLE.sub("", text)


def plain(value: Json) -> str | None:
    """A value as one line of text without markup, or None when it has no text."""
    if not isinstance(value, str):
        return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    text = unescape(value) if "&" in value or not value.isascii() else value
    if "<" in text:
        text = ELEMENT.sub(" ", text)
    return tidy(text) or None


def short(text: str | None) -> str | None:
    """A headline or a name, cut where it is too long to be one."""
    return text[:LONGEST] if text else None


def first_text(values: Iterable[Json]) -> str | None:
    """The first of the values that has text."""
    return next((text for text in map(plain, values) if text), None)


def same_document(url: str, other: str | None) -> bool:
    """Whether two URLs name the same document, whatever their scheme, query, fragment and closing slash."""
    return other is not None and _document(url) == _document(other)


def post_id(url: str, page_url: str | None) -> str | None:
    """What names one post of a live blog within its URL, or None when the URL is the page's own.

    In this order: the fragment, a query parameter that is known to name posts, the last part of another path.
    """
    if page_url and url.startswith(page_url) and url[len(page_url) : len(page_url) + 1] == "#":
        fragment = url[len(page_url) + 1 :]
        if fragment.isalnum():
            return fragment
    parts = parts_of(url)
    if parts.fragment and not parts.fragment.startswith((":~:", "!")):
        return parts.fragment
    parameters = {name.lower(): value for name, value in parse_qsl(parts.query)}
    for name in ID_PARAMETERS:
        if parameters.get(name):
            return parameters[name]
    pinned_to = parameters.get("page", "")
    if pinned_to.startswith("with:"):
        return pinned_to.removeprefix("with:")
    if page_url and not same_document(url, page_url):
        return parts.path.rstrip("/").rpartition("/")[2] or None
    return None


def _document(url: str) -> tuple[str, str]:
    parts = parts_of(url)
    if not parts.netloc and not parts.path:
        return "", url
    path = re.sub(r"/amp(?=/|$)|(?<=/)amp/", "", parts.path)
    host = (parts.netloc or "").lower().removeprefix("www.").removeprefix("amp.")
    return host, path.removesuffix(".amp").rstrip("/")
