"""Pages in over HTTP."""

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.api.service import entry, page, serving

HTML = {"Content-Type": "text/html; charset=utf-8"}
URL = "https://news.example/live/storm"


def send(api: httpx.Client, content: bytes, **params: str) -> httpx.Response:
    """Upload a page as its raw bytes."""
    return api.post("/v1/ingest/html", content=content, headers=HTML, params=params)


def test_a_new_page_is_stored_and_its_entries_recorded(api: httpx.Client) -> None:
    """201 with the ids, the counts and the coverage, and a Location that leads to the blog."""
    answer = send(api, page(entry(1), entry(2)), source_url=URL, observed_at="2026-03-04T12:00:00Z")
    assert answer.status_code == 201
    told = answer.json()
    assert told["entries"] == {"created": 2, "updated": 0, "unchanged": 0, "deleted": 0, "rejected": 0}
    assert told["coverage"]["found"] == 2
    assert isinstance(told["warnings"], list)
    assert httpx.get(answer.headers["Location"]).json()["id"] == told["blog_id"]
    snapshot = api.get(f"/v1/snapshots/{told['snapshot_id']}").json()
    assert snapshot["outcome"] == "parsed"
    assert snapshot["observed_at"] == "2026-03-04T12:00:00Z"
    assert snapshot["blog_id"] == told["blog_id"]


def test_the_same_page_again_changes_nothing(api: httpx.Client) -> None:
    """200, the same ids, all entries unchanged."""
    first = send(api, page(entry(1), entry(2)), source_url=URL)
    again = send(api, page(entry(1), entry(2)), source_url=URL)
    assert again.status_code == 200
    assert again.json()["entries"] == {"created": 0, "updated": 0, "unchanged": 2, "deleted": 0, "rejected": 0}
    for name in ("blog_id", "snapshot_id"):
        assert again.json()[name] == first.json()[name]


def test_an_edited_page_updates_its_entries(api: httpx.Client) -> None:
    """A new version of a page is a new snapshot of the same blog."""
    first = send(api, page(entry(1), entry(2)), source_url=URL, observed_at="2026-03-04T03:00:00Z")
    edited = send(api, page(entry(1, text="It sails."), entry(2)), source_url=URL, observed_at="2026-03-04T04:00:00Z")
    assert edited.status_code == 201
    assert edited.json()["blog_id"] == first.json()["blog_id"]
    assert edited.json()["entries"]["updated"] == 1


def test_a_form_does_the_same(api: httpx.Client) -> None:
    """A multipart upload with the page as a file gives what the raw body gives."""
    raw = send(api, page(entry(1)), source_url=URL, observed_at="2026-03-04T03:00:00Z").json()
    answer = api.post(
        "/v1/ingest/html",
        files={"file": ("live.html", page(entry(1)), "text/html")},
        data={"source_url": URL, "observed_at": "2026-03-04T03:00:00Z"},
    )
    assert answer.status_code == 200
    assert answer.json()["snapshot_id"] == raw["snapshot_id"]


def test_a_packed_body_is_unpacked(api: httpx.Client) -> None:
    """Content-Encoding gzip is taken, and the snapshot holds the page itself."""
    answer = api.post(
        "/v1/ingest/html", content=gzip.compress(page(entry(1))), headers={**HTML, "Content-Encoding": "gzip"}
    )
    assert answer.status_code == 201
    assert api.get(f"/v1/snapshots/{answer.json()['snapshot_id']}/html").content == page(entry(1))


def test_plain_text_is_taken(api: httpx.Client) -> None:
    """A live blog pasted as text is parsed like a page."""
    text = (
        "Storm Odette live\n\nFerries stop\n\n14:05 , Mira Tolland\n\nThe harbour master has stopped all ferries.\n\n"
        "Bridge shut\n\n13:40 , Joss Hearn\n\nThe bridge is shut to all traffic until the morning.\n\n"
        "Winds rise\n\n13:10 , Mira Tolland\n\nGusts reach ninety kilometres an hour at the pier.\n"
    )
    answer = api.post(
        "/v1/ingest/html",
        content=text.encode(),
        headers={"Content-Type": "text/plain"},
        params={"observed_at": "2026-03-04T15:00:00Z"},
    )
    assert answer.status_code == 201, answer.text
    assert answer.json()["entries"]["created"] == 3


def test_a_page_without_a_live_blog_is_kept_and_says_so(api: httpx.Client) -> None:
    """422, with the id of the snapshot that was kept."""
    answer = send(api, b"<html><body><p>About us</p></body></html>")
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "no_live_blog"
    snapshot = api.get(f"/v1/snapshots/{problem['snapshot_id']}").json()
    assert snapshot["outcome"] == "no_live_blog"
    assert snapshot["detail"]


def test_a_stored_page_cannot_act_in_our_origin(api: httpx.Client) -> None:
    """Stored bytes come as a sandboxed download, never as a page of ours."""
    hostile = page(entry(1)).replace(b"<body>", b"<body><script>alert(1)</script>")
    snapshot = send(api, hostile).json()["snapshot_id"]
    answer = api.get(f"/v1/snapshots/{snapshot}/html")
    assert answer.content == hostile
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


