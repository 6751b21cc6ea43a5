"""Cross-origin requests."""

from collections.abc import Iterator

import httpx
import pytest

from tests.api.service import serving

DESK = "https://desk.example"
PREFLIGHT = {"Origin": DESK, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "X-API-Key"}


@pytest.fixture(scope="module")
def open_to_desk(module_database_url: str) -> Iterator[httpx.Client]:
    """A service that one other origin may use."""
    with serving(module_database_url, cors_origins=DESK) as client:
        yield client


def test_off_by_default(shared_api: httpx.Client) -> None:
    """Without the setting no answer invites other web pages."""
    answer = shared_api.get("/v1/entries", headers={"Origin": DESK})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert shared_api.options("/v1/entries", headers=PREFLIGHT).status_code == 405


def test_the_origin_in_the_setting_may_read(open_to_desk: httpx.Client) -> None:
    """Its preflight passes, and its answers tell the browser so, with the headers that scripts need."""
    preflight = open_to_desk.options("/v1/entries", headers=PREFLIGHT)
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == DESK
    assert "X-API-Key" in preflight.headers["Access-Control-Allow-Headers"]
    answer = open_to_desk.get("/v1/entries", headers={"Origin": DESK})
    assert answer.headers["Access-Control-Allow-Origin"] == DESK
    assert {"ETag", "Link", "RateLimit"} <= set(answer.headers["Access-Control-Expose-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_errors_can_be_read_too(open_to_desk: httpx.Client) -> None:
    """A problem document carries the same permission."""
    answer = open_to_desk.get("/v1/entries?autor=x", headers={"Origin": DESK})
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (422, DESK)


def test_other_origins_may_not(open_to_desk: httpx.Client) -> None:
    """Their preflight is refused by a problem document, and plain answers carry no permission and vary by origin."""
    refused = open_to_desk.options("/v1/entries", headers={**PREFLIGHT, "Origin": "https://elsewhere.example"})
    assert (refused.status_code, refused.json()["code"]) == (400, "cors_refused")
    assert refused.headers["X-Request-ID"] == refused.json()["request_id"]
    answer = open_to_desk.get("/v1/entries", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Origin" in answer.headers["Vary"]


def test_all_origins(module_database_url: str) -> None:
    """A star lets everybody read."""
    with serving(module_database_url, cors_origins="*") as client:
        assert client.get("/v1/entries", headers={"Origin": DESK}).headers["Access-Control-Allow-Origin"] == "*"


def test_writes_without_keys_stay_with_this_machine(open_to_desk: httpx.Client) -> None:
    """Even an origin that may read may not write to a service without API keys."""
    refused = open_to_desk.post(
        "/v1/ingest/html", content=b"<p>", headers={"Origin": DESK, "Content-Type": "text/html"}
    )
    assert refused.status_code == 403
