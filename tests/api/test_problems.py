"""Errors as problem documents."""

import socket

import httpx
import psycopg
import pytest

from app import errors
from app.api.problems import status_of
from app.main import create_app
from app.settings import Settings
from tests.api.service import running, serving


def all_errors(kind: type[errors.LiveblogError]) -> set[type[errors.LiveblogError]]:
    """A class and all its descendants."""
    return {kind}.union(*map(all_errors, kind.__subclasses__()))


@pytest.mark.parametrize("kind", sorted(all_errors(errors.LiveblogError), key=lambda kind: kind.__name__))
def test_every_error_has_a_status_and_a_code_of_its_own(kind: type[errors.LiveblogError]) -> None:
    """Errors of callers are 4xx, errors of ours or of other sites 5xx."""
    status = status_of(kind("x"))
    ours = (errors.OperatorError, errors.Overloaded, errors.FetchError)
    if kind is not errors.LiveblogError and not issubclass(kind, ours):
        assert 400 <= status < 500
    assert kind.code


def test_unknown_paths_and_methods_are_problems_too(shared_api: httpx.Client) -> None:
    """404 and 405 come in the same form as every error."""
    for answer, status in ((shared_api.get("/v1/nothing"), 404), (shared_api.delete("/v1/entries"), 405)):
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert answer.json()["request_id"] == answer.headers["X-Request-ID"]


def test_broken_json_is_told_with_its_place(shared_api: httpx.Client) -> None:
    """The problem names the body and the character where reading stopped."""
    answer = shared_api.post("/v1/ingest/url", content='{"url":', headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["errors"][0]["name"]) == (422, "body")
    assert answer.json()["detail"].startswith("body: is not JSON, at character 7:")


def test_an_unknown_field_is_named(shared_api: httpx.Client) -> None:
    """A field of a body that is misspelt is told by its place, in plain words."""
    body = {"url": "https://hooks.example.com/", "filters": {"authr": ["mira-tolland"]}}
    answer = shared_api.post("/v1/webhooks", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"in": "body", "name": "filters.authr", "message": "is not known here"}]


def test_a_request_id_is_kept_when_it_is_sane(shared_api: httpx.Client) -> None:
    """A caller's id comes back; one that could break a log does not."""
    assert shared_api.get("/healthz", headers={"X-Request-ID": "trace-12345"}).headers["X-Request-ID"] == "trace-12345"
    assert shared_api.get("/healthz", headers={"X-Request-ID": "a b<c>"}).headers["X-Request-ID"] != "a b<c>"


def test_an_error_of_ours_gives_nothing_away(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """500 with the id that finds the error in the log, the headers that every answer has, and no detail."""
    app = create_app(Settings(_env_file=None, database_url=database_url, parse_workers=1))

    @app.get("/broken")
    async def break_down() -> None:
        raise ZeroDivisionError("secret")

    with running(app) as api:
        answer = api.get("/broken")
        ordinary = api.get("/healthz")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Request-ID"] == answer.json()["request_id"]
    assert answer.headers["X-Request-ID"] in caplog.text
    assert "secret" not in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert set(ordinary.headers) - {"content-length", "vary"} <= set(answer.headers)


def test_an_upload_that_is_broken_off_is_no_error_of_ours(
    shared_api: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    """The service goes on and logs nothing as an error; nothing is stored."""
    url = shared_api.base_url
    with socket.create_connection((url.host, url.port or 80), timeout=5) as connection:
        connection.sendall(
            b"POST /v1/ingest/html HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/html\r\n"
            b"Content-Length: 100000\r\n\r\n<html>"
        )
    assert shared_api.get("/healthz").status_code == 200
    assert shared_api.get("/v1/snapshots").json()["data"] == []
    assert "Traceback" not in caplog.text


def test_a_lost_database_is_a_503(database_url: str) -> None:
    """When the database is gone, reading answers 503 with Retry-After, and the process stays alive."""
    with serving(database_url, statement_timeout_seconds=1) as api:
        name = database_url.split("@/")[1].split("?", maxsplit=1)[0]
        with psycopg.connect(database_url.replace(f"/{name}?", "/postgres?"), autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
            answer = api.get("/readyz")
            assert answer.status_code == 503, answer.text
            assert "Retry-After" in answer.headers
            repeatable = {"Idempotency-Key": "k", "Content-Type": "text/html"}
            assert api.post("/v1/parse", content=b"<p>x</p>", headers=repeatable).status_code == 503
            assert api.get("/healthz").status_code == 200
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@pytest.mark.parametrize("path", ["/v1/sources/%00", "/v1/sources/a%00b"])
def test_a_nul_in_a_path_is_refused(shared_api: httpx.Client, path: str) -> None:
    """PostgreSQL takes no NUL, so none comes that far."""
    answer = shared_api.get(path)
    assert (answer.status_code, answer.json()["errors"][0]["in"]) == (422, "path")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"\xff\xfe\x00", "body"),
        (b"[" * 200_000, "body"),
        (b'{"kind": "watch", "url": "https://news.example/\\ud800"}', "url"),
        (b'{"kind": "watch", "url": "https://news.example/\\u0000"}', "url"),
    ],
    ids=["no text", "nested without end", "lone surrogate", "NUL"],
)
def test_json_that_cannot_be_used_is_refused(shared_api: httpx.Client, body: bytes, name: str) -> None:
    """A body that is no JSON, or holds text that no database takes, is a 422 that names it."""
    answer = shared_api.post("/v1/sources", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_parameter")
    assert [fault["name"] for fault in answer.json()["errors"]] == [name]


def test_a_query_that_takes_too_long_is_given_up(database_url: str) -> None:
    """A 503 that says what to do, and when to come back."""
    with serving(database_url, statement_timeout_seconds=1) as api, psycopg.connect(database_url) as connection:
        connection.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE")
        answer = api.get("/v1/entries", params={"q": "ferry", "count": "exact"})
    assert (answer.status_code, answer.json()["code"]) == (503, "query_timeout")
    assert "narrow it" in answer.json()["detail"]
    assert int(answer.headers["Retry-After"]) > 0
