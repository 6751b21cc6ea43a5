"""An entry's content as stored."""

from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.parsing.document import Author, Embed, Image, Link, Topic
from app.store.content import content, content_hash, external_id, facts
from tests.store.samples import entry

POST = entry(1, images=(Image("https://i.example/a.jpg?w=1", caption="The mill"),))


@pytest.mark.parametrize(
    "same",
    [
        {"external_id": "other"},
        {"permalink": None},
        {"published_at_raw": "x"},
        {"body_html": "<p>other markup</p>"},
        {"body_text": POST.body_text.replace(" ", "\n ")},
        {"images": (Image("https://i.example/a.jpg?w=2", caption=" The  mill", width=3),)},
        {"topics": (*POST.topics, Topic("Mills", "text"))},
        {"authors": (Author("MIRA TOLLAND", role="reporter"),)},
    ],
)
def test_same_content(same: dict[str, Any]) -> None:
    """What a reader would not notice makes no other content."""
    assert content_hash(content(replace(POST, **same))) == content_hash(content(POST))


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"title": "x"}, "title"),
        ({"body_text": "x"}, "body"),
        ({"authors": (Author("Bo Renn"),)}, "authors"),
        ({"topics": (Topic("Mills"),)}, "topics"),
        ({"key_event": True}, "key_event"),
        ({"pinned": True}, "pinned"),
        ({"images": ()}, "images"),
        ({"embeds": (Embed("https://v.example/1"),)}, "embeds"),
        ({"links": (Link("https://x.example/", "x"),)}, "links"),
    ],
)
def test_other_content(other: dict[str, Any], field: str) -> None:
    """What a reader would notice is other content, and the field that differs is told."""
    before, after = content(POST), content(replace(POST, **other))
    assert content_hash(after) != content_hash(before)
    assert [name for name, value in facts(after).items() if value != facts(before)[name]] == [field]


def test_labels() -> None:
    """Each author and topic once, in the page's order; what has no name is left out."""
    columns = content(
        replace(
            POST,
            authors=(Author("Bo Renn"), Author(" "), Author("BO  RENN"), Author("Åse Lund")),
            topics=(Topic("Mills", "text"), Topic("mills"), Topic("")),
        )
    )
    assert [author["slug"] for author in columns["authors"]] == ["bo-renn", "ase-lund"]
    assert columns["topics"] == [{"name": "Mills", "slug": "mills", "source": "text"}]


def test_hosts() -> None:
    """A link is found by its host and by every domain above it."""
    urls = ["https://www.news.ulm.example/a", "HTTP://MILL.example:80/", "mailto:x@y.example", "https://[broken", "/a"]
    columns = content(replace(POST, links=tuple(Link(url, "") for url in urls)))
    assert columns["link_hosts"] == ["mill.example", "news.ulm.example", "ulm.example"]


@given(st.text())
def test_external_ids(stated: str) -> None:
    """Every id fits into an index, and different ids stay different."""
    made = external_id(stated * 300)
    assert len(made) <= 200
    assert "\x00" not in made
    assert external_id("x" * 5_000 + "a") != external_id("x" * 5_000 + "b")


@given(st.text(), st.integers(), st.one_of(st.none(), st.text()))
def test_hostile_values(text: str, number: int, optional: str | None) -> None:
    """Whatever a page holds, its columns are JSON that Postgres takes."""
    columns = content(
        replace(
            POST, title=optional, body_text=text, body_html=text, links=(Link(text, text),),
            images=(Image(optional, alt=text, width=number),), authors=(Author(text),), topics=(Topic(text),),
        )
    )  # fmt: skip
    assert b"\\u0000" not in orjson.dumps(columns)
    assert content_hash(columns)
