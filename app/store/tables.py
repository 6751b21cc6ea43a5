"""The tables: one class each, and the metadata that migrations are checked against.

`blog_id` stands in every key, unique constraint and join of what belongs to a blog, so that the tables can be
distributed by it. Authors and topics are small and keyed by their slug. Times are instants (`timestamptz`).

An entry's row holds its present state. Every state it had before stands in `entry_revision`, and every step from one
state to the next is one row of `change`: creating, editing, deleting and restoring an entry each raise its version.
"""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlmodel import Field, SQLModel

Outcome = Literal["stored", "parsed", "no_live_blog", "failed"]
"""What became of a snapshot: stored and not yet read, read, read without finding a live blog, or reading it failed."""

ChangeKind = Literal["created", "updated", "deleted"]
"""A restored entry is an update whose `changed` names `deleted_at`."""

DeleteReason = Literal["removed", "reread"]
"""`removed`: the publisher's page covers the entry's place and no longer shows it; `reread`: a better reading of the
same page finds no such entry."""


def _text(*, nullable: bool = False, primary_key: bool = False) -> Any:  # noqa: ANN401 (a field of any type)
    return Field(sa_column=Column(Text(), nullable=nullable, primary_key=primary_key))


def _slug(*, nullable: bool = False, primary_key: bool = False) -> Any:  # noqa: ANN401
    # The C collation compares bytes: faster, and the same on every server.
    return Field(sa_column=Column(Text(collation="C"), nullable=nullable, primary_key=primary_key))


def _instant(*, nullable: bool = False, primary_key: bool = False) -> Any:  # noqa: ANN401
    return Field(sa_column=Column(DateTime(timezone=True), nullable=nullable, primary_key=primary_key))


def _uuid(*, nullable: bool = False, primary_key: bool = False) -> Any:  # noqa: ANN401
    return Field(sa_column=Column(Uuid(), nullable=nullable, primary_key=primary_key))


def _json(default: str) -> Any:  # noqa: ANN401
    return Field(sa_column=Column(JSONB(), nullable=False, server_default=text(f"'{default}'::jsonb")))


def _texts() -> Any:  # noqa: ANN401
    return Field(sa_column=Column(ARRAY(Text()), nullable=False, server_default=text("'{}'::text[]")))


def _number(default: int = 0) -> Any:  # noqa: ANN401
    return Field(sa_column=Column(Integer(), nullable=False, server_default=text(str(default))))


def _flag() -> Any:  # noqa: ANN401
    return Field(sa_column=Column(Boolean(), nullable=False, server_default=text("false")))


def _bytes(*, nullable: bool = False) -> Any:  # noqa: ANN401
    return Field(sa_column=Column(LargeBinary(), nullable=nullable))


class Snapshot(SQLModel, table=True):
    """A page as stored. Its id is derived from its URL and bytes, so the same page again is the same row."""

    __tablename__: ClassVar[str] = "snapshot"
    __table_args__ = (
        Index("snapshot_blog", "blog_id", "observed_at"),
        Index("snapshot_outcome", "outcome", "received_at"),
        Index("snapshot_url", "url", postgresql_using="hash"),
    )

    id: UUID = _uuid(primary_key=True)
    url: str | None = _text(nullable=True)
    final_url: str | None = _text(nullable=True)
    sha256: bytes = _bytes()
    content: bytes = _bytes()
    """The page's bytes, compressed with zstd."""
    size: int = Field(sa_column=Column(BigInteger(), nullable=False))
    """Bytes before compression."""
    content_type: str | None = _text(nullable=True)
    headers: dict[str, str] = _json("{}")
    observed_at: datetime = _instant()
    """When the page was first seen to have these bytes, as the sender says."""
    received_at: datetime = _instant()
    last_observed_at: datetime = _instant()
    observations: int = _number(1)
    parser_version: str | None = _text(nullable=True)
    outcome: Outcome = _text()
    detail: str | None = _text(nullable=True)
    blog_id: UUID | None = _uuid(nullable=True)


