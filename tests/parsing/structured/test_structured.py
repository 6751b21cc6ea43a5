"""Structured data that are hostile or nonsense do no harm."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.parsing.document import RawBlog
from app.parsing.page import Page
from app.parsing.structured import read_article, read_structured
from app.parsing.structured.live_blog import MAX_UPDATES

URL = "https://news.test/live/flood"


def page_of(data: Any) -> Page:  # noqa: ANN401
    """A page with one JSON-LD script."""
    text = json.dumps(data).replace("</", "<\\/")
    return Page(f'<!doctype html><script type="application/ld+json">{text}</script>'.encode(), url=URL)


def read(data: Any) -> list[RawBlog]:  # noqa: ANN401
    """The blogs in a page with one JSON-LD script."""
    return read_structured(page_of(data))


def test_references_that_multiply_are_followed_once() -> None:
    """Nodes that refer ten times to nodes that refer ten times, and so on, cost what they measure."""
    levels = [
        {"@id": f"#n{level}", "@type": "LiveBlogPosting", "liveBlogUpdate": [{"@id": f"#n{level + 1}"}] * 10}
        for level in range(60)
    ]
    (blog,) = read({"@graph": levels})
    assert len(blog.entries) <= 60


def test_references_in_a_circle_end() -> None:
    """A blog that is its own update, author and publisher is read to one level."""
    itself = {"@id": URL}
    (blog,) = read(
        {"@id": URL, "@type": "LiveBlogPosting", "headline": "Flood", "liveBlogUpdate": [itself], "author": itself}
        | {"publisher": itself, "isPartOf": itself, "about": itself, "image": itself}
    )
    assert (blog.headline, blog.publisher, len(blog.entries)) == ("Flood", None, 1)


def test_updates_that_refer_to_one_are_one() -> None:
    """A hundred thousand references to one update are one entry."""
    update = {"@id": "#u", "@type": "BlogPosting", "articleBody": "Water rises."}
    (blog,) = read({"@graph": [{"@type": "LiveBlogPosting", "liveBlogUpdate": [{"@id": "#u"}] * 100_000}, update]})
    assert [entry.body.text for entry in blog.entries] == ["Water rises."]


def test_more_updates_than_are_read_are_counted() -> None:
    """Beyond a limit updates are not read, and the blog still says how many it declares."""
    updates = [{"@type": "BlogPosting", "@id": f"#u{number}"} for number in range(MAX_UPDATES + 10)]
    (blog,) = read({"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    assert (len(blog.entries), blog.declared_entries) == (MAX_UPDATES, MAX_UPDATES + 10)


def test_deep_data_are_refused_with_a_warning() -> None:
    """Data nested beyond reason are left out, and the page says so."""
    deep: Any = {"@type": "LiveBlogPosting", "headline": "Flood"}
    for _ in range(300):
        deep = {"mainEntity": deep}
    page = page_of(deep)
    assert read_structured(page) == []
    assert "nested more than" in page.json_ld_faults[0]


def test_a_body_of_hostile_markup_is_read_as_text() -> None:
    """Markup in a string is guarded as a page is; beyond the limits its text is kept."""
    (blog,) = read({"@type": "LiveBlogPosting", "liveBlogUpdate": [{"articleBody": "<div>" * 50_000 + "Water rises."}]})
    assert blog.entries[0].body.text == "Water rises."


@pytest.mark.parametrize(
    "url", ["http://[bad", "https://x:99999/", "\x00", "//", "javascript:alert(1)", "http://\ud800"]
)
def test_broken_urls_are_none(url: str) -> None:
    """What is no URL gives no permalink and no exception, as a page's address neither."""
    data = {"@type": "LiveBlogPosting", "url": url, "liveBlogUpdate": [{"@id": url, "url": url, "image": url}]}
    text = json.dumps(data)
    page = Page(f'<!doctype html><script type="application/ld+json">{text}</script>'.encode(), url=url)
    (blog,) = read_structured(page)
    assert blog.entries[0].permalink is None or blog.entries[0].permalink.startswith("http")


NAMES = [
    "@id",
    "@type",
    "@graph",
    "@list",
    "@value",
    "headline",
    "name",
    "url",
    "liveBlogUpdate",
    "blogPost",
    "author",
    "publisher",
    "image",
    "width",
    "datePublished",
    "articleBody",
    "description",
    "keywords",
    "about",
    "inLanguage",
    "sharedContent",
    "video",
    "embedUrl",
    "isPartOf",
    "mainEntityOfPage",
    "identifier",
    "coverageStartTime",
    "itemListElement",
    "item",
    "0",
    "1",
]
WORDS = [
    "LiveBlogPosting", "BlogPosting", "Person", "ImageObject", "VideoObject", "#a", "#b", URL, "2024-05-01T10:00:00Z",
    "By Ada Fjord", "<p>Water</p>", "&lt;b&gt;Water", "http://[", "_:b0", "", " ", "\x00", "\ud800",
]  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=25,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6))
def test_any_data_are_survived(data: dict[str, Any]) -> None:
    """Whatever a blog's properties hold, reading them raises nothing, and what comes out can be stored."""
    page = page_of({"@graph": [{"@type": "LiveBlogPosting"} | data, data]})
    read_article(page)
    for blog in read_structured(page):
        text = repr(blog)
        assert "\\x00" not in text
        assert "\\ud8" not in text


MARKS = st.sampled_from(
    [
        '<div itemscope itemtype="https://schema.org/LiveBlogPosting" itemref="a b">',
        '<div id=a itemprop=liveBlogUpdate itemscope itemtype="x/BlogPosting" itemref="a b">',
        '<p id=b itemprop="headline articleBody">One.',
        "<time itemprop=datePublished datetime=x>",
        '<img itemprop=image src="http://[">',
        '<div typeof="LiveBlogPosting" resource="#x">',
        '<div property="liveBlogUpdate" typeof="BlogPosting">',
        '<p property="schema:articleBody headline">Two.',
        '<div class="h-feed hentry">',
        '<div class="h-entry">',
        '<p class="p-name e-content">Three.<b class="dt-published">x</b>',
        '<a class="u-url p-author h-card" href="//[">Ada Fjord</a>',
        "</div>",
        "</p>",
        "text",
    ]
)


@settings(deadline=None)
@given(st.lists(MARKS, max_size=25))
def test_any_markup_is_survived(marks: list[str]) -> None:
    """However items, properties and classes are nested, reading them raises nothing."""
    read_structured(Page(f"<!doctype html>{''.join(marks)}".encode(), url=URL))
