"""A limit on how often one client may ask, told in headers as in the IETF's draft-ietf-httpapi-ratelimit-headers-10.

Each client has a bucket of tokens that fills up evenly; a request takes one. A client is the holder of an API key, or
an address; of IPv6 its network of 64 bits, which one household or machine has all of. Each process counts for itself.
"""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.access import known_key
from app.api.problems import problem

WINDOW_SECONDS = 60
UNLIMITED = {"/healthz", "/readyz", "/metrics"}
"""What watches over the service must not be turned away."""
IPV6_PREFIX = 64


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client may still do: whether this request passes, requests left, seconds until all are there again."""

    granted: bool
    left: int
    full_in: int
    next_in: int
    """Seconds until one more request passes."""


class Buckets:
    """The buckets of the clients seen last; whoever is forgotten starts anew with a full one."""

    def __init__(self, quota: int, clients: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`quota` requests in `WINDOW_SECONDS`; at most so many `clients` are remembered."""
        self._quota = quota
        self._clients = clients
        self._clock = clock
        self._pace = quota / WINDOW_SECONDS
        self._tokens: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> Allowance:
        """Let the client pass if it has a token left."""
        now = self._clock()
        tokens, at = self._tokens.pop(client, (float(self._quota), now))
        tokens = min(tokens + (now - at) * self._pace, self._quota)
        granted = tokens >= 1
        tokens -= granted
        self._tokens[client] = (tokens, now)
        if len(self._tokens) > self._clients:
            self._tokens.popitem(last=False)
        return Allowance(granted, int(tokens), self._wait(self._quota - tokens), self._wait(1 - tokens))

    def _wait(self, tokens: float) -> int:
        return math.ceil(max(tokens, 0) / self._pace)


class RateLimit:
    """ASGI middleware: turns clients away that ask too often, and tells all others how far they may go."""

    def __init__(self, app: ASGIApp, *, per_minute: int, clients: int) -> None:
        self._app = app
        self._buckets = Buckets(per_minute, clients)
        self._policy = f'"requests";q={per_minute};w={WINDOW_SECONDS}'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429."""
        if scope["type"] != "http" or scope["path"] in UNLIMITED:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        allowance = self._buckets.take(client_of(request))

        async def send_telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["RateLimit-Policy"] = self._policy
                headers["RateLimit"] = f'"requests";r={allowance.left};t={allowance.full_in}'
            await send(message)

        if allowance.granted:
            await self._app(scope, receive, send_telling)
            return
        wait = max(allowance.next_in, 1)
        detail = f"too many requests; ask again in {wait} s"
        headers = {"Retry-After": str(wait)}
        refused = problem(request, HTTPStatus.TOO_MANY_REQUESTS, "rate_limited", detail, headers=headers)
        await refused(scope, receive, send_telling)


def client_of(request: Request) -> str:
    """Who is asking: the number of a known API key, else an address or network."""
    key = known_key(request)
    if key is not None:
        return f"key {key}"
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address) or address.ipv4_mapped:
        return str(getattr(address, "ipv4_mapped", None) or address)
    return str(ipaddress.ip_network((int(address), IPV6_PREFIX), strict=False))
