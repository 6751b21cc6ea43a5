"""A blog and its entries as the API gives them, with everything in them that a format must take care of."""

from typing import Any

BLOG: dict[str, Any] = {
    "id": "0b7f3c52-6f0e-5c0a-9d7e-2f1b8a3c4d5e",
    "url": "https://news.example/live/storm",
    "headline": "Storm Odette: <ferries> stop & wait",
    "description": "The harbour closes.",
    "publisher": "The Harbour Gazette",
    "language": "en-GB",
    "authors": [{"name": "Mira Tolland", "url": None}],
    "key_points": ["Ferries *stop*"],
    "topics": [{"name": "Weather"}],
    "published_at": "2026-03-04T06:00:00Z",
    "updated_at": "2026-03-04T12:00:00Z",
    "ended_at": None,
}
ENTRIES: list[dict[str, Any]] = [
    {
        "id": "7d1f6f0a-6d7e-5a52-8a5f-0e6d1d2c3b4a",
        "blog_id": BLOG["id"],
        "external_id": "post-2",
        "permalink": "https://news.example/live/storm#post-2",
        "title": "Bridge & tunnel shut",
        "published_at": "2026-03-04T12:00:00Z",
        "updated_at": None,
        "authors": [{"name": "Mira Tolland"}, {"name": "Joss Hearn", "url": "https://news.example/joss"}],
        "topics": [{"name": "Bridges"}],
        "key_event": True,
        "pinned": False,
        "body_html": "<p>The bridge is <strong>shut</strong> &amp; will stay so.</p>",
        "body_text": "The bridge is shut & will stay so.\n\n1. Not a list\n\n# not a heading",
        "images": [{"url": "https://news.example/bridge.jpg", "caption": "The bridge", "width": 800, "height": 450}],
    },
    {
        "id": "11111111-6d7e-5a52-8a5f-0e6d1d2c3b4a",
        "blog_id": BLOG["id"],
        "external_id": "post-1",
        "permalink": None,
        "title": None,
        "published_at": None,
        "published_at_raw": "45+2'",
        "first_seen_at": "2026-03-04T11:00:00Z",
        "updated_at": None,
        "authors": [],
        "topics": [],
        "key_event": False,
        "pinned": False,
        "body_html": "<p>=HYPERLINK(1)\x0b</p>",
        "body_text": "=HYPERLINK(1)\x0b",
        "images": [],
    },
]
