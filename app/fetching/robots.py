"""What a site's robots.txt allows us (RFC 9309)."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from protego import Protego

MAX_BYTES = 512 * 1024
KEPT_SECONDS = 3600.0
MAX_SITES = 5_000
MAX_DELAY_SECONDS = 10.0

Answer = tuple[int, bytes]
"""The HTTP status of a robots.txt, after redirects, and its bytes; status 0 when the site could not be reached."""


class Robots:
    """The rules of sites, each fetched when first needed and kept for an hour.

    `fetch` is given the robots.txt's URL and must not raise: a site that cannot be reached is status 0.
    """

    def __init__(self, user_agent: str, fetch: Callable[[str], Awaitable[Answer]]) -> None:
        self._user_agent = user_agent
        self._fetch = fetch
        self._rules: OrderedDict[str, tuple[float, Protego]] = OrderedDict()

    async def allows(self, url: str) -> bool:
        """Whether the site lets us fetch this URL."""
        rules = await self._rules_for(url)
        return bool(rules.can_fetch(url, self._user_agent))

    async def crawl_delay(self, url: str) -> float:
        """The pause the site asks for between two requests, in seconds, at most ten; 0 when it asks for none."""
        rules = await self._rules_for(url)
        return min(float(rules.crawl_delay(self._user_agent) or 0.0), MAX_DELAY_SECONDS)

    async def _rules_for(self, url: str) -> Protego:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        kept_at, rules = self._rules.get(site, (0.0, None))
        if rules is None or time.monotonic() - kept_at > KEPT_SECONDS:
            rules = _read(*await self._fetch(f"{site}/robots.txt"))
            self._rules[site] = (time.monotonic(), rules)
            while len(self._rules) > MAX_SITES:
                self._rules.popitem(last=False)
        return rules


def _read(status: int, content: bytes) -> Protego:
    # RFC 9309, 2.3.1: a missing file allows everything, a site in trouble allows nothing.
    if 400 <= status < 500:  # noqa: PLR2004 (the HTTP class of client errors)
        return Protego.parse("")
    if not 200 <= status < 300:  # noqa: PLR2004 (the HTTP class of success)
        return Protego.parse("User-agent: *\nDisallow: /")
    return Protego.parse(content[:MAX_BYTES].decode("utf-8", errors="replace"))
