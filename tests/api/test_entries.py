"""Lists of entries over HTTP."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.api.schemas.blogs import AuthorList, BlogList, TopicList
from app.api.schemas.entries import EntryContext, EntryList, EntryPublic
from app.api.schemas.revisions import ChangeList
from tests.api.service import entry, page, serving

HTML = {"Content-Type": "text/html"}


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[httpx.Client]:
    """A service with two blogs: twenty entries of the storm by two authors, and three of a regatta."""
    storm = [entry(hour, author=("Mira Tolland", "Joss Hearn")[hour % 2]) for hour in range(20)]
    regatta = [entry(hour, author="Edda Varley") for hour in range(3)]
    with serving(module_database_url) as client:
        for content in (page(*storm), page(*regatta, headline="Regatta", url="https://news.example/live/regatta")):
            client.post("/v1/ingest/html", content=content, headers=HTML).raise_for_status()
        yield client


def numbers(answer: httpx.Response) -> list[str]:
    """The external ids of the entries in an answer."""
    answer.raise_for_status()
    return [item["external_id"] for item in answer.json()["data"]]


def test_entries_come_newest_first_in_the_promised_shape(filled: httpx.Client) -> None:
    """Every entry validates against what OpenAPI promises, and the order is that of publication."""
    answer = filled.get("/v1/entries")
    listed = EntryList.model_validate_json(answer.content)
    assert set(answer.json()["data"][0]) == set(EntryPublic.model_fields)
    times = [item.published_at for item in listed.data]
    assert times == sorted(times, reverse=True)  # type: ignore[type-var]
    assert len(times) == 23


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"author": "mira-tolland"}, 10),
        ({"author": "Mira Tolland"}, 10),
        ({"author": ["mira-tolland", "Edda Varley"]}, 13),
        ({"author": "nobody"}, 0),
        ({"published_after": "2026-03-04T18:00:00Z"}, 2),
        ({"published_after": "2026-03-04T19:00:00+01:00"}, 2),
        ({"published_before": "2026-03-04T01:00:00Z"}, 2),
        ({"published_after": "2026-03-04T01:00:00Z", "published_before": "2026-03-04T03:00:00Z"}, 4),
        ({"topic": "weather"}, 23),
        ({"topic": "Weather", "author": "edda-varley"}, 3),
        ({"key_event": "true"}, 0),
        ({"q": "ferries"}, 23),
        ({"q": '"the ferry waits" -harbour'}, 23),
        ({"q": "submarine"}, 0),
        ({"as_of": "2020-01-01T00:00:00Z"}, 0),
        ({"key_event": "false", "author": "joss-hearn", "published_after": "2026-03-04T10:00:00Z"}, 5),
    ],
)
def test_filters_combine(filled: httpx.Client, query: dict[str, Any], count: int) -> None:
    """Author by slug or name, half-open times, topic and key event, alone and together."""
    assert len(numbers(filled.get("/v1/entries", params=query))) == count


def test_one_blogs_entries_are_its_own(filled: httpx.Client) -> None:
    """A blog's list holds its entries alone; `blog_id` says the same on the list of all."""
    blog = next(blog for blog in filled.get("/v1/blogs").json()["data"] if blog["headline"] == "Regatta")
    nested = filled.get(f"/v1/blogs/{blog['id']}/entries").json()["data"]
    assert nested == filled.get("/v1/entries", params={"blog_id": blog["id"]}).json()["data"]
    assert {item["blog_id"] for item in nested} == {blog["id"]}
    assert filled.get(f"/v1/entries/{nested[0]['id']}").json() == nested[0]


def test_walking_by_cursor_and_by_link_meets_every_entry_once(filled: httpx.Client) -> None:
    """Forward by `next_cursor`, forward by `Link`, and back by `prev_cursor`."""
    whole = numbers(filled.get("/v1/entries", params={"author": "mira-tolland"}))
    by_cursor: list[str] = []
    query: dict[str, Any] = {"author": "mira-tolland", "limit": 3}
    while True:
        answer = filled.get("/v1/entries", params=query)
        by_cursor += numbers(answer)
        if not answer.json()["next_cursor"]:
            break
        query["cursor"] = answer.json()["next_cursor"]
    assert by_cursor == whole
    back = filled.get("/v1/entries", params={**query, "cursor": answer.json()["prev_cursor"]})
    assert numbers(back) == whole[6:9]
    by_link: list[str] = []
    url: str | None = "/v1/entries?author=mira-tolland&limit=4"
    while url:
        answer = filled.get(url)
        by_link += numbers(answer)
        url = answer.links.get("next", {}).get("url")
    assert by_link == whole


