"""Compressed answers."""

import asyncio
import gzip
from collections.abc import Callable, Iterator

import brotli
import httpx
import pytest
import zstandard

from app.api.codings import Codings
from tests.api.service import entry, page, serving

DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}
LISTS = ("/v1/entries", "/v1/blogs", "/v1/export.ndjson", "/v1/export.csv")


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[httpx.Client]:
    """A service with one blog of twenty entries, whose exports read three at a time."""
    with serving(module_database_url, export_batch=3) as client:
        posts = [entry(hour) for hour in range(20)]
        client.post("/v1/ingest/html", content=page(*posts), headers={"Content-Type": "text/html"}).raise_for_status()
        yield client


def raw(client: httpx.Client, path: str, coding: str) -> tuple[httpx.Response, bytes]:
    """An answer and its bytes as they came over the wire."""
    with client.stream("GET", path, headers={"Accept-Encoding": coding}) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("coding", DECODERS)
@pytest.mark.parametrize("path", LISTS)
def test_every_coding_gives_the_same_bytes(filled: httpx.Client, path: str, coding: str) -> None:
    """Lists and streams come compressed as asked, smaller, and are what they are without."""
    plain, body = raw(filled, path, "identity")
    coded, packed = raw(filled, path, coding)
    assert "Content-Encoding" not in plain.headers
    assert coded.headers["Content-Encoding"] == coding
    assert len(packed) < len(body)
    assert DECODERS[coding](packed) == body
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert coded.headers["Vary"] == plain.headers["Vary"]


def test_small_answers_and_errors(filled: httpx.Client) -> None:
    """What is small stays plain; a problem document that is not comes compressed, and is one."""
    assert "Content-Encoding" not in filled.get("/healthz").headers
    answer = filled.get("/v1/entries", params={f"unknown{number}": "x" for number in range(60)})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (422, "zstd")
    assert answer.json()["code"] == "invalid_parameter"


def test_it_can_be_left_to_a_proxy(module_database_url: str, filled: httpx.Client) -> None:
    """With the setting off, everything comes plain."""
    with serving(module_database_url, compress=False) as client:
        assert client.get("/v1/entries").json() == filled.get("/v1/entries").json()
        assert "Content-Encoding" not in client.get("/v1/entries").headers


def test_events_are_passed_on_as_they_come() -> None:
    """A stream of events is neither compressed nor held back."""
    sent: list[dict[str, object]] = []

    async def events(_scope: object, _receive: object, send: Callable[..., object]) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        for number in range(3):
            await send({"type": "http.response.body", "body": b"data: %d\n\n" % number, "more_body": True})
            assert sent[-1]["body"] == b"data: %d\n\n" % number
        await send({"type": "http.response.body", "body": b""})

    async def keep(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "headers": [(b"accept-encoding", b"gzip, br, zstd")]}
    asyncio.run(Codings(events)(scope, keep, keep))
    assert len(sent) == 5
