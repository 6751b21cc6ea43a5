"""Pages from files, folders and archives."""

import io
from pathlib import Path

import orjson
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from app.ingest.sources import Found, find_pages

LIMIT = 10_000
PAGE = b"<html><p>page</p></html>"


def found(*sources: object, max_bytes: int = LIMIT) -> list[Found]:
    """The pages in these sources."""
    return list(find_pages([str(source) for source in sources], max_bytes=max_bytes))


def warc(path: Path, *pages: tuple[str, str, str, bytes]) -> Path:
    """An archive of responses: URL, status line, content type and body of each."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for url, status, kind, body in pages:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    url,
                    "response",
                    payload=io.BytesIO(body),
                    http_headers=headers,
                    warc_headers_dict={"WARC-Date": "2026-03-04T05:06:07Z"},
                )
            )
    return path


def test_files_folders_and_globs(tmp_path: Path) -> None:
    """A file is itself, a folder all pages below it, a pattern what it matches; other files are left alone."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("a/1.html", "a/b/2.HTM", "a/3.txt", "a/4.jpg"):
        (tmp_path / name).write_bytes(PAGE)
    assert [Path(page.name).name for page in found(tmp_path / "a")] == ["1.html", "3.txt", "2.HTM"]
    assert [Path(page.name).name for page in found(tmp_path / "a" / "*.html")] == ["1.html"]
    assert [page.content_type for page in found(tmp_path / "a" / "3.txt")] == ["text/plain"]
    assert found(tmp_path / "none*")[0].error == "there is no such file"


def test_a_file_beyond_the_limit_is_not_read_whole(tmp_path: Path) -> None:
    """One byte too many is enough to be refused for."""
    path = tmp_path / "big.html"
    path.write_bytes(bytes(LIMIT * 3))
    assert len(found(path)[0].content) == LIMIT + 1


def test_rows_of_ndjson(tmp_path: Path) -> None:
    """Each line is a page with its address and instant; a bad line is told and does not end the file."""
    good = {"html": "<p>é</p>", "url": "https://news.example/1", "observed_at": "2026-03-04T05:06:07Z"}
    lines = [orjson.dumps(good), b"{", b"[]", b'{"html": 1}', b"", b'{"html":"x","observed_at":"noon"}']
    lines += [b'{"html":"x","observed_at":"2026-03-04T05:06:07"}', b'{"html":"last"}']
    path = tmp_path / "pages.ndjson"
    path.write_bytes(b"\n".join(lines))
    pages = found(path)
    assert pages[0].content == "<p>é</p>".encode()
    assert pages[0].url == "https://news.example/1"
    assert pages[0].observed_at is not None
    assert [bool(page.error) for page in pages] == [False, True, True, True, True, True, False]
    assert pages[1].name.endswith(":2")


@pytest.mark.filterwarnings("ignore:Exception ignored in")  # warcio's writer leaves a temporary file to the collector
@pytest.mark.parametrize("name", ["news.warc", "news.warc.gz"])
def test_responses_of_a_warc(tmp_path: Path, name: str) -> None:
    """Pages that were answered with 200 and are pages, with their address, instant and type."""
    path = warc(
        tmp_path / name,
        ("https://news.example/1", "200 OK", "text/html; charset=utf-8", PAGE),
        ("https://news.example/2", "404 Not Found", "text/html", PAGE),
        ("https://news.example/3", "200 OK", "image/png", b"png"),
        ("https://news.example/4", "200 OK", "text/html", bytes(LIMIT * 2)),
    )
    pages = found(path)
    assert [page.url for page in pages] == ["https://news.example/1", "https://news.example/4"]
    assert pages[0].content == PAGE
    assert pages[0].content_type == "text/html; charset=utf-8"
    assert pages[0].observed_at is not None
    assert pages[0].observed_at.isoformat() == "2026-03-04T05:06:07+00:00"
    assert len(pages[1].content) == LIMIT + 1


@pytest.mark.parametrize("content", [b"no archive", b"WARC/1.0\r\nbroken", b"\x1f\x8b\x08\x00broken"])
def test_a_broken_archive_is_told(tmp_path: Path, content: bytes) -> None:
    """Bytes that are no archive are an error of that file."""
    path = tmp_path / "bad.warc"
    path.write_bytes(content)
    assert any(page.error for page in found(path))
