"""Webhooks that go out: subscriptions, and what became of their deliveries."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"


def _instant(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, kind: type[sa.Integer] = sa.Integer) -> sa.Column[object]:
    return sa.Column(name, kind(), server_default=sa.text("0"), nullable=False)


def upgrade() -> None:
    """Create the tables and their index."""
    op.create_table(
        "subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("filters", JSONB(), nullable=False),
        sa.Column("secrets", JSONB(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        _instant("created_at", nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        _instant("next_at", nullable=False),
        _instant("lease_until"),
        _number("fence", sa.BigInteger),
        _number("failures"),
        _instant("last_success_at"),
        sa.Column("last_error", sa.Text()),
        _instant("last_error_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("state IN ('active', 'paused', 'disabled')", name="subscription_state_check"),
    )
    op.create_index("subscription_due", "subscription", ["next_at"], postgresql_where=sa.text("state = 'active'"))
    op.create_table(
        "outgoing_delivery",
        sa.Column("subscription_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        _number("attempts"),
        _instant("first_at", nullable=False),
        _instant("last_at", nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("error", sa.Text()),
        _instant("delivered_at"),
        sa.PrimaryKeyConstraint("subscription_id", "seq"),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            ondelete="CASCADE",
            name="outgoing_delivery_subscription_fkey",
        ),
    )
