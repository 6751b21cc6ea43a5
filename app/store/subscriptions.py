"""Subscriptions: made, read, changed, and leased to the one worker that delivers to each."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, sql
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from app.errors import NotFound
from app.store.work_tables import OutgoingDelivery, Subscription

CHANGEABLE = frozenset({"url", "filters", "secrets", "state", "position", "next_at", "failures"})
REDIRECTING = frozenset({"url", "filters", "secrets", "position"})
"""What a delivery under way must not go on without: its lease ends."""
AS_JSON = frozenset({"filters", "secrets"})

LEASE_DUE = """
UPDATE subscription SET lease_until = %(until)s, fence = fence + 1
WHERE id = (
  SELECT id FROM subscription
  WHERE state = 'active' AND next_at <= %(now)s AND (lease_until IS NULL OR lease_until <= %(now)s)
    AND position < (SELECT last_seq FROM change_counter)
  ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING *
"""
"""Take the subscription that waits longest with something to look at, until the lease ends."""

NOTE_ATTEMPT = """
WITH held AS (
  UPDATE subscription SET
    position = CASE WHEN %(error)s::text IS NULL THEN %(seq)s ELSE position END,
    failures = %(failures)s, next_at = %(next_at)s, lease_until = %(lease_until)s,
    state = CASE WHEN %(disable)s AND state = 'active' THEN 'disabled' ELSE state END,
    last_success_at = CASE WHEN %(error)s::text IS NULL THEN %(at)s ELSE last_success_at END,
    last_error = coalesce(%(reason)s, last_error),
    last_error_at = CASE WHEN %(error)s::text IS NULL THEN last_error_at ELSE %(at)s END
  WHERE id = %(id)s AND fence = %(fence)s
  RETURNING id, state
), noted AS (
  INSERT INTO outgoing_delivery AS d
    (subscription_id, seq, kind, attempts, first_at, last_at, status, error, delivered_at)
  SELECT id, %(seq)s, %(kind)s, 1, %(at)s, %(at)s, %(status)s, %(error)s,
         CASE WHEN %(error)s::text IS NULL THEN %(at)s::timestamptz END
  FROM held
  ON CONFLICT (subscription_id, seq) DO UPDATE SET
    attempts = d.attempts + 1, last_at = excluded.last_at, status = excluded.status, error = excluded.error,
    delivered_at = coalesce(excluded.delivered_at, d.delivered_at)
)
SELECT state FROM held
"""
"""Note how an attempt went, in the subscription and among its deliveries; only the holder of the latest lease may."""

RELEASE = """
WITH held AS (
  UPDATE subscription SET lease_until = NULL, position = greatest(position, %(position)s),
                          next_at = greatest(next_at, %(now)s)
  WHERE id = %(id)s AND fence = %(fence)s
)
DELETE FROM outgoing_delivery WHERE subscription_id = %(id)s AND seq <= (
  SELECT seq FROM outgoing_delivery WHERE subscription_id = %(id)s ORDER BY seq DESC OFFSET %(kept)s LIMIT 1
)
"""
"""Give the lease back, note what needs no delivery as done, and forget old deliveries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """How sending one change went, and what follows from it. Without an `error` it is acknowledged."""

    seq: int
    kind: str
    at: datetime
    status: int | None
    error: str | None
    reason: str | None
    """What the subscription tells of the error."""
    failures: int
    next_at: datetime
    lease_until: datetime
    disable: bool


async def add_subscription(connection: AsyncConnection[Any], subscription: Subscription, *, most: int) -> bool:
    """Keep a new subscription; False when there are as many as there may be."""
    values = _as_columns(subscription.model_dump())
    columns = sql.SQL(", ").join(map(sql.Identifier, values))
    holders = sql.SQL(", ").join(map(sql.Placeholder, values))
    statement = sql.SQL(
        "INSERT INTO subscription ({}) SELECT {} WHERE (SELECT count(*) FROM subscription) < %(most)s"
    ).format(columns, holders)
    cursor = await connection.execute(statement, {**values, "most": most})
    return cursor.rowcount == 1


async def list_subscriptions(
    connection: AsyncConnection[Any], *, limit: int, after: UUID | None = None
) -> list[Subscription]:
    """Subscriptions in the order in which they were made, after the one given."""
    async with connection.cursor(row_factory=class_row(Subscription)) as cursor:
        await cursor.execute(
            """SELECT * FROM subscription
               WHERE %(after)s::uuid IS NULL
                  OR (created_at, id) > (SELECT created_at, id FROM subscription WHERE id = %(after)s)
               ORDER BY created_at, id LIMIT %(limit)s""",
            {"after": after, "limit": limit},
        )
        return await cursor.fetchall()


async def get_subscription(connection: AsyncConnection[Any], subscription_id: UUID) -> Subscription:
    """A subscription. Raises `NotFound`."""
    async with connection.cursor(row_factory=class_row(Subscription)) as cursor:
        await cursor.execute("SELECT * FROM subscription WHERE id = %s", (subscription_id,))
        row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"there is no webhook {subscription_id}")
    return row