BAD_BODIES = {
    "empty": (b"", "text/html", 422, "empty_page"),
    "blank": (b" \n ", "text/html", 422, "empty_page"),
    "pdf": (b"%PDF-1.7\n1 0 obj", "text/html", 415, "not_html"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "text/html", 415, "not_html"),
    "gzip": (gzip.compress(b"<html></html>"), "text/html", 415, "not_html"),
    "declared-pdf": (b"%PDF-1.7", "application/pdf", 415, "unsupported_media_type"),
    "form": (b"a=b", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
    "no-type": (b"<html></html>", "", 415, "unsupported_media_type"),
    "bad-multipart": (b"no parts", "multipart/form-data; boundary=x", 422, "invalid_parameter"),
    "no-boundary": (b"no parts", "multipart/form-data", 422, "invalid_parameter"),
}


@pytest.mark.parametrize("case", BAD_BODIES)
def test_what_is_no_page_is_refused_and_not_stored(shared_api: httpx.Client, case: str) -> None:
    """A clear 4xx says what the body looks like; nothing is stored."""
    content, kind, status, code = BAD_BODIES[case]
    answer = shared_api.post("/v1/ingest/html", content=content, headers={"Content-Type": kind} if kind else {})
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "snapshot_id" not in answer.json()
    assert shared_api.get("/v1/blogs").json()["data"] == []


BAD_QUERIES = {
    "observed_at=yesterday": "observed_at",
    "observed_at=2026-03-04T12:00:00": "observed_at",
    "observed_at=2026-03-04T12:00:00+01:00": "observed_at",
    "observed_at=2026-02-30T12:00:00Z": "observed_at",
    "observed_at=2126-03-04T12:00:00Z": "observed_at",
    "observed_at=1700000000": "observed_at",
    "observed_at=": "observed_at",
    "source_url=not-a-url": "source_url",
    "source_url=javascript:alert(1)": "source_url",
    "source_url=https://": "source_url",
    "source_url=https://a.example/%00": "source_url",
    "source_url=https://a.example&source_url=https://b.example": "source_url",
    "sourceurl=https://a.example": "sourceurl",
    "observed_at=%FF": "observed_at",
}


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_a_wrong_parameter_is_named(shared_api: httpx.Client, query: str) -> None:
    """422 that points at the parameter; nothing is stored."""
    answer = shared_api.post(f"/v1/ingest/html?{query}", content=page(entry(1)), headers=HTML)
    assert answer.status_code == 422, answer.text
    assert [fault["name"] for fault in answer.json()["errors"]] == [BAD_QUERIES[query]]
    assert shared_api.get("/v1/blogs").json()["data"] == []


def test_a_misspelt_parameter_is_corrected(shared_api: httpx.Client) -> None:
    """The message suggests the parameter that was meant."""
    answer = shared_api.post("/v1/ingest/html?observedat=2026-03-04T12:00:00Z", content=page(entry(1)), headers=HTML)
    assert "did you mean observed_at?" in answer.json()["detail"]


def test_a_body_beyond_the_limit_is_refused_by_what_it_declares(database_url: str) -> None:
    """413 before the body is read."""
    with serving(database_url, max_page_bytes=10_000) as api:
        answer = send(api, bytes(200_000))
        assert (answer.status_code, answer.json()["code"]) == (413, "page_too_large")


def test_a_body_beyond_the_limit_is_refused_while_it_streams(database_url: str) -> None:
    """A chunked body of any length is cut off at the limit."""
    with serving(database_url, max_page_bytes=10_000) as api:
        sent = 0

        def endless() -> Iterator[bytes]:
            nonlocal sent
            while sent < 200_000_000:
                sent += 100_000
                yield bytes(100_000)

        try:
            answer = api.post("/v1/ingest/html", content=endless(), headers=HTML)
        except httpx.TransportError:
            pass  # the service closed the connection while we were still sending
        else:
            assert answer.status_code == 413
        assert sent < 200_000_000
        assert api.get("/healthz").status_code == 200


def test_a_packed_bomb_is_refused(database_url: str) -> None:
    """A small body that unpacks to more than the limit is a 413."""
    with serving(database_url, max_page_bytes=100_000) as api:
        headers = {**HTML, "Content-Encoding": "gzip"}
        answer = api.post("/v1/ingest/html", content=gzip.compress(bytes(5_000_000)), headers=headers)
        assert answer.status_code == 413


def test_a_hostile_page_is_refused_and_kept(api: httpx.Client) -> None:
    """A page that is too complex to parse is a 422 that names its snapshot."""
    answer = send(api, b"<html><body>" + b"<div>" * 100_000)
    assert (answer.status_code, answer.json()["code"]) == (422, "page_too_complex")
    assert api.get(f"/v1/snapshots/{answer.json()['snapshot_id']}").json()["outcome"] == "failed"


def test_too_many_pages_at_once_are_kept_and_asked_to_come_back(database_url: str) -> None:
    """503 with Retry-After for those that find the queue full; their pages are kept, and taken when sent again."""
    pages = [page(*map(entry, range(24)), url=f"https://news.example/{number}") for number in range(40)]
    with serving(database_url, parse_queue=1) as api, ThreadPoolExecutor(20) as senders:
        answers = list(senders.map(lambda content: send(api, content), pages))
        refused = [
            (answer, content) for answer, content in zip(answers, pages, strict=True) if answer.status_code != 201
        ]
        assert refused
        for answer, content in refused:
            assert (answer.status_code, answer.json()["code"]) == (503, "overloaded")
            assert int(answer.headers["Retry-After"]) > 0
            assert api.get(f"/v1/snapshots/{answer.json()['snapshot_id']}").status_code == 200
            assert send(api, content).status_code == 200


def test_parsing_alone_stores_nothing(shared_api: httpx.Client) -> None:
    """POST /v1/parse gives the parsed blog in the shape of the command line."""
    answer = shared_api.post("/v1/parse", content=page(entry(1), entry(2)), headers=HTML)
    assert answer.status_code == 200
    blog = answer.json()
    assert blog["headline"] == "Storm Odette"
    assert [post["external_id"] for post in blog["entries"]] == ["post-1", "post-2"]
    assert shared_api.get("/v1/blogs").json()["data"] == []
