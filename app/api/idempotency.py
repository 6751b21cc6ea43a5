"""`Idempotency-Key` on every POST: the same request twice is done once, and both get the same answer.

After the IETF's draft-ietf-httpapi-idempotency-key-header. Answers of success are kept for 24 hours; a request that
failed may be sent again under its key.
"""

import re
from collections.abc import MutableMapping
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from fastapi import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.access import require_writer
from app.api.bodies import read_raw, replay
from app.api.problems import problem
from app.errors import AccessDenied, Fault, PageTooLarge
from app.store.answers import Known, claim, forget, remember

HEADER = "idempotency-key"
KEY = re.compile(r"[\x21-\x7e]{1,255}")
MAX_REMEMBERED = 4 * 1024 * 1024
REPLAYED_HEADERS = ("content-type", "location")


class Idempotency:
    """ASGI middleware around the whole service."""

    def __init__(self, app: ASGIApp, max_body: int) -> None:
        self._app = app
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
            known = await claim(connection, key, digest, now=datetime.now(UTC))
        if known:
            return _from_memory(request, known, digest)
        await self._run(request, body, key, send)
        return None

    async def _run(self, request: Request, body: bytes, key: str, send: Send) -> None:
        recorder = _Recorder(send)
        try:
            await self._app(request.scope, replay(body), recorder)
        finally:
            async with request.app.state.pool.connection() as connection:
                if recorder.worth_remembering:
                    await remember(
                        connection,
                        key,
                        status=recorder.status,
                        headers=recorder.headers,
                        body=b"".join(recorder.pieces),
                    )
                else:
                    await forget(connection, key)


class _Recorder:
    """Passes an answer on and keeps it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._whole = False
        self.status = 0
        self.headers: dict[str, str] = {}
        self.pieces: list[bytes] = []

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            named = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in message["headers"])
            self.headers = {name: value for name, value in named if name in REPLAYED_HEADERS}
        elif message["type"] == "http.response.body":
            self.pieces.append(message.get("body", b""))
            self._whole = not message.get("more_body", False)
        await self._send(message)

    @property
    def worth_remembering(self) -> bool:
        """Whether the request succeeded, with an answer of a size to keep."""
        succeeded = HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES
        return succeeded and self._whole and sum(map(len, self.pieces)) <= MAX_REMEMBERED


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
