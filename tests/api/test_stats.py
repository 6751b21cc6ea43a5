"""Facets and histograms over HTTP."""

from collections.abc import Iterator

import httpx
import pytest

from tests.api.service import entry, page, serving


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[httpx.Client]:
    """A service with entries of every even hour of a day, and at most 100 buckets."""
    posts = [entry(hour, author=("Mira Tolland", "Joss Hearn")[hour % 4 == 0]) for hour in range(0, 20, 2)]
    with serving(module_database_url, max_histogram_buckets=100) as client:
        client.post("/v1/ingest/html", content=page(*posts), headers={"Content-Type": "text/html"}).raise_for_status()
        yield client


def test_facets_count_what_the_filters_ask_for(filled: httpx.Client) -> None:
    """All four by default, those asked for otherwise, under filters and a limit."""
    every = filled.get("/v1/stats/facets").json()["data"]
    assert list(every) == ["author", "topic", "publisher", "language"]
    assert every["author"] == [
        {"name": "Joss Hearn", "slug": "joss-hearn", "entries": 5},
        {"name": "Mira Tolland", "slug": "mira-tolland", "entries": 5},
    ]
    assert every["publisher"] == [{"name": "The Harbour Gazette", "slug": "the-harbour-gazette", "entries": 10}]
    query = {"facet": "author,language", "published_after": "2026-03-04T16:00:00Z", "limit": 1}
    assert filled.get("/v1/stats/facets", params=query).json()["data"] == {
        "author": [{"name": "Joss Hearn", "slug": "joss-hearn", "entries": 1}],
        "language": [{"name": "en", "slug": "en", "entries": 2}],
    }


def test_a_histogram_has_no_gaps(filled: httpx.Client) -> None:
    """Hours without entries count 0, and groups add up to their bucket."""
    buckets = filled.get("/v1/stats/histogram?interval=1h&group_by=author").json()["data"]
    assert [bucket["entries"] for bucket in buckets] == [1, 0] * 9 + [1]
    assert buckets[0] == {"start": "2026-03-04T00:00:00Z", "entries": 1, "groups": {"joss-hearn": 1}}
    assert all(sum(bucket["groups"].values()) == bucket["entries"] for bucket in buckets)


def test_days_are_those_of_the_zone_across_a_change_of_its_clock(filled: httpx.Client) -> None:
    """Midnight in London moves by an hour against UTC at the end of March."""
    query = {
        "interval": "1d",
        "tz": "Europe/London",
        "published_after": "2026-03-28T00:00:00Z",
        "published_before": "2026-03-31T00:00:00+01:00",
    }
    buckets = filled.get("/v1/stats/histogram", params=query).json()["data"]
    assert [(bucket["start"], bucket["entries"]) for bucket in buckets] == [
        ("2026-03-28T00:00:00Z", 0),
        ("2026-03-29T00:00:00Z", 0),
        ("2026-03-29T23:00:00Z", 0),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "interval=5m&published_after=2026-01-01T00:00:00Z&published_before=2026-02-01T00:00:00Z",
        "interval=1w",
        "tz=Harbour/Bay",
        "tz=",
        "group_by=mood",
        "as_of=2026-01-01T00:00:00Z",
        "q=-",
    ],
)
def test_a_histogram_names_what_is_wrong(filled: httpx.Client, query: str) -> None:
    """Too many buckets, an unknown interval, zone or group, and what is for lists only."""
    answer = filled.get(f"/v1/stats/histogram?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["name"] == query.partition("=")[0]


@pytest.mark.parametrize("query", ["facet=autor", "facet=author,", "facet=", "limit=0", "limit=10000", "autor=x"])
def test_facets_name_what_is_wrong(filled: httpx.Client, query: str) -> None:
    """An unknown facet, limit or parameter."""
    answer = filled.get(f"/v1/stats/facets?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["name"] == query.partition("=")[0]


@pytest.mark.parametrize("tz", ["America/New_York", "Pacific/Kiritimati", "UTC"])
@pytest.mark.parametrize("interval", ["5m", "1h", "1d"])
@pytest.mark.parametrize(
    "query",
    [
        "published_after=0001-01-01T00:00:00Z&published_before=0001-01-01T02:00:00Z",
        "published_after=9999-12-31T21:00:00Z",
        "published_after=9999-12-31T21:00:00Z&published_before=9999-12-31T23:00:00Z",
    ],
)
def test_the_ends_of_the_calendar_are_no_error_of_ours(
    filled: httpx.Client, query: str, interval: str, tz: str
) -> None:
    """Days that begin before the first year or end after the last are counted or refused."""
    answer = filled.get(f"/v1/stats/histogram?{query}&interval={interval}&tz={tz}")
    assert answer.status_code in {200, 422}, answer.text


def test_a_range_without_entries_is_no_error(filled: httpx.Client) -> None:
    """With one end given and nothing found there are no buckets."""
    for query in ("published_after=2026-03-05T00:00:00Z", "published_before=2026-03-04T00:00:00Z", "author=nobody"):
        assert filled.get(f"/v1/stats/histogram?{query}").json()["data"] == []
