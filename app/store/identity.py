"""What makes a snapshot, a blog and an entry the same one again, and the ids that follow from it."""

import secrets
import time
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID, uuid5

from app.parsing.document import ParsedBlog
from app.store.slugs import slug
from app.store.storable import storable

_NAMESPACE = UUID("6c697665-626c-5f67-9a70-690000000001")
_PAGING_PARAMETERS = frozenset({"page", "filterkeyevents", "pinned_post_locator"})
_PASSING_PARAMETERS = _PAGING_PARAMETERS | {"fbclid", "gclid", "cmpid", "ocid", "ito", "cmp", "amp", "outputtype"}
_PASSING_PREFIXES = ("utm_", "at_", "ns_", "mc_")
_MAX_BATCH = 1 << 12


def snapshot_id(url: str | None, content: bytes) -> UUID:
    """The id of a page with these bytes at this URL."""
    return uuid5(_NAMESPACE, f"snapshot {sha256(content).hexdigest()} {storable(url or '')}")


def blog_key(blog: ParsedBlog, url: str | None = None) -> str:
    """What a blog is known by: its own URL or the page's `url`; without any, its publisher, headline and first day."""
    address = blog.url or url
    if address:
        return f"url {url_key(address)}"
    times = [entry.published_at for entry in blog.entries if entry.published_at]
    first = blog.published_at or min(times, default=None)
    day = first.date().isoformat() if first else ""
    return f"content {slug(blog.publisher or '')} {slug(blog.headline or '')} {day}"


def blog_id(key: str) -> UUID:
    """The id of the blog known by `key`."""
    return uuid5(_NAMESPACE, f"blog {storable(key)}")


def url_key(url: str) -> str:
    """A URL without what changes while the blog stays the same: scheme, www, fragment, campaigns and paging."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return url.strip()
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _passes(pair[0].lower())))
    return f"{host}{port}{parts.path.rstrip('/')}{'?' if query else ''}{query}"


def is_first_page(url: str | None) -> bool:
    """Whether a page came from its blog's plain address, and not from one that selects a part of it."""
    if not url:
        return False
    query = url.partition("#")[0].partition("?")[2]
    return _PAGING_PARAMETERS.isdisjoint(name.lower() for name, _ in parse_qsl(query))


def new_entry_ids(count: int) -> list[UUID]:
    """Ids that rise in the order given and with time (RFC 9562, version 7 with a counter in `rand_a`)."""
    milliseconds = time.time_ns() // 1_000_000
    return [_version_7(milliseconds + n // _MAX_BATCH, n % _MAX_BATCH) for n in range(count)]


def _version_7(milliseconds: int, counter: int) -> UUID:
    random = secrets.randbits(62)
    return UUID(int=(milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | counter << 64 | 2 << 62 | random)


def _passes(parameter: str) -> bool:
    return parameter in _PASSING_PARAMETERS or parameter.startswith(_PASSING_PREFIXES)
