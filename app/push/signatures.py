"""Signatures of webhooks after Standard Webhooks (https://www.standardwebhooks.com), symmetric scheme `v1`."""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.errors import Fault, InvalidParameter, SignatureRefused

TOLERANCE = timedelta(minutes=5)
PREFIX = "whsec_"
MIN_SECRET_BYTES, NEW_SECRET_BYTES, MAX_SECRET_BYTES = 24, 32, 64
MAX_SIGNATURES = 20
MESSAGE_ID = re.compile(r"[\x21-\x7e]{1,256}")


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A webhook's envelope: its id, unchanged on every retry, and the instant it was sent."""

    id: str
    sent_at: datetime


def new_secret() -> str:
    """A fresh secret in the form `whsec_<base64>`."""
    return PREFIX + base64.b64encode(secrets.token_bytes(NEW_SECRET_BYTES)).decode()


def check_secret(secret: str) -> str:
    """The secret as given, when it can sign; raises `InvalidParameter` that does not repeat it."""
    try:
        _key(secret)
    except ValueError as fault:
        message = f"a secret is {PREFIX} and base64 of {MIN_SECRET_BYTES} to {MAX_SECRET_BYTES} bytes"
        raise InvalidParameter(message, faults=[Fault("body", "secret", message)]) from fault
    return secret


def verify(headers: Mapping[str, str], body: bytes, *, accepted: Iterable[str], now: datetime) -> SignedMessage:
    """The message's envelope, when one of the `accepted` secrets signed these very bytes within five minutes of `now`.

    `headers` are keyed in lower case. Raises `SignatureRefused`, without saying which secret came close.
    """
    message_id, timestamp, signatures = (
        headers.get(name, "") for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
    )
    if not MESSAGE_ID.fullmatch(message_id):
        raise SignatureRefused("the webhook-id header is missing or malformed")
    sent_at = _read_timestamp(timestamp)
    if abs(now - sent_at) > TOLERANCE:
        raise SignatureRefused("the webhook-timestamp is more than five minutes from now")
    given = [text for version, _, text in (part.partition(",") for part in signatures.split()) if version == "v1"]
    matches = [
        hmac.compare_digest(_sign(secret, message_id, timestamp, body), signature.encode("ascii", "replace"))
        for secret in accepted
        for signature in given[:MAX_SIGNATURES]
    ]
    if not any(matches):
        raise SignatureRefused("the webhook-signature does not fit the message")
    return SignedMessage(message_id, sent_at)


def sign(message_id: str, body: bytes, *, signers: Iterable[str], now: datetime) -> dict[str, str]:
    """The headers of a message sent `now`, with signatures by all `signers`, its secrets."""
    timestamp = str(int(now.timestamp()))
    signatures = (f"v1,{_sign(secret, message_id, timestamp, body).decode()}" for secret in signers)
    return {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": " ".join(signatures)}


def _read_timestamp(text: str) -> datetime:
    if not re.fullmatch(r"[0-9]{1,11}", text):
        raise SignatureRefused("the webhook-timestamp header is missing or malformed")
    return datetime.fromtimestamp(int(text), UTC)


def _sign(secret: str, message_id: str, timestamp: str, body: bytes) -> bytes:
    signed = f"{message_id}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest())


def _key(secret: str) -> bytes:
    if not secret.startswith(PREFIX):
        raise ValueError(PREFIX)
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as fault:
        raise ValueError("base64") from fault
    if not MIN_SECRET_BYTES <= len(key) <= MAX_SECRET_BYTES:
        raise ValueError("length")
    return key
