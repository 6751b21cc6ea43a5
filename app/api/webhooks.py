"""Webhooks that go out: subscriptions to changes under any filters of lists."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any
from uuid import uuid4

from fastapi import Request
from psycopg import AsyncConnection
from starlette.responses import Response

from app.api.changes import MAX_SEQ
from app.api.deps import Connection, PosterDep, SettingsDep
from app.api.identifiers import WebhookId
from app.api.lists import page_size
from app.api.query_model import in_query
from app.api.routing import WRITER, WRITER_ERRORS, problems, router
from app.api.schemas.webhooks import DeliveryList, DeliveryPublic, WebhookCreated, WebhookList, WebhookPublic
from app.api.sources import MAX_SECRETS
from app.api.webhook_requests import DeliveryQuery, NewWebhook, Replay, WebhookChanges, WebhookFilters, WebhookQuery
from app.errors import Conflict, Fault, FetchFailed, InvalidParameter, UrlRefused
from app.fetching.poster import Poster
from app.push.signatures import check_secret, new_secret
from app.push.webhooks import message_id
from app.store.changes import read_changes, read_latest_seq
from app.store.filters import EntryFilter, filter_to_json
from app.store.subscriptions import (
    add_subscription,
    change_subscription,
    delete_subscription,
    get_subscription,
    list_deliveries,
    list_subscriptions,
)
from app.store.work_tables import OutgoingDelivery, Subscription

routes = router("webhooks")


@routes.get("/webhooks", operation_id="listWebhooks", dependencies=WRITER, responses=problems(*WRITER_ERRORS))
async def read_webhooks(
    connection: Connection, settings: SettingsDep, query: Annotated[WebhookQuery, in_query(WebhookQuery)]
) -> WebhookList:
    """List subscriptions with their health: how far they have come, last success, last error."""
    limit = page_size(query.limit, settings)
    found = await list_subscriptions(connection, limit=limit + 1, after=query.after)
    return WebhookList(data=[public(each) for each in found[:limit]], has_more=len(found) > limit)


@routes.post(
    "/webhooks",
    operation_id="createWebhook",
    dependencies=WRITER,
    status_code=HTTPStatus.CREATED,
    responses=problems(*WRITER_ERRORS, 409, 413),
)
async def create_webhook(  # noqa: PLR0913 (what a request brings)
    *,
    request: Request,
    response: Response,
    connection: Connection,
    poster: PosterDep,
    settings: SettingsDep,
    new: NewWebhook,
) -> WebhookCreated:
    """Subscribe a URL to the changes that come from now on. The secret is shown this once.

    Each change is sent by POST, signed after Standard Webhooks, in the order of `seq`, until it is acknowledged with a
    2xx. docs/push.md tells all of it.
    """
    secret = check_secret(new.secret) if new.secret else new_secret()
    await _check_url(poster, new.url)
    now = datetime.now(UTC)
    subscription = Subscription(
        id=uuid4(),
        url=new.url,
        filters=await _checked(connection, new.filters),
        secrets=[secret],
        state="active",
        created_at=now,
        position=await read_latest_seq(connection),
        next_at=now,
    )
    if not await add_subscription(connection, subscription, most=settings.max_webhooks):
        raise Conflict(f"there are {settings.max_webhooks} webhooks already, as many as there may be")
    response.headers["Location"] = str(request.url_for("read_webhook", webhook_id=subscription.id))
    return WebhookCreated(**public(subscription).model_dump(), secret=secret)


@routes.get(
    "/webhooks/{webhook_id}",
    operation_id="getWebhook",
    dependencies=WRITER,
    responses=problems(*WRITER_ERRORS, 404),
)
async def read_webhook(connection: Connection, webhook_id: WebhookId) -> WebhookPublic:
    """Get one subscription."""
    return public(await get_subscription(connection, webhook_id))


@routes.patch(
    "/webhooks/{webhook_id}",
    operation_id="updateWebhook",
    dependencies=WRITER,
    responses=problems(*WRITER_ERRORS, 404, 413),
)
async def update_webhook(
    connection: Connection, poster: PosterDep, webhook_id: WebhookId, changes: WebhookChanges
) -> WebhookPublic:
    """Change a subscription's URL, filters or secret, pause it, or let it go on."""
    known = await get_subscription(connection, webhook_id)
    values: dict[str, object] = {}
    if changes.url is not None:
        await _check_url(poster, changes.url)
        values["url"] = changes.url
    if changes.filters is not None:
        values["filters"] = await _checked(connection, changes.filters)
    if changes.paused is not None:
        values["state"] = "paused" if changes.paused else "active"
        values |= {} if changes.paused else {"failures": 0, "next_at": datetime.now(UTC)}
    if changes.secret is not None:
        values["secrets"] = [check_secret(changes.secret), *known.secrets][:MAX_SECRETS]
    if changes.drop_old_secrets:
        values["secrets"] = ([changes.secret] if changes.secret else known.secrets)[:1]
    return public(await change_subscription(connection, known.id, values))


