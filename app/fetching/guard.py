"""No URL reaches a private network: a URL is turned into the one public address that may be connected to.

The name is resolved once, every address it has is checked, and the caller connects to the very address returned here,
so a name that answers differently the next time gains nothing. Redirects go through here again.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import SplitResult, urlsplit, urlunsplit

import idna

from app.errors import FetchFailed, UrlRefused

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_URL_LENGTH = 4_096
GLOBAL_UNICAST_6 = IPv6Network("2000::/3")
NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "100.64.0.0/10",  # carriers' shared space, RFC 6598
        "168.63.129.16/32",  # a cloud's host agent at a public address
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "198.18.0.0/15",  # benchmarking, RFC 2544
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved
        "2001::/23",  # protocol assignments, Teredo and ORCHID among them, RFC 6890
        "2002::/16",  # 6to4, which may carry any IPv4 address, RFC 3056
        "3fff::/20",  # documentation, RFC 9637
    )
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the URL as asked for, the name for the Host header and TLS, and the checked address."""

    url: str
    host: str
    port: int
    address: Address
    is_default_port: bool

    @property
    def host_header(self) -> str:
        """The Host header's value (RFC 9110, 7.2)."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.is_default_port else f"{name}:{self.port}"

    @property
    def address_url(self) -> str:
        """The URL with the checked address in the place of the name."""
        parts = urlsplit(self.url)
        address = f"[{self.address}]" if isinstance(self.address, IPv6Address) else str(self.address)
        return urlunsplit((parts.scheme, f"{address}:{self.port}", parts.path or "/", parts.query, ""))


async def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """Every address the system's resolver gives for a name; raises `FetchFailed` when it gives none."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise FetchFailed(f"the name {host!r} cannot be resolved") from fault
    return [str(entry[4][0]) for entry in found]


async def find_target(url: str, *, resolve: Resolve = resolve_by_system, allowed: Sequence[Network] = ()) -> Target:
    """The address that `url` may be fetched from; `allowed` are networks that count as public here.

    Raises `UrlRefused` when the URL is no plain web address or when any of its addresses is not public, and
    `FetchFailed` when its name cannot be resolved.
    """
    parts = _split(url)
    host, port = _host_of(parts), _port_of(parts)
    literal = _literal_address(host)
    texts = [str(literal)] if literal else await resolve(host, port)
    addresses = [_read_address(text) for text in texts]
    if not addresses:
        raise FetchFailed(f"the name {host!r} has no address")
    for address in addresses:
        if not is_public(address, allowed):
            raise UrlRefused(f"the URL leads to {address}, which is not a public address")
    return Target(url, host, port, addresses[0], port == DEFAULT_PORTS[parts.scheme])


def is_public(address: Address, allowed: Sequence[Network] = ()) -> bool:
    """Whether an address belongs to the public internet, seen through every form that embeds another address."""
    if isinstance(address, IPv6Address):
        embedded = _embedded(address)
        if embedded:
            return is_public(embedded, allowed)
    if any(address.version == network.version and address in network for network in allowed):
        return True
    if any(address.version == network.version and address in network for network in NEVER):
        return False
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST_6:
        return False
    return address.is_global and not address.is_multicast


def _embedded(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if any(address in network for network in NAT64):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    if int(address) >> 32 == 0 and int(address) > 1:
        return IPv4Address(int(address))
    return None


def _split(url: str) -> SplitResult:
    if len(url) > MAX_URL_LENGTH:
        raise UrlRefused(f"the URL is longer than {MAX_URL_LENGTH:,} characters")
    if any(character <= " " or character in "\\\x7f" for character in url):
        raise UrlRefused("the URL holds white space, a backslash or a control character")
    try:
        parts = urlsplit(url)
    except ValueError as fault:
        raise UrlRefused(f"this is no URL: {fault}") from fault
    if parts.scheme not in DEFAULT_PORTS:
        raise UrlRefused("only http and https URLs are fetched")
    if "@" in parts.netloc:
        raise UrlRefused("a URL with a user name or password is not fetched")
    return parts


def _host_of(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise UrlRefused("the URL names no host")
    if "%" in host:
        raise UrlRefused("the host holds a percent sign: zone ids and escapes are not fetched")
    if ":" in host or host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii").rstrip(".")
    except idna.IDNAError as fault:
        raise UrlRefused(f"the host is no valid name: {fault}") from fault


def _port_of(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError as fault:
        raise UrlRefused(f"the URL's port is wrong: {fault}") from fault
    if port == 0:
        raise UrlRefused("the URL's port is wrong: 0")
    return port or DEFAULT_PORTS[parts.scheme]


def _literal_address(host: str) -> Address | None:
    if ":" in host:
        return _read_address(host)
    last = host.rsplit(".", 1)[-1]
    if not last.isdigit() and not last.startswith("0x"):
        return None
    # As the URL standard has it, a host whose last label is a number is an IPv4 address in one of its many forms.
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError) as fault:
        raise UrlRefused(f"the host {host!r} looks like an address but is none") from fault


def _read_address(text: str) -> Address:
    try:
        return ipaddress.ip_address(text)
    except ValueError as fault:
        raise UrlRefused(f"{text!r} is no address that can be connected to") from fault
