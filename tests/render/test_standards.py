"""The formats of every fixture's blog hold to their standards, and JSON-LD reads back to the same blog."""

from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.parsing.page import Page
from app.parsing.parse import parse
from app.render.atom import render_atom
from app.render.feed import render_feed
from app.render.json import blog_dict
from app.render.json_ld import render_json_ld
from app.render.links import FeedLinks
from app.render.words import address
from tests.platforms.fixtures import FIXTURES, Fixture
from tests.render.rules import atom, json_feed, json_ld
from tests.render.samples import BLOG, ENTRIES

LINKS = FeedLinks("https://api.example/feed?limit=5", "https://api.example/feed?limit=5&cursor=x")
LATER = datetime(2026, 12, 31, tzinfo=UTC)


def served(fixture: Fixture) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A fixture's blog and entries as the API gives them."""
    blog = fixture.expected
    blog["id"] = str(uuid5(NAMESPACE_URL, str(fixture)))
    for entry in blog["entries"]:
        entry["id"] = str(uuid5(NAMESPACE_URL, f"{fixture} {entry['external_id']}"))
        entry["first_seen_at"] = "2026-03-04T12:00:00Z"
    return blog, blog["entries"]


@pytest.mark.parametrize("fixture", FIXTURES, ids=str)
def test_atom_is_valid(fixture: Fixture) -> None:
    """Every rule of RFC 4287 holds."""
    assert atom.faults(render_atom(*served(fixture), LINKS)) == []


@pytest.mark.parametrize("fixture", FIXTURES, ids=str)
def test_json_feed_is_valid(fixture: Fixture) -> None:
    """Every rule of JSON Feed 1.1 holds."""
    assert json_feed.faults(render_feed(*served(fixture), LINKS)) == []


@pytest.mark.parametrize("fixture", FIXTURES, ids=str)
def test_json_ld_is_valid(fixture: Fixture) -> None:
    """Only schema.org's terms in their places, in the forms that Google documents."""
    assert json_ld.faults(render_json_ld(*served(fixture))) == []


def test_awkward_samples_are_valid_too() -> None:
    """Entries without time, title, author and address, and text that XML has no place for."""
    assert atom.faults(render_atom(BLOG, ENTRIES, LINKS)) == []
    assert json_feed.faults(render_feed(BLOG, ENTRIES, LINKS)) == []
    assert json_ld.faults(render_json_ld(BLOG, ENTRIES)) == []


@pytest.mark.parametrize("fixture", FIXTURES, ids=str)
def test_json_ld_reads_back(fixture: Fixture) -> None:
    """Our own parser reads the same blog: who, when, what, where and about what.

    schema.org has no terms for key points, key events, what is pinned and how exact a time is, and articleBody is plain
    text. A title that entries share, or that is the start of the text, says nothing more and is not read as a title.
    """
    blog, entries = served(fixture)
    document = render_json_ld(blog, entries).replace(b"</", b"<\\/")
    page = Page(b'<html><script type="application/ld+json">%b</script></html>' % document, observed_at=LATER)
    read = blog_dict(parse(page))
    for name in ("url", "headline", "publisher", "language", "authors", "topics", "ended_at"):
        assert read[name] == blog[name], name
    assert words(read["description"]) == words(blog["description"])
    for name in ("published_at", "updated_at"):
        assert blog[name] is None or read[name] == blog[name]
    assert len(read["entries"]) == len(entries)
    for again, entry in zip(read["entries"], entries, strict=True):
        for name in ("published_at", "updated_at", "authors", "topics"):
            assert again[name] == entry[name], name
        same_id = again["external_id"] == entry["external_id"]
        same_link = again["permalink"] == address(entry["permalink"], blog)
        assert same_id or (same_link and entry["permalink"])
        assert again["title"] in {entry["title"], None if says_nothing_more(entry, blog) else entry["title"]}
        assert words(again["body_text"]) == words(entry["body_text"])
        assert shown(again["images"]) == shown(entry["images"])


HOSTILE = st.text(max_size=30)


@settings(max_examples=100, deadline=None)
@given(title=HOSTILE, body=HOSTILE, name=HOSTILE.filter(str.strip), topic=HOSTILE.filter(str.strip))
def test_any_text_stays_valid(title: str, body: str, name: str, topic: str) -> None:
    """Whatever characters titles, texts, authors and topics hold, the feeds are well-formed and hold to their rules."""
    entry = {**ENTRIES[0], "title": title, "body_text": body, "body_html": body, "topics": [{"name": topic}]}
    entry["authors"] = [{"name": name}]
    blog = {**BLOG, "headline": title, "description": body, "authors": [{"name": name}]}
    assert atom.faults(render_atom(blog, [entry], LINKS)) == []
    assert json_feed.faults(render_feed(blog, [entry], LINKS)) == []
    assert json_ld.faults(render_json_ld(blog, [entry])) == []


def words(text: str | None) -> list[str]:
    """A text without its line breaks."""
    return (text or "").split()


def shown(images: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those images that have an address, without the words that stand in for them."""
    return [{name: value for name, value in image.items() if name != "alt"} for image in images if image["url"]]


def says_nothing_more(entry: dict[str, Any], blog: dict[str, Any]) -> bool:
    """Whether an entry's title repeats what stands beside it."""
    title = entry["title"] or ""
    shared = [other["title"] for other in blog["entries"]].count(title) > 1
    return shared or words(entry["body_text"])[: len(words(title))] == words(title)
