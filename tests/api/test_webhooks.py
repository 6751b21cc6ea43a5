"""Webhooks that go out, over HTTP: a real service sends to a real receiver."""

import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.api.service import entry, page, serving
from tests.api.test_stream import FILTERS, send, send_all
from tests.fetching.web import count_connections
from tests.push.receiver import PATIENCE_SECONDS, Message, Receiver, receiving

LOCAL: dict[str, Any] = {"allowed_networks": "127.0.0.0/8", "webhook_retry_seconds": 0.05, "stream_batch": 3}
OWN_SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
ELSEWHERE = "https://desk.invalid/hook"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that acknowledges everything."""
    with receiving() as running:
        yield running


@pytest.fixture
def service(database_url: str) -> Iterator[httpx.Client]:
    """A service that may send to loopback and tries again soon."""
    with serving(database_url, **LOCAL) as client:
        yield client


def subscribe(api: httpx.Client, url: str, **more: object) -> dict[str, Any]:
    """A new subscription, as it was answered."""
    answer = api.post("/v1/webhooks", json={"url": url, **more})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def until(api: httpx.Client, webhook: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The subscription, once it is as wanted."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found: dict[str, Any] = api.get(f"/v1/webhooks/{webhook}").raise_for_status().json()
        if wanted(found):
            return found
        time.sleep(0.02)
    raise AssertionError(found)


def seqs(messages: list[Message]) -> list[int]:
    """The changes in these messages."""
    return [message.data["seq"] for message in messages]


def test_changes_are_sent_signed_and_in_order(service: httpx.Client, receiver: Receiver) -> None:
    """Each as the change log has it, in the envelope of Standard Webhooks, whose own library verifies it."""
    made = subscribe(service, receiver.url("/hook?desk=1"))
    send_all(service)
    messages = receiver.take(8)
    assert seqs(messages) == [1, 2, 3, 4, 5, 6, 7, 8]
    until(service, made["id"], lambda found: found["position"] == 8)
    log = service.get("/v1/changes").json()["data"]
    for message, change in zip(messages, log, strict=True):
        payload = message.signed_by(made["secret"])
        assert payload["type"] == f"entry.{change['kind']}"
        assert payload["timestamp"] == change["recorded_at"]
        assert payload["data"].keys() == change.keys()
        assert message.path == "/hook?desk=1"
        assert message.headers["host"] == f"127.0.0.1:{receiver.port}"
        assert message.headers["content-type"] == "application/json"
    assert len({message.id for message in messages}) == 8


def test_under_every_filter_what_is_sent_is_the_change_log(service: httpx.Client, receiver: Receiver) -> None:
    """One definition: a subscription with the filters of a list gets what `/v1/changes` gives under them."""
    for number, filters in enumerate(FILTERS):
        made = subscribe(service, receiver.url(f"/{number}"), filters=in_json(filters))
        assert made["filters"].keys() <= filters.keys()
        service.patch(f"/v1/webhooks/{made['id']}", json={"paused": True}).raise_for_status()
    send_all(service)
    for made in service.get("/v1/webhooks").json()["data"]:
        service.patch(f"/v1/webhooks/{made['id']}", json={"paused": False}).raise_for_status()
    for made in service.get("/v1/webhooks").json()["data"]:
        until(service, made["id"], lambda found: found["position"] == 8)
    for number, filters in enumerate(FILTERS):
        listed = service.get("/v1/changes", params=filters).raise_for_status().json()["data"]
        sent = [message.data for message in receiver.messages if message.path == f"/{number}"]
        assert sent == listed, filters


def in_json(filters: dict[str, Any]) -> dict[str, Any]:
    """The same filters as a JSON body has them."""
    switches = {"true": True, "false": False}
    single = {"q", "topic_match", "deleted", "published_after", "published_before", "updated_after"}
    return {
        name: switches[value]
        if str(value) in switches
        else value
        if name in single or isinstance(value, list)
        else [value]
        for name, value in filters.items()
    }


def test_what_is_not_acknowledged_comes_again_as_itself(service: httpx.Client, receiver: Receiver) -> None:
    """The same change under the same id until it is taken; none overtakes it; the failures are told."""
    troubles = [500, 302, 429, 503]
    receiver.answer = lambda _: (
        (troubles.pop(), {"Location": receiver.url("/elsewhere"), "Retry-After": "0"}) if troubles else (200, {})
    )
    made = subscribe(service, receiver.url())
    send(service, page(entry(1), entry(2)), 4)
    messages = receiver.take(6)
    assert seqs(messages) == [1, 1, 1, 1, 1, 2]
    assert len({message.id for message in messages[:5]}) == 1
    assert {message.path for message in messages} == {"/hook"}
    found = until(service, made["id"], lambda found: found["position"] == 2)
    assert (found["state"], found["failures"]) == ("active", 0)
    assert found["last_error"] == "the receiver answered 500"
    deliveries = service.get(f"/v1/webhooks/{made['id']}/deliveries").json()["data"]
    assert [(each["seq"], each["attempts"], each["status"], each["error"]) for each in deliveries] == [
        (2, 1, 200, None),
        (1, 5, 200, None),
    ]
    assert [each["webhook_id"] for each in deliveries] == [messages[5].id, messages[0].id]
    older = service.get(f"/v1/webhooks/{made['id']}/deliveries", params={"before": 2, "limit": 1}).json()
    assert ([each["seq"] for each in older["data"]], older["has_more"]) == ([1], False)


def test_a_restart_loses_nothing(database_url: str, receiver: Receiver) -> None:
    """A service that ends between two deliveries is followed by one that goes on at the change not acknowledged."""
    receiver.answer = lambda message: (500 if message.data["seq"] == 2 else 204, {})
    with serving(database_url, **{**LOCAL, "webhook_retry_seconds": 0.01}, webhook_failures=1_000_000) as api:
        made = subscribe(api, receiver.url())
        send(api, page(entry(1), entry(2), entry(3)), 4)
        receiver.take(3)
    before = len(receiver.messages)
    receiver.answer = lambda _: (204, {})
    with serving(database_url, **LOCAL) as api:
        messages = receiver.take(before + 2)[before:]
        until(api, made["id"], lambda found: found["position"] == 3)
    assert seqs(messages) == [2, 3]
    assert messages[0].id == receiver.messages[1].id
    assert messages[0].signed_by(made["secret"])["data"]["seq"] == 2


def test_a_receiver_that_fails_too_often_is_left_alone(database_url: str, receiver: Receiver) -> None:
    """Disabled after so many failures in a row, with the reason; it goes on where it stopped when it is revived."""
    receiver.answer = lambda _: (500, {})
    with serving(database_url, **{**LOCAL, "webhook_retry_seconds": 0.01}, webhook_failures=3) as api:
        made = subscribe(api, receiver.url())
        send(api, page(entry(1)), 4)
        found = until(api, made["id"], lambda found: found["state"] == "disabled")
        assert found["last_error"] == "disabled after 3 failures in a row; the last: the receiver answered 500"
        assert (len(receiver.messages), found["position"]) == (3, 0)
        receiver.answer = lambda _: (204, {})
        revived = api.patch(f"/v1/webhooks/{made['id']}", json={"paused": False}).json()
        assert (revived["state"], revived["failures"]) == ("active", 0)
        until(api, made["id"], lambda found: found["position"] == 1)
    assert len({message.id for message in receiver.messages}) == 1


def test_a_receiver_that_is_gone_is_left_alone_at_once(service: httpx.Client, receiver: Receiver) -> None:
    """410 disables."""
    receiver.answer = lambda _: (410, {})
    made = subscribe(service, receiver.url())
    send(service, page(entry(1), entry(2)), 4)
    found = until(service, made["id"], lambda found: found["state"] == "disabled")
    assert "410" in found["last_error"]
    assert len(receiver.messages) == 1


def test_a_receiver_that_is_not_there_is_told(service: httpx.Client) -> None:
    """Nobody listens at the address: that counts as a failure, with its reason."""
    made = subscribe(service, "http://127.0.0.1:1/")
    send(service, page(entry(1)), 4)
    found = until(service, made["id"], lambda found: found["failures"])
    assert found["last_error"] == "127.0.0.1 cannot be reached: ConnectError"
    (delivery,) = service.get(f"/v1/webhooks/{made['id']}/deliveries").json()["data"]
    assert (delivery["status"], delivery["delivered_at"]) == (None, None)


def test_a_receiver_that_does_not_answer_is_not_waited_for(database_url: str) -> None:
    """One that takes longer than the setting allows has failed."""
    with serving(database_url, **LOCAL, webhook_total_seconds=0.2) as api, receiving() as slow:
        slow.answer = lambda _: (time.sleep(1), (204, {}))[1]
        made = subscribe(api, slow.url())
        send(api, page(entry(1)), 4)
        assert "no answer within" in until(api, made["id"], lambda found: found["failures"])["last_error"]


def test_replay_begins_again(service: httpx.Client, receiver: Receiver) -> None:
    """Changes after a `seq` are sent again under the ids that they had."""
    made = subscribe(service, receiver.url())
    send(service, page(entry(1), entry(2), entry(3)), 4)
    until(service, made["id"], lambda found: found["position"] == 3)
    replayed = service.post(f"/v1/webhooks/{made['id']}/replay", json={"since": 1})
    assert (replayed.status_code, replayed.json()["position"]) == (202, 1)
    messages = receiver.take(5)
    assert seqs(messages) == [1, 2, 3, 2, 3]
    assert [message.id for message in messages[1:3]] == [message.id for message in messages[3:]]
    for since in (9, 2**63, -1):
        beyond = service.post(f"/v1/webhooks/{made['id']}/replay", json={"since": since})
        assert (beyond.status_code, beyond.json()["errors"][0]["name"]) == (422, "since")


def test_paused_and_changed(service: httpx.Client, receiver: Receiver) -> None:
    """A paused subscription gets nothing, and everything that it missed later, where and as it is now asked for."""
    made = subscribe(service, receiver.url("/old"), filters={"author": ["joss-hearn"]}, secret=OWN_SECRET)
    assert made["secret"] == OWN_SECRET
    address = f"/v1/webhooks/{made['id']}"
    assert service.patch(address, json={"paused": True}).json()["state"] == "paused"
    send_all(service)
    new_secret = subscribe(service, ELSEWHERE)["secret"]
    changes = {"url": receiver.url("/new"), "filters": {"q": "pier"}, "secret": new_secret, "paused": False}
    assert service.patch(address, json=changes).json()["filters"] == {"q": "pier"}
    (message,) = receiver.take(1)
    assert message.path == "/new"
    assert "pier" in message.data["entry"]["body_text"]
    for secret in (OWN_SECRET, new_secret):
        assert message.signed_by(secret)
    service.patch(address, json={"drop_old_secrets": True}).raise_for_status()
    service.post(f"{address}/replay", json={"since": 0}).raise_for_status()
    again = receiver.take(2)[1]
    assert again.signed_by(new_secret)
    assert len(again.headers["webhook-signature"].split()) == 1


def test_the_life_of_a_subscription(service: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    """Made, found, listed in order, page by page, and forgotten; its secret is shown once and logged never."""
    caplog.set_level(logging.DEBUG)
    first, second = subscribe(service, ELSEWHERE), subscribe(service, ELSEWHERE, filters={"deleted": "only"})
    found = service.get(f"/v1/webhooks/{first['id']}")
    assert found.json() == {name: value for name, value in first.items() if name != "secret"}
    listed = service.get("/v1/webhooks").json()
    assert [each["id"] for each in listed["data"]] == [first["id"], second["id"]]
    page_one = service.get("/v1/webhooks", params={"limit": 1}).json()
    assert (page_one["has_more"], len(page_one["data"])) == (True, 1)
    page_two = service.get("/v1/webhooks", params={"limit": 1, "after": first["id"]}).json()
    assert [each["id"] for each in page_two["data"]] == [second["id"]]
    assert service.delete(f"/v1/webhooks/{first['id']}").status_code == 204
    for answer in (
        service.get(f"/v1/webhooks/{first['id']}"),
        service.delete(f"/v1/webhooks/{first['id']}"),
        service.patch(f"/v1/webhooks/{first['id']}", json={"paused": True}),
        service.get(f"/v1/webhooks/{first['id']}/deliveries"),
        service.post(f"/v1/webhooks/{first['id']}/replay", json={"since": 0}),
    ):
        assert answer.status_code == 404
    shown = service.get("/v1/webhooks").text + service.get(f"/v1/webhooks/{second['id']}").text + caplog.text
    assert "whsec_" not in shown
    assert second["secret"].removeprefix("whsec_") not in shown


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "url"),
        ({"url": "ftp://desk.example"}, "url"),
        ({"url": "http://10.0.0.1/"}, "url"),
        ({"url": "http://169.254.169.254/latest"}, "url"),
        ({"url": "http://[::1]/"}, "url"),
        ({"url": ELSEWHERE, "secret": "short"}, "secret"),
        ({"url": ELSEWHERE, "colour": "red"}, "colour"),
        ({"url": ELSEWHERE, "filters": {"autor": ["x"]}}, "filters.autor"),
        ({"url": ELSEWHERE, "filters": {"as_of": "2026-03-04T05:06:07Z"}}, "filters.as_of"),
        ({"url": ELSEWHERE, "filters": {"author": "x"}}, "filters.author"),
        ({"url": ELSEWHERE, "filters": {"pinned": "true"}}, "filters.pinned"),
        ({"url": ELSEWHERE, "filters": {"author": ["a\0b"]}}, "filters.author"),
        ({"url": ELSEWHERE, "filters": {"q": "a\0b"}}, "filters.q"),
        ({"url": ELSEWHERE, "filters": {"published_after": "noon"}}, "filters.published_after"),
        (
            {
                "url": ELSEWHERE,
                "filters": {"published_after": "2026-03-04T05:06:07Z", "published_before": "2026-03-04T05:06:07Z"},
            },
            "filters.published_after",
        ),
        ({"url": ELSEWHERE, "filters": []}, "filters"),
    ],
)
def test_a_wrong_subscription_is_refused_and_named(shared_api: httpx.Client, body: dict[str, Any], name: str) -> None:
    """422 that points at the field."""
    answer = shared_api.post("/v1/webhooks", json=body)
    assert answer.status_code == 422, answer.text
    assert (answer.json()["errors"][0]["in"], answer.json()["errors"][0]["name"]) == ("body", name)


def test_no_webhook_reaches_a_private_network(database_url: str) -> None:
    """Not even one that was taken when the network was allowed: the address is checked before each message."""
    with count_connections() as (port, peers):
        with serving(database_url, **LOCAL, run_workers=False) as api:
            made = subscribe(api, f"http://localhost:{port}/hook")
            send(api, page(entry(1)), 4)
        with serving(database_url) as api:
            found = until(api, made["id"], lambda found: found["failures"])
    assert "not a public address" in found["last_error"]
    assert peers == []


def test_only_so_many(database_url: str) -> None:
    """Beyond the setting a new one is refused."""
    with serving(database_url, max_webhooks=1) as api:
        subscribe(api, ELSEWHERE)
        assert api.post("/v1/webhooks", json={"url": ELSEWHERE}).status_code == 409


def test_only_writers_may_look(module_database_url: str) -> None:
    """With API keys, every operation wants one."""
    with serving(module_database_url, api_keys="a-key") as api:
        assert api.get("/v1/webhooks").status_code == 401
        assert api.post("/v1/webhooks", json={"url": ELSEWHERE}).status_code == 401
        assert api.get("/v1/webhooks", headers={"X-API-Key": "a-key"}).status_code == 200
        assert api.get("/v1/stream?since=9").status_code == 422
