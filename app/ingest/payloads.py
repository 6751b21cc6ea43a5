"""What scrapers send: `page.captured`, `pages.captured` and `blog.captured`, checked before they are accepted."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from app.errors import Fault, InputError, InvalidParameter
from app.parsing.page import Limits, Page
from app.parsing.urls import web_url

TYPES = ("page.captured", "pages.captured", "blog.captured")
MAX_PAGES = 500
LIVE_BLOG = "LiveBlogPosting"


@dataclass(frozen=True, slots=True)
class Captured:
    """One page of a payload; `page` is None where `error` says what is wrong with it."""

    url: str | None
    page: Page | None
    observed_at: datetime
    error: str | None = None


def read_payload(body: bytes, *, sent_at: datetime, limits: Limits) -> list[Captured]:
    """The pages of a payload; those without an instant of their own were observed when the message was sent.

    Raises `InvalidParameter` that points at the field when the envelope is wrong. A page that is refused is told in its
    own place, so that the others of its batch are not lost.
    """
    envelope = _object(_json(body), "body")
    kind = envelope.get("type")
    data = envelope.get("data")
    match kind:
        case "page.captured":
            rows = [(_object(data, "data"), "data")]
        case "pages.captured":
            pages = _object(data, "data").get("pages")
            if not isinstance(pages, list) or not 0 < len(pages) <= MAX_PAGES:
                raise _wrong("data.pages", f"must be a list of 1 to {MAX_PAGES} pages")
            rows = [(_object(row, f"data.pages[{at}]"), f"data.pages[{at}]") for at, row in enumerate(pages)]
        case "blog.captured":
            return [_blog(_object(data, "data"), sent_at, limits)]
        case _:
            raise _wrong("type", f"must be one of {', '.join(TYPES)}")
    return [_page(row, where, sent_at, limits) for row, where in rows]


def _page(row: dict[str, Any], where: str, sent_at: datetime, limits: Limits) -> Captured:
    html, url = row.get("html"), row.get("url")
    if not isinstance(html, str):
        raise _wrong(f"{where}.html", "must be the page's HTML as a string")
    if url is not None and not _is_web(url):
        raise _wrong(f"{where}.url", "must be an absolute http or https URL")
    observed_at = _instant(row.get("observed_at"), f"{where}.observed_at") or sent_at
    return _captured(html.encode("utf-8", "replace"), url, observed_at, limits, "text/html; charset=utf-8")


def _blog(data: dict[str, Any], sent_at: datetime, limits: Limits) -> Captured:
    """Ready entries, as schema.org JSON-LD or in our own shape, in the form of a page that carries nothing else."""
    posting = data if _is_live_blog(data) else _as_live_blog(data)
    url = data["url"] if _is_web(data.get("url")) else None
    observed_at = _instant(data.get("observed_at"), "data.observed_at") or sent_at
    try:
        document = orjson.dumps(posting).replace(b"<", b"\\u003c")
    except orjson.JSONEncodeError as fault:
        raise _wrong("data", "is nested too deeply") from fault
    html = b'<html><head><script type="application/ld+json">%b</script></head><body></body></html>' % document
    return _captured(html, url, observed_at, limits, "text/html; charset=utf-8")


def _is_live_blog(data: dict[str, Any]) -> bool:
    kinds = data.get("@type")
    return LIVE_BLOG in (kinds if isinstance(kinds, list) else [kinds])


def _as_live_blog(data: dict[str, Any]) -> dict[str, Any]:
    entries = data.get("entries")
    if not isinstance(entries, list) or not entries:
        raise _wrong("data.entries", "must be a list of entries, unless data is a schema.org LiveBlogPosting")
    return {
        "@context": "https://schema.org",
        "@type": LIVE_BLOG,
        "url": data.get("url"),
        "headline": data.get("headline"),
        "inLanguage": data.get("language"),
        "publisher": {"@type": "Organization", "name": data.get("publisher")},
        "liveBlogUpdate": [_as_posting(_object(row, f"data.entries[{at}]"), at) for at, row in enumerate(entries)],
    }


def _as_posting(entry: dict[str, Any], at: int) -> dict[str, Any]:
    if not entry.get("title") and not entry.get("body_text") and not entry.get("body_html"):
        raise _wrong(f"data.entries[{at}]", "must have a title, body_text or body_html")
    authors = entry.get("authors")
    if authors is not None and not isinstance(authors, list):
        raise _wrong(f"data.entries[{at}].authors", "must be a list")
    names = [author.get("name") if isinstance(author, dict) else author for author in authors or []]
    return {
        "@type": "BlogPosting",
        "@id": entry.get("permalink"),
        "identifier": entry.get("external_id"),
        "url": entry.get("permalink"),
        "headline": entry.get("title"),
        "datePublished": entry.get("published_at"),
        "dateModified": entry.get("updated_at"),
        "author": [{"@type": "Person", "name": name} for name in names if isinstance(name, str)],
        "articleBody": entry.get("body_html") or entry.get("body_text"),
    }


def _is_web(url: object) -> bool:
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        return False
    return url.isprintable() and " " not in url and web_url(url, None) is not None


def _captured(html: bytes, url: str | None, observed_at: datetime, limits: Limits, kind: str) -> Captured:
    try:
        return Captured(url, Page(html, url, observed_at, kind, limits), observed_at)
    except InputError as error:
        return Captured(url, None, observed_at, str(error))


def _json(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as fault:
        raise _wrong("body", f"is no JSON: {fault}") from fault


def _object(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(where, "must be an object")
    return value


def _instant(value: object, where: str) -> datetime | None:
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
        if instant and instant.tzinfo:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise _wrong(where, "must be an RFC 3339 time with an offset")


def _wrong(where: str, message: str) -> InvalidParameter:
    return InvalidParameter(f"{where} {message}", faults=[Fault("body", where, message)])
