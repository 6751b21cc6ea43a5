"""From a URL to a page: bounded, conditional, polite."""

import asyncio
import gzip
import ipaddress
import threading
import zlib
from dataclasses import replace

import brotli
import pytest
import zstandard

from app.errors import BackOff, FetchFailed, PageTooLarge, RobotsRefused
from app.fetching.client import Fetched, Fetcher, FetchPolicy, Validators
from tests.fetching.web import TLS, Reply, Web, serve_web

POLICY = FetchPolicy(
    user_agent="liveblog-test/1",
    respect_robots=False,
    allowed=(ipaddress.ip_network("127.0.0.0/8"),),
    pause_seconds=0,
    max_bytes=100_000,
)
PAGE = b"<html><body><p>" + b"harbour " * 500 + b"</p></body></html>"


def fetch(url: str, policy: FetchPolicy = POLICY, validators: Validators | None = None) -> Fetched:
    """One fetch with a fetcher of its own."""

    async def run() -> Fetched:
        async with Fetcher(policy, tls=TLS) as fetcher:
            return await fetcher.fetch(url, validators)

    return asyncio.run(run())


def test_a_page_arrives_with_its_headers() -> None:
    """Bytes, status, headers and the final URL are given; the request says who asks."""
    with serve_web() as web:
        web.replies["/live"] = Reply(body=PAGE, headers={"Content-Type": "text/html; charset=utf-8", "ETag": '"a"'})
        fetched = fetch(web.url("/live"))
    assert fetched.content == PAGE
    assert fetched.content_type == "text/html; charset=utf-8"
    assert fetched.validators == Validators(etag='"a"')
    assert web.seen[0][1]["user-agent"] == "liveblog-test/1"
    assert web.seen[0][1]["host"] == f"127.0.0.1:{web.port}"


def test_an_unchanged_page_is_not_sent_again() -> None:
    """With the validators of the last answer, an unchanged page costs a 304 and no bytes."""
    with serve_web() as web:
        web.replies["/live"] = Reply(body=PAGE, headers={"ETag": '"a"'})
        first = fetch(web.url("/live"))
        second = fetch(web.url("/live"), validators=first.validators)
    assert second.status == 304
    assert second.content is None


def test_redirects_are_followed_within_the_limit() -> None:
    """Relative and absolute redirects lead on, a loop ends at the limit."""
    with serve_web() as web:
        web.replies["/a"] = Reply(status=301, headers={"Location": "b"})
        web.replies["/b"] = Reply(status=307, headers={"Location": web.url("/live")})
        web.replies["/live"] = Reply(body=PAGE)
        web.replies["/loop"] = Reply(status=302, headers={"Location": "/loop"})
        assert fetch(web.url("/a")).final_url == web.url("/live")
        with pytest.raises(FetchFailed, match="redirects"):
            fetch(web.url("/loop"))


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("br", brotli.compress(PAGE)),
        ("zstd", zstandard.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("gzip, br", brotli.compress(gzip.compress(PAGE))),
    ],
    ids=["gzip", "br", "zstd", "deflate", "twice"],
)
def test_packed_pages_are_unpacked(coding: str, packed: bytes) -> None:
    """Every content coding asked for, and two over one another, gives the page."""
    with serve_web() as web:
        web.replies["/live"] = Reply(body=packed, headers={"Content-Encoding": coding})
        assert fetch(web.url("/live")).content == PAGE


BOMB = bytes(50_000_000)


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(BOMB)),
        ("br", brotli.compress(BOMB, quality=5)),
        ("zstd", zstandard.compress(BOMB)),
        ("gzip, gzip", gzip.compress(gzip.compress(BOMB))),
    ],
    ids=["gzip", "br", "zstd", "twice"],
)
def test_a_small_answer_that_unpacks_to_much_is_refused(coding: str, packed: bytes) -> None:
    """A decompression bomb ends at the limit on decoded bytes."""
    with serve_web() as web:
        web.replies["/live"] = Reply(body=packed, headers={"Content-Encoding": coding})
        with pytest.raises(PageTooLarge):
            fetch(web.url("/live"))


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "lzma", "gzip, gzip, gzip"])
def test_broken_packing_is_an_error_of_the_site(coding: str) -> None:
    """Data that does not unpack, or is packed as nobody asked, is a failed fetch."""
    with serve_web() as web:
        web.replies["/live"] = Reply(body=b"\x1f\x8bnot packed at all", headers={"Content-Encoding": coding})
        with pytest.raises(FetchFailed):
            fetch(web.url("/live"))


