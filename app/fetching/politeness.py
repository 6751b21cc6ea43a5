"""One host is asked by one request at a time, with a pause between two, and left alone when it asks for that."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from app.errors import BackOff

MAX_HOSTS = 10_000
MAX_WAIT_SECONDS = 24 * 3600.0


@dataclass
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    closed_until: float = 0.0


class Politeness:
    """Turns at hosts. `pause_seconds` lie between the end of one request to a host and the start of the next."""

    def __init__(self, pause_seconds: float) -> None:
        self._pause = pause_seconds
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    @asynccontextmanager
    async def turn(self, host: str, *, crawl_delay: float = 0.0) -> AsyncIterator[None]:
        """Wait for this host's turn; raises `BackOff` at once while the host has asked to be left alone."""
        state = self._state(host)
        remaining = state.closed_until - time.monotonic()
        if remaining > 0:
            raise BackOff(f"{host} asked not to be fetched for another {remaining:.0f} s", retry_after=remaining)
        async with state.turn:
            await asyncio.sleep(max(0.0, state.free_at - time.monotonic()))
            try:
                yield
            finally:
                state.free_at = time.monotonic() + max(self._pause, crawl_delay)

    def close(self, host: str, seconds: float) -> None:
        """Leave a host alone for so many seconds."""
        self._state(host).closed_until = time.monotonic() + min(seconds, MAX_WAIT_SECONDS)

    def _state(self, host: str) -> _Host:
        state = self._hosts.pop(host, None) or _Host()
        self._hosts[host] = state
        while len(self._hosts) > MAX_HOSTS:
            self._hosts.popitem(last=False)
        return state


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header (RFC 9110, 10.2.3) asks to wait, or None when it says nothing usable."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), MAX_WAIT_SECONDS)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - now).total_seconds(), 0.0), MAX_WAIT_SECONDS)
