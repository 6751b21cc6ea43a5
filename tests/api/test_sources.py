"""Sources over HTTP, and what watching them does."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.api.service import entry, page, serving
from tests.fetching.web import Reply, Web, serve_web

HTML = {"Content-Type": "text/html"}
LOCAL = {"allowed_networks": "127.0.0.0/8", "fetch_pause_seconds": 0, "respect_robots": False}


@pytest.fixture
def web() -> Iterator[Web]:
    """A publisher on loopback."""
    with serve_web() as running:
        yield running


def until(api: httpx.Client, source: str, wanted: Any) -> dict[str, Any]:  # noqa: ANN401 (a predicate)
    """The source, once it is as wanted."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found: dict[str, Any] = api.get(f"/v1/sources/{source}").json()
        if wanted(found):
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def test_a_json_body_beyond_the_limit_is_refused(api: httpx.Client) -> None:
    """413 before the body is held, also for callers who may not write."""
    for headers in ({}, {"Host": "news.example"}):
        answer = api.post(
            "/v1/sources", content=b" " * 1_000_000, headers={**headers, "Content-Type": "application/json"}
        )
        assert (answer.status_code, answer.json()["code"]) == (413, "page_too_large")


def test_a_source_is_made_read_changed_and_forgotten(shared_api: httpx.Client) -> None:
    """The life of a source; its secret is shown once."""
    made = shared_api.post("/v1/sources", json={"kind": "webhook", "name": "desk"})
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    assert "secret" not in shared_api.get(made.headers["Location"]).json()
    assert shared_api.post("/v1/sources", json={"kind": "webhook", "name": "desk"}).status_code == 409
    assert shared_api.patch("/v1/sources/desk", json={"name": "desk-2"}).json()["name"] == "desk-2"
    assert [found["name"] for found in shared_api.get("/v1/sources").json()["data"]] == ["desk-2"]
    assert shared_api.delete("/v1/sources/desk-2").status_code == 204
    assert shared_api.get("/v1/sources/desk-2").status_code == 404


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"kind": "watch"}, "url"),
        ({"kind": "watch", "url": "ftp://x"}, "url"),
        ({"kind": "watch", "url": "https://news.example", "secret": "whsec_x"}, "secret"),
        ({"kind": "webhook"}, "name"),
        ({"kind": "webhook", "name": "a b"}, "name"),
        ({"kind": "webhook", "name": "a", "secret": "short"}, "secret"),
        ({"kind": "webhook", "name": "a", "url": "https://news.example"}, "url"),
        ({"kind": "mail"}, "kind"),
        ({"kind": "webhook", "name": "a", "colour": "red"}, "colour"),
    ],
)
def test_a_wrong_source_is_refused_and_named(shared_api: httpx.Client, body: dict[str, Any], name: str) -> None:
    """422 that points at the field."""
    answer = shared_api.post("/v1/sources", json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["name"] == name


def test_a_watched_url_is_polled_and_its_changes_recorded(database_url: str, web: Web) -> None:
    """New entries arrive without anyone asking; an unchanged page costs a 304; health is visible."""
    web.replies["/live"] = Reply(body=page(entry(1)), headers={**HTML, "ETag": '"1"'})
    with serving(database_url, **LOCAL, watch_shortest_seconds=0.1, watch_longest_seconds=0.3) as api:
        made = api.post("/v1/sources", json={"kind": "watch", "url": web.url("/live"), "name": "storm"})
        assert made.status_code == 201, made.text
        first = until(api, "storm", lambda found: found["last_success_at"])
        assert first["blog_id"]
        assert len(api.get("/v1/entries").json()["data"]) == 1
        until(api, "storm", lambda _: len(web.seen) >= 3)
        assert web.seen[1][1].get("if-none-match") == '"1"'
        web.replies["/live"] = Reply(body=page(entry(1), entry(2)), headers={**HTML, "ETag": '"2"'})
        deadline = time.monotonic() + 30
        while len(api.get("/v1/entries").json()["data"]) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_errors_of_a_watched_site_are_told_and_lose_nothing(database_url: str, web: Web) -> None:
    """A site in trouble is polled more slowly; what is stored stays; it recovers by itself."""
    web.replies["/live"] = Reply(body=page(entry(1)), headers=HTML)
    with serving(database_url, **LOCAL, watch_shortest_seconds=0.1, watch_longest_seconds=0.3) as api:
        api.post("/v1/sources", json={"kind": "watch", "url": web.url("/live"), "name": "storm"}).raise_for_status()
        until(api, "storm", lambda found: found["last_success_at"])
        web.replies["/live"] = Reply(status=500)
        troubled = until(api, "storm", lambda found: found["failures"] >= 2)
        assert "answered 500" in troubled["last_error"]
        assert len(api.get("/v1/entries").json()["data"]) == 1
        web.replies["/live"] = Reply(body=page(entry(1)), headers=HTML)
        until(api, "storm", lambda found: found["failures"] == 0)


def test_a_paused_source_is_left_alone_and_refreshed_on_demand(database_url: str, web: Web) -> None:
    """Pausing stops polls; refreshing polls at once."""
    web.replies["/live"] = Reply(body=page(entry(1)), headers=HTML)
    with serving(database_url, **LOCAL, watch_shortest_seconds=0.1, watch_longest_seconds=600) as api:
        api.post("/v1/sources", json={"kind": "watch", "url": web.url("/live"), "name": "storm"}).raise_for_status()
        until(api, "storm", lambda found: found["last_success_at"])
        assert api.patch("/v1/sources/storm", json={"paused": True}).json()["state"] == "paused"
        time.sleep(0.5)
        polls = len(web.seen)
        time.sleep(0.8)
        assert len(web.seen) == polls
        assert api.post("/v1/sources/storm/refresh").status_code == 202
        until(api, "storm", lambda _: len(web.seen) > polls)


def test_a_slow_site_holds_no_other_up(database_url: str, web: Web) -> None:
    """Several sources are polled at once: one waits for its page here until the other was asked for its own."""
    other_was_asked = threading.Event()
    web.replies["/slow"] = Reply(body=page(entry(1)), headers=HTML, before=lambda: other_was_asked.wait(60))
    with serve_web("127.0.0.2") as other, serving(database_url, **LOCAL, fetch_read_seconds=60) as api:
        other.replies["/quick"] = Reply(body=page(entry(2)), headers=HTML, before=other_was_asked.set)
        for name, url in (("slow", web.url("/slow")), ("quick", other.url("/quick"))):
            api.post("/v1/sources", json={"kind": "watch", "url": url, "name": name}).raise_for_status()
        until(api, "slow", lambda found: found["last_success_at"])
    assert other.paths() == ["/quick"]


def test_a_page_is_fetched_on_demand(database_url: str, web: Web) -> None:
    """POST /v1/ingest/url gives what an upload gives, and where the page was found."""
    web.replies["/old"] = Reply(status=301, headers={"Location": "/live"})
    web.replies["/live"] = Reply(body=page(entry(1)), headers=HTML)
    with serving(database_url, **LOCAL) as api:
        answer = api.post("/v1/ingest/url", json={"url": web.url("/old")})
        assert answer.status_code == 201, answer.text
        assert answer.json()["final_url"] == web.url("/live")
        assert answer.json()["entries"]["created"] == 1
        assert api.post("/v1/ingest/url", json={"url": web.url("/old")}).status_code == 200
        failed = api.post("/v1/ingest/url", json={"url": web.url("/nothing")})
        assert (failed.status_code, failed.json()["code"]) == (502, "fetch_failed")


def test_a_page_fetched_again_is_sent_only_if_it_changed(database_url: str, web: Web) -> None:
    """The site is asked with its own ETag; the page that it need not send counts as observed once more."""
    web.replies["/live"] = Reply(body=page(entry(1), entry(2)), headers={**HTML, "ETag": '"v1"'})
    with serving(database_url, **LOCAL) as api:
        first = api.post("/v1/ingest/url", json={"url": web.url("/live")})
        again = api.post("/v1/ingest/url", json={"url": web.url("/live")})
        snapshot = api.get(f"/v1/snapshots/{first.json()['snapshot_id']}").json()
    assert [headers.get("if-none-match") for path, headers in web.seen if path == "/live"] == [None, '"v1"']
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["entries"] == {"created": 0, "updated": 0, "unchanged": 2, "deleted": 0, "rejected": 0}
    assert again.json()["snapshot_id"] == first.json()["snapshot_id"]
    assert snapshot["observations"] == 2


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://169.254.169.254/latest/", "http://[::1]/", "file:///x"])
def test_no_url_reaches_a_private_network(shared_api: httpx.Client, url: str) -> None:
    """422, from the address alone."""
    answer = shared_api.post("/v1/ingest/url", json={"url": url})
    assert answer.status_code == 422, answer.text


def test_following_stays_on_the_blogs_own_host(web: Web, database_url: str) -> None:
    """The older pages that a page names are fetched to the beginning; those of another host are not."""
    older, elsewhere = web.url("/older"), web.url("/elsewhere", host="localhost")
    links = f'<div pagination><a href="{older}">1</a><a href="{elsewhere}">2</a></div>'
    for path, hours, more in (("/live", (10, 9), links), ("/older", (8, 7), "")):
        posts = "".join(
            f'<div id="p{hour}" data-sort-time="{1772600000000 + hour * 3600000}"><p>It is {hour} o\'clock.</p></div>'
            for hour in hours
        )
        body = (
            f'<html amp><head><link rel="canonical" href="https://news.example/live"></head><body><h1>Storm Odette</h1>'
            f'<amp-live-list id="storm" data-max-items-per-page="5"><div items>{posts}</div>{more}</amp-live-list>'
        )
        web.replies[path] = Reply(body=body.encode(), headers=HTML)
    with serving(database_url, **LOCAL) as api:
        answer = api.post("/v1/ingest/url", json={"url": web.url("/live"), "follow_pages": True})
    assert answer.status_code == 201, answer.text
    assert answer.json()["followed"] == {"pages": 1, "failed": {}, "complete": True}
    assert web.paths() == ["/live", "/older"]
