"""No URL reaches a private network."""

import asyncio
import ipaddress

import pytest

from app.errors import FetchError, FetchFailed, UrlRefused
from app.fetching.client import Fetcher, FetchPolicy
from app.fetching.guard import find_target, is_public
from tests.fetching.web import TLS, Reply, count_connections, serve_names, serve_web

LOOPBACK_FORMS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.255.255.254",
    "127.0.0.1.",
    "2130706433",
    "0x7f000001",
    "0x7F.1",
    "0x7f.0x0.0x0.0x1",
    "0177.0.0.1",
    "0177.1",
    "017700000001",
    "0x7f.0.1",
    "0",
    "0.0.0.0",
    "0x0",
    "00",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2002:7f00:0001::1]",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "１２７.０.０.１",
    "ⓛocalhost",
    "user@127.0.0.1",
    "news.example@127.0.0.1",
    "user:pass@127.0.0.1",
    "127.0.0.1%00.news.example",
    "127.0.0.1%2f.news.example",
    "[::1%25lo]",
    "[fe80::1%25eth0]",
]

PRIVATE_ADDRESSES = [
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "169.254.0.1",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "0.1.2.3",
    "::2",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2001:db8::1",
    "2001::1",
    "2001:10::1",
    "2002:a00:1::1",
    "3fff::1",
    "4000::1",
    "100::1",
    "5f00::1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::10.0.0.1",
]

PUBLIC_ADDRESSES = ["1.1.1.1", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "2a00:1450::1", "::ffff:1.1.1.1"]

BAD_URLS = [
    "ftp://news.example/",
    "file:///etc/passwd",
    "gopher://news.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//news.example/",
    "news.example",
    "",
    "http://",
    "http:///path",
    "http://news.example:0/",
    "http://news.example:99999/",
    "http://news.example:x/",
    "http://[::1/",
    "http://news.example/\r\nX: y",
    "http://news.example\\@127.0.0.1/",
    "http://news .example/",
    "http://news.example/" + "a" * 5_000,
    "http://1.2.3.4.5/",
    "http://256.1.1.1/",
    "http://0x1.2.3.4.5.6/",
]


@pytest.mark.parametrize("host", LOOPBACK_FORMS)
def test_loopback_in_any_form_sees_no_connection(host: str) -> None:
    """However the loopback address is written, the listener on it sees nobody."""

    async def attempt(port: int) -> None:
        async with Fetcher(FetchPolicy(user_agent="test", respect_robots=False), tls=TLS) as fetcher:
            await fetcher.fetch(f"http://{host}:{port}/")

    with count_connections() as (port, peers):
        with pytest.raises(FetchError):
            asyncio.run(attempt(port))
        assert peers == []


@pytest.mark.parametrize("address", PRIVATE_ADDRESSES)
def test_private_addresses_are_refused(address: str) -> None:
    """An address outside the public internet is refused, as a literal and as what a name resolves to."""
    assert not is_public(ipaddress.ip_address(address))

    async def resolve(_host: str, _port: int) -> list[str]:
        return ["1.1.1.1", address]

    with pytest.raises(UrlRefused):
        asyncio.run(find_target("http://news.example/", resolve=resolve))


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_public_addresses_pass(address: str) -> None:
    """The public internet can be reached."""
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("url", BAD_URLS)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    """Other schemes, broken hosts and smuggled characters are refused before anything is resolved."""

    async def resolve(host: str, _port: int) -> list[str]:
        raise AssertionError(host)

    with pytest.raises(UrlRefused):
        asyncio.run(find_target(url, resolve=resolve))


def test_a_name_that_turns_private_is_never_reached() -> None:
    """A name that may be reached on its first answer leads nowhere private on its second."""

    async def attempt(url: str) -> None:
        policy = FetchPolicy(
            user_agent="test", respect_robots=False, pause_seconds=0, allowed=(ipaddress.ip_network("127.0.0.2/32"),)
        )
        async with Fetcher(policy, resolve=names.resolve, tls=TLS) as fetcher:
            with pytest.raises(FetchFailed):
                await fetcher.fetch(url)
            with pytest.raises(UrlRefused):
                await fetcher.fetch(url)

    with serve_names() as names, count_connections() as (port, peers):
        names.answers["rebind.example"] = [["127.0.0.2"], ["127.0.0.1"]]
        asyncio.run(attempt(f"http://rebind.example:{port}/"))
        assert peers == []


def test_a_name_with_one_private_address_is_refused() -> None:
    """One private address among public ones refuses the name: which one is used must not be chance."""

    async def attempt(port: int) -> None:
        async with Fetcher(
            FetchPolicy(user_agent="test", respect_robots=False), resolve=names.resolve, tls=TLS
        ) as fetcher:
            await fetcher.fetch(f"http://mixed.example:{port}/")

    with serve_names() as names, count_connections() as (port, peers):
        names.answers["mixed.example"] = [["1.1.1.1", "127.0.0.1"]]
        with pytest.raises(UrlRefused, match=r"127\.0\.0\.1"):
            asyncio.run(attempt(port))
        assert peers == []


def test_a_redirect_is_checked_again() -> None:
    """A site that may be fetched cannot send us on to an address that may not."""

    async def attempt(url: str) -> None:
        policy = FetchPolicy(
            user_agent="test", respect_robots=False, pause_seconds=0, allowed=(ipaddress.ip_network("127.0.0.1/32"),)
        )
        async with Fetcher(policy, tls=TLS) as fetcher:
            await fetcher.fetch(url)

    with serve_web() as web:
        web.replies["/"] = Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
        with pytest.raises(UrlRefused, match="not a public address"):
            asyncio.run(attempt(web.url()))
        assert web.paths() == ["/"]


def test_allowed_networks_can_be_reached() -> None:
    """A network that the operator allows counts as public, and only that one."""
    allowed = (ipaddress.ip_network("127.0.0.0/8"),)
    assert is_public(ipaddress.ip_address("127.0.0.1"), allowed)
    assert is_public(ipaddress.ip_address("::ffff:127.0.0.1"), allowed)
    assert not is_public(ipaddress.ip_address("10.0.0.1"), allowed)


def test_international_names_are_asked_for_in_ascii() -> None:
    """A name in another script is resolved by its ASCII form (RFC 5891)."""
    asked: list[str] = []

    async def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["1.1.1.1"]

    target = asyncio.run(find_target("http://zürich.example/liveblog", resolve=resolve))
    assert asked == ["xn--zrich-kva.example"]
    assert target.host_header == "xn--zrich-kva.example"