def test_a_page_beyond_the_limit_is_refused() -> None:
    """Too many bytes are refused by what the site declares, and by count where it declares nothing."""
    with serve_web() as web:
        web.replies["/declared"] = Reply(body=bytes(200_000))
        web.replies["/silent"] = Reply(body=bytes(200_000), headers={"Content-Length": "", "Connection": "close"})
        with pytest.raises(PageTooLarge):
            fetch(web.url("/declared"))
        with pytest.raises((PageTooLarge, FetchFailed)):
            fetch(web.url("/silent"))


@pytest.mark.parametrize(("status", "error"), [(429, BackOff), (503, BackOff), (404, FetchFailed), (500, FetchFailed)])
def test_errors_of_the_site_are_told_apart(status: int, error: type[Exception]) -> None:
    """Busy sites ask for a pause, others failed."""
    with serve_web() as web:
        web.replies["/live"] = Reply(status=status, headers={"Retry-After": "120"})
        with pytest.raises(error) as caught:
            fetch(web.url("/live"))
    if isinstance(caught.value, BackOff):
        assert caught.value.retry_after == 120


def test_a_busy_site_is_left_alone() -> None:
    """After a 429 with Retry-After, the next fetch does not even ask."""

    async def run(web: Web) -> None:
        async with Fetcher(POLICY, tls=TLS) as fetcher:
            for _ in range(2):
                with pytest.raises(BackOff):
                    await fetcher.fetch(web.url("/live"))

    with serve_web() as web:
        web.replies["/live"] = Reply(status=429, headers={"Retry-After": "120"})
        asyncio.run(run(web))
        assert web.paths() == ["/live"]


def test_a_site_that_never_answers_ends_at_the_time_limit() -> None:
    """Connect, read and whole time are bounded."""
    wait = threading.Event()
    with serve_web() as web:
        web.replies["/live"] = Reply(body=PAGE, before=lambda: wait.wait(10) and None)
        with pytest.raises(FetchFailed):
            fetch(web.url("/live"), replace(POLICY, read_seconds=0.2, total_seconds=5))
        with pytest.raises(FetchFailed):
            fetch(web.url("/live"), replace(POLICY, read_seconds=5, total_seconds=0.2))
        wait.set()


def test_a_closed_port_is_a_failed_fetch() -> None:
    """Nobody listening is told in words, not as a stack."""
    with pytest.raises(FetchFailed, match="cannot be fetched"):
        fetch("http://127.0.0.1:9/")


def test_robots_are_respected_by_default() -> None:
    """A path that robots.txt closes is not asked for; others are; a missing robots.txt opens all."""
    policy = replace(POLICY, respect_robots=True)
    with serve_web() as web:
        web.replies["/live"] = web.replies["/private/live"] = Reply(body=PAGE)
        assert fetch(web.url("/private/live"), policy).content == PAGE
        web.replies["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /private/")
        assert fetch(web.url("/live"), policy).content == PAGE
        with pytest.raises(RobotsRefused):
            fetch(web.url("/private/live"), policy)
        web.replies["/robots.txt"] = Reply(status=500)
        with pytest.raises(RobotsRefused):
            fetch(web.url("/live"), policy)


def test_a_redirect_into_a_closed_path_is_not_followed() -> None:
    """robots.txt is asked again for where a redirect leads."""
    with serve_web() as web:
        web.replies["/robots.txt"] = Reply(body=b"User-agent: liveblog-test\nDisallow: /private/")
        web.replies["/live"] = Reply(status=302, headers={"Location": "/private/live"})
        web.replies["/private/live"] = Reply(body=PAGE)
        with pytest.raises(RobotsRefused):
            fetch(web.url("/live"), replace(POLICY, respect_robots=True))
        assert "/private/live" not in web.paths()
