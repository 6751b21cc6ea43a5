"""The rules of JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import orjson

FEED = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "user_comment": str,
    "next_url": str,
    "icon": str,
    "favicon": str,
    "authors": list,
    "language": str,
    "expired": bool,
    "hubs": list,
    "items": list,
}
ITEM = {
    "id": str,
    "url": str,
    "external_url": str,
    "title": str,
    "content_html": str,
    "content_text": str,
    "summary": str,
    "image": str,
    "banner_image": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
    "attachments": list,
}
AUTHOR = {"name": str, "url": str, "avatar": str}
ADDRESSES = {"home_page_url", "feed_url", "next_url", "icon", "favicon", "url", "external_url", "image", "avatar"}


def faults(document: bytes) -> list[str]:
    """What is wrong with a feed."""
    feed = orjson.loads(document)
    found = list(_typed(feed, FEED, "feed"))
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        found.append("the version is not 1.1")
    found += [f"feed has no {name}" for name in ("title", "items") if name not in feed]
    if feed.get("next_url") == feed.get("feed_url"):
        found.append("next_url leads back to the feed")
    items = feed.get("items", [])
    if len({item.get("id") for item in items}) < len(items):
        found.append("two items have one id")
    for item in items:
        found += _item(item)
    return found


def _item(item: dict[str, Any]) -> Iterator[str]:
    yield from _typed(item, ITEM, "item")
    if not item.get("id"):
        yield "an item without an id"
    if "content_html" not in item and "content_text" not in item:
        yield "an item without content"
    for name in ("date_published", "date_modified"):
        if name in item and datetime.fromisoformat(item[name]).tzinfo is None:
            yield f"{name} has no offset"
    if not all(isinstance(tag, str) and tag for tag in item.get("tags", ["x"])):
        yield "a tag that is no text"


def _typed(thing: dict[str, Any], types: dict[str, type], name: str) -> Iterator[str]:
    for member, value in thing.items():
        if member not in types:
            yield f"{member} has no place in {name}"
        elif not isinstance(value, types[member]):
            yield f"{member} of {name} is a {type(value).__name__}"
        elif member in ADDRESSES and not urlsplit(value).scheme:
            yield f"{member} is no absolute URL: {value!r}"
    for author in thing.get("authors", []):
        yield from _typed(author, AUTHOR, "author")
        if not author:
            yield "an author of whom nothing is said"
