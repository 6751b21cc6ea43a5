"""`Idempotency-Key` on every POST: the same request twice is done once, and both get the same answer.

After the IETF's draft-ietf-httpapi-idempotency-key-header. Answers of success are kept for 24 hours, or as long as a
setting says; a request that failed may be sent again under its key.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from typing import Any

import psycopg
from fastapi import Request
from psycopg_pool import PoolTimeout
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.access import require_writer
from app.api.bodies import read_raw, replay
from app.api.problems import problem
from app.background import in_background
from app.errors import AccessDenied, Fault, PageTooLarge
from app.store.answers import LEASE, Known, claim, forget, hold, remember
from app.store.engine import Pool

HEADER = "idempotency-key"
KEY = re.compile(r"[\x21-\x7e]{1,255}")
MAX_REMEMBERED = 4 * 1024 * 1024
SUCCESS = 2
"""The class of statuses whose answers are kept."""
REPLAYED_HEADERS = ("content-type", "location")


class Idempotency:
    """ASGI middleware around the whole service."""

    def __init__(self, app: ASGIApp, max_body: int, kept: timedelta) -> None:
        self._app = app
        self._kept = kept
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or run the request and remember its answer."""
        request = Request(scope, receive) if scope["type"] == "http" else None
        if request is None or request.method != "POST" or HEADER not in request.headers:
            await self._app(scope, receive, send)
            return
        answer = await self._answer(request, send)
        if answer:
            await answer(scope, receive, send)

    async def _answer(self, request: Request, send: Send) -> Response | None:
        """An answer to give instead of running the request; None when it was run and answered."""
        if not KEY.fullmatch(request.headers[HEADER]):
            message = "must be 1 to 255 visible ASCII characters"
            faults = [Fault("header", "Idempotency-Key", message)]
            return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_parameter", message, faults=faults)
        try:
            await require_writer(request)
            body = await read_raw(request, self._max_body)
        except AccessDenied:
            # The request's own handler says why; nothing is remembered for strangers.
            await self._app(request.scope, request.receive, send)
            return None
        except PageTooLarge as error:
            headers = {"Connection": "close"}
            return problem(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, error.code, str(error), headers=headers)
        key, digest = _key_of(request), sha256(body).digest()
        async with request.app.state.pool.connection() as connection:
            known = await claim(connection, key, digest, now=datetime.now(UTC), kept=self._kept)
        if known:
            return _from_memory(request, known, digest)
        await self._run(request, body, key, send)
        return None

    async def _run(self, request: Request, body: bytes, key: str, send: Send) -> None:
        pool = request.app.state.pool
        answer = _Answer(send, settle=partial(_settle, pool, key))
        async with in_background(_keep_holding(pool, key)):
            try:
                await self._app(request.scope, replay(body), answer)
            finally:
                await answer.settle()


class _Answer:
    """Holds an answer back until what becomes of its key is settled, so that whoever has it may rely on that at once.

    An answer too large to remember is passed on as it comes.
    """

    def __init__(self, send: Send, settle: Callable[["_Answer"], Awaitable[None]]) -> None:
        self._send = send
        self._settle = settle
        self._settled = False
        self._held: list[MutableMapping[str, Any]] = []
        self._size = 0
        self._whole = False

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        self._held.append(message)
        self._size += len(message.get("body", b""))
        self._whole = message["type"] == "http.response.body" and not message.get("more_body", False)
        if self._whole:
            await self.settle()
        if self._whole or self._size > MAX_REMEMBERED:
            await self._pass_on()

    async def settle(self) -> None:
        """Settle what becomes of the key, once."""
        if not self._settled:
            self._settled = True
            await self._settle(self)

    async def _pass_on(self) -> None:
        held, self._held = self._held, []
        for message in held:
            await self._send(message)

    @property
    def worth_remembering(self) -> bool:
        """Whether the request succeeded, with a whole answer of a size to keep."""
        return self._whole and self._size <= MAX_REMEMBERED and self.status // 100 == SUCCESS

    @property
    def status(self) -> int:
        """The status of a whole answer."""
        return int(self._held[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        """Those headers of a whole answer that are given again."""
        named = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in self._held[0]["headers"])
        return {name: value for name, value in named if name in REPLAYED_HEADERS}

    @property
    def body(self) -> bytes:
        """The bytes of a whole answer."""
        return b"".join(message.get("body", b"") for message in self._held)


async def _settle(pool: Pool, key: str, answer: _Answer) -> None:
    async with pool.connection() as connection:
        if answer.worth_remembering:
            await remember(connection, key, status=answer.status, headers=answer.headers, body=answer.body)
        else:
            await forget(connection, key)


async def _keep_holding(pool: Pool, key: str) -> None:
    while True:
        await asyncio.sleep(LEASE.total_seconds() / 3)
        # A database that is away for a moment must not break the request off; the next turn comes within the lease.
        with suppress(psycopg.OperationalError, PoolTimeout):
            async with pool.connection() as connection:
                await hold(connection, key, now=datetime.now(UTC))


def _from_memory(request: Request, known: Known, digest: bytes) -> Response:
    if known.body_digest != digest:
        message = "this Idempotency-Key was used with another body"
        faults = [Fault("header", "Idempotency-Key", message)]
        return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, "idempotency_key_reused", message, faults=faults)
    if known.status is None:
        message = "a request with this Idempotency-Key is under way"
        return problem(request, HTTPStatus.CONFLICT, "conflict", message, headers={"Retry-After": "1"})
    return Response(known.body, known.status, headers={**known.headers, "Idempotent-Replayed": "true"})


def _key_of(request: Request) -> str:
    caller = request.headers.get("authorization") or request.headers.get("x-api-key") or ""
    parts = (caller, request.url.path, request.url.query, request.headers[HEADER])
    return sha256("\n".join(parts).encode()).hexdigest()
