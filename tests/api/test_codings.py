"""Compressed answers."""

import asyncio
import gzip
import random
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import brotli
import httpx
import pytest
import zstandard
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.codings import MINIMUM_SIZE, SLICE, Codings
from tests.api.service import entry, page, serving

DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}
LISTS = ("/v1/entries", "/v1/blogs", "/v1/export.ndjson", "/v1/export.csv", "/v1/export.json")


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

    async def events(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        for number in range(3):
            await send({"type": "http.response.body", "body": b"data: %d\n\n" % number, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    bodies = [message.get("body") for message in answered(events, "zstd")]
    assert bodies == [None, b"data: 0\n\n", b"data: 1\n\n", b"data: 2\n\n", b""]


@pytest.mark.parametrize("coding", DECODERS)
@pytest.mark.parametrize("size", [0, 499, 500, SLICE - 1, SLICE, SLICE + 1, 2 * SLICE, 3 * SLICE + 7])
def test_bodies_of_every_length_come_whole(coding: str, size: int) -> None:
    """Short ones in one piece, long ones in slices: nothing is lost or doubled at their seams."""
    body = bytes(number * number % 251 for number in range(size))

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(body, media_type="text/csv")(scope, receive, send)

    messages = answered(answer, coding)
    sent = b"".join(message.get("body", b"") for message in messages)
    packed = (b"content-encoding", coding.encode()) in messages[0]["headers"]
    assert packed == (size >= MINIMUM_SIZE)
    assert (DECODERS[coding](sent) if packed else sent) == body
    assert not messages[-1].get("more_body")


@pytest.mark.parametrize("coding", DECODERS)
def test_a_stream_is_compressed_in_flat_memory(coding: str) -> None:
    """Sixty-four megabytes that hardly shrink pass through and leave a few behind at the most."""
    chunk = random.Random(5).randbytes(1 << 20)  # noqa: S311 (no secret)
    count = 64

    async def stream(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/csv")]})
        for _ in range(count):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    passed = 0

    async def forget(message: Message) -> None:
        nonlocal passed
        passed += len(message.get("body", b""))

    tracemalloc.start()
    try:
        asyncio.run(Codings(stream)(asking(coding), forget, forget))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert passed > len(chunk)
    assert peak < 8 * len(chunk)


def asking(coding: str) -> dict[str, Any]:
    """A request that takes this coding alone."""
    return {"type": "http", "method": "GET", "headers": [(b"accept-encoding", coding.encode())]}


def answered(app: ASGIApp, coding: str) -> list[Message]:
    """The messages in which an app's answer goes out."""
    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    asyncio.run(Codings(app)(asking(coding), keep, keep))
    return sent
