"""Bad input to queries: a 422 that points at what is wrong, wherever the same parameter is taken."""

from base64 import urlsafe_b64encode

import httpx
import pytest

LISTS = ("/v1/entries", "/v1/entries.csv", "/v1/authors", "/v1/topics", "/v1/entries.atom")
ALL = (*LISTS, "/v1/export.ndjson", "/v1/export.csv", "/v1/stats/facets", "/v1/stats/histogram")

ANYWHERE = {
    "time without offset": ("published_after=2026-03-04T06:00:00", "published_after"),
    "date alone": ("updated_before=2026-03-04", "updated_before"),
    "no such day": ("published_before=2026-02-30T00:00:00Z", "published_before"),
    "lost plus": ("published_after=2026-03-04T06:00:00+01:00", "published_after"),
    "range upside down": (
        "published_after=2026-03-05T00:00:00Z&published_before=2026-03-04T00:00:00Z",
        "published_after",
    ),
    "empty range": ("updated_after=2026-03-05T00:00:00Z&updated_before=2026-03-05T00:00:00Z", "updated_after"),
    "long q": ("q=" + "x" * 10_000, "q"),
    "long q, in many letters": ("q=" + "%C3%A9" * 501, "q"),
    "q without words": ("q=%26%7C!", "q"),
    "q of a regex alone": ("q=.*%5B%5D%2B%3F", "q"),
    "empty q": ("q=", "q"),
    "NUL": ("q=a%00b", "q"),
    "NUL in a name": ("author=%00", "author"),
    "invalid UTF-8": ("q=%ff%fe", "q"),
    "half a surrogate": ("topic=%ed%a0%80", "topic"),
    "many parameters": ("&".join(["author=x"] * 200), "author"),
    "many values": ("&".join(["topic=x"] * 60), "topic"),
    "given twice": ("q=a&q=b", "q"),
    "flag given twice": ("pinned=true&pinned=false", "pinned"),
    "unknown": ("auther=mira", "auther"),
    "no such choice": ("topic_match=both", "topic_match"),
    "no flag": ("key_event=maybe", "key_event"),
    "long name": ("publisher=" + "x" * 201, "publisher"),
}
IN_LISTS = {
    "limit of 0": ("limit=0", "limit"),
    "limit of 10,000": ("limit=10000", "limit"),
    "limit below 0": ("limit=-1", "limit"),
    "limit of no number": ("limit=1e3", "limit"),
    "huge limit": ("limit=" + "9" * 300, "limit"),
    "cursor cut": ("cursor=WyIyMDI2", "cursor"),
    "cursor forged": (
        "cursor=" + urlsafe_b64encode(b"12345678" + b'[true,"2026-03-04T00:00:00","x"]').decode(),
        "cursor",
    ),
    "cursor of other letters": ("cursor=%C3%A9%20%3B", "cursor"),
    "long cursor": ("cursor=" + "A" * 5_000, "cursor"),
    "empty cursor": ("cursor=", "cursor"),
}
CASES = [(path, name, *ANYWHERE[name]) for path in ALL for name in ANYWHERE] + [
    (path, name, *IN_LISTS[name]) for path in LISTS for name in IN_LISTS
]


@pytest.mark.parametrize(
    ("path", "query", "parameter"),
    [(path, query, at) for path, _, query, at in CASES],
    ids=[f"{path} {name}" for path, name, *_ in CASES],
)
def test_bad_input_is_pointed_at(shared_api: httpx.Client, path: str, query: str, parameter: str) -> None:
    """Each is a problem document that names the parameter, and nothing else."""
    answer = shared_api.get(f"{path}?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert {(fault["in"], fault["name"].partition(".")[0]) for fault in answer.json()["errors"]} == {
        ("query", parameter)
    }


@pytest.mark.parametrize(
    ("path", "query", "suggestion"),
    [
        ("/v1/entries", "auther=x", "author"),
        ("/v1/entries", "published_since=2026-03-04T00:00:00Z", "published"),
        ("/v1/entries", "sort=latest", "sort"),
        ("/v1/entries", "include=blogs", "did you mean blog?"),
        ("/v1/entries", "fields=titel", "did you mean title?"),
        ("/v1/stats/facets", "facet=authors", "did you mean author?"),
        ("/v1/stats/histogram", "groupby=author", "did you mean group_by?"),
        ("/v1/export.csv", "languages=en", "did you mean language?"),
    ],
)
def test_the_right_one_is_suggested(shared_api: httpx.Client, path: str, query: str, suggestion: str) -> None:
    """What is nearly right is told what would be."""
    answer = shared_api.get(f"{path}?{query}")
    assert answer.status_code == 422
    assert suggestion in answer.text
