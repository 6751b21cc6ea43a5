"""Who may write: with API keys configured, their holders; without, programs on this machine alone."""

import hmac
import ipaddress
import re
from urllib.parse import urlsplit

from fastapi import Request

from app.errors import AccessDenied, Fault, InvalidParameter, KeyRequired
from app.settings import Settings

HOST = re.compile(r"([A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(:[0-9]{0,5})?")


def require_host(request: Request) -> None:
    """Check the Host, which the links in answers are made of. Raises `InvalidParameter`."""
    if not HOST.fullmatch(request.headers.get("host", "")):
        raise InvalidParameter("Host is no host name", faults=[Fault("header", "Host", "is no host name")])


async def require_writer(request: Request) -> None:
    """Let the request pass if it may write. Raises `KeyRequired` or `AccessDenied`."""
    settings: Settings = request.app.state.settings
    if settings.api_keys:
        _require_key(request)
    else:
        _require_this_machine(request)


def known_key(request: Request) -> int | None:
    """Which of the configured API keys the request carries, if any."""
    given = _given_key(request)
    if not given:
        return None
    settings: Settings = request.app.state.settings
    matches = [hmac.compare_digest(given.encode(), key.get_secret_value().encode()) for key in settings.api_keys]
    return matches.index(True) if any(matches) else None


def _given_key(request: Request) -> str:
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    return bearer.strip() if scheme.lower() == "bearer" else request.headers.get("x-api-key", "")


def _require_key(request: Request) -> None:
    if not _given_key(request):
        raise KeyRequired("writing needs an API key: send it as `Authorization: Bearer KEY` or `X-API-Key: KEY`")
    if known_key(request) is None:
        raise KeyRequired("this API key is not known")


def _require_this_machine(request: Request) -> None:
    if not request.client or not _is_loopback(request.client.host):
        raise AccessDenied("without API keys, writes are taken from this machine only; set LIVEBLOG_API_KEYS")
    # A web page open in a browser here can send requests as well; it gives itself away by one of these headers.
    host = request.headers.get("host", "")
    if not _is_loopback(_name_of(f"//{host}")):
        raise AccessDenied("without API keys, writes are taken for a loopback Host only")
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2].lower() != host.lower():
        raise AccessDenied("without API keys, writes are not taken from other web pages")
    if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        raise AccessDenied("without API keys, writes are not taken from other web pages")


def _name_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
