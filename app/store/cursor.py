"""Cursors: where a list goes on. Opaque to callers, bound to the query that gave them, and checked when they return."""

from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest

import orjson

from app.errors import Fault, InvalidParameter

MAX_CURSOR_CHARACTERS = 1_000
_DIGEST_BYTES = 8

Place = tuple[str | int, str]
"""A row's place in its list: what it is sorted by, and what breaks ties."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list, and whether to read on from it or back to where the list begins."""

    place: Place
    forward: bool = True


def encode(cursor: Cursor, query: bytes) -> str:
    """The cursor as callers see it; `query` is what makes the list what it is."""
    payload = orjson.dumps([cursor.forward, *cursor.place])
    return urlsafe_b64encode(_digest(payload, query) + payload).rstrip(b"=").decode()


def decode(text: str, query: bytes) -> Cursor:
    """The cursor behind `text`. Raises `InvalidParameter` unless this very query gave it."""
    raw = _bytes(text[:MAX_CURSOR_CHARACTERS])
    digest, payload = raw[:_DIGEST_BYTES], raw[_DIGEST_BYTES:]
    if not compare_digest(digest, _digest(payload, query)):
        message = "is cut, altered or of another query; leave it out to start from the beginning"
        raise InvalidParameter(f"cursor {message}", faults=[Fault("query", "cursor", message)])
    forward, key, tie = orjson.loads(payload)
    return Cursor((key, tie), forward=forward)


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), b"-_", validate=True)
    except (ValueError, NotBase64):
        return b""


def _digest(payload: bytes, query: bytes) -> bytes:
    key = blake2b(query, digest_size=32).digest()
    return blake2b(payload, digest_size=_DIGEST_BYTES, key=key, person=b"cursor").digest()
