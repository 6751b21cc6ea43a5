"""Formats by suffix and by `Accept`."""

import csv
import json
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import httpx
import pytest

from tests.api.service import entry, page, serving
from tests.render.rules import atom, json_feed, json_ld

TYPES = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
    "jsonfeed": "application/feed+json",
    "atom": "application/atom+xml",
    "jsonld": "application/ld+json",
    "md": "text/markdown",
}
ACROSS = ("json", "ndjson", "csv", "jsonfeed", "atom")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[httpx.Client]:
    """A service with a blog of seven entries and another of three."""
    with serving(module_database_url) as client:
        for content in (
            page(*(entry(hour) for hour in range(7))),
            page(*(entry(hour, author="Edda Varley") for hour in range(3)), url="https://news.example/live/regatta"),
        ):
            client.post("/v1/ingest/html", content=content, headers={"Content-Type": "text/html"}).raise_for_status()
        yield client


def lists(client: httpx.Client) -> list[tuple[str, tuple[str, ...]]]:
    """The lists of entries, and the formats that each comes in."""
    blog = client.get("/v1/blogs").json()["data"][0]["id"]
    return [
        ("/v1/entries", ACROSS),
        (f"/v1/blogs/{blog}/entries", tuple(TYPES)),
        (f"/v1/blogs/{blog}/feed", ("jsonfeed", "atom")),
        ("/v1/export", ("ndjson", "csv", "json")),
    ]


def media_type(answer: httpx.Response) -> str:
    """The type of a successful answer, without its parameters."""
    assert answer.status_code == 200, answer.text
    return answer.headers["Content-Type"].partition(";")[0]


def test_accept_chooses(filled: httpx.Client) -> None:
    """Each list comes in each of its formats, varies by `Accept`, and comes in the first for those who do not mind."""
    for path, formats in lists(filled):
        for name in formats:
            answer = filled.get(path, headers={"Accept": f"{TYPES[name]}, */*;q=0.1"})
            assert media_type(answer) == TYPES[name]
            assert {"Accept", "Accept-Encoding"} <= {part.strip() for part in answer.headers["Vary"].split(",")}
        assert media_type(filled.get(path, headers={"Accept": "*/*"})) == TYPES[formats[0]]


def test_what_cannot_be_had(filled: httpx.Client) -> None:
    """A format that a list does not come in is a 406 that names all it comes in."""
    for path, formats in lists(filled):
        others = [TYPES[name] for name in TYPES if name not in formats]
        for accept in ("image/png", "application/json;q=0, text/plain", *others):
            answer = filled.get(path, headers={"Accept": accept})
            assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert all(TYPES[name] in answer.json()["detail"] for name in formats)
            assert answer.json()["errors"][0]["in"] == "header"
            assert answer.json()["request_id"] == answer.headers["X-Request-ID"]
            assert filled.head(path, headers={"Accept": accept}).status_code == 406


def test_suffixes_choose(filled: httpx.Client) -> None:
    """A suffix names the format, whatever `Accept` says, and gives the same entries; an unknown one is a 404."""
    for path, formats in lists(filled)[:2]:
        for name in formats:
            answer = filled.get(f"{path}.{name}", headers={"Accept": "image/png"})
            assert media_type(answer) == TYPES[name]
            assert "Accept" not in {part.strip() for part in answer.headers["Vary"].split(",")}
        unknown = filled.get(f"{path}.xml")
        assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
        assert "ndjson, csv" in unknown.json()["detail"]
    assert filled.get("/v1/export.xlsx").status_code == 404


def titles(answer: httpx.Response) -> list[str | None]:
    """The titles of the entries in an answer of any of the formats."""
    match media_type(answer):
        case "application/x-ndjson":
            return [json.loads(line)["title"] for line in answer.text.splitlines()]
        case "text/csv":
            return [row["title"] for row in csv.DictReader(answer.text.splitlines())]
        case "application/feed+json":
            return [item["title"] for item in answer.json()["items"]]
        case "application/atom+xml":
            feed = fromstring(answer.content)  # noqa: S314 (we wrote it)
            return [title.text for title in feed.findall(f"{ATOM}entry/{ATOM}title")]
    return [item["title"] for item in answer.json()["data"]]


@pytest.mark.parametrize("name", ACROSS)
def test_pages_go_on_in_every_format(filled: httpx.Client, name: str) -> None:
    """Filters, limits and the links to the next page are those of the list."""
    met: list[str | None] = []
    url: str | None = f"/v1/entries.{name}?author=mira-tolland&limit=3"
    while url:
        answer = filled.get(url)
        met += titles(answer)
        url = answer.links.get("next", {}).get("url")
    assert met == titles(filled.get("/v1/entries?author=mira-tolland"))


def test_a_feed_of_any_query(filled: httpx.Client) -> None:
    """A feed over all blogs keeps its id from page to page, and another query's has another."""
    feeds = [filled.get(f"/v1/entries.atom?{query}") for query in ("limit=2", "limit=2&author=edda-varley")]
    feeds.append(filled.get(feeds[0].links["next"]["url"]))
    ids = [fromstring(feed.content).findtext(f"{ATOM}id") for feed in feeds]  # noqa: S314 (ours)
    assert ids[0] == ids[2] != ids[1]


def test_what_a_format_has_no_place_for(filled: httpx.Client) -> None:
    """Fields go into tables alone, a count into the envelope alone; else they are refused by name."""
    assert filled.get("/v1/entries.ndjson?fields=id,title").text.startswith('{"id":')
    assert filled.get("/v1/entries.json?fields=id&count=exact").json()["count"] == 10
    for query in ("atom?fields=id", "jsonfeed?fields=title", "csv?count=exact", "ndjson?count=estimated"):
        answer = filled.get(f"/v1/entries.{query}")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["name"] in query


def test_a_table_of_some_fields(filled: httpx.Client) -> None:
    """CSV has the columns asked for and no others."""
    rows = list(csv.reader(filled.get("/v1/entries.csv?fields=title,id&limit=2").text.splitlines()))
    assert rows[0] == ["id", "title"]
    assert [len(row) for row in rows] == [2, 2, 2]


def test_what_is_served_holds_to_its_standards(filled: httpx.Client) -> None:
    """Feeds of one blog and of any query, on every page, and the blog as JSON-LD."""
    blog = filled.get("/v1/blogs").json()["data"][0]["id"]
    checks = {"atom": atom.faults, "jsonfeed": json_feed.faults, "jsonld": json_ld.faults}
    for path in ("/v1/entries.atom", "/v1/entries.jsonfeed", f"/v1/blogs/{blog}/entries.jsonld"):
        url: str | None = f"{path}?limit=2&q=ferry"
        while url:
            answer = filled.get(url)
            assert checks[path.rpartition(".")[2]](answer.content) == [], url
            url = answer.links.get("next", {}).get("url")
    assert atom.faults(filled.get(f"/v1/blogs/{blog}/feed.atom").content) == []
    assert json_feed.faults(filled.get(f"/v1/blogs/{blog}/feed.json").content) == []
    assert json_ld.faults(filled.get(f"/v1/blogs/{blog}/blog.jsonld").content) == []
