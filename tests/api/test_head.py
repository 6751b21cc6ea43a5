"""HEAD."""

from collections.abc import Iterator

import httpx
import pytest

from app.main import create_app
from app.settings import Settings
from tests.api.service import entry, page, serving

OF_THEIR_REQUEST = {"x-request-id", "date"}
COUNTING = {"/metrics"}
"""What tells of the request before."""
STREAMED = {
    *("/v1/export", "/v1/export.ndjson", "/v1/export.csv", "/v1/export.json", "/v1/stream"),
    "/openapi.json",  # longer than what is compressed at once
}


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[httpx.Client]:
    """A service with one blog of twenty entries, whose exports read three at a time."""
    with serving(module_database_url, export_batch=3) as client:
        posts = [entry(hour) for hour in range(20)]
        client.post("/v1/ingest/html", content=page(*posts), headers={"Content-Type": "text/html"}).raise_for_status()
        yield client


def paths(client: httpx.Client) -> Iterator[str]:
    """An address for every operation that has GET."""
    blog = client.get("/v1/blogs").json()["data"][0]
    ids = {
        "blog_id": blog["id"],
        "entry_id": client.get("/v1/entries").json()["data"][0]["id"],
        "snapshot_id": blog["snapshot_id"],
        "version": "1",
        "suffix": "csv",
    }
    for path, operations in (
        create_app(Settings(_env_file=None, database_url="postgresql:///x")).openapi()["paths"].items()
    ):
        if "get" in operations:
            yield path.format_map(
                {"job_id": blog["id"], "webhook_id": blog["id"], "source": "none", "topic": "none", **ids}
            )
    yield from ("/", "/dashboard.js", "/openapi.json")


def test_every_get_has_its_head(filled: httpx.Client) -> None:
    """The same status and headers as GET, and no body; streams are not read to their end."""
    met = list(paths(filled))
    assert len(met) > 20
    for path in met:
        with filled.stream("GET", path) as get:
            head = filled.head(path)
        assert head.status_code == get.status_code, path
        assert head.content == b""
        differing = {name for name, value in get.headers.items() if head.headers.get(name) != value}
        allowed = OF_THEIR_REQUEST | ({"transfer-encoding"} if path in STREAMED else set())
        allowed |= {"content-length"} if path in COUNTING else set()
        assert differing <= allowed, path


def test_wrong_requests_get_the_same_status(filled: httpx.Client) -> None:
    """An unknown parameter and an unknown address are refused as GET would be, with a request id."""
    for path, status in (("/v1/entries?autor=x", 422), ("/v1/nothing", 404), ("/v1/parse", 405)):
        answer = filled.head(path)
        assert (answer.status_code, answer.content) == (status, b"")
        assert answer.headers["X-Request-ID"]


def test_allow_names_head(filled: httpx.Client) -> None:
    """What takes GET says that it takes HEAD; what takes POST alone does not."""
    assert {name.strip() for name in filled.put("/v1/entries").headers["Allow"].split(",")} == {"GET", "HEAD"}
    assert filled.get("/v1/parse").headers["Allow"] == "POST"
