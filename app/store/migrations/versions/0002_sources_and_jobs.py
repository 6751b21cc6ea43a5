"""Sources, jobs, deliveries and remembered answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"


def _instant(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, kind: type[sa.Integer] = sa.Integer) -> sa.Column[object]:
    return sa.Column(name, kind(), server_default=sa.text("0"), nullable=False)


def upgrade() -> None:
    """Create the tables and their indexes."""
    op.create_table(
        "source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("secrets", JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        _instant("created_at", nullable=False),
        sa.Column("blog_id", sa.Uuid()),
        _instant("next_at"),
        _instant("lease_until"),
        _number("fence", sa.BigInteger),
        sa.Column("interval_seconds", sa.Float()),
        _number("failures"),
        _instant("last_success_at"),
        sa.Column("last_error", sa.Text()),
        _instant("last_error_at"),
        _instant("last_entry_at"),
        sa.Column("posts_per_hour", sa.Float()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sa.CheckConstraint("kind IN ('watch', 'webhook')", name="source_kind_check"),
        sa.CheckConstraint("state IN ('active', 'stalled', 'ended', 'paused')", name="source_state_check"),
    )
    op.create_index(
        "source_due",
        "source",
        ["next_at"],
        postgresql_where=sa.text("kind = 'watch' AND state IN ('active', 'stalled')"),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid()),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'queued'"), nullable=False),
        _number("attempts"),
        sa.Column("result", JSONB()),
        sa.Column("error", sa.Text()),
        _instant("created_at", nullable=False),
        _instant("finished_at"),
        _instant("next_at", nullable=False),
        _instant("lease_until"),
        _number("fence", sa.BigInteger),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], ondelete="SET NULL", name="job_source_fkey"),
        sa.CheckConstraint("status IN ('queued', 'done', 'failed')", name="job_status_check"),
    )
    op.create_index("job_due", "job", ["next_at"], postgresql_where=sa.text("status = 'queued'"))
    op.create_table(
        "delivery",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        _instant("received_at", nullable=False),
        sa.PrimaryKeyConstraint("source_id", "webhook_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], ondelete="CASCADE", name="delivery_source_fkey"),
    )
    op.create_table(
        "remembered_answer",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        _instant("created_at", nullable=False),
        _instant("lease_until"),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("remembered_answer_age", "remembered_answer", ["created_at"])
