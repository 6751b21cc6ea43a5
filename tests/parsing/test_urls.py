"""Addresses: absolute, plain and harmless, or none."""

import pytest

from app.parsing.urls import host_of, link_url, web_url

BASE = "https://news.example/live/storm"


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("/maps", "https://news.example/maps"),
        ("/maps/../x", "https://news.example/x"),
        ("maps", "https://news.example/live/maps"),
        ("?page=2", "https://news.example/live/storm?page=2"),
        ("//b.example/x", "https://b.example/x"),
        ("https://b.example\\@news.example/", "https://b.example/@news.example/"),
        ("\\\\b.example\\x", "https://b.example/x"),
        ("  https://a.example/\n", "https://a.example/"),
        ("https://a.exa\tmple/x", "https://a.example/x"),
        ("HTTPS://A.Example/X", "https://a.example/X"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("https://a.example/a b\"c'd<e>", "https://a.example/a%20b%22c'd%3Ce%3E"),
        ("https://a.example/é", "https://a.example/%C3%A9"),
        ("https://a.example/100%25", "https://a.example/100%25"),
        ("https://m.example/@jo/1", "https://m.example/@jo/1"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("https://münchen.example/", "https://münchen.example/"),
    ],
)
def test_web_addresses_are_made_absolute(raw: str, url: str) -> None:
    """What a browser would open is answered whole, and is the same when read again."""
    assert web_url(raw, BASE) == url
    assert web_url(url, BASE) == url


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "https:javascript:alert(1)",
        "https:///evil.example",
        "https://news.example@evil.example/",
        "https://a.example:99999/",
        "https://[::1/",
        "https://%00.example/",
        "https:// a.example/",
        "ftp://a.example/x",
        "x-app://item/1",
        "mailto:a@b.example",
        "https://a.example/" + "x" * 5000,
    ],
)
def test_other_addresses_are_none(raw: str | None) -> None:
    """Scripts, data, disguises, broken and overlong addresses are no web address."""
    assert web_url(raw, BASE) is None


def test_relative_addresses_need_a_base() -> None:
    """Without a page's address, or with one that is no web address, a relative one means nothing."""
    assert web_url("/x", None) is None
    assert web_url("x", "about:blank") is None
    assert web_url("/x", "file:///x") is None


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("mailto:desk@news.example", "mailto:desk@news.example"),
        ("mailto:desk@news.example?subject=x&body=y", "mailto:desk@news.example"),
        ("mailto:?body=x", None),
        ('mailto:"><b>@x', None),
        ("tel:+44 20 7946 0000", "tel:+442079460000"),
        ("tel:evil", None),
        ("#entry-7", None),
        ("/x", "https://news.example/x"),
    ],
)
def test_links_may_also_be_mail_and_telephone(raw: str, url: str | None) -> None:
    """Plain addresses and numbers are links; a fragment of the page is none."""
    assert link_url(raw, BASE) == url


def test_hosts_are_told_without_www() -> None:
    """A broken address has no host."""
    assert host_of("https://www.News.example:80/x") == "news.example"
    assert host_of("https://[::1/") == ""


@pytest.mark.parametrize(
    "raw",
    ["/" + "a" * 4000 + '"', "/a" * 2000 + '"', "/../" * 1000, "https://" + "a-" * 2000, "https://" + "a." * 2000],
)
def test_hostile_addresses_are_read_in_one_go(raw: str) -> None:
    """Long addresses made to send a pattern back and forth are read or refused; a pattern that did would never end."""
    url = web_url(raw, BASE)
    assert url is None or url.startswith("https://")
