"""The rules for a LiveBlogPosting: schema.org's terms, and what Google documents for articles and live blogs.

https://schema.org/LiveBlogPosting and https://developers.google.com/search/docs/appearance/structured-data/article:
Google requires nothing of an article; headline, dates, author and image are recommended, each in a form of its own.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import orjson

THING = {"@type", "@id", "url", "name", "identifier", "description", "image", "mainEntityOfPage"}
ARTICLE = THING | {
    "headline",
    "datePublished",
    "dateModified",
    "author",
    "publisher",
    "keywords",
    "inLanguage",
    "articleBody",
}
TERMS = {
    "LiveBlogPosting": ARTICLE | {"@context", "coverageStartTime", "coverageEndTime", "liveBlogUpdate"},
    "BlogPosting": ARTICLE,
    "Person": THING | {"jobTitle"},
    "Organization": THING,
    "ImageObject": THING | {"caption", "creditText", "width", "height"},
    "DefinedTerm": THING,
    "WebPage": THING,
}
INSTANTS = {"datePublished", "dateModified", "coverageStartTime", "coverageEndTime"}


def faults(document: bytes) -> list[str]:
    """What is wrong with a document that holds a blog."""
    posting = orjson.loads(document)
    found = list(_node(posting))
    if posting.get("@context") != "https://schema.org" or posting.get("@type") != "LiveBlogPosting":
        found.append("the document is no LiveBlogPosting of schema.org")
    wanted = ["headline", "liveBlogUpdate"]
    if any("datePublished" in update for update in posting.get("liveBlogUpdate", [])):
        wanted += ["coverageStartTime", "datePublished", "dateModified"]
    found += [f"the blog has no {name}" for name in wanted if not posting.get(name)]
    if "image" not in posting and any("image" in update for update in posting.get("liveBlogUpdate", [])):
        found.append("the blog has no image, though its updates have")
    for update in posting.get("liveBlogUpdate", []):
        found += _update(update)
    return found


def _update(update: dict[str, Any]) -> Iterator[str]:
    if update["@type"] != "BlogPosting":
        yield "an update is no BlogPosting"
    if not (update.get("headline") or update.get("image")):
        yield "an update has neither headline nor image"
    if not isinstance(update.get("articleBody"), str):
        yield "an update has no articleBody"


def _node(node: dict[str, Any]) -> Iterator[str]:
    kind = node.get("@type")
    terms = TERMS.get(str(kind))
    if terms is None:
        yield f"{kind} is no type used here"
        return
    for name, value in node.items():
        if name not in terms:
            yield f"{name} has no place in {kind}"
        yield from _value(name, value)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield from _node(part)
    if kind in {"Person", "Organization"} and not node.get("name"):
        yield "someone without a name"
    if kind == "ImageObject" and not node.get("url"):
        yield "an image without an address"


def _value(name: str, value: Any) -> Iterator[str]:  # noqa: ANN401 (any JSON)
    if value in (None, "", []) and name != "articleBody":
        yield f"{name} is empty"
    if name in INSTANTS and datetime.fromisoformat(value).tzinfo is None:
        yield f"{name} has no offset"
    if name == "url" and urlsplit(value).scheme not in {"http", "https"}:
        yield f"{name} is no address: {value!r}"
