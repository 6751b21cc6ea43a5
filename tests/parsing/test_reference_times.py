"""The time lines of the reference page: a syndicated copy whose newer posts show a clock only."""

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.parsing.byline import read_byline
from app.parsing.clock import resolve
from app.parsing.credits import is_credit_line
from app.parsing.document import TimeText
from app.parsing.time_line import find_time, is_time_line

CORPUS = Path(os.environ.get("LIVEBLOG_CORPUS") or Path(__file__).parents[2] / ".." / "shared" / "corpus")
PAGE = CORPUS / "inkl__independent-ukraine-2026-01-29.txt"


@pytest.mark.skipif(not PAGE.exists(), reason="the reference page is not at hand")
def test_the_reference_pages_headers_are_read() -> None:
    """Exactly its 38 header lines are time lines; each has its author, and its instant follows from the stream."""
    lines = [line.strip() for line in PAGE.read_text("utf-8").splitlines()]
    splits = [split for line in lines if is_time_line(line) and (split := find_time(line))]
    assert Counter(author.name for split in splits for author in read_byline(split.rest)) == {
        "Arpan Rai": 16,
        "Alex Croft": 17,
        "Harriette Boucher": 5,
    }
    found = resolve(
        [TimeText(split.time) for split in splits],
        zone=ZoneInfo("Europe/London"),
        language="en",
        observed_at=None,
        anchor=None,
    )
    times = [instant.at for instant in found]
    assert times[0] == datetime(2026, 1, 29, 7, 14, tzinfo=UTC)
    assert times[18] == datetime(2026, 1, 29, tzinfo=UTC)
    assert times[19] == datetime(2026, 1, 28, 23, 0, tzinfo=UTC)
    assert times == sorted((at for at in times if at), reverse=True)
    assert [instant.inferred for instant in found] == [True] * 19 + [False] * 19
    assert sum(map(is_credit_line, lines)) == 4
