"""A parsed blog as JSON in the shape the command line and `POST /v1/parse` promise. Times are RFC 3339 in UTC."""

from typing import Any

import orjson

from app.parsing.document import ParsedBlog, ParsedEntry

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


def blog_dict(blog: ParsedBlog) -> dict[str, Any]:
    """The blog as plain dicts, lists, strings, numbers and booleans, its keys in the promised order."""
    plain: dict[str, Any] = orjson.loads(blog_json(blog))
    return plain


def blog_json(blog: ParsedBlog, *, indent: bool = False) -> bytes:
    """The blog as UTF-8 JSON."""
    shape = {
        "url": blog.url,
        "headline": blog.headline,
        "publisher": blog.publisher,
        "language": blog.language,
        "authors": blog.authors,
        "key_points": blog.key_points,
        "platform": blog.platform,
        "coverage": blog.coverage,
        "warnings": blog.warnings,
        "description": blog.description,
        "topics": blog.topics,
        "published_at": blog.published_at,
        "updated_at": blog.updated_at,
        "ended_at": blog.ended_at,
        "time_zone": blog.time_zone,
        "entries": [_entry(entry) for entry in blog.entries],
    }
    return orjson.dumps(shape, option=_OPTIONS | (orjson.OPT_INDENT_2 if indent else 0))


def _entry(entry: ParsedEntry) -> dict[str, Any]:
    return {
        "external_id": entry.external_id,
        "permalink": entry.permalink,
        "title": entry.title,
        "published_at": entry.published_at,
        "published_at_raw": entry.published_at_raw,
        "time_precision": entry.time_precision,
        "updated_at": entry.updated_at,
        "authors": entry.authors,
        "key_event": entry.key_event,
        "pinned": entry.pinned,
        "body_html": entry.body_html,
        "body_text": entry.body_text,
        "images": entry.images,
        "embeds": entry.embeds,
        "links": entry.links,
        "topics": entry.topics,
        "provenance": entry.provenance,
    }
