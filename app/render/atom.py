"""A blog as an Atom feed (RFC 4287)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from app.render.links import FeedLinks
from app.render.words import address, summary_of, title_of

MEDIA_TYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TITLE_LENGTH = 100
EPOCH = "1970-01-01T00:00:00Z"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

register_namespace("", ATOM)


def render_atom(blog: Mapping[str, Any], entries: Sequence[Mapping[str, Any]], links: FeedLinks) -> bytes:
    """The feed's bytes; `blog` and `entries` in the shape the API promises, newest first."""
    feed = Element(f"{{{ATOM}}}feed")
    if blog.get("language"):
        feed.set(XML_LANG, str(blog["language"]))
    _text(feed, "id", f"urn:uuid:{blog['id']}")
    _text(feed, "title", blog.get("headline") or "Live blog")
    if blog.get("description"):
        _text(feed, "subtitle", blog["description"])
    _text(feed, "updated", _last_update(blog, entries))
    _link(feed, "self", links.this, MEDIA_TYPE)
    if links.next:
        _link(feed, "next", links.next, MEDIA_TYPE)
    page = address(blog.get("url"), blog)
    if page:
        _link(feed, "alternate", page, "text/html")
    # RFC 4287, 4.1.1: entries without an author take the feed's, so the feed must have one.
    _authors(feed, blog.get("authors") or [{"name": blog.get("publisher") or "Unknown"}], blog)
    for entry in entries:
        _entry(feed, entry, blog)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: Element, entry: Mapping[str, Any], blog: Mapping[str, Any]) -> None:
    element = SubElement(feed, f"{{{ATOM}}}entry")
    _text(element, "id", f"urn:uuid:{entry['id']}")
    _text(element, "title", title_of(entry) or summary_of(entry, TITLE_LENGTH) or "Untitled")
    if entry.get("published_at"):
        _text(element, "published", entry["published_at"])
    _text(element, "updated", _updated(entry))
    permalink = address(entry.get("permalink"), blog)
    if permalink:
        _link(element, "alternate", permalink, "text/html")
    _authors(element, entry.get("authors") or [], blog)
    for term in filter(None, (_xml(topic["name"]) for topic in entry.get("topics") or [])):
        SubElement(element, f"{{{ATOM}}}category", term=term)
    _text(element, "content", entry.get("body_html") or entry.get("title") or "", type="html")


def _updated(entry: Mapping[str, Any]) -> str:
    return str(entry.get("updated_at") or entry.get("published_at") or entry.get("first_seen_at") or EPOCH)


def _last_update(blog: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> str:
    return max([str(blog.get("updated_at") or EPOCH), *(_updated(entry) for entry in entries)])


def _authors(parent: Element, authors: Sequence[Mapping[str, Any]], blog: Mapping[str, Any]) -> None:
    for author in authors:
        person = SubElement(parent, f"{{{ATOM}}}author")
        _text(person, "name", _xml(author["name"]).strip() or "Unknown")
        home = address(author.get("url"), blog)
        if home:
            _text(person, "uri", home)


def _link(parent: Element, relation: str, target: str, kind: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", rel=relation, href=_xml(target), type=kind)


def _text(parent: Element, name: str, value: str, **attributes: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = _xml(str(value))


def _xml(text: str) -> str:
    return NOT_XML.sub("", text)
