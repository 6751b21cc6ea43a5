"""A blog as feeds and documents over HTTP."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

import httpx
import pytest

from app.parsing.page import Page
from app.parsing.parse import parse
from tests.api.service import entry, page, serving

ATOM = "{http://www.w3.org/2005/Atom}"
HOURS = range(20)


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[httpx.Client]:
    """A service with one blog of twenty entries, whose documents hold at most twelve."""
    posts = [entry(hour, author=("Mira Tolland", "Joss Hearn")[hour % 2]) for hour in HOURS]
    with serving(module_database_url, max_document_entries=12) as client:
        client.post("/v1/ingest/html", content=page(*posts), headers={"Content-Type": "text/html"}).raise_for_status()
        client.base_url = client.base_url.join(f"/v1/blogs/{client.get('/v1/blogs').json()['data'][0]['id']}/")
        yield client


def titles_of(feed: Element) -> list[str | None]:
    """The titles of an Atom feed's entries."""
    return [title.text for title in feed.findall(f"{ATOM}entry/{ATOM}title")]


def test_a_json_feed_is_followed_to_its_end(filled: httpx.Client) -> None:
    """`next_url` leads through all entries once, newest first, filters kept."""
    url: str | None = "feed.json?limit=4&author=mira-tolland"
    met: list[str] = []
    while url:
        answer = filled.get(url)
        assert answer.headers["Content-Type"] == "application/feed+json"
        feed = answer.json()
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == str(answer.request.url)
        met += [item["title"] for item in feed["items"]]
        url = feed.get("next_url")
    assert met == [f"Update {hour}" for hour in reversed(HOURS) if hour % 2 == 0]


def test_an_atom_feed_is_followed_to_its_end(filled: httpx.Client) -> None:
    """The link `next` leads through all entries once, and `self` is the feed's own address."""
    url: str | None = "feed.atom?limit=7"
    met: list[str | None] = []
    while url:
        answer = filled.get(url)
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        feed = fromstring(answer.content)  # noqa: S314 (we wrote it)
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == str(answer.request.url)
        met += titles_of(feed)
        url = links.get("next")
    assert met == [f"Update {hour}" for hour in reversed(HOURS)]


def test_json_ld_reads_back_and_goes_on_where_it_is_full(filled: httpx.Client) -> None:
    """Our own parser finds in the documents the entries that were stored, with their times and authors."""
    first = filled.get("blog.jsonld")
    assert first.headers["Content-Type"] == "application/ld+json"
    rest = filled.get(first.links["next"]["url"])
    assert "next" not in rest.links
    read = []
    for answer in (first, rest):
        html = f'<html><script type="application/ld+json">{answer.text}</script></html>'
        read += parse(Page(html.encode())).entries
    expected = filled.get("entries").json()["data"]
    assert [post.title for post in read] == [post["title"] for post in expected]
    assert [post.authors[0].name for post in read] == [post["authors"][0]["name"] for post in expected]
    assert [f"{post.published_at:%Y-%m-%dT%H:%M:%SZ}" for post in read] == [post["published_at"] for post in expected]


def test_markdown_is_for_people(filled: httpx.Client) -> None:
    """The headline, and each entry under its title."""
    answer = filled.get("blog.md")
    assert answer.headers["Content-Type"].startswith("text/markdown")
    assert answer.text.startswith("# Storm Odette\n")
    assert answer.text.count("\n## Update ") == 12
    assert answer.links["next"]["url"]


@pytest.mark.parametrize("name", ["feed.json", "feed.atom", "blog.jsonld", "blog.md"])
def test_what_is_wrong_is_told_in_a_problem_document(filled: httpx.Client, name: str) -> None:
    """An unknown blog is a 404; an unknown parameter, another query's cursor and too high a limit are 422s."""
    unknown = filled.get(f"/v1/blogs/00000000-0000-0000-0000-000000000000/{name}")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    for query in ("autor=x", "cursor=abc", "published_after=noon", "limit=10000"):
        answer = filled.get(f"{name}?{query}")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["name"] == query.partition("=")[0]