def test_a_walk_is_stable_while_entries_arrive(api: httpx.Client) -> None:
    """What was there at the start is met once, whatever is published meanwhile."""
    send = {"headers": HTML, "params": {"source_url": "https://news.example/live/storm"}}
    api.post("/v1/ingest/html", content=page(*map(entry, range(1, 7))), **send)  # type: ignore[arg-type]
    first = api.get("/v1/entries", params={"limit": 3}).json()
    api.post("/v1/ingest/html", content=page(*map(entry, range(1, 12))), **send)  # type: ignore[arg-type]
    second = api.get("/v1/entries", params={"limit": 3, "cursor": first["next_cursor"]}).json()
    met = [item["external_id"] for item in first["data"] + second["data"]]
    assert met == [f"post-{number}" for number in range(6, 0, -1)]


BAD_QUERIES = {
    "limit=0": "limit",
    "limit=-1": "limit",
    "limit=10000": "limit",
    "limit=ten": "limit",
    "limit=1&limit=2": "limit",
    "cursor=": "cursor",
    "cursor=abc": "cursor",
    "cursor=%F0%9F%92%A9": "cursor",
    "published_after=2026-03-04": "published_after",
    "published_after=2026-03-04T00:00:00": "published_after",
    "published_after=2026-03-04T00:00:00+02:00": "published_after",
    "published_after=2026-03-05T00:00:00Z&published_before=2026-03-04T00:00:00Z": "published_after",
    "published_after=0000-00-00T00:00:00Z": "published_after",
    "key_event=perhaps": "key_event",
    "topic_match=some": "topic_match",
    "blog_id=1": "blog_id",
    "autor=mira-tolland": "autor",
    "author=%00": "author",
    "author=a%00b": "author",
    "author=%C3%28": "author",
    "author=" + "x" * 300: "author",
    "author=": "author",
    "q=": "q",
    "q=%00": "q",
    "q=" + "x" * 600: "q",
    "as_of=noon": "as_of",
    "%00=1": "\N{REPLACEMENT CHARACTER}",
}


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_a_wrong_parameter_is_named(filled: httpx.Client, query: str) -> None:
    """422 with a problem document that points at the parameter."""
    answer = filled.get(f"/v1/entries?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "invalid_parameter"
    assert problem["request_id"] == answer.headers["X-Request-ID"]
    assert problem["errors"][0]["name"] == BAD_QUERIES[query]


def test_a_cursor_belongs_to_its_query(filled: httpx.Client) -> None:
    """A cursor of another query, or one with a letter changed, is a 422 that names it."""
    cursor = filled.get("/v1/entries", params={"limit": 2}).json()["next_cursor"]
    changed = ("B" if cursor[5] == "A" else "A").join((cursor[:5], cursor[6:]))
    for query in ({"author": "mira-tolland", "cursor": cursor}, {"cursor": changed}, {"cursor": cursor[:-3]}):
        answer = filled.get("/v1/entries", params=query)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["name"] == "cursor"


@pytest.mark.parametrize(
    "q", ["a & b | !c", "((((", "'", '"', ":*", "<->", "\\", "OR", "-", "- -", "a:*b", "%", "^$", "OR OR"]
)
def test_query_syntax_of_other_kinds_is_only_text(filled: httpx.Client, q: str) -> None:
    """What looks like tsquery, SQL or a regular expression is words or a 422, never an error of ours."""
    assert filled.get("/v1/entries", params={"q": q}).status_code in {200, 422}


def test_many_parameters_are_refused(filled: httpx.Client) -> None:
    """Two hundred repeated parameters are a 422, not a long query."""
    answer = filled.get("/v1/entries?" + "&".join(["author=x"] * 200))
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["/v1/entries/", "/v1/blogs/", "/v1/snapshots/"])
def test_what_does_not_exist_is_not_found(filled: httpx.Client, path: str) -> None:
    """An unknown id is a 404, a malformed one a 422 that names it."""
    missing = filled.get(path + "00000000-0000-0000-0000-000000000000")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    malformed = filled.get(path + "1")
    assert malformed.status_code == 422
    assert malformed.json()["errors"][0]["in"] == "path"


