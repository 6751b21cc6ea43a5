"""What `include` adds to entries, and the orders of lists other than by time of publication."""

from typing import Any

import httpx

from app.api.schemas.entries import EntryList, EntryWithMore
from tests.api.service import entry, page


def upload(client: httpx.Client, body: bytes, at: str) -> None:
    """Send a page as seen at an instant."""
    answer = client.post(
        "/v1/ingest/html", content=body, params={"observed_at": at}, headers={"Content-Type": "text/html"}
    )
    assert answer.is_success, answer.text


def listed(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Entries of a list that keeps its promise."""
    answer = client.get("/v1/entries", params=query)
    assert answer.status_code == 200, answer.text
    if "fields" not in query:
        EntryList.model_validate_json(answer.content)
    data: list[dict[str, Any]] = answer.json()["data"]
    return data


def test_highlight(api: httpx.Client) -> None:
    """Words are marked as the entry's language stems them; without a `q` there is nothing to mark."""
    upload(api, page(entry(1, text="Ferries wait in the harbour.", title="Quiet")), "2026-03-04T02:00:00Z")
    (found,) = listed(api, q="ferry harbour", include="highlight", fields="id")
    assert found.keys() == {"id", "highlight"}
    assert found["highlight"] == {
        "title": "Quiet",
        "body_text": "<mark>Ferries</mark> wait in the <mark>harbour</mark>",
    }
    refused = api.get("/v1/entries", params={"include": "highlight"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["name"] == "include"


def test_include(api: httpx.Client) -> None:
    """An entry can bring its blog and its earlier versions, in lists and by itself, and only if asked to."""
    upload(api, page(entry(1, text="The ferry waits."), entry(2)), "2026-03-04T03:00:00Z")
    upload(api, page(entry(1, text="The ferry sank."), entry(2)), "2026-03-04T04:00:00Z")
    newer, older = listed(api, include="revisions,blog")
    assert newer["blog"]["headline"] == "Storm Odette"
    assert newer["revisions"] == []
    (revision,) = older["revisions"]
    assert (revision["version"], revision["body_text"]) == (1, "The ferry waits.")
    assert revision["superseded_at"] == "2026-03-04T04:00:00Z"
    alone = api.get(f"/v1/entries/{older['id']}", params={"include": "blog,revisions"})
    EntryWithMore.model_validate_json(alone.content)
    assert alone.json()["revisions"] == older["revisions"]
    assert "blog" not in listed(api)[0]
    assert {"id", "blog"} == set(listed(api, fields="id", include="blog")[0])
    for wrong in ("blogs", "highlight"):
        refused = api.get(f"/v1/entries/{older['id']}", params={"include": wrong})
        assert refused.status_code == 422
    assert api.get("/v1/entries.csv", params={"include": "blog"}).status_code == 422


def test_order_by_edit(api: httpx.Client) -> None:
    """Lists by the last edit, in both directions, page by page."""
    upload(api, page(*[entry(n) for n in range(1, 6)]), "2026-03-04T06:00:00Z")
    upload(
        api,
        page(*[entry(n, text="Corrected." if n == 2 else "The ferry waits.") for n in range(1, 6)]),
        "2026-03-04T07:00:00Z",
    )
    for sort, expected in (("recently_updated", [2, 5, 4, 3, 1]), ("least_recently_updated", [1, 3, 4, 5, 2])):
        titles = [found["title"] for found in walk(api, sort=sort, limit=2)]
        assert titles == [f"Update {n}" for n in expected]
    refused = api.get("/v1/entries", params={"sort": "recently_updated", "as_of": "2026-03-04T06:30:00Z"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["name"] == "sort"


def test_order_by_relevance(api: httpx.Client) -> None:
    """The best match comes first, page by page, there and back; what comes meanwhile moves nothing."""
    texts = [
        "A harbour of boats.",
        "Ferry.",
        "One ferry among many words of a long and winding text.",
        "A ferry, a ferry.",
    ]
    posts = [entry(n, text=text, title="A ferry" if n == 1 else "Calm") for n, text in enumerate(texts, 1)]
    upload(api, page(*posts), "2026-03-04T06:00:00Z")
    whole = [found["id"] for found in listed(api, q="ferry", sort="relevance")]
    assert len(whole) == 4
    first = api.get("/v1/entries", params={"q": "ferry", "sort": "relevance", "limit": 3}).json()
    assert [found["id"] for found in first["data"]] == whole[:3]
    assert first["data"][0]["title"] == "A ferry"
    upload(api, page(*posts, entry(5, title="Ferry ferry", text="Ferry ferry ferry.")), "2026-03-04T06:10:00Z")
    query = {"q": "ferry", "sort": "relevance", "limit": 3}
    second = api.get("/v1/entries", params={**query, "cursor": first["next_cursor"]}).json()
    assert [found["id"] for found in second["data"]] == whole[3:]
    back = api.get("/v1/entries", params={**query, "cursor": second["prev_cursor"]}).json()
    assert [found["id"] for found in back["data"]] == whole[:3]
    for wrong in ({"sort": "relevance"}, {"sort": "relevance", "q": "ferry", "as_of": "2026-03-04T06:00:00Z"}):
        refused = api.get("/v1/entries", params=wrong)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["name"] == "sort"


def walk(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """All entries of a list, page by page."""
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        listing = client.get("/v1/entries", params={**query, **cursor}).json()
        found += listing["data"]
        if not listing["next_cursor"]:
            return found
        cursor = {"cursor": listing["next_cursor"]}