async def change_subscription(
    connection: AsyncConnection[Any], subscription_id: UUID, changes: Mapping[str, Any]
) -> Subscription:
    """Set some of the `CHANGEABLE` columns. Raises `NotFound`."""
    if not changes:
        return await get_subscription(connection, subscription_id)
    values = _as_columns({name: value for name, value in changes.items() if name in CHANGEABLE})
    assignments = sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in values
    )
    ended = sql.SQL(", fence = fence + 1, lease_until = NULL" if REDIRECTING & values.keys() else "")
    statement = sql.SQL("UPDATE subscription SET {}{} WHERE id = %(id)s RETURNING *").format(assignments, ended)
    async with connection.cursor(row_factory=class_row(Subscription)) as cursor:
        await cursor.execute(statement, {**values, "id": subscription_id})
        row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"there is no webhook {subscription_id}")
    return row


async def delete_subscription(connection: AsyncConnection[Any], subscription_id: UUID) -> None:
    """Forget a subscription and its deliveries. Raises `NotFound`."""
    cursor = await connection.execute("DELETE FROM subscription WHERE id = %s", (subscription_id,))
    if not cursor.rowcount:
        raise NotFound(f"there is no webhook {subscription_id}")


async def list_deliveries(
    connection: AsyncConnection[Any], subscription_id: UUID, *, limit: int, before: int | None = None
) -> list[OutgoingDelivery]:
    """What was sent to a subscription, by falling `seq`, below the one given."""
    async with connection.cursor(row_factory=class_row(OutgoingDelivery)) as cursor:
        await cursor.execute(
            """SELECT * FROM outgoing_delivery
               WHERE subscription_id = %(id)s AND (%(before)s::bigint IS NULL OR seq < %(before)s)
               ORDER BY seq DESC LIMIT %(limit)s""",
            {"id": subscription_id, "before": before, "limit": limit},
        )
        return await cursor.fetchall()


async def lease_subscription(
    connection: AsyncConnection[Any], *, now: datetime, lease: timedelta
) -> Subscription | None:
    """The subscription that is due, leased to the caller, or None when none is."""
    async with connection.cursor(row_factory=class_row(Subscription)) as cursor:
        await cursor.execute(LEASE_DUE, {"now": now, "until": now + lease})
        return await cursor.fetchone()


async def note_attempt(connection: AsyncConnection[Any], subscription: Subscription, attempt: Attempt) -> bool:
    """Note how an attempt went; False when the lease was lost, or nothing more is to be sent for now."""
    values = {**asdict(attempt), "id": subscription.id, "fence": subscription.fence}
    cursor = await connection.execute(NOTE_ATTEMPT, values)
    row = await cursor.fetchone()
    return row is not None and row[0] == "active" and attempt.error is None


async def release_subscription(
    connection: AsyncConnection[Any], subscription: Subscription, *, position: int, now: datetime, kept: int
) -> None:
    """Give the lease back; all up to `position` is done, and the newest `kept` deliveries are remembered."""
    values = {"id": subscription.id, "fence": subscription.fence, "position": position, "now": now, "kept": kept}
    await connection.execute(RELEASE, values)


def _as_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: Jsonb(value) if name in AS_JSON else value for name, value in values.items()}
