"""HEAD on everything that has GET: the same answer without its body (RFC 9110, 9.3.2)."""

from http import HTTPStatus

from anyio import CancelScope
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Head:
    """ASGI middleware: answers HEAD as GET would be, and stops a stream once its headers are known."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass other requests on, telling in `Allow` that what takes GET takes HEAD."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._head({**scope, "method": "GET"}, receive, send)
        else:
            await self._app(scope, receive, _allowing_head(send))

    async def _head(self, scope: Scope, receive: Receive, send: Send) -> None:
        with CancelScope() as work:

            async def send_headers(message: Message) -> None:
                if message["type"] != "http.response.start":
                    return
                await _allowing_head(send)(message)
                await send({"type": "http.response.body", "body": b""})
                if "content-length" not in Headers(raw=message["headers"]):
                    work.cancel()

            await self._app(scope, receive, send_headers)


def _allowing_head(send: Send) -> Send:
    async def send_allowing(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == HTTPStatus.METHOD_NOT_ALLOWED:
            headers = MutableHeaders(scope=message)
            methods = [name.strip() for name in headers.get("allow", "").split(",")]
            if "GET" in methods and "HEAD" not in methods:
                headers["Allow"] = ", ".join([*methods, "HEAD"])
        await send(message)

    return send_allowing
