"""Hostile input to every operation: a 4xx or an answer, never an error of ours."""

import random
import re
from collections.abc import Iterator
from typing import Any

import httpx
import orjson
import pytest

from app.main import create_app
from app.settings import Settings
from tests.api.service import serving

NOBODY = "00000000-0000-0000-0000-000000000000"
LONG = "x" * 100_000
NOISE = random.Random(1).randbytes(40_000).hex()  # noqa: S311 (text that does not compress, no secret)
VALUES = (
    *("", "0", "-1", "1", "null", "true", "NaN", "1e400", "9" * 30, NOBODY, "none", "OR", "a:*", "%00", "\\", "'", '"'),
    *("2026-03-04T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "../../etc", "(", "\u0130", "\U00010348"),
    *("\ud7ff", "\u00e9" * 150, "UTC", "1h", "author"),
)
BODIES = (b"", b"{}", b"[]", b"null", b'"x"', b"[" * 50_000, b"\xff", b'{"name":1e999}', b'{"name":"\\ud800"}')
DATES = (
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "-5000-01-01", "99999-01-01", "2026-02-30T00:00:00Z"),
    *("2026-03-04T24:00:00Z", "2026-03-04T12:00:00+99:99", 1e300, 12345, True, None, [], {}),
)


def post(number: int, **more: object) -> dict[str, object]:
    """One update of a page."""
    at = f"2026-03-04T{number % 24:02}:00:00Z"
    return {"@type": "BlogPosting", "@id": f"#p{number}", "headline": "T", "datePublished": at, **more}


def page(posts: list[Any], **more: object) -> str:
    """A page with these updates as JSON-LD."""
    blog = {"@type": "LiveBlogPosting", "headline": "H", "url": "https://n.example/1", "liveBlogUpdate": posts, **more}
    return f'<html lang="en"><script type="application/ld+json">{orjson.dumps(blog).decode()}</script></html>'


PAGES = {
    "nul": page([post(1, headline="a\0b", articleBody="\0", author={"name": "N\0"})], headline="\0"),
    "surrogates": page([post(1, headline="LONE", author={"name": "LONE"}, keywords=["LONE"])]).replace(
        "LONE", "\\ud800"
    ),
    "long": page([post(1, headline=LONG, author={"name": LONG}, keywords=[LONG], url=LONG)], publisher={"name": LONG}),
    "long ids": page([post(1, **{"@id": NOISE}, url=f"https://n.example/{NOISE}")], url=f"https://n.example/{NOISE}"),
    "long names": page([post(1, headline=NOISE, author={"name": NOISE}, keywords=[NOISE])], inLanguage=NOISE),
    "long words": page([post(1, articleBody=NOISE * 10)]),
    "dates": page([post(number, datePublished=date) for number, date in enumerate(DATES)]),
    "types": page(
        [
            post(1, headline=5, articleBody=[1, {"a": 2}], author=[5, None, {"name": ["a"]}, [["y"]]]),
            5,
            None,
            "x",
            post(2),
        ],
        headline=["a", 3],
        publisher=7,
        keywords={"a": 1},
        inLanguage={"x": 1},
    ),
    "twins": page([post(1)] * 300),
    "crowd": page([post(1, author=[{"name": f"P{i}"} for i in range(3000)], keywords=[f"k{i}" for i in range(3000)])]),
    "addresses": page(
        [post(1, url="http://[::1"), post(2, url="//"), post(3, url="http://a:99999999/")], url="http://["
    ),
    "letters": page([post(1, headline="\u202e\ufeff\u200b", keywords=["\u0130", "\u1e9e", "\ufb00", "\U0001f600"])]),
    "sizes": page(
        [post(1, image={"@type": "ImageObject", "url": "https://x.example/a.jpg", "width": 2**62, "height": -1})]
    ),
}


def operations() -> list[tuple[str, str, list[str]]]:
    """Every operation: its method, its path filled in, its query parameters but those that make it wait."""
    app = create_app(Settings(_env_file=None, database_url="postgresql:///nowhere"))
    found = []
    for path, methods in app.openapi()["paths"].items():
        filled = re.sub(r"\{[^}]+\}", NOBODY, path.replace("{version}", "1"))
        for method, operation in methods.items():
            parameters = [item["name"] for item in operation.get("parameters", []) if item["in"] == "query"]
            found.append((method, filled, [name for name in parameters if name != "wait"]))
    return found


@pytest.fixture(scope="module")
def api(module_database_url: str) -> Iterator[httpx.Client]:
    """A service that all hostile requests share, so that what one breaks the next one meets."""
    with serving(module_database_url) as client:
        yield client


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_an_error_of_ours(api: httpx.Client, name: str) -> None:
    """Whatever a page's data holds, it is parsed, stored and listed, or refused."""
    for path in ("/v1/parse", "/v1/ingest/html"):
        answer = api.post(path, content=PAGES[name].encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        assert answer.status_code in {200, 201, 422}, answer.text
    for path in ("/v1/entries?limit=200", "/v1/blogs", "/v1/authors?limit=200", "/v1/topics?limit=200", "/v1/changes"):
        assert api.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "parameters"), [(path, names) for method, path, names in operations() if method == "get"]
)
def test_no_parameter_is_an_error_of_ours(api: httpx.Client, path: str, parameters: list[str]) -> None:
    """Each parameter with each hostile value, and some together."""
    chance = random.Random(path)  # noqa: S311 (the same choice in every run)
    queries = [{name: value} for name in parameters for value in VALUES]
    for _ in range(30):
        names = chance.sample(parameters, min(3, len(parameters)))
        queries.append({name: chance.choice(VALUES) for name in names})
    for query in queries:
        with api.stream("GET", path, params=query) as answer:
            # A stream of events has no end to be read to.
            told = "" if answer.headers.get("Content-Type", "").startswith("text/event-stream") else answer.read()
        assert answer.status_code < 500, (query, told)


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, _ in operations() if method != "get"])
def test_no_body_is_an_error_of_ours(api: httpx.Client, method: str, path: str) -> None:
    """Bodies that are broken, or of another kind than they should be."""
    for body in BODIES:
        for kind in ("application/json", "text/html", "multipart/form-data; boundary=x"):
            answer = api.request(method, path, content=body, headers={"Content-Type": kind})
            assert answer.status_code < 500, (body[:50], kind, answer.text)
