"""The stream of changes over HTTP."""

import json
import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from tests.api.events import Stream, listening
from tests.api.service import entry, page, serving

HTML = {"Content-Type": "text/html"}
FILTERS: list[dict[str, Any]] = [
    {},
    {"author": "joss-hearn"},
    {"author": ["joss-hearn", "none"]},
    {"exclude_author": "Joss Hearn"},
    {"topic": "weather"},
    {"topic": ["weather", "sport"], "topic_match": "all"},
    {"exclude_topic": "weather"},
    {"q": "ferry -pier"},
    {"published_after": "2026-03-04T02:00:00Z", "published_before": "2026-03-04T04:00:00Z"},
    {"updated_after": "2026-03-04T00:00:00Z"},
    {"key_event": "true"},
    {"pinned": "false"},
    {"edited": "true"},
    {"deleted": "only"},
    {"deleted": "include"},
    {"publisher": "The Harbour Gazette"},
    {"language": "en"},
    {"has_media": "false"},
    {"links_to": "bsky.app"},
]


def send(api: httpx.Client, content: bytes, hour: int) -> None:
    """Upload the page as it was seen at this hour."""
    params = {"source_url": "https://news.example/live/storm", "observed_at": f"2026-03-04T{hour:02}:30:00Z"}
    api.post("/v1/ingest/html", content=content, headers=HTML, params=params).raise_for_status()


def send_all(api: httpx.Client) -> None:
    """Eight changes of five entries: creations, edits and a deletion."""
    send(api, page(entry(1), entry(2), entry(3, author="Joss Hearn"), entry(4, text="The pier is shut.")), 5)
    send(api, page(entry(1, text="It sails."), entry(2), entry(4, text="The pier is shut."), entry(5)), 6)
    send(api, page(entry(1, text="It sails again."), entry(2), entry(4, text="The pier is shut."), entry(5)), 7)


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[httpx.Client]:
    """A service with eight changes, which reads them in pages of three and has much to say about quiet."""
    with serving(module_database_url, stream_batch=3, stream_heartbeat_seconds=0.1) as client:
        send_all(client)
        yield client


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_a_stream_is_the_change_log(filled: httpx.Client, filters: dict[str, Any]) -> None:
    """Under every filter, the same changes in the same order as a reader of `/v1/changes` gets."""
    listed = filled.get("/v1/changes", params={"since": 0, **filters}).raise_for_status().json()
    with listening(filled, since=0, **filters) as stream:
        met = stream.take(len(listed["data"]))
        assert [event.data for event in met] == listed["data"]
        assert [event.id for event in met] == [str(change["seq"]) for change in listed["data"]]
        assert [event.name for event in met] == [f"entry.{change['kind']}" for change in listed["data"]]
        stream.quiet()
        # What was looked at and did not match is not looked at again by one who comes back.
        assert stream.last_id == str(listed["latest_seq"])


def test_filters_tell_changes_apart(filled: httpx.Client) -> None:
    """The comparison above is not between empty lists: each kind of filter lets some through and others not."""
    counts = {str(each): len(filled.get("/v1/changes", params=each).json()["data"]) for each in FILTERS}
    assert counts[str({})] == 8
    assert sum(0 < count < 8 for count in counts.values()) >= 7, counts


def test_one_who_comes_back_misses_nothing_and_meets_nothing_twice(filled: httpx.Client) -> None:
    """Cut off after each event in turn, and come back with its id, which outranks the address's `since`."""
    met: list[int] = []
    with listening(filled, since=0) as stream:
        met += [event.data["seq"] for event in stream.take(1)]
    while len(met) < 8:
        with listening(filled, last_event_id=str(met[-1]), since=0) as stream:
            met += [event.data["seq"] for event in stream.take(1)]
    assert met == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_stream_begins_now(api: httpx.Client) -> None:
    """Without a place to begin, only what happens from now on; and the place is told before anything happens."""
    send(api, page(entry(1)), 4)
    with listening(api) as stream:
        assert stream.answer.headers["Content-Type"].startswith("text/event-stream")
        assert stream.answer.headers["Cache-Control"] == "no-store"
        assert "Content-Encoding" not in stream.answer.headers
        assert "ETag" not in stream.answer.headers
        send(api, page(entry(1), entry(2)), 5)
        assert [(event.id, event.name) for event in stream.take(1)] == [("2", "entry.created")]
        assert stream.retry == 3000
    with listening(api) as stream:
        blocks = stream._blocks()  # noqa: SLF001 (what comes before any event)
        next(blocks)
        assert stream.last_id == "2"


