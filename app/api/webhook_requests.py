"""What requests about webhooks that go out may hold."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, field_validator

from app.api.changes import MAX_SEQ
from app.api.filters import EntryQueryAcrossBlogs
from app.api.identifiers import EXAMPLE
from app.api.lists import PageSize
from app.api.sources import Secret
from app.api.values import WebUrl


class WebhookFilters(EntryQueryAcrossBlogs):
    """The filters of lists, under the names of their query parameters; those that may be repeated are arrays."""

    model_config = ConfigDict(extra="forbid")

    PLACE: ClassVar[Literal["query", "body"]] = "body"
    PREFIX: ClassVar[str] = "filters."

    @field_validator("key_event", "pinned", "edited", "has_media", mode="before")
    @classmethod
    def _is_switch(cls, value: object) -> object:
        # JSON has switches of its own; a query string has only words for them.
        if not isinstance(value, bool | None):
            raise ValueError("must be true or false")  # noqa: TRY004 (which pydantic takes for a fault)
        return value

    @field_validator("*", mode="before")
    @classmethod
    def _is_text(cls, value: object) -> object:
        # PostgreSQL takes no text that holds one.
        if any("\0" in part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str)):
            raise ValueError("holds a NUL character")
        return value


class NewWebhook(BaseModel):
    """A subscription to be made."""

    model_config = ConfigDict(extra="forbid")

    url: WebUrl = Field(description="Where changes are sent.", examples=["https://desk.example/hooks/liveblog"])
    filters: WebhookFilters = Field(default_factory=WebhookFilters, description="Which changes; none: all of them.")
    secret: Secret | None = Field(
        default=None, description="What to sign with, as `whsec_...`; generated and shown once when absent."
    )


class WebhookChanges(BaseModel):
    """What to change of a subscription; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    url: WebUrl | None = None
    filters: WebhookFilters | None = Field(default=None, description="In the place of all filters before.")
    paused: StrictBool | None = Field(
        default=None, description="Stop sending, or go on where it stopped; also revives one that was disabled."
    )
    secret: Secret | None = Field(
        default=None, description="A new secret. Messages carry signatures of the one before as well."
    )
    drop_old_secrets: StrictBool = Field(default=False, description="Sign with the newest secret alone from now on.")


class Replay(BaseModel):
    """Where to begin again."""

    model_config = ConfigDict(extra="forbid")

    since: int = Field(ge=0, description="Send changes after this `seq` again.", examples=[0])


class WebhookQuery(BaseModel):
    """Where in the list of subscriptions to read."""

    after: UUID | None = Field(default=None, description="Those made after this one.", examples=[EXAMPLE])
    limit: PageSize | None = Field(default=None, description="Subscriptions in the answer.", examples=[50])


class DeliveryQuery(BaseModel):
    """Where in the list of deliveries to read."""

    before: int | None = Field(
        default=None, ge=0, le=MAX_SEQ, description="Deliveries of changes before this `seq`.", examples=[1000]
    )
    limit: PageSize | None = Field(default=None, description="Deliveries in the answer.", examples=[50])
