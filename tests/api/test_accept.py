"""What a client takes."""

import pytest

from app.api.accept import preferred_coding, preferred_type

OFFERED = ("application/json", "text/csv", "application/atom+xml")


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", None),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("identity", None),
        ("identity;q=0.5, gzip;q=0.4", None),
        ("gzip;q=0", None),
        ("*", "zstd"),
        ("*;q=0.1, zstd;q=0", "br"),
        ("GZIP ; Q=0.7", "gzip"),
        ("gzip;q=many, br;q=0.1", "br"),
        (",;,=;q", None),
    ],
)
def test_codings(header: str, coding: str | None) -> None:
    """The coding of the highest quality, of equals the quickest; none where the client wants none."""
    assert preferred_coding(header) == coding


@pytest.mark.parametrize(
    ("header", "media_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "application/json"),
        ("application/json;q=0.5, text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("text/*;q=0.3, application/*;q=0.2", "text/csv"),
        ("application/*, application/json;q=0", "application/atom+xml"),
        ("APPLICATION/ATOM+XML", "application/atom+xml"),
        ('text/csv;header="present";q=0.9', "text/csv"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/csv;q=none", None),
    ],
)
def test_media_types(header: str, media_type: str | None) -> None:
    """The type of the highest quality, the most specific range deciding; None where nothing is acceptable."""
    assert preferred_type(header, OFFERED) == media_type


def test_a_long_header_is_read_quickly() -> None:
    """Thousands of names are no reason to think for long."""
    assert preferred_type(",".join(f"a/{number};q=0.1" for number in range(5000)), OFFERED) is None
