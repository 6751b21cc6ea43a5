"""Where posts stand in time."""

from typing import Any

import pytest

from app.store.places import is_newest_first, places
from tests.store.samples import minutes


def posts(*times: int | None, pinned: int | None = None) -> list[dict[str, Any]]:
    """Posts at these minutes after noon, in page order, the one at position `pinned` pinned."""
    return [
        {"published_at": None if time is None else minutes(time), "pinned": position == pinned}
        for position, time in enumerate(times)
    ]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (posts(9, None, 5), [9, 5, 5]),
        (posts(5, None, 9), [5, 5, 9]),
        (posts(None, 9, None), [9, 9, 9]),
        (posts(1, None, 9, 5, pinned=0), [1, 9, 9, 5]),
        (posts(None, None), [None, None]),
        (posts(None, 1, pinned=1), [None, 1]),
        ([], []),
    ],
)
def test_places(shown: list[dict[str, Any]], expected: list[int | None]) -> None:
    """A post without a time takes that of the next older post, or else of the next newer, never of a pinned one."""
    assert places(shown) == [None if time is None else minutes(time) for time in expected]


def test_order() -> None:
    """The order of a page is that of its times; without any, the newest stands first."""
    assert is_newest_first(posts(9, 5))
    assert not is_newest_first(posts(5, 9))
    assert not is_newest_first(posts(99, 5, 9, pinned=0))
    assert is_newest_first(posts(None))
