"""JSON Feed."""

import orjson

from app.render.feed import render_feed
from app.render.links import FeedLinks
from tests.render.samples import BLOG, ENTRIES


def test_a_feed_has_what_the_format_requires() -> None:
    """Version, title and items with ids and content stand in the feed; what is unknown is left out and not null."""
    feed = orjson.loads(render_feed(BLOG, ENTRIES, FeedLinks("https://api.example/feed.json")))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == BLOG["headline"]
    assert feed["feed_url"] == "https://api.example/feed.json"
    assert "next_url" not in feed
    assert [item["id"] for item in feed["items"]] == [entry["id"] for entry in ENTRIES]
    assert all("content_html" in item for item in feed["items"])
    assert feed["items"][0]["authors"] == [
        {"name": "Mira Tolland"},
        {"name": "Joss Hearn", "url": "https://news.example/joss"},
    ]
    assert "date_published" not in feed["items"][1]
