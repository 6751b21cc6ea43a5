"""URLs of a page made absolute and harmless."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

MAX_URL = 4096
LONGEST_KEPT = 500
"""Characters of a URL whose parts are kept for the next time: of longer ones thousands would take up much memory."""

_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,4})?(?:[/?#][\w!$%&'()*+,./:;=?@~#-]*)?", re.ASCII)
_PLAIN_PATH = re.compile(r"(?:/[\w$%+:=@~-][\w!$%&'()*+,.:;=@~-]*+)*+/?(?:[?#][\w!$%&'()*+,./:;=?@~#-]*+)?", re.ASCII)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_IGNORED = re.compile(r"[\t\n\r]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_HOST = re.compile(r"[^\W_]+(?:[-_.]+[^\W_]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
_MAILTO = re.compile(r"mailto:[\w.+-]{1,64}@[\w.-]{1,255}", re.IGNORECASE | re.ASCII)
_TEL = re.compile(r"tel:[+\d][\d().-]{2,30}", re.IGNORECASE | re.ASCII)
_EDGES = "".join(map(chr, range(0x21)))
_KEPT = "!$%&'()*+,/:;=?@~[]"
NO_PARTS = SplitResult("", "", "", "", "")


def web_url(raw: str | None, base_url: str | None) -> str | None:
    """The absolute http or https URL that `raw` means on a page at `base_url`; None when it means none.

    Reads as a browser does (WHATWG URL): edges trimmed, tabs and line breaks ignored, backslashes taken for slashes.
    Host names that pretend with user information ("https://known.example@other.example") are no URL here.
    """
    if raw is None:
        return None
    if len(raw) <= MAX_URL:
        if _PLAIN.fullmatch(raw):
            return raw
        if raw.startswith("/") and _PLAIN_PATH.fullmatch(raw):
            origin = _origin(base_url) if base_url else None
            return origin + raw if origin else None
    return _mended(raw, base_url)


def link_url(raw: str | None, base_url: str | None) -> str | None:
    """As `web_url`, and plain `mailto:` and `tel:` addresses too; None for a mere fragment of the page."""
    if raw is None:
        return None
    raw = raw.strip(_EDGES)
    if raw.startswith("#"):
        return None
    head = raw[:7].lower()
    if head == "mailto:":
        address = raw.partition("?")[0]
        return address if _MAILTO.fullmatch(address) else None
    if head.startswith("tel:"):
        number = re.sub(r"\s|%20", "", raw[:60])
        return number if _TEL.fullmatch(number) else None
    return web_url(raw, base_url)


@lru_cache(maxsize=2048)
def host_of(url: str) -> str:
    """The host name of a URL in lower case, without "www."; empty when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def parts_of(url: str | None) -> SplitResult:
    """The parts of a URL; all empty for what is none."""
    return _split(url) if not url or len(url) > LONGEST_KEPT else _split_before(url)


def _split(url: str | None) -> SplitResult:
    try:
        return urlsplit(url or "")
    except ValueError:
        return NO_PARTS


_split_before = lru_cache(maxsize=20_000)(_split)


def joined(address: str, base_url: str | None) -> str | None:
    """An address made absolute where the page's is known; None for one that leads to no web page."""
    try:
        whole = urljoin(base_url or "", address.strip())
    except ValueError:
        return None
    parts = parts_of(whole)
    return whole if whole and parts is not NO_PARTS and parts.scheme in {"", "http", "https"} else None


@lru_cache(maxsize=64)
def _origin(base_url: str) -> str | None:
    root = _mended("/", base_url)
    return root.removesuffix("/") if root else None


def _mended(raw: str, base_url: str | None) -> str | None:
    raw = _IGNORED.sub("", raw.strip(_EDGES))
    if not raw or len(raw) > MAX_URL or _CONTROL.search(raw):
        return None
    path, question, rest = raw.partition("?")
    raw = path.replace("\\", "/") + question + rest
    scheme = _SCHEME.match(raw)
    if scheme and not raw.lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(urljoin(base_url, raw) if base_url and not scheme else raw)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            return None
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if ":" in host:
        host = f"[{host}]"
    if not _HOST.fullmatch(host):
        return None
    netloc = host if port is None else f"{host}:{port}"
    url = urlunsplit((parts.scheme, netloc, _quoted(parts.path), _quoted(parts.query), _quoted(parts.fragment)))
    return url if len(url) <= MAX_URL else None


def _quoted(part: str) -> str:
    return quote(part, safe=_KEPT, errors="replace")
