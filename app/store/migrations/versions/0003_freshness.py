"""Numbers that rise with every recording, which tell readers whether what they have still stands."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the shards with their rows, and give each blog a number."""
    op.create_table(
        "freshness",
        sa.Column("shard", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("tick", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("shard"),
    )
    op.execute("INSERT INTO freshness (shard) SELECT generate_series(0, 15)")
    op.add_column("blog", sa.Column("tick", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
