"""The tables of work that comes again or waits its turn: sources, jobs, deliveries, subscriptions, remembered answers.

Rules of topics are here too. All of them stay on one server even where entries are distributed by blog: leases need
local row locks.
"""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

SourceKind = Literal["watch", "webhook"]
SourceState = Literal["active", "stalled", "ended", "paused"]
SubscriptionState = Literal["active", "paused", "disabled"]
JobKind = Literal["pages", "topics"]
"""`pages`: ingest what a webhook delivered; `topics`: bring stored entries in line with the topic rules."""
JobStatus = Literal["queued", "done", "failed"]


def _column(kind: Any, *, nullable: bool = True) -> Any:  # noqa: ANN401 (a column and a field of any type)
    column = Column(kind, nullable=nullable)
    return Field(default=None, sa_column=column) if nullable else Field(sa_column=column)


def _instant(*, nullable: bool = True) -> Any:  # noqa: ANN401
    return _column(DateTime(timezone=True), nullable=nullable)


def _text(*, nullable: bool = True) -> Any:  # noqa: ANN401
    return _column(Text(), nullable=nullable)


def _number(kind: type[Integer] = Integer) -> Any:  # noqa: ANN401
    return Field(default=0, sa_column=Column(kind(), nullable=False, server_default=text("0")))


class Source(SQLModel, table=True):
    """Where pages come from again and again: a watched URL, or a scraper with a signing secret."""

    __tablename__: ClassVar[str] = "source"
    __table_args__ = (
        CheckConstraint("kind IN ('watch', 'webhook')", name="source_kind_check"),
        CheckConstraint("state IN ('active', 'stalled', 'ended', 'paused')", name="source_state_check"),
        Index("source_due", "next_at", postgresql_where=text("kind = 'watch' AND state IN ('active', 'stalled')")),
    )

    id: UUID = Field(sa_column=Column(Uuid(), primary_key=True))
    kind: SourceKind = _text(nullable=False)
    name: str = Field(sa_column=Column(Text(), nullable=False, unique=True))
    url: str | None = _text()
    secrets: list[str] = Field(sa_column=Column(JSONB(), nullable=False, server_default=text("'[]'::jsonb")))
    """What the scraper signs with, the newest first; several while one replaces another. Never shown."""
    state: SourceState = Field(sa_column=Column(Text(), nullable=False, server_default=text("'active'")))
    created_at: datetime = _instant(nullable=False)
    blog_id: UUID | None = _column(Uuid())
    next_at: datetime | None = _instant()
    """When a watched URL is due again."""
    lease_until: datetime | None = _instant()
    fence: int = _number(BigInteger)
    """Raised with every lease: a worker whose lease was taken over may not write."""
    interval_seconds: float | None = _column(Float())
    failures: int = _number()
    last_success_at: datetime | None = _instant()
    last_error: str | None = _text()
    last_error_at: datetime | None = _instant()
    last_entry_at: datetime | None = _instant()
    """When a new or edited entry was last seen."""
    posts_per_hour: float | None = _column(Float())
    etag: str | None = _text()
    last_modified: str | None = _text()


class Job(SQLModel, table=True):
    """Something accepted that is still to be done, or was done: a webhook's pages, or topics of changed rules."""

    __tablename__: ClassVar[str] = "job"
    __table_args__ = (
        CheckConstraint("status IN ('queued', 'done', 'failed')", name="job_status_check"),
        CheckConstraint("kind IN ('pages', 'topics')", name="job_kind_check"),
        Index("job_due", "next_at", postgresql_where=text("status = 'queued'")),
        Index("job_topics_queued", "kind", unique=True, postgresql_where=text("kind = 'topics' AND status = 'queued'")),
    )

    id: UUID = Field(sa_column=Column(Uuid(), primary_key=True))
    kind: JobKind = Field(sa_column=Column(Text(), nullable=False, server_default=text("'pages'")))
    source_id: UUID | None = Field(
        sa_column=Column(Uuid(), ForeignKey("source.id", ondelete="SET NULL", name="job_source_fkey"), nullable=True)
    )
    payload: bytes = Field(sa_column=Column(LargeBinary(), nullable=False))
    """The accepted body, compressed with zstd; of `topics`, how far it came."""
    status: JobStatus = Field(sa_column=Column(Text(), nullable=False, server_default=text("'queued'")))
    attempts: int = _number()
    result: list[dict[str, Any]] | None = _column(JSONB())
    error: str | None = _text()
    created_at: datetime = _instant(nullable=False)
    finished_at: datetime | None = _instant()
    next_at: datetime = _instant(nullable=False)
    lease_until: datetime | None = _instant()
    fence: int = _number(BigInteger)


