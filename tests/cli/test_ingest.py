"""`liveblog ingest` and `liveblog reparse`, as a person runs them."""

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests.api.service import entry, page


def liveblog(database_url: str, *arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command on this database."""
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        env={**os.environ, "DATABASE_URL": database_url},
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two versions of a blog as NDJSON, a page without a blog, and what is no page at all."""
    rows = [
        {"html": page(entry(1)).decode(), "url": "https://news.example/live/storm", "observed_at": "2026-03-04T02:00Z"},
        {
            "html": page(entry(1), entry(2)).decode(),
            "url": "https://news.example/live/storm",
            "observed_at": "2026-03-04T03:00Z",
        },
    ]
    (tmp_path / "storm.ndjson").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    (tmp_path / "about.html").write_bytes(b"<html><p>About us</p></html>")
    (tmp_path / "report.html").write_bytes(b"%PDF-1.7")
    return tmp_path


def test_a_folder_is_ingested_once(database_url: str, pages: Path) -> None:
    """Good pages are recorded, bad ones named, and a second run skips what the first did."""
    first = liveblog(database_url, "ingest", pages)
    told = first.stdout.decode()
    assert first.returncode == 1
    assert b"report.html: this looks like a PDF" in first.stderr
    assert "4 pages: 0 ingested before, 1 without a live blog" in told
    assert "2 created" in told
    second = liveblog(database_url, "ingest", pages).stdout.decode()
    assert "4 pages: 3 ingested before" in second
    assert "entries: none" in second


def test_a_page_on_standard_input(database_url: str) -> None:
    """`-` takes one page."""
    done = liveblog(database_url, "ingest", "-", stdin=page(entry(1), entry(2), entry(3)))
    assert (done.returncode, b"3 created" in done.stdout) == (0, True), done.stderr


def test_reparsing_tells_what_differs(database_url: str, pages: Path) -> None:
    """All snapshots are read again; with the same parser nothing differs."""
    liveblog(database_url, "ingest", pages)
    done = liveblog(database_url, "reparse", "--all", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert b"3 snapshots read: 0 entries would change, 1 pages hold no blog" in done.stdout
    assert liveblog(database_url, "reparse").returncode == 2
