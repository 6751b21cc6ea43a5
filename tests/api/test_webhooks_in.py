"""Webhooks from scrapers over HTTP, signed by the standard's own library."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import orjson
import psycopg
import pytest
from standardwebhooks.webhooks import Webhook

from tests.api.service import entry, page, serving

URL = "https://news.example/live/storm"


def make_source(api: httpx.Client, **body: Any) -> dict[str, Any]:  # noqa: ANN401 (any field of the body)
    """A webhook source, with its secret."""
    answer = api.post("/v1/sources", json={"kind": "webhook", "name": "scraper", **body})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def captured(content: bytes, **more: Any) -> bytes:  # noqa: ANN401 (any field of the page)
    """The payload for one page."""
    data = {"url": URL, "html": content.decode(), "observed_at": "2026-03-04T12:00:00Z", **more}
    return orjson.dumps({"type": "page.captured", "timestamp": "2026-03-04T12:00:01Z", "data": data})


def send(
    api: httpx.Client, secret: str, body: bytes, *, name: str = "scraper", message: str | None = None, **headers: str
) -> httpx.Response:
    """Sign and send a webhook."""
    message = message or f"msg_{uuid4().hex}"
    now = datetime.now(UTC)
    signed = {
        "webhook-id": message,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(message, now, body.decode()),
        **headers,
    }
    return api.post(f"/v1/ingest/webhook/{name}", content=body, headers=signed)


def finished(api: httpx.Client, job_id: str) -> dict[str, Any]:
    """The job, once it is done."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        job: dict[str, Any] = api.get(f"/v1/jobs/{job_id}").json()
        if job["status"] != "queued":
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def test_a_signed_page_is_taken_and_its_job_tells_the_outcome(api: httpx.Client) -> None:
    """202 with a job; the job has the page's counts and what it did to each entry; the entries are there."""
    secret = make_source(api)["secret"]
    answer = send(api, secret, captured(page(entry(1), entry(2))))
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"].endswith(f"/v1/jobs/{answer.json()['job_id']}")
    job = finished(api, answer.json()["job_id"])
    assert (job["status"], job["error"]) == ("done", None)
    outcome = job["result"][0]
    entries = api.get("/v1/entries").json()["data"]
    assert outcome["entries"] == {"created": 2, "updated": 0, "unchanged": 0, "deleted": 0}
    assert sorted(outcome["changes"], key=itemgetter("external_id")) == [
        {"entry_id": made["id"], "external_id": made["external_id"], "kind": "created", "version": 1}
        for made in sorted(entries, key=itemgetter("external_id"))
    ]


def test_a_retry_does_nothing(api: httpx.Client) -> None:
    """The same webhook-id again is a 200 with the first job."""
    secret = make_source(api)["secret"]
    first = send(api, secret, captured(page(entry(1))), message="msg_1")
    again = send(api, secret, captured(page(entry(1))), message="msg_1")
    assert (first.status_code, again.status_code) == (202, 200)
    assert again.json() == first.json()


def test_a_batch_tells_each_page(api: httpx.Client) -> None:
    """Good pages are recorded, and a bad one beside them says what is wrong with it."""
    secret = make_source(api)["secret"]
    pages = [
        {"url": URL, "html": page(entry(1)).decode()},
        {"url": "https://news.example/about", "html": "<p>About us</p>"},
        {"url": "https://news.example/x", "html": " "},
    ]
    body = orjson.dumps({"type": "pages.captured", "data": {"pages": pages}})
    job = finished(api, send(api, secret, body).json()["job_id"])
    assert job["status"] == "done"
    assert [outcome.get("code") for outcome in job["result"]] == [None, "no_live_blog", "page_refused"]


