"""`liveblog parse` and `liveblog fixture`, as a person runs them: no database, status 0, 3, 2 or 1."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli import app
from tests.platforms.fixtures import HERE

PAGE = HERE / "reach" / "older-in-json-ld" / "page.html"
CONTRACT = {
    "url",
    "headline",
    "publisher",
    "language",
    "authors",
    "key_points",
    "platform",
    "coverage",
    "warnings",
    "entries",
}
ENTRY = {
    "external_id",
    "permalink",
    "title",
    "published_at",
    "published_at_raw",
    "time_precision",
    "updated_at",
    "authors",
    "key_event",
    "pinned",
    "body_html",
    "body_text",
    "images",
    "embeds",
    "links",
    "topics",
    "provenance",
}


def liveblog(*arguments: object, stdin: bytes = b"") -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def test_json_has_the_promised_shape() -> None:
    """Blog and entries carry the keys of the contract."""
    done = liveblog("parse", PAGE, "--url", "https://www.mirror.co.uk/live")
    blog = json.loads(done.stdout)
    assert done.exit_code == 0
    assert set(blog) >= CONTRACT
    assert all(set(entry) == ENTRY for entry in blog["entries"])
    assert blog["entries"][1]["authors"][0]["name"] == "Cal Reed"
    assert blog["entries"][0]["published_at"] == "2024-02-03T11:42:30Z"


def test_standard_input_is_read_for_a_dash() -> None:
    """A page may come through a pipe, to the command as it is installed."""
    command = [sys.executable, "-m", "app", "parse", "-"]
    done = subprocess.run(command, input=PAGE.read_bytes(), capture_output=True, timeout=60, check=True)
    assert json.loads(done.stdout)["platform"] == "reach"


def test_table_csv_and_json_ld() -> None:
    """The other formats tell of the same entries."""
    table = liveblog("parse", PAGE, "--format", "table")
    assert "Bridge closed" in table.stdout
    rows = list(csv.DictReader(liveblog("parse", PAGE, "--format", "csv").stdout.splitlines()))
    assert [row["external_id"] for row in rows] == ["503", "502", "501"]
    posting = json.loads(liveblog("parse", PAGE, "--format", "jsonld").stdout)
    assert posting["@type"] == "LiveBlogPosting"
    assert len(posting["liveBlogUpdate"]) == 3


def test_observed_at_places_a_clock(tmp_path: Path) -> None:
    """The instant that the page was seen gives clock times their day."""
    posts = "".join(
        f"<h2>Post {n}</h2><p>0{n}:10 , Jo Doe</p><p>Something was said, and written down.</p>" for n in (3, 2, 1)
    )
    file = tmp_path / "page.html"
    file.write_text(f"<html lang='en-GB'><h1>Live</h1>{posts}</html>", "utf-8")
    done = liveblog("parse", file, "--observed-at", "2026-03-05T04:00:00+00:00")
    assert [entry["published_at"] for entry in json.loads(done.stdout)["entries"]] == [
        "2026-03-05T03:10:00Z",
        "2026-03-05T02:10:00Z",
        "2026-03-05T01:10:00Z",
    ]


def test_page_without_a_live_blog_ends_with_three() -> None:
    """One line on standard error, nothing on standard output."""
    done = liveblog("parse", "-", stdin=b"<html><p>About us</p></html>")
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1


def test_refused_page_ends_with_one() -> None:
    """What is no page is refused in one line."""
    done = liveblog("parse", "-", stdin=b"%PDF-1.7")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "PDF" in done.stderr


def test_wrong_usage_ends_with_two() -> None:
    """A file that is not there, an instant that is none and an unknown format are wrong usage."""
    for wrong in (["nowhere.html"], [PAGE, "--observed-at", "noon"], [PAGE, "--format", "yaml"], []):
        done = liveblog("parse", *wrong)
        assert (done.exit_code, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["parse", "nowhere.html"], "nowhere.html: No such file or directory"),
        (["parse"], "Missing argument"),
        (["parse", "--shape"], "No such option: --shape"),
        (["read"], "No such command 'read'"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: list[str], words: str) -> None:
    """The `liveblog` command says what is wrong and where its help is."""
    done = subprocess.run([sys.executable, "-m", "app", *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert words in done.stderr
    assert "--help" in done.stderr


def test_fixture_writes_what_is_to_be_reviewed(tmp_path: Path) -> None:
    """expected.json stands beside the page, as the fixture's test compares it."""
    page = tmp_path / "page.html"
    page.write_bytes(PAGE.read_bytes())
    (tmp_path / "request.json").write_bytes((PAGE.parent / "request.json").read_bytes())
    done = liveblog("fixture", page)
    assert "3 entries, platform reach" in done.stdout
    expected = json.loads((PAGE.parent / "expected.json").read_text("utf-8"))
    assert json.loads((tmp_path / "expected.json").read_text("utf-8")) == expected
