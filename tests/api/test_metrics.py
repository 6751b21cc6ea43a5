"""Metrics: what Prometheus reads, and who may."""

import httpx
from prometheus_client.parser import text_string_to_metric_families

from tests.api.service import entry, page, serving

HTML = {"Content-Type": "text/html"}
KEY = "a-key-of-the-newsroom"


def samples(api: httpx.Client, **headers: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """The values of a scrape by name and label values."""
    answer = api.get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    families = text_string_to_metric_families(answer.text)
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_answers_are_counted_under_their_route(api: httpx.Client) -> None:
    """Method, template and class of status; HEAD is one's own method, and an unknown id no label."""
    api.get("/v1/entries")
    api.head("/v1/entries")
    api.get("/v1/entries?nonsense=1")
    api.get("/v1/entries/00000000-0000-7000-8000-000000000000")
    found = samples(api)
    name = "liveblog_http_requests_total"
    assert found[name, ("GET", "/v1/entries", "2xx")] == 1
    assert found[name, ("HEAD", "/v1/entries", "2xx")] == 1
    assert found[name, ("GET", "/v1/entries", "4xx")] == 1
    assert found[name, ("GET", "/v1/entries/{entry_id}", "4xx")] == 1
    assert found["liveblog_http_request_seconds_count", ("/v1/entries",)] == 3


def test_what_clients_make_up_is_no_label(api: httpx.Client) -> None:
    """Paths that do not exist count as one, methods that do not as one."""
    for number in range(3):
        api.get(f"/no/such/{number}")
        api.request(("PROPFIND", "MKCOL", "SUBSCRIBE")[number], "/no/such")
    found = samples(api)
    assert found["liveblog_http_requests_total", ("GET", "none", "4xx")] == 3
    assert found["liveblog_http_requests_total", ("other", "none", "4xx")] == 3


def test_what_is_recorded_is_told(api: httpx.Client) -> None:
    """The change log's seq rises, nothing waits, and the database is up."""
    api.post("/v1/ingest/html", content=page(entry(1), entry(2)), headers=HTML).raise_for_status()
    found = samples(api)
    assert found["liveblog_changes", ()] == 2
    assert found["liveblog_jobs_waiting", ()] == 0
    assert found["liveblog_database_up", ()] == 1
    assert found["liveblog_database_connections", ("open",)] >= 1


def test_metrics_take_what_writes_take(database_url: str) -> None:
    """With keys a key is needed, without them another machine's name is refused."""
    with serving(database_url, api_keys=[KEY]) as api:
        assert api.get("/metrics").status_code == 401
        assert samples(api, Authorization=f"Bearer {KEY}")
        assert KEY not in api.get("/metrics", headers={"X-API-Key": KEY}).text
    with serving(database_url) as api:
        assert api.get("/metrics", headers={"Host": "news.example"}).status_code == 403


def test_work_is_told_by_outcome(api: httpx.Client) -> None:
    """Pages that were read and that hold no live blog, lists from memory and lists read."""
    assert api.post("/v1/parse", content=page(entry(1)), headers=HTML).status_code == 200
    assert api.post("/v1/parse", content=b"<p>No blog.</p>", headers=HTML).status_code == 422
    for _ in range(2):
        assert api.get("/v1/entries").status_code == 200
    found = samples(api)
    assert found["liveblog_parses_total", ("parsed",)] == 1
    assert found["liveblog_parses_total", ("no_live_blog",)] == 1
    assert found["liveblog_parse_seconds_total", ()] > 0
    assert found["liveblog_kept_answers_total", ("hit",)] == 1
    assert found["liveblog_kept_answers_total", ("miss",)] == 1
