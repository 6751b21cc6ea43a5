"""Remembered answers to requests with an Idempotency-Key, each claimed before its request runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg import AsyncConnection
from psycopg.types.json import Jsonb

LEASE = timedelta(minutes=2)

CLAIM = """
INSERT INTO remembered_answer AS known (key, body_digest, created_at, lease_until)
VALUES (%(key)s, %(digest)s, %(now)s, %(until)s)
ON CONFLICT (key) DO UPDATE SET created_at = %(now)s, lease_until = %(until)s, body_digest = %(digest)s, status = NULL
WHERE known.created_at < %(oldest)s OR (known.status IS NULL AND known.lease_until < %(now)s)
RETURNING true
"""
"""Claim a key that is new, forgotten by age, or left behind by a request that never ended."""

FORGET_OLD = "DELETE FROM remembered_answer WHERE created_at < %(oldest)s"
READ = "SELECT body_digest, status, headers, body FROM remembered_answer WHERE key = %(key)s"
REMEMBER = (
    "UPDATE remembered_answer SET status = %(status)s, headers = %(headers)s, body = %(body)s WHERE key = %(key)s"
)
HOLD = "UPDATE remembered_answer SET lease_until = %(until)s WHERE key = %(key)s AND status IS NULL"
FORGET = "DELETE FROM remembered_answer WHERE key = %(key)s"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a key that was claimed before; without a status its request is still under way."""

    body_digest: bytes
    status: int | None
    headers: dict[str, str]
    body: bytes


async def claim(
    connection: AsyncConnection[Any], key: str, digest: bytes, *, now: datetime, kept: timedelta
) -> Known | None:
    """None when the caller now holds the key and must run the request; else what is known of it.

    Answers older than `kept` are forgotten.
    """
    values = {"key": key, "digest": digest, "now": now, "until": now + LEASE, "oldest": now - kept}
    await connection.execute(FORGET_OLD, values)
    if await (await connection.execute(CLAIM, values)).fetchone():
        return None
    row = await (await connection.execute(READ, values)).fetchone()
    if row is None:
        # Its holder failed and let it go in this very moment: the caller sees it as under way and tries again.
        return Known(digest, None, {}, b"")
    return Known(bytes(row[0]), row[1], row[2], bytes(row[3] or b""))


async def hold(connection: AsyncConnection[Any], key: str, *, now: datetime) -> None:
    """Keep a claimed key for another `LEASE`: its request is still under way."""
    await connection.execute(HOLD, {"key": key, "until": now + LEASE})


async def remember(
    connection: AsyncConnection[Any], key: str, *, status: int, headers: dict[str, str], body: bytes
) -> None:
    """Keep the answer for those who ask again."""
    await connection.execute(REMEMBER, {"key": key, "status": status, "headers": Jsonb(headers), "body": body})


async def forget(connection: AsyncConnection[Any], key: str) -> None:
    """Let the key go: the request failed, and may be tried again."""
    await connection.execute(FORGET, {"key": key})
