"""Topic rules, and the kind of job that brings stored entries in line with them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"


def _terms(name: str) -> sa.Column[object]:
    return sa.Column(name, JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False)


def upgrade() -> None:
    """Create the table of rules, and tell jobs apart."""
    op.create_table(
        "topic_rule",
        sa.Column("slug", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        _terms("any_of"),
        _terms("all_of"),
        _terms("none_of"),
        sa.Column("language", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug"),
    )
    op.add_column("job", sa.Column("kind", sa.Text(), server_default=sa.text("'pages'"), nullable=False))
    op.create_check_constraint("job_kind_check", "job", "kind IN ('pages', 'topics')")
    op.create_index(
        "job_topics_queued",
        "job",
        ["kind"],
        unique=True,
        postgresql_where=sa.text("kind = 'topics' AND status = 'queued'"),
    )
