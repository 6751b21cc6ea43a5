"""Webhooks that go out: subscriptions to changes, and what became of their deliveries."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field, JsonValue

from app.api.schemas.revisions import ChangePublic


class WebhookPublic(BaseModel):
    """A subscription and its health."""

    id: UUID
    url: str
    filters: dict[str, JsonValue] = Field(description="The filters that differ from their defaults.")
    state: Literal["active", "paused", "disabled"] = Field(
        description="`disabled`: the receiver answered 410, or failed too often; `last_error` tells."
    )
    created_at: AwareDatetime
    position: int = Field(description="All changes up to this `seq` are acknowledged, or not asked for.")
    next_at: AwareDatetime = Field(description="Nothing is sent before this instant.")
    failures: int = Field(description="Failures since the last success.")
    last_success_at: AwareDatetime | None
    last_error: str | None
    last_error_at: AwareDatetime | None


class WebhookCreated(WebhookPublic):
    """A subscription just made; its secret is shown this once."""

    secret: str


class WebhookList(BaseModel):
    """Subscriptions, the oldest first."""

    data: list[WebhookPublic]
    has_more: bool


class DeliveryPublic(BaseModel):
    """What became of sending one change to one subscription."""

    seq: int
    webhook_id: str = Field(description="The `webhook-id` header; the same on every attempt.")
    kind: Literal["created", "updated", "deleted"]
    attempts: int
    first_at: AwareDatetime
    last_at: AwareDatetime
    status: int | None = Field(description="The status of the last attempt's answer; null when there was none.")
    error: str | None = Field(description="Why the last attempt failed; null when it was acknowledged.")
    delivered_at: AwareDatetime | None


class DeliveryList(BaseModel):
    """Deliveries, the newest change first."""

    data: list[DeliveryPublic]
    has_more: bool


class EntryEvent(BaseModel):
    """What is sent: one change, under the envelope of Standard Webhooks."""

    type: Literal["entry.created", "entry.updated", "entry.deleted"]
    timestamp: AwareDatetime = Field(description="When the change was recorded.")
    data: ChangePublic
