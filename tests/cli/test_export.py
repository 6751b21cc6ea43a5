"""`liveblog export` and `liveblog key create`, as a person runs them."""

import csv
import io
from pathlib import Path

import orjson
import pytest

from tests.api.service import entry, page, serving
from tests.cli.test_ingest import liveblog


@pytest.fixture
def stored(database_url: str) -> str:
    """The URL of a database with three entries, two of them by Mira Tolland."""
    done = liveblog(database_url, "ingest", "-", stdin=page(entry(1), entry(2, author="Ines Obrado"), entry(3)))
    assert done.returncode == 0, done.stderr
    return database_url


def test_entries_under_filters_come_as_lines_of_json(stored: str) -> None:
    """The filters are the API's, and so are the entries, the newest first."""
    done = liveblog(stored, "export", "author=mira-tolland", "published_after=2026-03-04T00:00:00Z")
    assert done.returncode == 0, done.stderr
    lines = [orjson.loads(line) for line in done.stdout.splitlines()]
    assert [line["title"] for line in lines] == ["Update 3", "Update 1"]
    with serving(stored) as api:
        assert lines == api.get("/v1/entries", params={"author": "mira-tolland"}).json()["data"]


def test_a_table_goes_into_a_file(stored: str, tmp_path: Path) -> None:
    """CSV, the oldest first, with a line of headings."""
    file = tmp_path / "entries.csv"
    done = liveblog(stored, "export", "sort=oldest", "--format", "csv", "--output", file)
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert [row["title"] for row in rows] == ["Update 1", "Update 2", "Update 3"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["autor=x"], b"'autor=x' is no filter"),
        (["key_event"], b"'key_event' is no filter"),
        (["published_after=yesterday"], b"published_after: must be an RFC 3339 time"),
        (["key_event=true", "key_event=false"], b"key_event may be given only once"),
        (
            ["published_after=2026-03-05T00:00:00Z", "published_before=2026-03-04T00:00:00Z"],
            b"published_after must be earlier",
        ),
    ],
)
def test_a_wrong_filter_is_wrong_usage(arguments: list[str], told: bytes) -> None:
    """Exit status 2 and one line that names it; no database is needed to say so."""
    done = liveblog("postgresql://nobody@127.0.0.1:1/nowhere", "export", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_key_is_made_and_taken(database_url: str) -> None:
    """Only the key is on standard output; a service that is given it takes writes with it and none without."""
    first, second = (liveblog(database_url, "key", "create") for _ in range(2))
    key = first.stdout.decode().strip()
    assert len(key) > 40
    assert first.stdout != second.stdout
    assert b"LIVEBLOG_API_KEYS" in first.stderr
    with serving(database_url, api_keys=[key]) as api:
        assert api.get("/v1/sources").status_code == 401
        assert api.get("/v1/sources", headers={"Authorization": f"Bearer {key}"}).status_code == 200
