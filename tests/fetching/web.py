"""A small web server and a small name server on loopback, for tests that fetch."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dns.asyncresolver
import dns.message
import dns.rdatatype
import dns.rrset

TLS = ssl.create_default_context()
"""Shared by all fetchers of the tests: making one takes longer than most tests."""


@dataclass
class Reply:
    """What the server answers at a path; `before` runs first, for instance to wait."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], None] | None = None


@dataclass
class Web:
    """A running server: its port, what it answers, and the requests it has seen."""

    port: int
    address: str = "127.0.0.1"
    replies: dict[str, Reply] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The address of a path on this server."""
        return f"http://{host or self.address}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.seen]


@contextmanager
def serve_web(address: str = "127.0.0.1") -> Iterator[Web]:
    """A web server at an address of loopback that answers 404 where no reply is set."""
    web = Web(port=0, address=address)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = web.replies.get(self.path, Reply(status=404))
            if reply.before:
                reply.before()
            etag = reply.headers.get("ETag")
            unchanged = etag is not None and self.headers.get("If-None-Match") == etag
            self.send_response(304 if unchanged else reply.status)
            body = b"" if unchanged else reply.body
            for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer((address, 0), Handler)
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def count_connections() -> Iterator[tuple[int, list[str]]]:
    """A bare listener on loopback that must see nobody: its port and the peers that connected."""
    listener = socket.create_server(("127.0.0.1", 0))
    peers: list[str] = []

    def accept() -> None:
        while True:
            try:
                connection, peer = listener.accept()
            except OSError:
                return
            peers.append(str(peer))
            connection.close()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], peers
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


@dataclass
class Names:
    """A running name server: the addresses it gives for each name, the next answer each time it is asked."""

    port: int
    answers: dict[str, list[Sequence[str]]] = field(default_factory=dict)

    async def resolve(self, host: str, _port: int) -> Sequence[str]:
        """Ask this name server over UDP, as a system's resolver would."""
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = self.port
        found: list[str] = []
        for kind in ("A", "AAAA"):
            answer = await resolver.resolve(host, kind, raise_on_no_answer=False, lifetime=5)
            found += [record.to_text() for record in answer]
        return found


@contextmanager
def serve_names() -> Iterator[Names]:
    """A name server on loopback; the last answer of a name stays."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    names = Names(port=server.getsockname()[1])

    def answer() -> None:
        while True:
            try:
                data, peer = server.recvfrom(4096)
            except OSError:
                return
            if not data:
                return
            query = dns.message.from_wire(data)
            question = query.question[0]
            name = question.name.to_text().rstrip(".")
            turns = names.answers.get(name, [()])
            wanted = ":" if question.rdtype == dns.rdatatype.AAAA else "."
            addresses = [address for address in turns[0] if wanted in address]
            if question.rdtype == dns.rdatatype.AAAA and len(turns) > 1:
                turns.pop(0)
            reply = dns.message.make_response(query)
            if addresses:
                kind = dns.rdatatype.to_text(question.rdtype)
                reply.answer.append(dns.rrset.from_text(question.name, 0, "IN", kind, *addresses))
            server.sendto(reply.to_wire(), peer)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield names
    finally:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wake:
            wake.sendto(b"", ("127.0.0.1", names.port))
        thread.join()
        server.close()
