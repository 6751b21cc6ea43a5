"""Exports over HTTP."""

import csv
import io
import json
from collections.abc import Iterator

import httpx
import pytest

from app.api.schemas.entries import EntryPublic
from tests.api.service import entry, page, serving


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[httpx.Client]:
    """A service that exports three entries at a time, with twenty of them and a single connection to the database."""
    posts = [entry(hour, author=("Mira Tolland", "=cmd")[hour % 2]) for hour in range(20)]
    with serving(module_database_url, export_batch=3, database_pool_size=1, run_workers=False) as client:
        client.post("/v1/ingest/html", content=page(*posts), headers={"Content-Type": "text/html"}).raise_for_status()
        yield client


def test_ndjson_holds_every_entry_of_the_list_once(filled: httpx.Client) -> None:
    """One promised entry to a line, over as many batches as it takes, in the order of the list."""
    answer = filled.get("/v1/export.ndjson")
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    lines = answer.text.splitlines()
    assert [json.loads(line) for line in lines] == filled.get("/v1/entries").json()["data"]
    assert len([EntryPublic.model_validate_json(line) for line in lines]) == 20


def test_json_is_one_array(filled: httpx.Client) -> None:
    """The entries of the list in one array, over as many batches as it takes; an empty one when there are none."""
    answer = filled.get("/v1/export.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == filled.get("/v1/entries").json()["data"]
    assert filled.get("/v1/export.json?author=nobody").json() == []


def test_csv_holds_every_entry_and_no_formula(filled: httpx.Client) -> None:
    """A heading, one row an entry, and a name that a spreadsheet would run made harmless."""
    answer = filled.get("/v1/export.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["external_id"] for row in rows] == [f"post-{hour}" for hour in range(19, -1, -1)]
    assert {row["authors"] for row in rows} == {"Mira Tolland", "'=cmd"}


def test_exports_take_filters_and_order(filled: httpx.Client) -> None:
    """The same filters as the list; an answer without entries is empty but whole."""
    query = {"author": "mira-tolland", "sort": "oldest", "published_after": "2026-03-04T10:00:00Z"}
    lines = filled.get("/v1/export.ndjson", params=query).text.splitlines()
    assert [json.loads(line)["external_id"] for line in lines] == [f"post-{hour}" for hour in range(10, 20, 2)]
    assert filled.get("/v1/export.ndjson?author=nobody").text == ""
    assert filled.get("/v1/export.csv?author=nobody").text.count("\r\n") == 1


@pytest.mark.parametrize("name", ["export.ndjson", "export.csv", "export.json"])
@pytest.mark.parametrize("query", ["autor=x", "q=-", "published_after=noon", "limit=5", "sort=best"])
def test_a_wrong_query_is_told_before_the_answer_begins(filled: httpx.Client, name: str, query: str) -> None:
    """A 422 that names the parameter, not a broken stream."""
    answer = filled.get(f"/v1/{name}?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["name"] == query.partition("=")[0]


def test_a_reader_who_stops_reading_holds_no_connection(filled: httpx.Client) -> None:
    """While one export waits for its reader, the only connection serves others."""
    with filled.stream("GET", "/v1/export.ndjson") as export:
        lines = export.iter_lines()
        assert json.loads(next(lines))["external_id"] == "post-19"
        assert len(filled.get("/v1/entries").json()["data"]) == 20
