"""Delivers changes to subscriptions: in the order of `seq`, each until it is acknowledged, so at least once.

A subscription's position is stored with every acknowledgement, before the next change is sent: whoever delivers after
a crash goes on there. A change has the same `webhook-id` however often it is sent: so receivers know it again.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from uuid import UUID

import orjson
import psycopg
from psycopg_pool import PoolTimeout

from app.background import in_background
from app.errors import FetchError
from app.push.hub import Hub
from app.push.signatures import sign
from app.store.changes import Change, ChangePage, read_changes
from app.store.engine import Pool
from app.store.filters import filter_from_json
from app.store.subscriptions import Attempt, lease_subscription, note_attempt, release_subscription
from app.store.work_tables import Subscription

Post = Callable[[str, Mapping[str, str], bytes], Awaitable[tuple[int, float | None]]]
"""Sends a body with headers to a URL: the answer's status, and the seconds for which it asks to be left alone."""

PAUSE_SECONDS = 1.0
JITTER = 0.2
MOST_DOUBLINGS = 30
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeliveryPolicy:
    """How changes are delivered."""

    at_once: int = 4
    batch: int = 50
    lease: timedelta = timedelta(minutes=1)
    retry_seconds: float = 5.0
    longest_retry_seconds: float = 6 * 3600.0
    failures: int = 15
    """In a row; then the subscription is disabled."""
    kept: int = 1000


def message_id(subscription_id: UUID, seq: int) -> str:
    """The `webhook-id` under which a change goes to a subscription, every time."""
    return f"msg_{subscription_id.hex}_{seq}"


class Deliverer:
    """Delivers to subscriptions; any number of processes may run one."""

    def __init__(self, *, pool: Pool, hub: Hub, post: Post, policy: DeliveryPolicy | None = None) -> None:
        self._pool = pool
        self._hub = hub
        self._post = post
        self._policy = policy or DeliveryPolicy()
        self._chance = random.Random()  # noqa: S311 (spreads load, guards nothing)

    def running(self) -> AbstractAsyncContextManager[None]:
        """Deliver what is due while the block runs."""
        return in_background(self._run())

    async def _run(self) -> None:
        await asyncio.gather(*(self._keep_delivering() for _ in range(self._policy.at_once)))

    async def _keep_delivering(self) -> None:
        while True:
            generation = self._hub.generation
            try:
                delivered = await self.deliver_once()
            except (psycopg.OperationalError, PoolTimeout) as error:
                log.warning("webhooks cannot be delivered for now: %s", " ".join(str(error).split()))
                delivered = False
            except Exception:
                # One subscription must not end the deliveries to all others.
                log.exception("a webhook could not be delivered")
                delivered = False
            if not delivered:
                await self._wait(generation)

    async def _wait(self, generation: int) -> None:
        if self._hub.ending:
            await asyncio.sleep(PAUSE_SECONDS)
        await self._hub.wait(PAUSE_SECONDS, generation)

    async def deliver_once(self) -> bool:
        """Deliver a batch to the subscription that waits longest, if any is due; whether there was one."""
        async with self._pool.connection() as connection:
            subscription = await lease_subscription(connection, now=datetime.now(UTC), lease=self._policy.lease)
        if subscription is None:
            return False
        position = subscription.position
        try:
            position = await self._deliver(subscription)
        finally:
            # Also when the service stops in the middle: the next one need not wait for the lease to end.
            async with self._pool.connection() as connection:
                await release_subscription(
                    connection, subscription, position=position, now=datetime.now(UTC), kept=self._policy.kept
                )
        return True

    async def _deliver(self, subscription: Subscription) -> int:
        """Send the next changes; the `seq` up to which nothing is left to do."""
        page = await self._read(subscription)
        done, failures = subscription.position, subscription.failures
        for change in page.changes:
            attempt = await self._send(subscription, change, failures)
            async with self._pool.connection() as connection:
                go_on = await note_attempt(connection, subscription, attempt)
            if not go_on:
                return done
            done, failures = change.seq, 0
        return page.next_since

    async def _read(self, subscription: Subscription) -> ChangePage:
        where = filter_from_json(subscription.filters)
        async with self._pool.connection() as connection:
            return await read_changes(connection, since=subscription.position, limit=self._policy.batch, where=where)

    async def _send(self, subscription: Subscription, change: Change, failures: int) -> Attempt:
        body = _body(change)
        signed = sign(
            message_id(subscription.id, change.seq), body, signers=subscription.secrets, now=datetime.now(UTC)
        )
        status, wait, error = None, None, None
        try:
            status, wait = await self._post(subscription.url, {"Content-Type": "application/json", **signed}, body)
        except FetchError as fault:
            error = str(fault)
        if status is not None and not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            error = f"the receiver answered {status}"
        failures = failures + 1 if error else 0
        reason = self._reason(error, status, failures)
        now = datetime.now(UTC)
        return Attempt(
            seq=change.seq,
            kind=change.kind,
            at=now,
            status=status,
            error=error,
            reason=reason or error,
            failures=failures,
            next_at=now + timedelta(seconds=self._pause(failures, wait)) if error else now,
            lease_until=now + self._policy.lease,
            disable=reason is not None,
        )

    def _reason(self, error: str | None, status: int | None, failures: int) -> str | None:
        """Why the subscription is disabled, if it is."""
        if status == HTTPStatus.GONE:
            return "disabled: the receiver answered 410, it wants no more"
        if error and failures >= self._policy.failures:
            return f"disabled after {failures} failures in a row; the last: {error}"
        return None

    def _pause(self, failures: int, wait: float | None) -> float:
        """Seconds until the next attempt: twice as many after each failure, no fewer than the receiver asks for."""
        backed_off = self._policy.retry_seconds * 2.0 ** min(failures - 1, MOST_DOUBLINGS)
        bounded = min(max(backed_off, wait or 0.0), self._policy.longest_retry_seconds)
        return bounded * self._chance.uniform(1.0, 1.0 + JITTER)


def _body(change: Change) -> bytes:
    """The message: `type`, `timestamp` and `data` as Standard Webhooks has it, `data` as `/v1/changes` has it."""
    return orjson.dumps(
        {
            "type": f"entry.{change.kind}",
            "timestamp": orjson.loads(change.document)["recorded_at"],
            "data": orjson.Fragment(change.document),
        }
    )
