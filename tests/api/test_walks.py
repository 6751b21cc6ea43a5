"""Walks and counts while the record changes, and under one definition of the filters."""

from datetime import UTC, datetime
from typing import Any

import httpx
import orjson
import pytest

from tests.api.service import entry, page

HTML = {"Content-Type": "text/html"}


def show(api: httpx.Client, minute: int, *entries: str, **about: str) -> None:
    """Send a page with these entries as seen so many minutes after ten in the evening."""
    at = datetime(2026, 3, 4, 22, minute, tzinfo=UTC).isoformat()
    answer = api.post("/v1/ingest/html", content=page(*entries, **about), headers=HTML, params={"observed_at": at})
    assert answer.is_success, answer.text


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("way", [{"deleted": "include"}, {"as_of": "2026-03-04T22:00:00Z"}])
def test_a_walk_meets_each_entry_once(api: httpx.Client, sort: str, way: dict[str, str]) -> None:
    """Every entry that was there at the start comes once, while others come, change and go; as of then, unchanged."""
    posts = {number: entry(number) for number in range(1, 20, 2)}
    show(api, 0, *posts.values())
    met: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    for step in range(1, 30):
        listing = api.get("/v1/entries", params={"sort": sort, "limit": 3, **way, **cursor}).json()
        met += listing["data"]
        if not listing["next_cursor"]:
            break
        cursor = {"cursor": listing["next_cursor"]}
        posts[2 * step] = entry(2 * step)
        posts[7] = entry(7, text=f"Corrected {step} times.", author="Joss Hearn")
        posts.pop(step * 2 + 1, None)
        show(api, step, *[posts[number] for number in sorted(posts)])
    there = [found for found in met if int(found["external_id"].rpartition("-")[2]) % 2]
    expected = [f"post-{number}" for number in range(1, 20, 2)]
    assert [found["external_id"] for found in there] == (expected if sort == "oldest" else expected[::-1])
    if "as_of" in way:
        assert met == there
        assert {found["body_text"] for found in there} == {"The ferry waits."}


@pytest.fixture(scope="module")
def filled(shared_api: httpx.Client) -> httpx.Client:
    """A service with two blogs, edits and a removal."""
    posts = [entry(n, author=("Mira Tolland", "Joss Hearn")[n % 2], text=f"The ferry waits {n}.") for n in range(1, 12)]
    show(shared_api, 0, *posts)
    posts[3] = entry(4, text="The harbour is shut.")
    del posts[6]
    show(shared_api, 5, *posts)
    show(shared_api, 6, *map(entry, range(1, 5)), url="https://news.example/live/other")
    return shared_api


FILTERS: list[dict[str, Any]] = [
    {},
    {"author": "mira-tolland"},
    {"author": ["mira-tolland", "Joss Hearn"]},
    {"author": "none"},
    {"exclude_author": "mira-tolland"},
    {"topic": "weather"},
    {"exclude_topic": "weather"},
    {"published_after": "2026-03-04T02:30:00Z", "published_before": "2026-03-04T09:00:00Z"},
    {"updated_after": "2026-03-04T22:01:00Z"},
    {"edited": "true"},
    {"edited": "false", "key_event": "false", "pinned": "false", "has_media": "false"},
    {"deleted": "only"},
    {"deleted": "include", "q": "ferry -harbour"},
    {"q": '"ferry waits 5" OR harbour', "author": "mira-tolland"},
    {"publisher": "the-harbour-gazette", "language": "en-GB"},
    {"links_to": "nowhere.example"},
]


@pytest.mark.parametrize("query", FILTERS, ids=str)
def test_one_definition(filled: httpx.Client, query: dict[str, Any]) -> None:
    """Lists, exports, counts, facets, histograms and changes take a filter to mean the same."""

    def ask(path: str, **more: str) -> Any:  # noqa: ANN401
        answer = filled.get(path, params={**query, **more})
        assert answer.status_code == 200, answer.text
        return answer

    listing = ask("/v1/entries", limit="200", count="exact").json()
    ids = [found["id"] for found in listing["data"]]
    assert listing["count"] == len(ids)
    exported = [orjson.loads(line) for line in ask("/v1/export.ndjson").content.splitlines()]
    assert [found["id"] for found in exported] == ids
    assert len(ask("/v1/export.csv").text.splitlines()) == len(ids) + 1
    assert sum(bucket["entries"] for bucket in ask("/v1/stats/histogram").json()["data"]) == len(ids)
    facets = ask("/v1/stats/facets", facet="publisher,author").json()["data"]
    assert sum(value["entries"] for value in facets["publisher"]) == len(ids)
    authors = {value["slug"]: value["entries"] for value in ask("/v1/authors").json()["data"]}
    assert authors == {value["slug"]: value["entries"] for value in facets["author"]}
    if "deleted" not in query:
        changed = {each["entry_id"] for each in ask("/v1/changes", since="0").json()["data"]}
        assert set(ids) <= changed
