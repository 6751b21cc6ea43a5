"""Whether a client already has what it asks for."""

from datetime import UTC, datetime

import pytest
from starlette.datastructures import Headers

from app.api.preconditions import has, names_what_it_has

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
AT_NOON = "Wed, 04 Mar 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("named", "known"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"xyz", "abc"', True),
        ('"xyz",W/"abc" , "def"', True),
        ('"a,b","abc"', True),
        ("*", True),
        (" * ", True),
        ('"xyz"', False),
        ('"ABC"', False),
        ('"xabc"', False),
        ("abc", False),
        ("", False),
        ('"', False),
    ],
)
def test_etags(named: str, known: bool) -> None:  # noqa: FBT001 (a row of the table)
    """ETags are compared weakly, in lists of any spacing, and a star stands for any."""
    assert has(Headers({"If-None-Match": named}), '"abc"', None) is known
    assert has(Headers({"If-None-Match": named}), 'W/"abc"', None) is known


@pytest.mark.parametrize(
    ("since", "known"),
    [
        (AT_NOON, True),
        ("Wed, 04 Mar 2026 12:00:01 GMT", True),
        ("Wed, 04 Mar 2026 11:59:59 GMT", False),
        ("Wednesday, 04-Mar-26 12:00:00 GMT", True),
        ("noon", False),
        ("", False),
        ("Wed, 99 Mar 2026 12:00:00 GMT", False),
    ],
)
def test_dates(since: str, known: bool) -> None:  # noqa: FBT001
    """A date as late as the last change, in any form of HTTP's; what is no date is as good as none."""
    assert has(Headers({"If-Modified-Since": since}), None, NOON) is known


def test_an_etag_goes_before_a_date() -> None:
    """With `If-None-Match` there, the date means nothing; without a date of ours, neither."""
    assert not has(Headers({"If-None-Match": '"xyz"', "If-Modified-Since": AT_NOON}), '"abc"', NOON)
    assert not has(Headers({"If-Modified-Since": AT_NOON}), '"abc"', None)
    assert not has(Headers({"If-None-Match": "*"}), None, NOON)
    assert not names_what_it_has(Headers({"If-Match": '"abc"'}))
