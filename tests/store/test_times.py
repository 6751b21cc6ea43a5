"""When a newly read time replaces a stored one."""

from datetime import timedelta

import pytest

from app.store.times import Timing, replaces
from tests.store.samples import minutes

STATED = Timing(minutes(0), "second", "json-ld")
INFERRED = Timing(minutes(0), "minute", "inferred")


@pytest.mark.parametrize(
    ("stored", "new", "expected"),
    [
        (STATED, Timing(minutes(0), "second", "json-ld"), False),
        (STATED, Timing(minutes(1), "second", "json-ld"), True),
        (STATED, Timing(None, None, None), False),
        (Timing(None, None, None), INFERRED, True),
        (STATED, Timing(minutes(600), "minute", "inferred"), False),
        (INFERRED, Timing(minutes(3), "minute", "inferred"), False),
        (INFERRED, Timing(minutes(-24 * 60), "minute", "inferred"), True),
        (INFERRED, Timing(minutes(-24 * 60), "day", "inferred"), False),
        (INFERRED, Timing(minutes(3), "second", "dom"), True),
        (INFERRED, Timing(minutes(0) + timedelta(seconds=40), "second", "dom"), False),
        (STATED, Timing(minutes(0) + timedelta(seconds=40), "second", "dom"), True),
        (Timing(minutes(0), "day", "dom"), Timing(minutes(300), "minute", "dom"), False),
    ],
)
def test_replaces(stored: Timing, new: Timing, expected: bool) -> None:  # noqa: FBT001
    """A stated time is believed; an inferred one only fills a gap or corrects the day of another inferred one."""
    assert replaces(new, stored) is expected
