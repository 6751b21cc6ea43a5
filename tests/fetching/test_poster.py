"""Messages to URLs: bounded, no redirect followed, no private network reached."""

import asyncio
import ipaddress
import time
from collections.abc import Sequence

import pytest

from app.errors import FetchFailed, UrlRefused
from app.fetching.guard import Resolve, resolve_by_system
from app.fetching.poster import Poster, PostPolicy
from tests.fetching.web import TLS, count_connections
from tests.push.receiver import receiving

POLICY = PostPolicy(user_agent="liveblog-test/1", allowed=(ipaddress.ip_network("127.0.0.0/8"),))


def post(url: str, policy: PostPolicy = POLICY, resolve: Resolve = resolve_by_system) -> tuple[int, float | None]:
    """What one message was answered."""

    async def run() -> tuple[int, float | None]:
        async with Poster(policy, resolve=resolve, tls=TLS) as poster:
            return await poster.post(url, {"webhook-id": "msg_1"}, b'{"a":1}')

    return asyncio.run(run())


def test_a_message_arrives_as_it_was_given() -> None:
    """Its bytes, headers, path and query; the answer's status and what it asks for come back."""
    with receiving() as receiver:
        receiver.answer = lambda _: (503, {"Retry-After": "7"})
        assert post(receiver.url("/hook?a=%20b")) == (503, 7.0)
        (message,) = receiver.messages
    assert (message.path, message.body, message.id) == ("/hook?a=%20b", b'{"a":1}', "msg_1")
    assert message.headers["user-agent"] == "liveblog-test/1"


def test_a_redirect_is_an_answer() -> None:
    """It is not followed, wherever it leads."""
    with receiving() as receiver:
        receiver.answer = lambda _: (307, {"Location": receiver.url("/elsewhere")})
        assert post(receiver.url()) == (307, None)
        assert len(receiver.messages) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.1", "0x7f000001", "[::ffff:127.0.0.1]"])
def test_no_private_network_is_reached(host: str) -> None:
    """However its address is written; nobody connects."""
    with count_connections() as (port, peers):
        with pytest.raises(UrlRefused):
            post(f"http://{host}:{port}/", PostPolicy(user_agent="test"))
        assert peers == []


def test_a_name_that_leads_inside_is_refused() -> None:
    """One private address among those of a name is enough."""

    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return ["203.0.114.9", "10.0.0.1"]

    with pytest.raises(UrlRefused, match=r"10\.0\.0\.1"):
        post("http://desk.example/hook", PostPolicy(user_agent="test"), resolve)


def test_silence_ends() -> None:
    """Who does not answer in time is given up; so is a name that takes for ever to resolve."""

    async def never(_host: str, _port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    hasty = PostPolicy(user_agent="test", allowed=POLICY.allowed, total_seconds=0.1)
    with receiving() as receiver:
        receiver.answer = lambda _: (time.sleep(0.5), (204, {}))[1]
        with pytest.raises(FetchFailed, match="within"):
            post(receiver.url(), hasty)
    with pytest.raises(FetchFailed, match="within"):
        post("http://desk.example/", hasty, never)
