"""A receiver of webhooks on loopback, which checks signatures with the standard's own library."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Message:
    """A message as it came: its headers in lower case, and its bytes."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """The `webhook-id`."""
        return self.headers["webhook-id"]

    @property
    def data(self) -> dict[str, Any]:
        """The change in it."""
        found: dict[str, Any] = json.loads(self.body)["data"]
        return found

    def signed_by(self, secret: str) -> dict[str, Any]:
        """The payload, if this secret signed it; raises otherwise."""
        found: dict[str, Any] = Webhook(secret).verify(self.body, self.headers)
        return found


@dataclass
class Receiver:
    """A running receiver: what came, and what it answers: 204, unless `answer` says otherwise."""

    port: int = 0
    messages: list[Message] = field(default_factory=list)
    answer: Callable[[Message], tuple[int, dict[str, str]]] = field(default=lambda _: (204, {}))
    _came: threading.Condition = field(default_factory=threading.Condition)

    def url(self, path: str = "/hook") -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}{path}"

    def take(self, number: int) -> list[Message]:
        """The first so many messages, once they have come."""
        with self._came:
            came = self._came.wait_for(lambda: len(self.messages) >= number, PATIENCE_SECONDS)
        assert came, f"{len(self.messages)} of {number} came"
        return self.messages[:number]

    def receive(self, message: Message) -> tuple[int, dict[str, str]]:
        """Keep a message and say what to answer."""
        answer = self.answer(message)
        with self._came:
            self.messages.append(message)
            self._came.notify_all()
        return answer


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver on a free port of loopback."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more = receiver.receive(Message(self.path, headers, body))
            self.send_response(status)
            for name, value in {"Content-Length": "0", **more}.items():
                self.send_header(name, value)
            self.end_headers()

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
