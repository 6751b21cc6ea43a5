"""What makes counts, looks back in time and the order of edits quick: tallies, words of revisions, indexes."""

import sqlalchemy as sa
from alembic import op

from app.store.search import CONFIGURATIONS, VECTOR
from app.store.tallies import REBUILD

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables and columns, and fill them from what is stored."""
    _tallies()
    _revisions()
    op.create_index("entry_touched", "entry", [sa.text("coalesce(updated_at, sort_at)"), "id"])
    op.create_index("entry_ahead", "entry", ["sort_at", "id"], postgresql_where=sa.text("sort_at > version_at"))


def _tallies() -> None:
    op.create_table(
        "tally",
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slug", sa.Text(collation="C"), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "level", "start", "slug"),
    )
    op.create_index("tally_label", "tally", ["kind", "slug", "level", "start"])
    op.create_table(
        "tally_pair",
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("slug", sa.Text(collation="C"), nullable=False),
        sa.Column("other_kind", sa.Text(collation="C"), nullable=False),
        sa.Column("other", sa.Text(collation="C"), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "slug", "other_kind", "other"),
    )
    op.execute(REBUILD)


def _revisions() -> None:
    op.add_column("entry_revision", sa.Column("search", sa.dialects.postgresql.TSVECTOR(), nullable=True))
    # `content` names every column of the row as it stood; the words are stemmed as they were when it was recorded.
    configurations = " ".join(f"WHEN '{language}' THEN '{name}'" for language, name in CONFIGURATIONS.items())
    vector = VECTOR.format(row="e").replace(
        "%(configuration)s", f"(CASE e.language {configurations} ELSE 'simple' END)"
    )
    op.execute(
        sa.text(
            f"""UPDATE entry_revision r SET search = (
                  SELECT {vector} FROM jsonb_populate_record(NULL::entry, r.content) e)""".replace(":", r"\:")
        )
    )
    op.alter_column("entry_revision", "search", nullable=False)
    op.drop_index("entry_revision_newest", "entry_revision")
    op.create_index("entry_revision_search", "entry_revision", ["search"], postgresql_using="gin")
