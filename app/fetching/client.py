"""From a URL to a page: bounded in bytes and time, conditional, polite, and never into a private network."""

import asyncio
import ssl
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx

from app.errors import BackOff, FetchError, FetchFailed, PageTooLarge, RobotsRefused
from app.fetching.encoding import ACCEPT_ENCODING, decode_content
from app.fetching.guard import Network, Resolve, Target, find_target, resolve_by_system
from app.fetching.politeness import Politeness, read_retry_after
from app.fetching.robots import MAX_BYTES as MAX_ROBOTS_BYTES
from app.fetching.robots import Answer, Robots

REDIRECTS = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}
BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
DEFAULT_BACK_OFF_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Who we say we are and how far a fetch may go; times in seconds. `allowed` networks count as public."""

    user_agent: str
    respect_robots: bool = True
    allowed: tuple[Network, ...] = ()
    max_bytes: int = 20 * 1024 * 1024
    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    total_seconds: float = 30.0
    max_redirects: int = 5
    pause_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer said of itself, to ask for a page only if it changed (RFC 9110, 13)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A site's answer. `content` is None when the page is unchanged since the validators given."""

    url: str
    final_url: str
    status: int
    content: bytes | None
    headers: dict[str, str] = field(default_factory=dict)
    validators: Validators = field(default_factory=Validators)
    fetched_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def content_type(self) -> str | None:
        """The Content-Type header, if any."""
        return self.headers.get("content-type")


class Fetcher:
    """Fetches pages. One instance serves a process; use it as an async context manager.

    `resolve` turns names into addresses, `tls` says which certificates are trusted.
    """

    def __init__(
        self, policy: FetchPolicy, *, resolve: Resolve = resolve_by_system, tls: ssl.SSLContext | None = None
    ) -> None:
        self._policy = policy
        self._resolve = resolve
        self._politeness = Politeness(policy.pause_seconds)
        self._robots = Robots(policy.user_agent, self._fetch_robots)
        # A connection is opened to an address and not to a name, so none may serve a second name by staying open.
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(policy.read_seconds, connect=policy.connect_seconds),
            trust_env=False,
            verify=tls or ssl.create_default_context(),
            limits=httpx.Limits(max_keepalive_connections=0),
            headers={"User-Agent": policy.user_agent, "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        """The page at `url`, after redirects.

        Raises a `FetchError` (`UrlRefused`, `RobotsRefused`, `BackOff`, `FetchFailed`) or `PageTooLarge`.
        """
        fetched = await self._follow(url, validators, self._policy.max_bytes, ask_robots=self._policy.respect_robots)
        self._refuse_error(fetched)
        return fetched

    async def _follow(self, url: str, validators: Validators | None, max_bytes: int, *, ask_robots: bool) -> Fetched:
        current = url
        try:
            async with asyncio.timeout(self._policy.total_seconds):
                for _ in range(self._policy.max_redirects + 1):
                    delay = await self._ask_robots(current) if ask_robots else 0.0
                    async with self._politeness.turn(urlsplit(current).hostname or "", crawl_delay=delay):
                        answer = await self._request(current, validators, max_bytes)
                    location = answer.headers.get("location")
                    if answer.status not in REDIRECTS or not location:
                        return replace(answer, url=url)
                    current = _join(current, location)
        except TimeoutError as fault:
            raise FetchFailed(f"the page did not arrive within {self._policy.total_seconds:g} s") from fault
        raise FetchFailed(f"more than {self._policy.max_redirects} redirects")

    async def _ask_robots(self, url: str) -> float:
        # The address comes first, so that a refused one is not even asked for its robots.txt.
        await self._find_target(url)
        if not await self._robots.allows(url):
            raise RobotsRefused(f"the robots.txt of {urlsplit(url).hostname} asks not to fetch this URL")
        return await self._robots.crawl_delay(url)

    async def _find_target(self, url: str) -> Target:
        return await find_target(url, resolve=self._resolve, allowed=self._policy.allowed)

    async def _request(self, url: str, validators: Validators | None, max_bytes: int) -> Fetched:
        target = await self._find_target(url)
        request = self._client.build_request(
            "GET",
            target.address_url,
            headers={"Host": target.host_header, "Accept-Encoding": ACCEPT_ENCODING, **_conditions(validators)},
            extensions={"sni_hostname": target.host},
        )
        try:
            response = await self._client.send(request, stream=True, follow_redirects=False)
            try:
                raw = await _read_bounded(response, max_bytes)
            finally:
                await response.aclose()
        except httpx.TimeoutException as fault:
            raise FetchFailed(f"{target.host} did not answer in time") from fault
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as fault:
            raise FetchFailed(f"{target.host} cannot be fetched: {type(fault).__name__}") from fault
        headers = {name.lower(): value for name, value in response.headers.items()}
        content = decode_content(raw, headers.get("content-encoding", ""), max_bytes)
        unchanged = response.status_code == HTTPStatus.NOT_MODIFIED
        return Fetched(
            url,
            url,
            response.status_code,
            None if unchanged else content,
            headers,
            Validators(headers.get("etag"), headers.get("last-modified")),
        )

    def _refuse_error(self, fetched: Fetched) -> None:
        host = urlsplit(fetched.final_url).hostname or ""
        if fetched.status in BUSY:
            wait = read_retry_after(fetched.headers.get("retry-after"), fetched.fetched_at)
            self._politeness.close(host, DEFAULT_BACK_OFF_SECONDS if wait is None else wait)
            raise BackOff(f"{host} answered {fetched.status}: it asks us to come back later", retry_after=wait)
        if fetched.status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            raise FetchFailed(f"{host} answered {fetched.status}", status=fetched.status)

    async def _fetch_robots(self, url: str) -> Answer:
        try:
            fetched = await self._follow(url, None, MAX_ROBOTS_BYTES, ask_robots=False)
        except PageTooLarge:
            return HTTPStatus.OK, b""
        except FetchError:
            return 0, b""
        return fetched.status, fetched.content or b""


def _join(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError as fault:
        raise FetchFailed("the site redirects to what is no URL") from fault


def _conditions(validators: Validators | None) -> dict[str, str]:
    named = {
        "If-None-Match": validators.etag if validators else None,
        "If-Modified-Since": validators.last_modified if validators else None,
    }
    return {name: value for name, value in named.items() if value}


async def _read_bounded(response: httpx.Response, max_bytes: int) -> bytes:
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:20]) > max_bytes:
        raise PageTooLarge(f"the page has {int(declared[:20]):,} bytes, more than the {max_bytes:,} allowed")
    pieces: list[bytes] = []
    size = 0
    async for piece in response.aiter_raw():
        size += len(piece)
        if size > max_bytes:
            raise PageTooLarge(f"the page has more than the {max_bytes:,} bytes allowed")
        pieces.append(piece)
    return b"".join(pieces)