class Blog(SQLModel, table=True):
    """One live blog. Its row is the lock that writers of its entries take."""

    __tablename__: ClassVar[str] = "blog"
    __table_args__ = (
        Index("blog_active", "active_at", "id"),
        Index("blog_publisher", "publisher_slug", "active_at", "id"),
    )

    id: UUID = _uuid(primary_key=True)
    key: str = _text()
    """What the blog is known by (`app.store.identity`); `id` is derived from it."""
    url: str | None = _text(nullable=True)
    headline: str | None = _text(nullable=True)
    description: str | None = _text(nullable=True)
    publisher: str | None = _text(nullable=True)
    publisher_slug: str | None = _slug(nullable=True)
    language: str | None = _text(nullable=True)
    platform: str | None = _text(nullable=True)
    time_zone: str | None = _text(nullable=True)
    authors: list[dict[str, Any]] = _json("[]")
    key_points: list[str] = _json("[]")
    topics: list[dict[str, Any]] = _json("[]")
    coverage: dict[str, Any] = _json("{}")
    published_at: datetime | None = _instant(nullable=True)
    updated_at: datetime | None = _instant(nullable=True)
    ended_at: datetime | None = _instant(nullable=True)
    first_seen_at: datetime = _instant()
    last_seen_at: datetime = _instant()
    active_at: datetime = _instant()
    """Where the blog stands in lists: the place of its newest entry."""
    entry_count: int = _number()
    """Entries not deleted."""
    snapshot_id: UUID | None = _uuid(nullable=True)
    page_digest: bytes | None = _bytes(nullable=True)
    """Digest of what the last recorded page said, to tell an unchanged page in one step."""
    window_oldest: datetime | None = _instant(nullable=True)
    window_newest: datetime | None = _instant(nullable=True)
    """The stretch of time that the last recorded page covers."""
    tick: int = Field(sa_column=Column(BigInteger(), nullable=False, server_default=text("0")))
    """Rises with every recording of the blog; see `app.store.freshness`."""


