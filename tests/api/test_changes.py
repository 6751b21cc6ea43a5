"""The change log over HTTP."""

import threading
import time

import httpx

from tests.api.service import entry, page

HTML = {"Content-Type": "text/html"}


def send(api: httpx.Client, content: bytes, hour: int) -> None:
    """Upload the page as it was seen at this hour."""
    params = {"source_url": "https://news.example/live/storm", "observed_at": f"2026-03-04T{hour:02}:30:00Z"}
    api.post("/v1/ingest/html", content=content, headers=HTML, params=params).raise_for_status()


def test_a_reader_that_goes_on_from_next_since_meets_every_change_once(api: httpx.Client) -> None:
    """Creations, edits and deletions in the order of `seq`."""
    send(api, page(entry(1), entry(2), entry(3)), 4)
    send(api, page(entry(1, text="It sails."), entry(3)), 5)
    met: list[tuple[int, str]] = []
    since = 0
    while True:
        answer = api.get("/v1/changes", params={"since": since, "limit": 2}).json()
        met += [(change["seq"], change["kind"]) for change in answer["data"]]
        since = answer["next_since"]
        if not answer["has_more"]:
            break
    assert met == [(1, "created"), (2, "created"), (3, "created"), (4, "updated"), (5, "deleted")]
    assert api.get("/v1/changes", params={"since": since}).json()["data"] == []


def test_waiting_ends_with_the_first_change(api: httpx.Client) -> None:
    """A long poll answers when something happens, long before its time is over."""
    answers: list[httpx.Response] = []
    waiting = threading.Thread(target=lambda: answers.append(api.get("/v1/changes?since=0&wait=25")))
    waiting.start()
    time.sleep(0.3)
    send(api, page(entry(1)), 4)
    waiting.join(20)
    assert not waiting.is_alive()
    assert [change["seq"] for change in answers[0].json()["data"]] == [1]


def test_waiting_for_nothing_ends_empty(api: httpx.Client) -> None:
    """When the time is over the answer is an empty list to go on from."""
    answer = api.get("/v1/changes?since=0&wait=0.2").json()
    assert (answer["data"], answer["next_since"]) == ([], 0)
    assert api.get("/v1/changes?wait=600").status_code == 422
    assert api.get("/v1/changes?since=-1").status_code == 422
    assert api.get("/v1/changes?since=99999999999999999999").status_code == 422


def test_changes_are_filtered_like_lists(api: httpx.Client) -> None:
    """The same filters as on entries hold."""
    send(api, page(entry(1), entry(2, author="Joss Hearn")), 4)
    answer = api.get("/v1/changes", params={"author": "joss-hearn"}).json()
    assert [change["entry"]["authors"][0]["slug"] for change in answer["data"]] == ["joss-hearn"]
