"""An index that holds all that most counts over a stretch of time ask for."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the index."""
    op.create_index(
        "entry_tally",
        "entry",
        ["sort_at"],
        postgresql_include=["publisher_slug", "language", "key_event"],
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("entry_tally", "entry")