class Entry(SQLModel, table=True):
    """One timestamped post of a blog, in its present state."""

    __tablename__: ClassVar[str] = "entry"
    __table_args__ = (
        ForeignKeyConstraint(["blog_id"], ["blog.id"], ondelete="CASCADE", name="entry_blog_id_fkey"),
        Index("entry_external_id", "blog_id", "external_id", unique=True),
        Index("entry_newest", "sort_at", "id"),
        Index(
            "entry_tally",
            "sort_at",
            postgresql_include=["publisher_slug", "language", "key_event"],
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("entry_blog_newest", "blog_id", "sort_at", "id"),
        Index("entry_publisher_newest", "publisher_slug", "sort_at", "id"),
        Index("entry_language_newest", "language", "sort_at", "id"),
        Index("entry_key_event_newest", "sort_at", "id", postgresql_where=text("key_event")),
        Index("entry_pinned_newest", "sort_at", "id", postgresql_where=text("pinned")),
        Index("entry_deleted_newest", "sort_at", "id", postgresql_where=text("deleted_at IS NOT NULL")),
        Index("entry_unsigned_newest", "sort_at", "id", postgresql_where=text("authors = '[]'::jsonb")),
        Index("entry_updated", "updated_at", "id", postgresql_where=text("updated_at IS NOT NULL")),
        Index("entry_touched", text("coalesce(updated_at, sort_at)"), "id"),
        Index("entry_ahead", "sort_at", "id", postgresql_where=text("sort_at > version_at")),
        Index("entry_search", "search", postgresql_using="gin"),
    )

    id: UUID = _uuid(primary_key=True)
    """Rises with the order in which entries were posted, as far as the page tells; breaks ties of `sort_at`."""
    blog_id: UUID = _uuid(primary_key=True)
    external_id: str = _text()
    permalink: str | None = _text(nullable=True)
    title: str | None = _text(nullable=True)
    published_at: datetime | None = _instant(nullable=True)
    published_at_raw: str | None = _text(nullable=True)
    time_precision: str | None = _text(nullable=True)
    updated_at: datetime | None = _instant(nullable=True)
    """When the entry was last edited: as the page says or, where it does not, when the edit was seen."""
    sort_at: datetime = _instant()
    """The entry's place: `published_at` or, where there is none, its neighbour's or when it was first seen."""
    authors: list[dict[str, Any]] = _json("[]")
    topics: list[dict[str, Any]] = _json("[]")
    key_event: bool = _flag()
    pinned: bool = _flag()
    body_html: str = _text()
    body_text: str = _text()
    images: list[dict[str, Any]] = _json("[]")
    embeds: list[dict[str, Any]] = _json("[]")
    links: list[dict[str, Any]] = _json("[]")
    link_hosts: list[str] = _texts()
    provenance: dict[str, str] = _json("{}")
    publisher_slug: str | None = _slug(nullable=True)
    language: str | None = _text(nullable=True)
    content_hash: bytes = _bytes()
    """Digest of the normalised content; see `app.store.content`."""
    version: int = _number(1)
    version_at: datetime = _instant()
    """When the page that showed this version was observed."""
    version_kind: ChangeKind = _text()
    changed: list[str] = _texts()
    """The fields in which this version differs from the one before."""
    snapshot_id: UUID | None = _uuid(nullable=True)
    """The page that showed this version first."""
    first_seen_at: datetime = _instant()
    last_seen_at: datetime = _instant()
    """When a page last showed the entry, unless the last recorded page does: then the blog's row knows."""
    on_page: bool = _flag()
    """Whether the last recorded page shows the entry: so a page seen again unchanged touches no entry."""
    deleted_at: datetime | None = _instant(nullable=True)
    delete_reason: DeleteReason | None = _text(nullable=True)
    search: str = Field(sa_column=Column(TSVECTOR(), nullable=False))
    """The words of title and text, with tokens for authors, topics and the week; see `app.store.search`."""


REVISION_VALID = "tstzrange(least(version_at, superseded_at), superseded_at)"
"""SQL for when a revision was the entry's state. `least` keeps what has no sense from being an error."""


class EntryRevision(SQLModel, table=True):
    """A state that an entry had before its present one, valid from `version_at` until `superseded_at`."""

    __tablename__: ClassVar[str] = "entry_revision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "blog_id"], ["entry.id", "entry.blog_id"], ondelete="CASCADE", name="entry_revision_entry_fkey"
        ),
        Index("entry_revision_valid", text(REVISION_VALID), postgresql_using="gist"),
        Index("entry_revision_blog_newest", "blog_id", "sort_at", "entry_id"),
        Index("entry_revision_search", "search", postgresql_using="gin"),
    )

    entry_id: UUID = _uuid(primary_key=True)
    blog_id: UUID = _uuid(primary_key=True)
    version: int = Field(sa_column=Column(Integer(), primary_key=True, autoincrement=False))
    version_at: datetime = _instant()
    superseded_at: datetime = _instant()
    last_seen_at: datetime = _instant()
    version_kind: ChangeKind = _text()
    changed: list[str] = _texts()
    snapshot_id: UUID | None = _uuid(nullable=True)
    deleted: bool = _flag()
    sort_at: datetime = _instant()
    content: dict[str, Any] = _json("{}")
    """The whole row of `entry` as it stood, without its `search`."""
    search: str = Field(sa_column=Column(TSVECTOR(), nullable=False))
    """The words and tokens that it was found by."""


class Change(SQLModel, table=True):
    """One row of the append-only log. `seq` has neither gaps nor latecomers; see `app.store.changes`."""

    __tablename__: ClassVar[str] = "change"
    __table_args__ = (
        Index("change_blog", "blog_id", "seq"),
        CheckConstraint("kind IN ('created', 'updated', 'deleted')", name="change_kind_check"),
    )

    seq: int = Field(sa_column=Column(BigInteger(), primary_key=True, autoincrement=False))
    kind: ChangeKind = _text()
    blog_id: UUID = _uuid()
    entry_id: UUID = _uuid()
    version: int = _number(1)
    at: datetime = _instant()
    """When the page that showed the change was observed."""
    recorded_at: datetime = _instant()


