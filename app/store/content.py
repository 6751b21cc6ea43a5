"""An entry's content as stored, and what counts as a change of it.

Two readings of a post are the same content when a reader would see no difference: white space, markup, tracking
parameters of pictures and names found in the text do not count. Times are compared apart (`app.store.times`),
because an inferred one wavers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import blake2b
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

import orjson

from app.parsing.document import Author, Embed, Image, Link, ParsedEntry, Topic
from app.store.slugs import slug
from app.store.storable import storable, stream_safe

MAX_EXTERNAL_ID_CHARACTERS = 200
MAX_NAME_CHARACTERS = 300
MAX_LABELS = 50
MAX_LINK_HOSTS = 200
MAX_HOST_CHARACTERS = 253
MAX_HOST_LABELS = 5
MAX_PIXELS = 1_000_000


def content(entry: ParsedEntry) -> dict[str, Any]:
    """The columns of `entry` that hold what the page said about it, ready for JSON; times stay datetimes."""
    return {
        "external_id": external_id(entry.external_id),
        "permalink": _optional(entry.permalink),
        "title": _optional(entry.title),
        "published_at": entry.published_at,
        "published_at_raw": _optional(entry.published_at_raw),
        "time_precision": entry.time_precision,
        "updated_at": entry.updated_at,
        "authors": named(entry.authors),
        "topics": labelled(entry.topics),
        "key_event": entry.key_event,
        "pinned": entry.pinned,
        "body_html": storable(entry.body_html),
        "body_text": storable(entry.body_text),
        "images": _plain(entry.images),
        "embeds": _plain(entry.embeds),
        "links": _plain(entry.links),
        "link_hosts": _hosts(entry.links),
        "provenance": {storable(field): str(source) for field, source in entry.provenance.items()},
    }


def external_id(stated: str) -> str:
    """The id that the page gave an entry; one too long for a key is cut and told apart by a digest."""
    clean = storable(stated)
    if len(clean) <= MAX_EXTERNAL_ID_CHARACTERS:
        return clean
    return f"{clean[: MAX_EXTERNAL_ID_CHARACTERS - 33]}-{blake2b(clean.encode(), digest_size=16).hexdigest()}"


def facts(columns: Mapping[str, Any]) -> dict[str, Any]:
    """What is compared, by field name, of an entry's columns: fresh from `content` or as stored."""
    return {
        "title": _folded(columns["title"] or ""),
        "body": _folded(columns["body_text"]),
        "authors": [author["slug"] for author in columns["authors"]],
        "topics": sorted(topic["slug"] for topic in columns["topics"] if topic["source"] == "publisher"),
        "key_event": columns["key_event"],
        "pinned": columns["pinned"],
        "images": [[_without_query(image["url"]), _folded(image["caption"] or "")] for image in columns["images"]],
        "embeds": [embed["url"] for embed in columns["embeds"]],
        "links": [link["url"] for link in columns["links"]],
    }


def content_hash(columns: Mapping[str, Any]) -> bytes:
    """A digest of the facts: equal for two readings of the same content."""
    return blake2b(orjson.dumps(facts(columns)), digest_size=16).digest()


def named(authors: Iterable[Author]) -> list[dict[str, str]]:
    """Authors as stored: each slug once, in the page's order."""
    names = [_cut(author.name) for author in authors]
    by_slug = {slug(name): {"name": name, "slug": slug(name)} for name in reversed(names) if name}
    return list(reversed(by_slug.values()))[:MAX_LABELS]


def labelled(topics: Iterable[Topic]) -> list[dict[str, str]]:
    """Topics as stored: each slug once, the first to name it wins."""
    by_slug: dict[str, dict[str, str]] = {}
    for topic in topics:
        name = _cut(topic.name)
        if name:
            by_slug.setdefault(slug(name), {"name": name, "slug": slug(name), "source": topic.source})
    return list(by_slug.values())[:MAX_LABELS]


def _plain(values: Iterable[Image | Embed | Link]) -> list[dict[str, Any]]:
    return [{name: _plain_value(value) for name, value in asdict(each).items()} for each in values]


def _plain_value(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    return value if isinstance(value, int) and 0 <= value <= MAX_PIXELS else None


def _hosts(links: Iterable[Link]) -> list[str]:
    hosts = {domain for link in links for domain in _domains(_host(link.url))}
    return sorted(hosts)[:MAX_LINK_HOSTS]


def _domains(host: str) -> list[str]:
    """The host and the domains above it, so that one look-up finds a domain's subdomains too."""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)][-MAX_HOST_LABELS:]


def _host(url: str) -> str:
    try:
        host = urlsplit(storable(url)).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")[:MAX_HOST_CHARACTERS]


def _without_query(url: str | None) -> str:
    return (url or "").partition("?")[0]


def _optional(text: str | None) -> str | None:
    return (storable(text) or None) if text else None


def _cut(name: str) -> str:
    return " ".join(storable(name).split())[:MAX_NAME_CHARACTERS]


def _folded(text: str) -> str:
    return " ".join(normalize("NFC", stream_safe(text)).split())
