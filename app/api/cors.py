"""Cross-origin requests (CORS): which other web pages may read answers in a browser."""

from collections.abc import Sequence
from http import HTTPStatus

from fastapi import Request
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.problems import problem

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
TAKEN = (
    "Authorization",
    "Idempotency-Key",
    "If-Modified-Since",
    "If-None-Match",
    "Last-Event-ID",
    "X-API-Key",
    "X-Request-ID",
)
SHOWN = (
    "Content-Disposition",
    "ETag",
    "Idempotent-Replayed",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-ID",
)
REMEMBERED_SECONDS = 3600


class Cors(CORSMiddleware):
    """ASGI middleware: Starlette's, whose refusals are problem documents like all others."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=TAKEN,
            expose_headers=SHOWN,
            max_age=REMEMBERED_SECONDS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer preflights; let other requests pass and mark their answers."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if scope.get("method") != "OPTIONS" or not {"origin", "access-control-request-method"} <= set(headers.keys()):
            await super().__call__(scope, receive, send)
            return
        answer: Response = self.preflight_response(headers)
        if answer.status_code != HTTPStatus.OK:
            detail = f"other web pages may not do this: {bytes(answer.body).decode()}"
            vary = {"Vary": answer.headers["Vary"]}
            answer = problem(Request(scope), HTTPStatus.BAD_REQUEST, "cors_refused", detail, headers=vary)
        await answer(scope, receive, send)
