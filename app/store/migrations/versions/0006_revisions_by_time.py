"""An index of when each revision was its entry's state."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the index."""
    op.execute(
        "CREATE INDEX entry_revision_valid ON entry_revision"
        " USING gist (tstzrange(least(version_at, superseded_at), superseded_at))"
    )
    # Without statistics of what the index holds the planner takes it to find much, and walks all revisions instead.
    op.execute("ANALYZE entry_revision")


def downgrade() -> None:
    """Drop it."""
    op.drop_index("entry_revision_valid", "entry_revision")
