"""The rules of Atom (RFC 4287), told by section. Our feeds have no extensions, so these are faults too."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
MEDIA_TYPE = re.compile(r".+/.+")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
RELATIONS = {"alternate", "self", "next", "prev", "first", "last", "related", "enclosure", "via"}
ONCE = {
    "feed": {"id", "title", "updated"},
    "entry": {"id", "title", "updated"},
    "author": {"name"},
}
AT_MOST_ONCE = {
    "feed": {"generator", "icon", "logo", "rights", "subtitle"},
    "entry": {"content", "published", "rights", "source", "summary"},
    "author": {"uri", "email"},
}
REPEATED = {"feed": {"author", "category", "contributor", "link", "entry"}, "entry": {"author", "category", "link"}}
ATTRIBUTES = {"link": {"href", "rel", "type"}, "category": {"term", "scheme", "label"}, "feed": {LANG}}
TEXTS = {"title", "subtitle", "summary", "rights", "content"}


def faults(document: bytes) -> list[str]:
    """What is wrong with a feed document."""
    feed = fromstring(document)  # noqa: S314 (our own output)
    found = [] if feed.tag == f"{ATOM}feed" else ["2: the document is no feed"]
    for element in feed.iter():
        found += _element(element)
    entries = feed.findall(f"{ATOM}entry")
    if feed.find(f"{ATOM}author") is None and not all(entry.find(f"{ATOM}author") is not None for entry in entries):
        found.append("4.1.1: neither the feed nor every entry has an author")
    versions = [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in entries]
    if len(set(versions)) < len(versions):
        found.append("4.1.1: two entries with one id and one instant")
    if not [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        found.append("4.1.1: no link to the feed itself")
    return found


def _element(element: Element) -> Iterator[str]:
    name = element.tag.removeprefix(ATOM)
    if name.startswith("{"):
        yield f"6: {name} is foreign"
    if name in ONCE:
        yield from _children(element, name)
    elif len(element):
        yield f"{name} has child elements"
    for attribute in element.attrib:
        if attribute not in ATTRIBUTES.get(name, set()) | ({"type"} if name in TEXTS else set()):
            yield f"{name} has an attribute {attribute}"
    yield from _value(element, name)


def _children(element: Element, name: str) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    for once in sorted(ONCE[name]):
        if names.count(once) != 1:
            yield f"4: {name} has {names.count(once)} {once}"
    for optional in sorted(AT_MOST_ONCE[name]):
        if names.count(optional) > 1:
            yield f"4: {name} has several {optional}"
    for other in set(names) - ONCE[name] - AT_MOST_ONCE[name] - REPEATED.get(name, set()):
        yield f"4: {other} has no place in {name}"
    links = [(link.get("rel", "alternate"), link.get("type")) for link in element.findall(f"{ATOM}link")]
    alternates = [link for link in links if link[0] == "alternate"]
    if len(set(alternates)) < len(alternates):
        yield f"4.1: {name} has several alternates of one type"
    if name == "entry" and "content" not in names and not alternates:
        yield "4.1.2: an entry without content has no alternate"


def _value(element: Element, name: str) -> Iterator[str]:
    text = element.text or ""
    if name in {"updated", "published"} and not INSTANT.fullmatch(text):
        yield f"3.3: {text!r} is no RFC 3339 instant"
    if name in {"id", "uri"} and not IRI.fullmatch(text):
        yield f"4.2.6: {text!r} is no absolute IRI"
    if name == "name" and not text.strip():
        yield "3.2.1: a person without a name"
    if name in TEXTS and element.get("type", "text") not in {"text", "html"}:
        yield f"3.1.1: {name} is neither text nor html"
    if name == "link":
        yield from _link(element)
    if name == "category" and not element.get("term"):
        yield "4.2.2.1: a category without a term"
    if not LANGUAGE.fullmatch(element.get(LANG, "en")):
        yield f"2: {element.get(LANG)!r} is no language tag"


def _link(link: Element) -> Iterator[str]:
    if not IRI.fullmatch(link.get("href", "")):
        yield f"4.2.7.1: {link.get('href')!r} is no IRI"
    if link.get("rel", "alternate") not in RELATIONS:
        yield f"4.2.7.2: {link.get('rel')} is no registered relation"
    if not MEDIA_TYPE.fullmatch(link.get("type", "a/b")):
        yield "4.2.7.3: a type that is none"
