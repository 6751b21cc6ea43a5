"""Versions of entries over HTTP."""

import httpx

from app.api.schemas.revisions import RevisionDiff, RevisionList
from tests.api.service import entry, page

HTML = {"Content-Type": "text/html"}
URL = "https://news.example/live/storm"


def send(api: httpx.Client, content: bytes, hour: int) -> None:
    """Upload the page as it was seen at this hour."""
    params = {"source_url": URL, "observed_at": f"2026-03-04T{hour:02}:30:00Z"}
    api.post("/v1/ingest/html", content=content, headers=HTML, params=params).raise_for_status()


def test_every_version_of_an_entry_can_be_read(api: httpx.Client) -> None:
    """Created, edited, removed and restored: each is a version with what changed and how the entry read."""
    send(api, page(entry(1), entry(2), entry(3)), 4)
    send(api, page(entry(1), entry(2, text="The ferry sails at noon."), entry(3)), 5)
    send(api, page(entry(1), entry(3)), 6)
    send(api, page(entry(1), entry(2, text="The ferry sails at noon."), entry(3)), 7)
    found = api.get("/v1/entries", params={"q": "noon"}).json()["data"][0]
    answer = api.get(f"/v1/entries/{found['id']}/revisions")
    versions = RevisionList.model_validate_json(answer.content).data
    assert [(version.version, version.kind) for version in versions] == [
        (1, "created"),
        (2, "updated"),
        (3, "deleted"),
        (4, "updated"),
    ]
    assert versions[0].entry.body_text == "The ferry waits."
    assert versions[1].changed == ["body"]
    assert versions[2].entry.deleted_at is not None
    assert versions[3].superseded_at is None
    assert versions[0].superseded_at == versions[1].first_seen_at
    page_two = api.get(f"/v1/entries/{found['id']}/revisions", params={"after": 2, "limit": 1}).json()
    assert [version["version"] for version in page_two["data"]] == [3]
    assert page_two["has_more"] is True


def test_a_diff_shows_the_words_added_and_removed(api: httpx.Client) -> None:
    """The second version against the first; the first against nothing."""
    send(api, page(entry(1)), 4)
    send(api, page(entry(1, text="The ferry sails.")), 5)
    found = api.get("/v1/entries").json()["data"][0]
    diff = RevisionDiff.model_validate(api.get(f"/v1/entries/{found['id']}/revisions/2/diff").json())
    assert [(piece.kind, piece.text) for piece in diff.body] == [
        ("same", "The ferry "),
        ("removed", "waits"),
        ("added", "sails"),
        ("same", "."),
    ]
    first = RevisionDiff.model_validate(api.get(f"/v1/entries/{found['id']}/revisions/1/diff").json())
    assert [piece.kind for piece in first.body] == ["added"]
    for number, status in ((3, 404), (0, 422), (99_999_999_999, 422)):
        assert api.get(f"/v1/entries/{found['id']}/revisions/{number}/diff").status_code == status
    assert api.get("/v1/entries/00000000-0000-0000-0000-000000000000/revisions").status_code == 404


def test_a_list_can_be_read_as_it_stood(api: httpx.Client) -> None:
    """`as_of` gives the words of that instant, and entries that are gone since."""
    send(api, page(entry(1), entry(2), entry(3)), 4)
    send(api, page(entry(1, text="The ferry sails."), entry(3)), 6)

    def texts(instant: str) -> list[str]:
        answer = api.get("/v1/entries", params={"as_of": instant}).json()
        return [found["body_text"] for found in answer["data"]]

    assert texts("2026-03-04T05:00:00Z") == ["The ferry waits."] * 3
    assert texts("2026-03-04T07:00:00Z") == ["The ferry waits.", "The ferry sails."]
    assert texts("2026-03-04T04:00:00Z") == []
