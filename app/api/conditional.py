"""Conditional requests whose answer was made before it showed that the client has it (RFC 9110, 13)."""

from http import HTTPStatus

from anyio import CancelScope
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.preconditions import has, names_what_it_has, read_date

OF_THE_BODY = (b"content-type", b"content-length", b"content-encoding", b"content-disposition")


class Conditional:
    """ASGI middleware: turns an answer that the client has into a 304, and stops a stream that it has."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on whatever is not conditional."""
        asked = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if not names_what_it_has(asked) or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        with CancelScope() as work:
            spared = False

            async def send_unless_known(message: Message) -> None:
                nonlocal spared
                if message["type"] == "http.response.start" and _is_known(asked, message):
                    spared = True
                    kept = [header for header in message["headers"] if header[0] not in OF_THE_BODY]
                    await send({**message, "status": HTTPStatus.NOT_MODIFIED, "headers": kept})
                    await send({"type": "http.response.body", "body": b""})
                    if "content-length" not in Headers(raw=message["headers"]):
                        work.cancel()
                elif not spared:
                    await send(message)

            await self._app(scope, receive, send_unless_known)


def _is_known(asked: Headers, start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == HTTPStatus.OK and has(asked, headers.get("etag"), read_date(headers.get("last-modified")))