def test_other_lists_come_in_their_promised_shape(filled: httpx.Client) -> None:
    """Blogs, authors and topics with counts, and the change log validate against what OpenAPI promises."""
    BlogList.model_validate_json(filled.get("/v1/blogs").content)
    authors = AuthorList.model_validate_json(filled.get("/v1/authors").content)
    assert [(author.name, author.entries) for author in authors.data] == [
        ("Joss Hearn", 10),
        ("Mira Tolland", 10),
        ("Edda Varley", 3),
    ]
    topics = TopicList.model_validate_json(filled.get("/v1/topics").content)
    assert {(topic.name, topic.entries) for topic in topics.data} >= {("Weather", 23)}
    changes = ChangeList.model_validate_json(filled.get("/v1/changes?limit=5").content)
    assert [change.seq for change in changes.data] == [1, 2, 3, 4, 5]
    assert changes.next_since == 5
    late = filled.get("/v1/authors", params={"published_after": "2026-03-04T05:00:00Z"}).json()["data"]
    assert "Edda Varley" not in {author["name"] for author in late}


def test_an_entry_is_shown_among_its_neighbours(filled: httpx.Client) -> None:
    """Those posted just before and after in the same blog, in the order of posting; fewer at an end."""
    found = {item["external_id"]: item for item in filled.get("/v1/entries?author=joss-hearn").json()["data"]}
    answer = filled.get(f"/v1/entries/{found['post-17']['id']}/context?before=2&after=10")
    context = EntryContext.model_validate_json(answer.content)
    assert [entry.external_id for entry in context.before] == ["post-15", "post-16"]
    assert answer.json()["entry"] == found["post-17"]
    assert [entry.external_id for entry in context.after] == ["post-18", "post-19"]
    alone = filled.get(f"/v1/entries/{found['post-17']['id']}/context?before=0&after=0").json()
    assert (alone["before"], alone["after"]) == ([], [])


def test_context_names_what_is_wrong(filled: httpx.Client) -> None:
    """An unknown entry is a 404; too many neighbours are a 422."""
    missing = "/v1/entries/00000000-0000-0000-0000-000000000000/context"
    assert filled.get(missing).status_code == 404
    for query in ("before=-1", "after=10000", "around=3"):
        answer = filled.get(f"{missing}?{query}")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["name"] == query.partition("=")[0]


def test_a_list_starts_with_the_oldest_if_asked(filled: httpx.Client) -> None:
    """`sort=oldest` turns the list around, page by page, and its cursors do not fit the other order."""
    newest = numbers(filled.get("/v1/entries?author=mira-tolland"))
    first = filled.get("/v1/entries?author=mira-tolland&sort=oldest&limit=6")
    rest = filled.get(first.links["next"]["url"])
    assert numbers(first) + numbers(rest) == newest[::-1]
    query = {"author": "mira-tolland", "limit": 6, "cursor": first.json()["next_cursor"]}
    assert filled.get("/v1/entries", params=query).status_code == 422


def test_a_list_holds_only_the_fields_asked_for(filled: httpx.Client) -> None:
    """Those fields of each entry and no others; an unknown one is a 422 that suggests the right one."""
    answer = filled.get("/v1/entries?fields=title,id&limit=3").json()
    assert [list(item) for item in answer["data"]] == [["id", "title"]] * 3
    wrong = filled.get("/v1/entries?fields=id,titel")
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["name"] == "fields"
    assert "title" in wrong.json()["errors"][0]["message"]
    assert filled.get("/v1/entries?fields=").status_code == 422


def test_a_list_is_counted_if_asked(filled: httpx.Client) -> None:
    """Exactly, or as the planner expects; without being asked there is no count."""
    assert filled.get("/v1/entries?author=mira-tolland&count=exact&limit=1").json()["count"] == 10
    assert filled.get("/v1/entries?count=estimated&limit=1").json()["count"] >= 0
    assert "count" not in filled.get("/v1/entries?limit=1").json()
