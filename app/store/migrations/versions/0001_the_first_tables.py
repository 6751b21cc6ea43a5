"""The first tables."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

revision = "0001"
down_revision = None


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _json(name: str, default: str) -> sa.Column[object]:
    return sa.Column(name, JSONB(), server_default=sa.text(f"'{default}'::jsonb"), nullable=False)


def upgrade() -> None:
    """Create the tables, their indexes and the counter's only row."""
    op.create_table(
        "author",
        sa.Column("slug", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entry_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("slug"),
    )
    op.create_table(
        "blog",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("publisher_slug", sa.Text(collation="C"), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        _json("authors", "[]"),
        _json("key_points", "[]"),
        _json("topics", "[]"),
        _json("coverage", "{}"),
        _instant("published_at", nullable=True),
        _instant("updated_at", nullable=True),
        _instant("ended_at", nullable=True),
        _instant("first_seen_at"),
        _instant("last_seen_at"),
        _instant("active_at"),
        sa.Column("entry_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("snapshot_id", sa.Uuid(), nullable=True),
        sa.Column("page_digest", sa.LargeBinary(), nullable=True),
        _instant("window_oldest", nullable=True),
        _instant("window_newest", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("blog_active", "blog", ["active_at", "id"])
    op.create_index("blog_publisher", "blog", ["publisher_slug", "active_at", "id"])
    op.create_table(
        "change",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("blog_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        _instant("at"),
        _instant("recorded_at"),
        sa.CheckConstraint("kind IN ('created', 'updated', 'deleted')", name="change_kind_check"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("change_blog", "change", ["blog_id", "seq"])
    op.create_table(
        "change_counter",
        sa.Column("id", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id", name="change_counter_single_row"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute("INSERT INTO change_counter (last_seq) VALUES (0)")
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=True),
        _json("headers", "{}"),
        _instant("observed_at"),
        _instant("received_at"),
        _instant("last_observed_at"),
        sa.Column("observations", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("parser_version", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("blog_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    # The content is compressed already: keep Postgres from trying again.
    op.execute("ALTER TABLE snapshot ALTER COLUMN content SET STORAGE EXTERNAL")
    op.create_index("snapshot_blog", "snapshot", ["blog_id", "observed_at"])
    op.create_index("snapshot_outcome", "snapshot", ["outcome", "received_at"])
    op.create_table(
        "topic",
        sa.Column("slug", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entry_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("slug"),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("blog_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("permalink", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        _instant("published_at", nullable=True),
        sa.Column("published_at_raw", sa.Text(), nullable=True),
        sa.Column("time_precision", sa.Text(), nullable=True),
        _instant("updated_at", nullable=True),
        _instant("sort_at"),
        _json("authors", "[]"),
        _json("topics", "[]"),
        sa.Column("key_event", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        _json("images", "[]"),
        _json("embeds", "[]"),
        _json("links", "[]"),
        sa.Column("link_hosts", ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        _json("provenance", "{}"),
        sa.Column("publisher_slug", sa.Text(collation="C"), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        _instant("version_at"),
        sa.Column("version_kind", sa.Text(), nullable=False),
        sa.Column("changed", ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("snapshot_id", sa.Uuid(), nullable=True),
        _instant("first_seen_at"),
        _instant("last_seen_at"),
        sa.Column("on_page", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _instant("deleted_at", nullable=True),
        sa.Column("delete_reason", sa.Text(), nullable=True),
        sa.Column("search", TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(["blog_id"], ["blog.id"], name="entry_blog_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", "blog_id"),
    )
    op.create_index("entry_blog_newest", "entry", ["blog_id", "sort_at", "id"])
    op.create_index(
        "entry_deleted_newest",
        "entry",
        ["sort_at", "id"],
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index("entry_external_id", "entry", ["blog_id", "external_id"], unique=True)
    op.create_index("entry_key_event_newest", "entry", ["sort_at", "id"], postgresql_where=sa.text("key_event"))
    op.create_index("entry_language_newest", "entry", ["language", "sort_at", "id"])
    op.create_index("entry_newest", "entry", ["sort_at", "id"])
    op.create_index("entry_pinned_newest", "entry", ["sort_at", "id"], postgresql_where=sa.text("pinned"))
    op.create_index("entry_publisher_newest", "entry", ["publisher_slug", "sort_at", "id"])
    op.create_index("entry_search", "entry", ["search"], postgresql_using="gin")
    op.create_index(
        "entry_unsigned_newest",
        "entry",
        ["sort_at", "id"],
        postgresql_where=sa.text("authors = '[]'::jsonb"),
    )
    op.create_index("entry_updated", "entry", ["updated_at", "id"], postgresql_where=sa.text("updated_at IS NOT NULL"))
    op.create_table(
        "entry_author",
        sa.Column("author_slug", sa.Text(collation="C"), nullable=False),
        _instant("sort_at"),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("blog_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id", "blog_id"], ["entry.id", "entry.blog_id"], name="entry_author_entry_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("author_slug", "sort_at", "entry_id", "blog_id"),
    )
    op.create_index("entry_author_entry", "entry_author", ["entry_id", "blog_id"])
    op.create_table(
        "entry_revision",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("blog_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        _instant("version_at"),
        _instant("superseded_at"),
        _instant("last_seen_at"),
        sa.Column("version_kind", sa.Text(), nullable=False),
        sa.Column("changed", ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("snapshot_id", sa.Uuid(), nullable=True),
        sa.Column("deleted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _instant("sort_at"),
        _json("content", "{}"),
        sa.ForeignKeyConstraint(
            ["entry_id", "blog_id"], ["entry.id", "entry.blog_id"], name="entry_revision_entry_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "blog_id", "version"),
    )
    op.create_index("entry_revision_blog_newest", "entry_revision", ["blog_id", "sort_at", "entry_id"])
    op.create_index("entry_revision_newest", "entry_revision", ["sort_at", "entry_id"])
    op.create_table(
        "entry_topic",
        sa.Column("topic_slug", sa.Text(collation="C"), nullable=False),
        _instant("sort_at"),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("blog_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id", "blog_id"], ["entry.id", "entry.blog_id"], name="entry_topic_entry_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_slug", "sort_at", "entry_id", "blog_id"),
    )
    op.create_index("entry_topic_entry", "entry_topic", ["entry_id", "blog_id"])


def downgrade() -> None:
    """Drop every table, referring ones first."""
    for table in (
        "entry_topic",
        "entry_author",
        "entry_revision",
        "entry",
        "topic",
        "author",
        "snapshot",
        "change_counter",
        "change",
        "blog",
    ):
        op.drop_table(table)
