"""Stored pages over HTTP."""

import httpx
import psycopg

from app.api.schemas.ingest import ReparseResult
from app.api.schemas.snapshots import SnapshotList
from tests.api.service import entry, page

HTML = {"Content-Type": "text/html"}


def send(api: httpx.Client, content: bytes, hour: int = 4) -> str:
    """Upload a page; the id of its snapshot."""
    params = {"observed_at": f"2026-03-04T{hour:02}:30:00Z"}
    return str(api.post("/v1/ingest/html", content=content, headers=HTML, params=params).json()["snapshot_id"])


def test_pages_are_listed_with_what_became_of_them(api: httpx.Client) -> None:
    """Also those that hold no live blog or broke the parser, in the order in which they were observed."""
    parsed = send(api, page(entry(1)), 4)
    empty = send(api, b"<html><p>About us</p></html>", 5)
    broken = send(api, b"<html>" + b"<div>" * 100_000, 6)
    listed = SnapshotList.model_validate_json(api.get("/v1/snapshots").content).data
    assert [(str(snapshot.id), snapshot.outcome) for snapshot in listed] == [
        (parsed, "parsed"),
        (empty, "no_live_blog"),
        (broken, "failed"),
    ]
    assert all(snapshot.detail for snapshot in listed[1:])
    failed = api.get("/v1/snapshots", params={"outcome": "failed"}).json()["data"]
    assert [snapshot["id"] for snapshot in failed] == [broken]
    onward = api.get("/v1/snapshots", params={"after": parsed, "limit": 1}).json()
    assert ([snapshot["id"] for snapshot in onward["data"]], onward["has_more"]) == ([empty], True)


def test_reading_a_page_again_with_the_same_parser_changes_nothing(api: httpx.Client) -> None:
    """No difference, no change in the log."""
    snapshot = send(api, page(entry(1), entry(2)))
    before = api.get("/v1/changes").json()["latest_seq"]
    done = ReparseResult.model_validate(api.post(f"/v1/snapshots/{snapshot}/reparse").json())
    assert (done.entries.unchanged, done.differences) == (2, [])
    assert api.get("/v1/changes").json()["latest_seq"] == before


def test_a_better_reading_is_recorded_or_only_told(api: httpx.Client, database_url: str) -> None:
    """An entry that was read wrongly is told by a dry run and mended by a real one."""
    snapshot = send(api, page(entry(1), entry(2)))
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "UPDATE entry SET body_text = 'misread', content_hash = '\\x00' WHERE external_id = 'post-1'"
        )
    dry = ReparseResult.model_validate(api.post(f"/v1/snapshots/{snapshot}/reparse?dry_run=true").json())
    assert [(found.kind, found.changed) for found in dry.differences] == [("updated", ["body"])]
    assert "misread" in api.get("/v1/entries").text
    api.post(f"/v1/snapshots/{snapshot}/reparse").raise_for_status()
    assert "misread" not in api.get("/v1/entries").text


def test_unknown_snapshots_are_not_found(shared_api: httpx.Client) -> None:
    """404 for reading, listing after and reparsing what is not there."""
    nowhere = "00000000-0000-0000-0000-000000000000"
    assert shared_api.get(f"/v1/snapshots/{nowhere}/html").status_code == 404
    assert shared_api.post(f"/v1/snapshots/{nowhere}/reparse").status_code == 404
    assert shared_api.get(f"/v1/snapshots?after={nowhere}").status_code == 404
