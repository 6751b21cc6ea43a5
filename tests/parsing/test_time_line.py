"""Lines that hold a time beside a name or a title, and prose that does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.parsing.time_line import find_time, is_time_line


@pytest.mark.parametrize(
    ("line", "time", "rest"),
    [
        ("07:14 , Ann Roe", "07:14", "Ann Roe"),
        ("Ann Roe • 07:14", "07:14", "Ann Roe"),
        ("Ann Roe 07:14", "07:14", "Ann Roe"),
        ("07:14 Jan Kowalski", "07:14", "Jan Kowalski"),
        ("07:14 Tim Doe", "07:14", "Tim Doe"),
        ("Wednesday 28 January 2026 23:00 , Jo Doe", "Wednesday 28 January 2026 23:00", "Jo Doe"),
        ("Jo Doe 28 January 2026 23:00", "28 January 2026 23:00", "Jo Doe"),
        ("By Jo Doe, 14.05 Uhr", "14.05 Uhr", "By Jo Doe"),
        ("Jo Doe | 8m ago", "8m ago", "Jo Doe"),
        ("8m ago Jo Doe", "8m ago", "Jo Doe"),
        ("14:05", "14:05", ""),
        ("Updated at 12.08 BST", "Updated at 12.08 BST", ""),
        ("18:16 (IST), Oct 02", "18:16 (IST), Oct 02", ""),
        ("just now", "just now", ""),
        ("Key event 14:05", "14:05", "Key event"),
        ("14:05 KEY EVENT", "14:05", "KEY EVENT"),
        ("67'", "67'", ""),
        ("45+2’", "45+2’", ""),
        ("Key event • 14:05 • Jo Doe", "14:05", "Jo Doe"),
        ("Just now | Jo Doe", "Just now", "Jo Doe"),
        ("Jo Doe (Kyiv) 14:05", "14:05", "Jo Doe (Kyiv)"),
        ("(14:05)", "(14:05)", ""),
        ("14:05h - Jo Doe", "14:05h", "Jo Doe"),
        ("Jo Doe14:05", "14:05", "Jo Doe"),
        ("le 28/01/2026 à 14:05 par Jo Doe", "le 28/01/2026 à 14:05", "par Jo Doe"),
        ("Published 14:05 | Updated 14:10", "Published 14:05", "Updated 14:10"),
    ],
)
def test_header_lines_are_split(line: str, time: str, rest: str) -> None:
    """A line of a time and perhaps a byline or a label is a time line, and comes apart."""
    assert find_time(line) == (time, rest)
    assert is_time_line(line)


@pytest.mark.parametrize(
    ("line", "time", "rest"),
    [
        ("11.04 Uhr: Boote laufen ein", "11.04 Uhr", "Boote laufen ein"),
        ("11.04 Uhr: Rote Boote", "11.04 Uhr", "Rote Boote"),
        ("+++ 14:05 Boote laufen ein +++", "14:05", "Boote laufen ein"),
        ("14:05 Uhr – Boote laufen in den Hafen ein", "14:05 Uhr", "Boote laufen in den Hafen ein"),
        ("67' Doe scores with a header", "67'", "Doe scores with a header"),
        ("90'+4 - Boats are in", "90'+4", "Boats are in"),
        ("9.30am: The boats come in", "9.30am", "The boats come in"),
        ("Boats come into the bay – 14:05", "14:05", "Boats come into the bay"),
        ("14:05 Boats come into the bay", "14:05", "Boats come into the bay"),
    ],
)
def test_titles_with_a_time_are_split_and_no_time_lines(line: str, time: str, rest: str) -> None:
    """A title that carries its post's time comes apart, and is no header line."""
    assert find_time(line) == (time, rest)
    assert not is_time_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "at 2.20am the boats came",
        "At 2.20am the boats came",
        "The vote takes place at 14:05",
        "2.30 million people",
        "In 2024 the boats came",
        "28 boats came in",
        "On Wednesday he said so",
        "May 5 was a day",
        "Yesterday the boats came",
        "6' 2\" tall",
        "80's boats",
        "Jo Doe",
        "",
        "It was 10:20 when the boats came into the bay, and 11:30 when they left",
        "word " * 2000,
        "14:05 " * 2000,
    ],
)
def test_prose_is_left_alone(line: str) -> None:
    """A sentence that mentions a time is neither split nor a time line."""
    assert find_time(line) is None
    assert not is_time_line(line)


@given(st.text(max_size=250))
def test_splitting_never_raises_and_only_takes_away(line: str) -> None:
    """Any line is answered, and both parts stand in it."""
    found = find_time(line)
    assert is_time_line(line) in {True, False}
    if found is not None:
        assert found.time in line
        assert all(part in line for part in found.rest.split(" • "))
