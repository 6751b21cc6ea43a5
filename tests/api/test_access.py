"""Who may write."""

import socket

import httpx
import pytest

from tests.api.service import entry, page, serving

HTML = {"Content-Type": "text/html"}
KEY = "a-key-of-the-newsroom"


def write(api: httpx.Client, **headers: str) -> httpx.Response:
    """An upload with these headers."""
    return api.post("/v1/parse", content=page(entry(1)), headers={**HTML, **headers})


def test_without_keys_this_machine_may_write(shared_api: httpx.Client) -> None:
    """A program on loopback needs no key."""
    assert write(shared_api).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "news.example"},
        {"Host": "127.0.0.1.news.example"},
        {"Origin": "https://news.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_without_keys_other_web_pages_may_not_write(shared_api: httpx.Client, headers: dict[str, str]) -> None:
    """A page in a browser on this machine, or a name that was made to point here, is refused."""
    answer = write(shared_api, **headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "access_denied")


def test_forwarding_headers_are_not_believed(shared_api: httpx.Client) -> None:
    """Only the connection itself tells where a request comes from: claims of headers change nothing."""
    assert write(shared_api, **{"X-Forwarded-For": "203.0.113.7"}).status_code in {200, 403}
    assert shared_api.get("/v1/entries").status_code == 200


def test_with_keys_a_key_is_needed(database_url: str) -> None:
    """Either header carries the key; a wrong or missing one is a 401 that says how, and never repeats it."""
    with serving(database_url, api_keys=f"{KEY},another") as api:
        assert write(api, Authorization=f"Bearer {KEY}").status_code == 200
        assert write(api, **{"X-API-Key": "another"}).status_code == 200
        for headers in ({}, {"Authorization": "Bearer wrong-key"}, {"X-API-Key": KEY[:-1]}, {"Authorization": KEY}):
            answer = write(api, **headers)
            assert (answer.status_code, answer.json()["code"]) == (401, "key_required")
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            assert "wrong-key" not in answer.text
        assert api.get("/v1/entries").status_code == 200


def test_reading_needs_no_key_from_anywhere(shared_api: httpx.Client) -> None:
    """Lists answer whatever the Host."""
    assert shared_api.get("/v1/entries", headers={"Host": "api.news.example"}).status_code == 200


@pytest.mark.parametrize("host", ["[", "[::1", "a b", 'a>; rel="next"', "a/b", "a@b", "a:b", "<script>"])
def test_a_host_that_is_none_is_named(shared_api: httpx.Client, host: str) -> None:
    """Links in answers are made of the Host, so what is no host name is a 422, for readers and writers."""
    answers = [shared_api.get("/v1/entries", headers={"Host": host}), write(shared_api, Host=host)]
    assert [(answer.status_code, answer.json()["errors"][0]["name"]) for answer in answers] == [(422, "Host")] * 2


def test_a_malformed_request_line_harms_nothing(shared_api: httpx.Client) -> None:
    """Bytes that are no HTTP are turned away and the service goes on."""
    url = shared_api.base_url
    with socket.create_connection((url.host, url.port or 80), timeout=5) as connection:
        connection.sendall(b"\x00\xff\xfe not http\r\n\r\n")
        connection.recv(1000)
    assert shared_api.get("/healthz").status_code == 200