@pytest.mark.parametrize("shape", ["ours", "schema.org"])
def test_ready_entries_are_taken(api: httpx.Client, shape: str) -> None:
    """Entries as `liveblog parse` prints them, or as a LiveBlogPosting, need no page."""
    secret = make_source(api)["secret"]
    ours = {
        "url": URL,
        "headline": "Storm Odette",
        "publisher": "The Harbour Gazette",
        "entries": [
            {
                "external_id": "post-1",
                "title": "Ferries <stop>",
                "published_at": "2026-03-04T05:00:00Z",
                "authors": [{"name": "Mira Tolland"}],
                "body_text": "All ferries wait in the harbour.",
            }
        ],
    }
    theirs = {
        "@type": "LiveBlogPosting",
        "url": URL,
        "headline": "Storm Odette",
        "liveBlogUpdate": [orjson.loads(entry(5, title="Ferries <stop>"))],
    }
    data = ours if shape == "ours" else theirs
    job = finished(api, send(api, secret, orjson.dumps({"type": "blog.captured", "data": data})).json()["job_id"])
    assert job["status"] == "done", job
    [found] = api.get("/v1/entries").json()["data"]
    assert found["title"] == "Ferries <stop>"
    assert found["published_at"] == "2026-03-04T05:00:00Z"
    assert [author["name"] for author in found["authors"]] == ["Mira Tolland"]


FORGERIES: dict[str, Callable[[httpx.Client, str], httpx.Response]] = {
    "another secret": lambda api, _: send(api, "whsec_" + "QUJD" * 8, captured(page(entry(1)))),
    "another body": lambda api, secret: send(
        api, secret, b"{}", **{"webhook-signature": Webhook(secret).sign("m", datetime.now(UTC), "[]")}
    ),
    "no signature": lambda api, _: api.post("/v1/ingest/webhook/scraper", content=captured(page(entry(1)))),
    "stale": lambda api, secret: send(
        api, secret, b"{}", **{"webhook-timestamp": str(int((datetime.now(UTC) - timedelta(hours=1)).timestamp()))}
    ),
    "unknown source": lambda api, secret: send(api, secret, captured(page(entry(1))), name="nobody"),
}


@pytest.mark.parametrize("case", FORGERIES)
def test_what_is_forged_or_stale_is_refused(api: httpx.Client, database_url: str, case: str) -> None:
    """401 that tells nothing of what exists, and nothing is stored."""
    secret = make_source(api)["secret"]
    answer = FORGERIES[case](api, secret)
    assert (answer.status_code, answer.json()["code"]) == (401, "signature_refused")
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT (SELECT count(*) FROM job), (SELECT count(*) FROM delivery)").fetchone()
    assert row == (0, 0)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"no json", "body"),
        (b"[]", "body"),
        (b"{}", "type"),
        (b'{"type":"page.deleted","data":{}}', "type"),
        (b'{"type":"page.captured"}', "data"),
        (b'{"type":"page.captured","data":{"html":5}}', "data.html"),
        (b'{"type":"page.captured","data":{"html":"x","observed_at":"noon"}}', "data.observed_at"),
        (b'{"type":"pages.captured","data":{"pages":[]}}', "data.pages"),
        (b'{"type":"pages.captured","data":{"pages":[1]}}', "data.pages[0]"),
        (b'{"type":"blog.captured","data":{}}', "data.entries"),
        (b'{"type":"blog.captured","data":{"entries":[{}]}}', "data.entries[0]"),
        (b'{"type":"blog.captured","data":{"entries":["x"]}}', "data.entries[0]"),
    ],
)
def test_a_malformed_payload_is_refused_and_named(shared_api: httpx.Client, body: bytes, name: str) -> None:
    """422 that points at the field."""
    source = f"s-{uuid4().hex}"
    secret = make_source(shared_api, name=source)["secret"]
    answer = send(shared_api, secret, body, name=source)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["name"] == name


def test_an_oversized_payload_is_refused(database_url: str) -> None:
    """413 before it is read whole."""
    with serving(database_url, max_page_bytes=1000) as api:
        secret = make_source(api)["secret"]
        assert send(api, secret, captured(b"x" * 5000)).status_code == 413


