"""A blog as schema.org LiveBlogPosting in JSON-LD (https://schema.org/LiveBlogPosting)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from app.render.words import address, summary_of, title_of, without_nothing

MEDIA_TYPE = "application/ld+json"
HEADLINE_LENGTH = 110
"""Google's limit for the headline of an article."""


def render_json_ld(blog: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> bytes:
    """The document's bytes; `blog` and `entries` in the shape the API promises."""
    posting = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": blog.get("url"),
        "url": blog.get("url"),
        "mainEntityOfPage": {"@type": "WebPage", "@id": blog["url"]} if blog.get("url") else None,
        "headline": blog.get("headline") or "Live blog",
        "description": blog.get("description") or None,
        "inLanguage": blog.get("language"),
        "datePublished": blog.get("published_at") or _first(entries),
        "dateModified": blog.get("updated_at") or _last(entries),
        "coverageStartTime": blog.get("published_at") or _first(entries),
        "coverageEndTime": blog.get("ended_at"),
        "publisher": {"@type": "Organization", "name": blog["publisher"]} if blog.get("publisher") else None,
        "author": _people(blog.get("authors") or [], blog),
        "image": _pictures(entries, blog)[:1] or None,
        "keywords": _names(blog.get("topics") or []),
        "liveBlogUpdate": [_update(entry, blog) for entry in entries],
    }
    return orjson.dumps(without_nothing(posting))


def _update(entry: Mapping[str, Any], blog: Mapping[str, Any]) -> dict[str, Any]:
    title = title_of(entry)
    return without_nothing(
        {
            "@type": "BlogPosting",
            "@id": address(entry.get("permalink"), blog),
            "identifier": entry.get("external_id"),
            "url": address(entry.get("permalink"), blog),
            "headline": title or summary_of(entry, HEADLINE_LENGTH) or None,
            "datePublished": entry.get("published_at"),
            "dateModified": entry.get("updated_at"),
            "author": _people(entry.get("authors") or [], blog),
            "keywords": _names(entry.get("topics") or []),
            "articleBody": entry.get("body_text") or "",
            "image": _pictures([entry], blog) or None,
        }
    )


def _people(authors: Sequence[Mapping[str, Any]], blog: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    return [_someone(author, blog) for author in authors] or None


def _someone(author: Mapping[str, Any], blog: Mapping[str, Any]) -> dict[str, Any]:
    name, url = author["name"], address(author.get("url"), blog)
    if name == blog.get("publisher"):
        return without_nothing({"@type": "Organization", "name": name, "url": url})
    return without_nothing({"@type": "Person", "name": name, "url": url, "jobTitle": author.get("role")})


def _names(topics: Sequence[Mapping[str, Any]]) -> list[str | dict[str, str]] | None:
    """Keywords; one with a comma in it is told as a term, since readers part keywords at commas."""
    names = [topic["name"] for topic in topics]
    return [{"@type": "DefinedTerm", "name": name} if "," in name else name for name in names] or None


def _pictures(entries: Iterable[Mapping[str, Any]], blog: Mapping[str, Any]) -> list[dict[str, Any]]:
    images = [image for entry in entries for image in entry.get("images") or []]
    return [_image(image, url) for image in images if (url := address(image.get("url"), blog))]


def _image(image: Mapping[str, Any], url: str) -> dict[str, Any]:
    return without_nothing(
        {
            "@type": "ImageObject",
            "url": url,
            "caption": image.get("caption"),
            "creditText": image.get("credit"),
            "width": image.get("width"),
            "height": image.get("height"),
        }
    )


def _first(entries: Sequence[Mapping[str, Any]]) -> str | None:
    return min((str(entry["published_at"]) for entry in entries if entry.get("published_at")), default=None)


def _last(entries: Sequence[Mapping[str, Any]]) -> str | None:
    return max((str(entry["published_at"]) for entry in entries if entry.get("published_at")), default=None)
