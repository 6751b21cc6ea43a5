"""Sends a message to a URL: bounded in time, no redirect followed, and never into a private network."""

import asyncio
import ssl
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from app.errors import FetchFailed
from app.fetching.guard import Network, Resolve, find_target, resolve_by_system
from app.fetching.politeness import read_retry_after

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class PostPolicy:
    """Who we say we are and how long a message may take, in seconds. `allowed` networks count as public."""

    user_agent: str
    allowed: tuple[Network, ...] = ()
    connect_seconds: float = 5.0
    total_seconds: float = 15.0


class Poster:
    """Sends messages. One instance serves a process; use it as an async context manager."""

    def __init__(
        self, policy: PostPolicy, *, resolve: Resolve = resolve_by_system, tls: ssl.SSLContext | None = None
    ) -> None:
        self._policy = policy
        self._resolve = resolve
        # As for fetching: a connection is opened to an address, so none may serve a second name by staying open.
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(policy.total_seconds, connect=policy.connect_seconds),
            trust_env=False,
            verify=tls or ssl.create_default_context(),
            limits=httpx.Limits(max_keepalive_connections=0),
            headers={"User-Agent": policy.user_agent},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def check(self, url: str) -> None:
        """Raise `UrlRefused` for a URL that nothing is sent to, `FetchFailed` for a name that has no address now."""
        await self._in_time(find_target(url, resolve=self._resolve, allowed=self._policy.allowed))

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, float | None]:
        """The status of the answer, and the seconds for which it asks to be left alone.

        Raises `UrlRefused`, and `FetchFailed` when there is no answer in time. What the answer holds is not read.
        """
        return await self._in_time(self._post(url, headers, body))

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, float | None]:
        target = await find_target(url, resolve=self._resolve, allowed=self._policy.allowed)
        request = self._client.build_request(
            "POST",
            target.address_url,
            content=body,
            headers={**headers, "Host": target.host_header},
            extensions={"sni_hostname": target.host},
        )
        try:
            response = await self._client.send(request, stream=True, follow_redirects=False)
            await response.aclose()
        except httpx.TimeoutException as fault:
            raise FetchFailed(f"{target.host} did not answer in time") from fault
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as fault:
            raise FetchFailed(f"{target.host} cannot be reached: {type(fault).__name__}") from fault
        return response.status_code, read_retry_after(response.headers.get("retry-after"), datetime.now(UTC))

    async def _in_time(self, work: Coroutine[Any, Any, Result]) -> Result:
        try:
            async with asyncio.timeout(self._policy.total_seconds):
                return await work
        except TimeoutError as fault:
            raise FetchFailed(f"there was no answer within {self._policy.total_seconds:g} s") from fault