def test_a_secret_is_rotated_without_losing_a_message(api: httpx.Client) -> None:
    """Both secrets are taken while one replaces the other; then the new one alone. No answer shows them again."""
    old = make_source(api)["secret"]
    new = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY"
    patched = api.patch("/v1/sources/scraper", json={"secret": new})
    assert patched.status_code == 200
    for secret in (old, new):
        assert send(api, secret, captured(page(entry(1)))).status_code == 202
    api.patch("/v1/sources/scraper", json={"drop_old_secrets": True}).raise_for_status()
    assert send(api, old, captured(page(entry(1)))).status_code == 401
    assert send(api, new, captured(page(entry(1)))).status_code == 202
    for answer in (patched, api.get("/v1/sources"), api.get("/v1/sources/scraper")):
        assert old not in answer.text
        assert new not in answer.text


def test_a_job_survives_its_worker(database_url: str) -> None:
    """What was accepted while nobody worked is done by the next service that starts."""
    with serving(database_url, run_workers=False) as api:
        secret = make_source(api)["secret"]
        job_id = send(api, secret, captured(page(entry(1)))).json()["job_id"]
        assert api.get(f"/v1/jobs/{job_id}").json()["status"] == "queued"
    with serving(database_url) as api:
        assert finished(api, job_id)["status"] == "done"


def test_an_unforeseen_error_does_not_end_the_work(
    api: httpx.Client, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The background work goes on after errors that nobody thought of, and tells them in the log."""
    secret = make_source(api)["secret"]
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE job RENAME TO lost_job")
        connection.execute("ALTER TABLE source RENAME TO lost_source")
        deadline = time.monotonic() + 60
        while not all(text in caplog.text for text in ("could not be done", "could not be polled")):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        connection.execute("ALTER TABLE lost_job RENAME TO job")
        connection.execute("ALTER TABLE lost_source RENAME TO source")
    assert finished(api, send(api, secret, captured(page(entry(1)))).json()["job_id"])["status"] == "done"


def blog(**more: object) -> bytes:
    """The payload for ready entries."""
    data = {"url": URL, "entries": [{"title": "Gates shut", "published_at": "2026-03-04T12:00:00Z"}], **more}
    return orjson.dumps({"type": "blog.captured", "data": data})


DEEP = b'{"type": "blog.captured", "data": {"@type": "LiveBlogPosting", "about": %b}}' % (b"[" * 500 + b"]" * 500)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (captured(page(), url="https://news.example/\0"), "data.url"),
        (captured(page(), url="javascript:alert(1)"), "data.url"),
        (captured(page(), observed_at="0001-01-01T00:00:00+14:00"), "data.observed_at"),
        (blog(entries=[{"title": "Gates shut", "authors": 5}]), "data.entries[0].authors"),
        (DEEP, "data"),
    ],
)
def test_what_no_page_can_have_is_named(api: httpx.Client, body: bytes, field: str) -> None:
    """A signed payload with an address, instant or author that cannot be is refused, and its field is named."""
    secret = make_source(api)["secret"]
    answer = send(api, secret, body)
    assert (answer.status_code, [fault["name"] for fault in answer.json()["errors"]]) == (422, [field])


def test_the_documented_delivery_works(api: httpx.Client) -> None:
    """The Python example of docs/webhooks.md delivers a page as printed, and its entries are recorded."""
    document = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text()
    example = document.partition("```python\n")[2].partition("```")[0]
    secret = make_source(api, name="harbour-scraper")["secret"]
    environment = {**os.environ, "LIVEBLOG": str(api.base_url).rstrip("/"), "SECRET": secret}
    ran = subprocess.run(
        [sys.executable, "-c", example], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    job = finished(api, ran.stdout.strip())
    assert (job["status"], job["result"][0]["entries"]["created"]) == ("done", 3)
