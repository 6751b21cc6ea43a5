"""A page is refused for a stated reason, or gives its text, tree and data."""

import pickle
from datetime import UTC, datetime

import pytest

from app.errors import EmptyPage, NotHtml, PageTooLarge
from app.parsing.page import Limits, Page


def html(body: str, head: str = "") -> bytes:
    """A whole document around the given markup."""
    return f"<!doctype html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>".encode()


def test_gives_text_tree_and_language() -> None:
    """A plain page gives its text, a tree of it and the language it declares."""
    page = Page(html("<p>Ferry delayed</p>"))
    assert "Ferry delayed" in page.text
    paragraph = page.tree.css_first("p")
    assert paragraph is not None
    assert paragraph.text() == "Ferry delayed"
    assert page.language == "en-GB"
    assert not page.is_plain_text


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\0\0\0", b"\xef\xbb\xbf  "])
def test_nothing_is_an_empty_page(content: bytes) -> None:
    """No bytes, or only white space, NULs or a byte order mark, are an empty page."""
    with pytest.raises(EmptyPage, match="the page is empty"):
        _ = Page(content).text


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a WebP image"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "gzip-compressed bytes"),
        (b"\x28\xb5\x2f\xfd\x04\0", "zstd-compressed bytes"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (b"\x7fELF\x02\x01\x01", "a program"),
        (bytes(range(256)) * 40, "binary data"),
        (b'{"entries": [1, 2, 3]}', "a JSON document"),
        (b'\xef\xbb\xbf [{"id": 7}]', "a JSON document"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "an RSS feed"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "an SVG image"),
    ],
)
def test_says_what_bytes_that_are_no_html_look_like(content: bytes, kind: str) -> None:
    """Bytes of another kind are refused with a message that names the kind."""
    with pytest.raises(NotHtml, match=kind):
        _ = Page(content).text


def test_prose_that_starts_with_a_bracket_is_no_json() -> None:
    """Text is only called JSON when it parses as JSON."""
    assert Page(b"[Updated] The ferry is back\n\n10:15\n").is_plain_text


def test_too_many_bytes_are_refused() -> None:
    """A page above the limit of bytes is refused when it is made, with both numbers."""
    with pytest.raises(PageTooLarge, match=r"1,001 bytes, more than the 1,000 allowed"):
        Page(b"x" * 1001, limits=Limits(max_bytes=1000))


@pytest.mark.parametrize(
    ("content", "content_type", "plain"),
    [
        (b"10:15 The ferry sails, 5 < 6 and <3", None, True),
        (b"10:15 <b>The ferry sails</b>", None, False),
        (b"10:15 <b>The ferry sails</b>", "Text/Plain; charset=utf-8", True),
        (b"<!DOCTYPE html><p>10:15", "text/plain", False),
    ],
)
def test_tells_plain_text_from_markup(content: bytes, content_type: str | None, plain: bool) -> None:  # noqa: FBT001
    """Text without tags is plain, and so is what is declared as text/plain unless it begins as a document."""
    assert Page(content, content_type=content_type).is_plain_text is plain


def test_json_ld_flattens_lists_and_remembers_what_cannot_be_read() -> None:
    """Each object of each JSON-LD block is given; a block beyond mending leaves a sentence."""
    page = Page(
        html(
            "",
            '<script type="application/ld+json">[{"@type": "A"}, {"@type": "B"}, 3]</script>'
            '<script type="application/ld+json">{"@type": oops</script>'
            '<script type="APPLICATION/LD+JSON">{"@type": "C"}</script>',
        )
    )
    assert [block["@type"] for block in page.json_ld] == ["A", "B", "C"]
    assert len(page.json_ld_faults) == 1
    assert page.json_ld_faults[0].startswith("JSON-LD block 2 cannot be read: ")


@pytest.mark.parametrize(
    "script",
    [
        '{"props": {"n": 1}}',
        'window.__STATE__ = {"props": {"n": 1}};',
        'var state={"props": {"n": 1}}',
        'window["state"] = {"props": {"n": 1}};',
    ],
)
def test_script_json_reads_data_and_assigned_data(script: str) -> None:
    """A script that holds or assigns JSON gives the data."""
    assert Page(html(f"<script id='state'>{script}</script>")).script_json("#state") == {"props": {"n": 1}}


def test_script_json_is_none_when_there_is_no_data() -> None:
    """A missing script, or one that is a program, gives None."""
    page = Page(html("<script id='state'>start();</script>"))
    assert page.script_json("#state") is None
    assert page.script_json("#other") is None


def test_a_page_pickles_as_its_inputs() -> None:
    """A page can be sent to another process, without the tree it already built."""
    page = Page(html("<p>x"), url="https://news.test/live", observed_at=datetime(2024, 5, 1, tzinfo=UTC))
    assert page.tree.css_first("p")
    copy = pickle.loads(pickle.dumps(page))  # noqa: S301
    assert (copy.content, copy.url, copy.observed_at) == (page.content, page.url, page.observed_at)
