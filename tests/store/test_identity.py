"""What makes a blog the same blog again."""

import time

import pytest

from app.store.identity import is_first_page, new_entry_ids, snapshot_id, url_key


@pytest.mark.parametrize(
    "same",
    [
        "http://www.valley.example/live/flood",
        "https://valley.example/live/flood/",
        "https://VALLEY.example/live/flood?utm_source=x&fbclid=1",
        "https://valley.example:443/live/flood?page=with:block-1#block-1",
        " https://valley.example/live/flood?filterKeyEvents=true ",
    ],
)
def test_same_blog(same: str) -> None:
    """Scheme, www, fragment, campaigns and paging make no other blog."""
    assert url_key(same) == url_key("https://valley.example/live/flood")


@pytest.mark.parametrize(
    "other",
    [
        "https://valley.example/live/flood-2",
        "https://valley.example/live/flood?id=2",
        "https://other.example/live/flood",
        "https://valley.example:8443/live/flood",
        "https://valley.example/live/Flood",
    ],
)
def test_other_blog(other: str) -> None:
    """Another host, port, path or any other parameter is another blog."""
    assert url_key(other) != url_key("https://valley.example/live/flood")


@pytest.mark.parametrize("url", ["", "http://[", "https://x.example:99999/", "\x00", "no url", "http://\ud800/?\ud800"])
def test_broken_urls(url: str) -> None:
    """A URL that cannot be taken apart stands for itself."""
    assert isinstance(url_key(url), str)
    assert snapshot_id(url, b"") == snapshot_id(url, b"")


def test_first_page() -> None:
    """A page that selects a part of a blog is not its first page; one from nowhere is not known to be."""
    assert is_first_page("https://valley.example/live/flood?utm_source=x")
    assert not is_first_page("https://valley.example/live/flood?page=2#x")
    assert not is_first_page(None)


def test_entry_ids_rise() -> None:
    """Ids rise within a batch of any size and from one batch to the next, and say that they are of version 7."""
    first = new_entry_ids(10_000)
    time.sleep(0.01)
    second = new_entry_ids(3)
    assert first == sorted(set(first))
    assert first[0] < second[0] < second[2]
    assert {(each.version, each.variant) for each in first} == {(7, "specified in RFC 4122")}
