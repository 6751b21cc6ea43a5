"""Content codings: answers compressed as the client takes them, each coding with an ETag of its own.

Compressed and plain bytes differ, so a strong ETag must as well (RFC 9110, 8.8.1). Handlers know only the plain one's:
that of its compressed sibling ends in the coding's name, which is put on and taken off here.
"""

import asyncio
import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type, remove_compress_type

from app.api.accept import preferred_coding

MINIMUM_SIZE = 500
ZSTD_LEVEL = 1
BROTLI_QUALITY = 1
GZIP_LEVEL = 1
SLICE = 256 * 1024
"""Bytes compressed at once; between two slices other requests go on."""
RawHeaders = Iterable[tuple[bytes, bytes]]

for kind in ("application/x-ndjson", "application/feed+json", "application/problem+json", "text/csv"):
    add_compress_type(kind)
# A compressor for each of a thousand listeners costs more memory than their few bytes are worth.
remove_compress_type("text/event-stream")


class Codings:
    """ASGI middleware: compresses answers, and keeps ETags and `Vary` true to it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = CompressMiddleware(
            _in_slices(app),
            minimum_size=MINIMUM_SIZE,
            zstd_level=ZSTD_LEVEL,
            brotli_quality=BROTLI_QUALITY,
            gzip_level=GZIP_LEVEL,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as if for the plain answer, and answer in the coding that the client prefers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        coding = preferred_coding(asked.get("accept-encoding", "")) or ""
        known = asked.get("if-none-match", "")

        async def send_true(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _vary(headers)
                _tag(headers, coding, known)
            await send(message)

        headers = list(_for_plain(scope["headers"], coding.encode()))
        await self._app({**scope, "headers": headers}, receive, send_true)


def _in_slices(app: ASGIApp) -> ASGIApp:
    """The app, whose longer bodies come in parts, so that compressing one does not keep all others waiting."""

    async def sliced(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_slices(message: Message) -> None:
            body = message.get("body", b"")
            for start in range(0, len(body) - SLICE, SLICE):
                await send({**message, "body": body[start : start + SLICE], "more_body": True})
                await asyncio.sleep(0)
            last = (len(body) - 1) // SLICE * SLICE if body else 0
            await send({**message, "body": body[last:]} if last else message)

        await app(scope, receive, send_slices)

    return sliced


def _for_plain(headers: RawHeaders, coding: bytes) -> RawHeaders:
    """The request's headers with the one coding we chose, and ETags of its compressed answers as the plain ones'."""
    for name, value in headers:
        if name == b"if-none-match" and coding:
            yield name, re.sub(b'-%b"' % coding, b'"', value)
        elif name != b"accept-encoding":
            yield name, value
    if coding:
        yield b"accept-encoding", coding


def _vary(headers: MutableHeaders) -> None:
    named = [name.strip() for value in headers.getlist("vary") for name in value.split(",")]
    headers["Vary"] = ", ".join(dict.fromkeys([*named, "Accept-Encoding"]))


def _tag(headers: MutableHeaders, coding: str, known: str) -> None:
    """The ETag of what is sent or, where nothing is because the client has it, of what the client has."""
    plain = headers.get("etag")
    if plain and coding:
        coded = f'{plain[:-1]}-{coding}"'
        if headers.get("content-encoding") == coding or coded in known:
            headers["ETag"] = coded
