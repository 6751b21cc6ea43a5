"""Which stretch of a blog a page shows."""

from dataclasses import replace

import pytest

from app.parsing.document import Coverage
from app.store.window import EARLIEST, LATEST, Window, is_partial_view, window_of
from tests.store.samples import blog, entry, minutes, newest_first


def test_window() -> None:
    """From the oldest post to the newest, pinned and impossible ones aside; neither end is covered itself."""
    page = blog([entry(99_999), entry(1, pinned=True), entry(9), entry(8, published_at=None), entry(5)])
    window = window_of(page, latest=minutes(60), newer_first_page=False)
    assert window == Window(minutes(5), minutes(9))
    assert [window.covers(minutes(n)) for n in (4, 5, 6, 9, 10)] == [False, False, True, False, False]


def test_open_ends() -> None:
    """A page that says nothing older exists has no oldest end, a newer first page has no newest one."""
    page = blog(newest_first(5, 9), coverage=Coverage(found=2, complete=True))
    assert window_of(page, latest=minutes(60), newer_first_page=False) == Window(EARLIEST, minutes(9))
    assert window_of(page, latest=minutes(60), newer_first_page=True) == Window(EARLIEST, LATEST)


def test_nothing_to_tell_from() -> None:
    """A page without times covers nothing."""
    page = blog([entry(1, published_at=None), entry(2, pinned=True)])
    assert window_of(page, latest=minutes(60), newer_first_page=True) is None
    assert window_of(replace(page, entries=()), latest=minutes(60), newer_first_page=True) is None


@pytest.mark.parametrize(
    ("missing", "covered", "expected"), [(0, 0, False), (5, 5, False), (6, 6, True), (6, 12, False), (60, 119, True)]
)
def test_partial_view(missing: int, covered: int, expected: bool) -> None:  # noqa: FBT001
    """A few may vanish at once; more than half of many means that the page shows a selection."""
    assert is_partial_view(missing, covered) is expected