class ChangeCounter(SQLModel, table=True):
    """The last `seq` given out, in the table's only row."""

    __tablename__: ClassVar[str] = "change_counter"
    __table_args__ = (CheckConstraint("id", name="change_counter_single_row"),)

    id: bool = Field(sa_column=Column(Boolean(), primary_key=True, server_default=text("true")))
    last_seq: int = Field(sa_column=Column(BigInteger(), nullable=False))


class Freshness(SQLModel, table=True):
    """Numbers whose sum rises with every recording; see `app.store.freshness`."""

    __tablename__: ClassVar[str] = "freshness"

    shard: int = Field(sa_column=Column(SmallInteger(), primary_key=True, autoincrement=False))
    tick: int = Field(sa_column=Column(BigInteger(), nullable=False, server_default=text("0")))


class Author(SQLModel, table=True):
    """Someone that entries are signed by; people of one name are one author."""

    __tablename__: ClassVar[str] = "author"

    slug: str = _slug(primary_key=True)
    name: str = _text()
    entry_count: int = _number()
    """Entries signed by the author and not deleted."""


class EntryAuthor(SQLModel, table=True):
    """Who signed which entry, in an order that lists walk backward: newest first within an author."""

    __tablename__: ClassVar[str] = "entry_author"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "blog_id"], ["entry.id", "entry.blog_id"], ondelete="CASCADE", name="entry_author_entry_fkey"
        ),
        Index("entry_author_entry", "entry_id", "blog_id"),
    )

    author_slug: str = _slug(primary_key=True)
    sort_at: datetime = _instant(primary_key=True)
    entry_id: UUID = _uuid(primary_key=True)
    blog_id: UUID = _uuid(primary_key=True)


class Topic(SQLModel, table=True):
    """What entries are about."""

    __tablename__: ClassVar[str] = "topic"

    slug: str = _slug(primary_key=True)
    name: str = _text()
    source: str = _text()
    """The publisher, if one ever named it; else who named it first, a rule or the text."""
    entry_count: int = _number()
    """Entries about the topic and not deleted."""


class EntryTopic(SQLModel, table=True):
    """Which entry is about what, in an order that lists walk backward: newest first within a topic."""

    __tablename__: ClassVar[str] = "entry_topic"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "blog_id"], ["entry.id", "entry.blog_id"], ondelete="CASCADE", name="entry_topic_entry_fkey"
        ),
        Index("entry_topic_entry", "entry_id", "blog_id"),
    )

    topic_slug: str = _slug(primary_key=True)
    sort_at: datetime = _instant(primary_key=True)
    entry_id: UUID = _uuid(primary_key=True)
    blog_id: UUID = _uuid(primary_key=True)


class Tally(SQLModel, table=True):
    """How many entries that are not deleted bear a label in a stretch of time; see `app.store.tallies`."""

    __tablename__: ClassVar[str] = "tally"
    __table_args__ = (Index("tally_label", "kind", "slug", "level", "start"),)

    kind: str = _slug(primary_key=True)
    level: int = Field(sa_column=Column(SmallInteger(), primary_key=True, autoincrement=False))
    """Minutes."""
    start: datetime = _instant(primary_key=True)
    slug: str = _slug(primary_key=True)
    entries: int = Field(sa_column=Column(Integer(), nullable=False))


class TallyPair(SQLModel, table=True):
    """How many entries that are not deleted bear both of two labels, or one, which is a pair with itself."""

    __tablename__: ClassVar[str] = "tally_pair"

    kind: str = _slug(primary_key=True)
    slug: str = _slug(primary_key=True)
    other_kind: str = _slug(primary_key=True)
    other: str = _slug(primary_key=True)
    entries: int = Field(sa_column=Column(Integer(), nullable=False))