def test_many_streams_meet_each_change_once(api: httpx.Client) -> None:
    """Twenty listeners, half of them under a filter, more than the pool has connections: none is held by a stream."""
    with httpx.Client(base_url=api.base_url, limits=httpx.Limits(max_connections=30), timeout=30) as client:
        opened = [listening(client, **({"author": "joss-hearn"} if number % 2 else {})) for number in range(20)]
        streams = [one.__enter__() for one in opened]
        send_all(client)
        everything, hers = [
            [change["seq"] for change in client.get("/v1/changes", params=each).json()["data"]]
            for each in ({}, {"author": "joss-hearn"})
        ]
        for number, stream in enumerate(streams):
            wanted = hers if number % 2 else everything
            assert [event.data["seq"] for event in stream.take(len(wanted))] == wanted
        for one in opened:
            one.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("headers", "query", "where", "name"),
    [
        ({"Last-Event-ID": "x"}, "", "header", "Last-Event-ID"),
        ({"Last-Event-ID": "-1"}, "", "header", "Last-Event-ID"),
        ({"Last-Event-ID": "1"}, "?autor=x", "query", "autor"),
        ({"Last-Event-ID": "9"}, "", "header", "Last-Event-ID"),
        ({"Last-Event-ID": "99999999999999999999"}, "", "header", "Last-Event-ID"),
        ({"Last-Event-ID": "1,2"}, "", "header", "Last-Event-ID"),
        ({}, "?since=9", "query", "since"),
        ({}, "?since=-1", "query", "since"),
        ({}, "?limit=5", "query", "limit"),
        ({}, "?wait=5", "query", "wait"),
        ({}, "?published_after=noon", "query", "published_after"),
    ],
)
def test_what_is_wrong_is_told_before_the_stream_begins(
    filled: httpx.Client, headers: dict[str, str], query: str, where: str, name: str
) -> None:
    """A problem document that points at it; a place that the log never gave is not quietly waited for."""
    answer = filled.get(f"/v1/stream{query}", headers=headers)
    assert answer.status_code == 422, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.json()["errors"][0]["in"], answer.json()["errors"][0]["name"]) == (where, name)


def test_too_many_streams_are_turned_away(database_url: str) -> None:
    """503 with when to try again; a stream that ended makes room."""
    with serving(database_url, max_streams=1) as api:
        with listening(api):
            refused = api.get("/v1/stream")
            assert (refused.status_code, refused.json()["code"]) == (503, "overloaded")
            assert int(refused.headers["Retry-After"]) > 0
        send(api, page(entry(1)), 4)
        met: list[str] = []
        while not met:
            time.sleep(0.02)
            with api.stream("GET", "/v1/stream?since=0") as answer:
                met = [event.id for event in Stream(answer).take(1)] if answer.status_code == 200 else []
        assert met == ["1"]


def test_a_browser_follows_and_comes_back(api: httpx.Client, browser: Browser) -> None:
    """EventSource in a real Chromium gets events by name, with their ids."""
    with browser.new_context(base_url=str(api.base_url)) as context:
        tab = context.new_page()
        tab.goto("/")
        tab.evaluate(
            """() => new Promise(resolve => {
              window.met = [];
              window.source = new EventSource('/v1/stream?author=joss-hearn');
              for (const kind of ['created', 'updated', 'deleted'])
                source.addEventListener(`entry.${kind}`, event =>
                  met.push([event.lastEventId, event.type, event.data]));
              source.onopen = () => resolve();
            })"""
        )
        send_all(api)
        tab.wait_for_function("() => window.met.length >= 2")
        met = tab.evaluate("window.met")
        tab.evaluate("window.source.close()")
    listed = api.get("/v1/changes", params={"author": "joss-hearn"}).json()["data"]
    assert [json.loads(data)["entry"]["title"] for _, _, data in met] == ["Update 3", "Update 3"]
    assert [(id_, kind) for id_, kind, _ in met] == [(str(each["seq"]), f"entry.{each['kind']}") for each in listed]


def test_a_client_that_takes_nothing_is_cut_off(database_url: str) -> None:
    """It keeps its place no longer than the setting says, and nothing is gathered for it meanwhile."""
    words = "The ferry waits at the pier. " * 3_000
    with serving(database_url, max_streams=1, stream_stalled_seconds=0.2, stream_batch=5) as api:
        for number in range(4):
            params = {"source_url": f"https://news.example/live/{number}", "observed_at": "2026-03-04T20:30:00Z"}
            long = page(*(entry(hour, text=words) for hour in range(1, 17)), url=params["source_url"])
            api.post("/v1/ingest/html", content=long, headers=HTML, params=params).raise_for_status()
        with socket.socket() as deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.connect((api.base_url.host, api.base_url.port or 80))
            deaf.sendall(b"GET /v1/stream?since=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert deaf.recv(12) == b"HTTP/1.1 200"
            met: list[str] = []
            while not met:
                time.sleep(0.02)
                with api.stream("GET", "/v1/stream?since=0") as answer:
                    met = [event.id for event in Stream(answer).take(1)] if answer.status_code == 200 else []
            assert met == ["1"]
