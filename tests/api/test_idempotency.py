"""`Idempotency-Key` on POST."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import httpx
import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from app.api.idempotency import Idempotency
from app.settings import Settings
from app.store.answers import LEASE, Known, claim, hold
from app.store.engine import open_pool
from tests.api.service import entry, page

HTML = {"Content-Type": "text/html"}
KEPT = timedelta(hours=24)
MADE = {"kind": "webhook", "name": "desk"}


def test_the_first_answer_is_given_again(api: httpx.Client) -> None:
    """The request is done once: even a secret that is shown once comes back to the one who repeats the request."""
    headers = {"Idempotency-Key": "key-1"}
    first = api.post("/v1/sources", json=MADE, headers=headers)
    again = api.post("/v1/sources", json=MADE, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]


def test_another_body_under_the_same_key_is_refused(api: httpx.Client) -> None:
    """422: a key stands for one request."""
    headers = {"Idempotency-Key": "key-1"}
    api.post("/v1/sources", json=MADE, headers=headers).raise_for_status()
    other = api.post("/v1/sources", json={**MADE, "name": "other"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_failed_request_may_be_tried_again(api: httpx.Client) -> None:
    """Errors are not remembered."""
    headers = {"Idempotency-Key": "key-1"}
    assert api.post("/v1/sources", json={"kind": "mail"}, headers=headers).status_code == 422
    assert api.post("/v1/sources", json=MADE, headers=headers).status_code == 201


@pytest.mark.parametrize(("status", "kept"), [(201, [201]), (422, [])])
def test_what_becomes_of_a_key_is_settled_before_the_answer_goes_out(
    database_url: str, status: int, kept: list[int]
) -> None:
    """Whoever has the answer may send the key again at once: a success is remembered by then, a failure forgotten."""
    seen = asyncio.run(_kept_when_answered(database_url, status))
    assert seen == {"http.response.start": kept, "http.response.body": kept}


async def _kept_when_answered(database_url: str, status: int) -> dict[str, list[int]]:
    """The statuses that are remembered in the moment when each message of an answer of this status is sent."""
    seen = {}

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(b"done", status)(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"{}", "more_body": False}

    async with open_pool(database_url, size=2, statement_timeout_seconds=10) as pool:

        async def send(message: Message) -> None:
            async with pool.connection() as connection:
                rows = await (await connection.execute("SELECT status FROM remembered_answer")).fetchall()
            seen[message["type"]] = [row[0] for row in rows]

        state = SimpleNamespace(pool=pool, settings=Settings(_env_file=None))
        scope: Scope = {
            "type": "http",
            "method": "POST",
            "path": "/v1/sources",
            "query_string": b"",
            "headers": [(b"host", b"localhost"), (b"idempotency-key", b"key-1")],
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 80),
            "scheme": "http",
            "app": SimpleNamespace(state=state),
        }
        await Idempotency(answer, max_body=1000, kept=KEPT)(scope, receive, send)
    return seen


def test_a_key_is_held_while_its_request_takes_long(database_url: str) -> None:
    """Its lease is drawn out, so that the same request does not start a second time beside the first."""
    digest = b"digest"

    async def claims() -> list[Known | None]:
        async with open_pool(database_url, size=1, statement_timeout_seconds=10) as pool, pool.connection() as held:
            start = datetime.now(UTC)
            first = await claim(held, "key", digest, now=start, kept=KEPT)
            await hold(held, "key", now=start + LEASE)
            second = await claim(held, "key", digest, now=start + LEASE * 1.5, kept=KEPT)
            return [first, second, await claim(held, "key", digest, now=start + LEASE * 2.5, kept=KEPT)]

    first, during, after = asyncio.run(claims())
    assert first is None
    assert during is not None
    assert during.status is None
    assert after is None


@pytest.mark.parametrize("key", ["", "x" * 256, "a b"])
def test_a_malformed_key_is_named(shared_api: httpx.Client, key: str) -> None:
    """422 that points at the header."""
    answer = shared_api.post("/v1/sources", json=MADE, headers={"Idempotency-Key": key})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["name"] == "Idempotency-Key"


def test_many_at_once_do_it_once(api: httpx.Client) -> None:
    """Of requests that come together one is done; the others get its answer or are told that it is under way."""

    def send(_: int) -> httpx.Response:
        headers = {**HTML, "Idempotency-Key": "key-1"}
        return api.post("/v1/ingest/html", content=page(entry(1)), headers=headers)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(8)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.text for answer in answers if answer.status_code == 201}) == 1


def test_fifty_identical_uploads_make_one_blog(api: httpx.Client) -> None:
    """Without a key as well: one blog, one set of entries, one change for each."""

    def send(_: int) -> int:
        params = {"source_url": "https://news.example/live/storm", "observed_at": "2026-03-04T12:00:00Z"}
        content = page(*map(entry, range(10)))
        return api.post("/v1/ingest/html", content=content, headers=HTML, params=params).status_code

    with ThreadPoolExecutor(16) as threads:
        statuses = list(threads.map(send, range(50)))
    assert sorted(set(statuses)) == [200, 201]
    assert statuses.count(201) == 1
    assert len(api.get("/v1/blogs").json()["data"]) == 1
    assert len(api.get("/v1/entries").json()["data"]) == 10
    assert api.get("/v1/changes").json()["latest_seq"] == 10
