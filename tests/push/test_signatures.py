"""Signatures of webhooks, with the standard's own library as the sender."""

from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook

from app.errors import InvalidParameter, SignatureRefused
from app.push.signatures import check_secret, new_secret, verify

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
BODY = '{"type":"page.captured"}'


def signed(*, at: datetime = NOW, body: str = BODY, secret: str = SECRET, message: str = "msg_1") -> dict[str, str]:
    """The headers that the standard's library puts on a message."""
    return {
        "webhook-id": message,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(message, at, body),
    }


def test_the_standards_library_is_understood() -> None:
    """A message signed by the standard's own library is taken, with its id and time."""
    message = verify(signed(), BODY.encode(), accepted=[SECRET], now=NOW)
    assert message.id == "msg_1"
    assert message.sent_at == NOW


def test_our_secrets_work_in_the_standards_library() -> None:
    """A secret that we make signs and verifies on both sides."""
    secret = new_secret()
    assert check_secret(secret) == secret
    assert verify(signed(secret=secret), BODY.encode(), accepted=[secret], now=NOW).id == "msg_1"


def test_old_and_new_secret_are_taken_while_one_replaces_the_other() -> None:
    """During rotation either secret verifies, and a message may carry the signatures of both."""
    old, new = new_secret(), new_secret()
    assert verify(signed(secret=old), BODY.encode(), accepted=[new, old], now=NOW)
    both = signed(secret=old)
    both["webhook-signature"] += " " + signed(secret=new)["webhook-signature"]
    assert verify(both, BODY.encode(), accepted=[new], now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_2"},
        {"webhook-id": ""},
        {"webhook-id": "x" * 300},
        {"webhook-id": "msg\n1"},
        {"webhook-timestamp": ""},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "-1"},
        {"webhook-timestamp": "1" * 40},
        {"webhook-timestamp": "9" * 12},
        {"webhook-timestamp": "9" * 11},
        {"webhook-timestamp": "٣"},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": "v1a,AAAA"},
        {"webhook-signature": "é"},
        {"webhook-signature": "v1,é"},
        {"webhook-signature": ","},
    ],
)
def test_what_is_forged_or_malformed_is_refused(change: dict[str, str]) -> None:
    """Any header that was changed, cut or left out refuses the message."""
    with pytest.raises(SignatureRefused):
        verify({**signed(), **change}, BODY.encode(), accepted=[SECRET], now=NOW)


def test_a_changed_body_is_refused() -> None:
    """The signature covers the bytes, not what they mean."""
    with pytest.raises(SignatureRefused):
        verify(signed(), BODY.encode() + b" ", accepted=[SECRET], now=NOW)


def test_no_secret_takes_nothing() -> None:
    """A source without secrets accepts no message."""
    with pytest.raises(SignatureRefused):
        verify(signed(), BODY.encode(), accepted=[], now=NOW)


@pytest.mark.parametrize("minutes", [-6, 6, 600])
def test_stale_and_future_messages_are_refused(minutes: int) -> None:
    """A message more than five minutes old or ahead is a replay or a wrong clock."""
    with pytest.raises(SignatureRefused, match="five minutes"):
        verify(signed(at=NOW + timedelta(minutes=minutes)), BODY.encode(), accepted=[SECRET], now=NOW)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_AAAA", "plain", "whsec_***", "whsec_" + "A" * 400])
def test_weak_secrets_are_refused_without_being_repeated(secret: str) -> None:
    """A secret that is too short, too long or no base64 is refused, and the message does not hold it."""
    with pytest.raises(InvalidParameter) as caught:
        check_secret(secret)
    assert secret not in str(caught.value) or secret in {"", "whsec_"}
