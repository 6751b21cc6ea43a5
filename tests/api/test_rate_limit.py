"""Limits on how often one client may ask."""

from typing import Any

import httpx
import pytest
from fastapi import Request

from app.api.rate_limit import Buckets, client_of
from tests.api.service import serving

KEY = "a-key-of-the-desk"


class Clock:
    """A clock that a test turns."""

    now = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def test_a_bucket_empties_and_fills() -> None:
    """So many at once and no more, then one for each part of the minute; never more than the whole."""
    clock = Clock()
    buckets = Buckets(quota=6, clients=10, clock=clock)
    taken = [buckets.take("a") for _ in range(7)]
    assert [one.granted for one in taken] == [True] * 6 + [False]
    assert [one.left for one in taken] == [5, 4, 3, 2, 1, 0, 0]
    assert (taken[0].full_in, taken[-1].full_in, taken[-1].next_in) == (10, 60, 10)
    clock.now += 9
    assert (buckets.take("a").granted, buckets.take("a").next_in) == (False, 1)
    clock.now += 1
    assert [buckets.take("a").granted for _ in range(2)] == [True, False]
    clock.now += 100_000
    assert [buckets.take("a").granted for _ in range(7)] == [True] * 6 + [False]


def test_clients_are_counted_apart_and_forgotten_in_the_end() -> None:
    """One client's haste is not another's; only so many are remembered, those seen last."""
    buckets = Buckets(quota=1, clients=2, clock=Clock())
    assert [buckets.take(name).granted for name in "aabb"] == [True, False, True, False]
    assert [buckets.take(name).granted for name in "abc"] == [False, False, True]
    assert [buckets.take(name).granted for name in "bca"] == [False, False, True]


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_who_is_one_client(address: str | None, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An IPv4 address, however it is written; a network of IPv6; whatever else the server says."""
    monkeypatch.setattr("app.api.rate_limit.known_key", lambda _: None)
    scope: dict[str, Any] = {"type": "http", "headers": [], "client": address and (address, 1)}
    assert client_of(Request(scope)) == client


def test_off_by_default(shared_api: httpx.Client) -> None:
    """Without the setting no answer speaks of a limit."""
    assert not [name for name in shared_api.get("/v1/entries").headers if name.startswith("ratelimit")]


def test_too_many_requests(module_database_url: str) -> None:
    """Every answer tells what is left; then 429 with when to come back, for HEAD too, and other pages may read it."""
    with serving(module_database_url, rate_limit_per_minute=3, cors_origins="*") as client:
        client.headers["Origin"] = "https://desk.example"
        answers = [client.get(path) for path in ("/v1/entries", "/v1/nothing", "/v1/entries?autor=x", "/v1/entries")]
        assert [answer.status_code for answer in answers] == [200, 404, 422, 429]
        assert {answer.headers["RateLimit-Policy"] for answer in answers} == {'"requests";q=3;w=60'}
        assert [answer.headers["RateLimit"].split(";")[1] for answer in answers] == ["r=2", "r=1", "r=0", "r=0"]
        refused = answers[-1]
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert refused.json()["code"] == "rate_limited"
        assert refused.json()["request_id"] == refused.headers["X-Request-ID"]
        assert 1 <= int(refused.headers["Retry-After"]) <= 20
        assert refused.headers["Access-Control-Allow-Origin"] == "*"
        assert refused.headers["Cache-Control"] == "no-store"
        head = client.head("/v1/entries")
        assert (head.status_code, head.content) == (429, b"")
        preflight = {"Access-Control-Request-Method": "GET"}
        assert client.options("/v1/entries", headers=preflight).status_code == 200
        assert client.get("/healthz").status_code == 200


def test_304_counts_and_tells(module_database_url: str) -> None:
    """Asking whether an answer still stands is asking too."""
    with serving(module_database_url, rate_limit_per_minute=10) as client:
        etag = client.get("/v1/entries").headers["ETag"]
        spared = client.get("/v1/entries", headers={"If-None-Match": etag})
        assert (spared.status_code, spared.headers["RateLimit"].split(";")[1]) == (304, "r=8")


def test_a_key_has_a_bucket_of_its_own(module_database_url: str) -> None:
    """Holders of a key are counted by it; made-up keys count for the address, so that inventing them is no way out."""
    with serving(module_database_url, rate_limit_per_minute=2, api_keys=KEY) as client:
        assert [client.get("/v1/entries").status_code for _ in range(3)] == [200, 200, 429]
        for made_up in ("x", "y", KEY.upper()):
            assert client.get("/v1/entries", headers={"X-API-Key": made_up}).status_code == 429
        holder = {"Authorization": f"Bearer {KEY}"}
        assert [client.get("/v1/entries", headers=holder).status_code for _ in range(3)] == [200, 200, 429]