class Delivery(SQLModel, table=True):
    """A webhook that was taken, so that its retries do nothing."""

    __tablename__: ClassVar[str] = "delivery"

    source_id: UUID = Field(
        sa_column=Column(
            Uuid(), ForeignKey("source.id", ondelete="CASCADE", name="delivery_source_fkey"), primary_key=True
        )
    )
    webhook_id: str = Field(sa_column=Column(Text(), primary_key=True))
    job_id: UUID = Field(sa_column=Column(Uuid(), nullable=False))
    received_at: datetime = _instant(nullable=False)


class Subscription(SQLModel, table=True):
    """A webhook that goes out: where changes are sent, which of them, and how far that has come."""

    __tablename__: ClassVar[str] = "subscription"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'paused', 'disabled')", name="subscription_state_check"),
        Index("subscription_due", "next_at", postgresql_where=text("state = 'active'")),
    )

    id: UUID = Field(sa_column=Column(Uuid(), primary_key=True))
    url: str = _text(nullable=False)
    filters: dict[str, Any] = Field(sa_column=Column(JSONB(), nullable=False))
    secrets: list[str] = Field(sa_column=Column(JSONB(), nullable=False))
    """What we sign with, the newest first; several while one replaces another. Never shown."""
    state: SubscriptionState = Field(sa_column=Column(Text(), nullable=False, server_default=text("'active'")))
    created_at: datetime = _instant(nullable=False)
    position: int = Field(sa_column=Column(BigInteger(), nullable=False))
    """All changes up to this `seq` were acknowledged, or are not asked for."""
    next_at: datetime = _instant(nullable=False)
    """Nothing is sent before this instant."""
    lease_until: datetime | None = _instant()
    fence: int = _number(BigInteger)
    """Raised with every lease, and when where or what to send is changed."""
    failures: int = _number()
    last_success_at: datetime | None = _instant()
    last_error: str | None = _text()
    last_error_at: datetime | None = _instant()


class OutgoingDelivery(SQLModel, table=True):
    """What became of sending one change to one subscription."""

    __tablename__: ClassVar[str] = "outgoing_delivery"

    subscription_id: UUID = Field(
        sa_column=Column(
            Uuid(),
            ForeignKey("subscription.id", ondelete="CASCADE", name="outgoing_delivery_subscription_fkey"),
            primary_key=True,
        )
    )
    seq: int = Field(sa_column=Column(BigInteger(), primary_key=True, autoincrement=False))
    kind: str = _text(nullable=False)
    attempts: int = _number()
    first_at: datetime = _instant(nullable=False)
    last_at: datetime = _instant(nullable=False)
    status: int | None = _column(Integer())
    """The HTTP status of the last attempt's answer, if there was one."""
    error: str | None = _text()
    delivered_at: datetime | None = _instant()


class TopicRule(SQLModel, table=True):
    """A topic that entries get by the words of their title and text; see `app.store.rule_words`."""

    __tablename__: ClassVar[str] = "topic_rule"

    slug: str = Field(sa_column=Column(Text(collation="C"), primary_key=True))
    name: str = _text(nullable=False)
    any_of: list[str] = Field(sa_column=Column(JSONB(), nullable=False, server_default=text("'[]'::jsonb")))
    all_of: list[str] = Field(sa_column=Column(JSONB(), nullable=False, server_default=text("'[]'::jsonb")))
    none_of: list[str] = Field(sa_column=Column(JSONB(), nullable=False, server_default=text("'[]'::jsonb")))
    language: str | None = _text()
    created_at: datetime = _instant(nullable=False)
    updated_at: datetime = _instant(nullable=False)


class RememberedAnswer(SQLModel, table=True):
    """The answer to a request with an Idempotency-Key; without a status while the request is under way."""

    __tablename__: ClassVar[str] = "remembered_answer"
    __table_args__ = (Index("remembered_answer_age", "created_at"),)

    key: str = Field(sa_column=Column(Text(), primary_key=True))
    """Digest of the caller, the operation and the key that was sent."""
    body_digest: bytes = Field(sa_column=Column(LargeBinary(), nullable=False))
    status: int | None = _column(Integer())
    headers: dict[str, str] = Field(sa_column=Column(JSONB(), nullable=False, server_default=text("'{}'::jsonb")))
    body: bytes | None = _column(LargeBinary())
    created_at: datetime = _instant(nullable=False)
    lease_until: datetime | None = _instant()