@routes.delete(
    "/webhooks/{webhook_id}",
    operation_id="deleteWebhook",
    dependencies=WRITER,
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(*WRITER_ERRORS, 404),
)
async def remove_webhook(connection: Connection, webhook_id: WebhookId) -> None:
    """End a subscription and forget its deliveries."""
    await delete_subscription(connection, webhook_id)


@routes.get(
    "/webhooks/{webhook_id}/deliveries",
    operation_id="listWebhookDeliveries",
    dependencies=WRITER,
    responses=problems(*WRITER_ERRORS, 404),
)
async def read_deliveries(
    connection: Connection,
    settings: SettingsDep,
    webhook_id: WebhookId,
    query: Annotated[DeliveryQuery, in_query(DeliveryQuery)],
) -> DeliveryList:
    """List what was sent to a subscription and how it was answered, the newest change first."""
    limit = page_size(query.limit, settings)
    known = await get_subscription(connection, webhook_id)
    found = await list_deliveries(connection, known.id, limit=limit + 1, before=query.before)
    return DeliveryList(data=[_told(each) for each in found[:limit]], has_more=len(found) > limit)


@routes.post(
    "/webhooks/{webhook_id}/replay",
    operation_id="replayWebhook",
    dependencies=WRITER,
    status_code=HTTPStatus.ACCEPTED,
    responses=problems(*WRITER_ERRORS, 404, 413),
)
async def replay_webhook(connection: Connection, webhook_id: WebhookId, replay: Replay) -> WebhookPublic:
    """Send changes again from a `seq` on, or skip to it. Each has the `webhook-id` that it had before."""
    known = await get_subscription(connection, webhook_id)
    latest = await read_latest_seq(connection)
    if replay.since > latest:
        message = f"is beyond the change log's end, {latest}"
        raise InvalidParameter(f"since {message}", faults=[Fault("body", "since", message)])
    values = {"position": replay.since, "next_at": datetime.now(UTC), "failures": 0}
    return public(await change_subscription(connection, known.id, values))


def public(subscription: Subscription) -> WebhookPublic:
    """What is shown of a subscription: everything but its secrets and leases."""
    return WebhookPublic(**subscription.model_dump(include=set(WebhookPublic.model_fields)))


def _told(delivery: OutgoingDelivery) -> DeliveryPublic:
    shown = delivery.model_dump(exclude={"subscription_id"})
    return DeliveryPublic(**shown, webhook_id=message_id(delivery.subscription_id, delivery.seq))


async def _check_url(poster: Poster, url: str) -> None:
    """Refuse a URL that nothing would be sent to; a name that has no address now may have one when it counts."""
    try:
        await poster.check(url)
    except UrlRefused as error:
        raise UrlRefused(str(error), faults=[Fault("body", "url", str(error))]) from error
    except FetchFailed:
        return


async def _checked(connection: AsyncConnection[object], filters: WebhookFilters) -> dict[str, Any]:
    """The filters as they are stored, once the change log has taken them."""
    where: EntryFilter = filters.to_filter()
    try:
        await read_changes(connection, since=MAX_SEQ // 2, limit=1, where=where)
    except InvalidParameter as error:
        faults = [Fault("body", f"filters.{fault.name}", fault.message) for fault in error.faults]
        raise InvalidParameter(str(error), faults=faults) from error
    return filter_to_json(where)
