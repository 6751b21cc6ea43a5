"""Addresses on pages, joined with the page's own."""

import pytest

from app.parsing.urls import joined, parts_of


@pytest.mark.parametrize(
    ("address", "base", "whole"),
    [
        ("#post-1", "https://news.example/live", "https://news.example/live#post-1"),
        ("?page=2", "https://news.example/live", "https://news.example/live?page=2"),
        ("#post-1", None, "#post-1"),
        ("//news.example/x", "https://a.example/", "https://news.example/x"),
        ("https://[broken/", "https://news.example/live", None),
        ("//[broken", None, None),
        ("javascript:alert(1)", "https://news.example/live", None),
        ("data:text/html,x", None, None),
        ("", None, None),
    ],
)
def test_addresses_lead_to_web_pages_or_nowhere(address: str, base: str | None, whole: str | None) -> None:
    """Broken addresses and those that run something are none."""
    assert joined(address, base) == whole


def test_what_is_no_url_has_no_parts() -> None:
    """Nothing on a page makes reading an address fail."""
    assert parts_of("http://[broken") == parts_of(None)
    assert parts_of("https://news.example/live?x=1#y").fragment == "y"
