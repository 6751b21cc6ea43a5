"""A blog as a JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from app.render.links import FeedLinks
from app.render.words import address, summary_of, title_of, without_nothing

MEDIA_TYPE = "application/feed+json"


def render_feed(blog: Mapping[str, Any], entries: Sequence[Mapping[str, Any]], links: FeedLinks) -> bytes:
    """The feed's bytes; `blog` and `entries` in the shape the API promises, newest first."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": blog.get("headline") or "Live blog",
        "home_page_url": address(blog.get("url"), blog),
        "feed_url": links.this,
        "next_url": links.next,
        "description": blog.get("description"),
        "language": blog.get("language"),
        "expired": bool(blog.get("ended_at")),
        "authors": [_author(author, blog) for author in blog.get("authors") or []] or None,
        "items": [_item(entry, blog) for entry in entries],
    }
    return orjson.dumps(without_nothing(feed))


def _item(entry: Mapping[str, Any], blog: Mapping[str, Any]) -> dict[str, Any]:
    images = [url for image in entry.get("images") or [] if (url := address(image.get("url"), blog))]
    return without_nothing(
        {
            "id": entry["id"],
            "url": address(entry.get("permalink"), blog),
            "title": title_of(entry),
            "content_html": entry.get("body_html") or entry.get("title") or "",
            "summary": summary_of(entry) or None,
            "image": images[0] if images else None,
            "date_published": entry.get("published_at"),
            "date_modified": entry.get("updated_at"),
            "authors": [_author(author, blog) for author in entry.get("authors") or []] or None,
            "tags": [topic["name"] for topic in entry.get("topics") or []] or None,
        }
    )


def _author(author: Mapping[str, Any], blog: Mapping[str, Any]) -> dict[str, Any]:
    return without_nothing({"name": author["name"], "url": address(author.get("url"), blog)})
