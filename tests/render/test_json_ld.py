"""JSON-LD."""

import html
from datetime import UTC, datetime

import orjson

from app.parsing.page import Page
from app.parsing.parse import parse
from app.render.json_ld import HEADLINE_LENGTH, render_json_ld
from tests.render.samples import BLOG, ENTRIES


def test_required_terms_are_there() -> None:
    """Headline, dates and author stand as search engines ask for them, within their length."""
    posting = orjson.loads(render_json_ld(BLOG, ENTRIES))
    assert posting["@type"] == "LiveBlogPosting"
    assert posting["coverageStartTime"] == BLOG["published_at"]
    assert "coverageEndTime" not in posting
    assert len(posting["liveBlogUpdate"]) == len(ENTRIES)
    assert all(len(update["headline"]) <= HEADLINE_LENGTH + 1 for update in posting["liveBlogUpdate"])


def test_our_own_parser_reads_it_back() -> None:
    """A page that carries the document parses to the same blog and entries."""
    document = render_json_ld(BLOG, ENTRIES).replace(b"</", b"<\\/").decode()
    page = f'<html><head><script type="application/ld+json">{document}</script></head><body></body></html>'
    blog = parse(Page(page.encode(), observed_at=datetime(2026, 3, 4, 13, 0, tzinfo=UTC)))
    assert blog.headline == html.unescape(BLOG["headline"])
    assert [author.name for author in blog.entries[0].authors] == ["Mira Tolland", "Joss Hearn"]
    assert blog.entries[0].title == ENTRIES[0]["title"]
    assert blog.entries[0].published_at == datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    assert blog.entries[0].body_text == ENTRIES[0]["body_text"]
    assert len(blog.entries) == len(ENTRIES)
