"""Finds what a URL gave last, so that the site is asked only for what changed since."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Index snapshots by URL; by its hash, as a URL may be longer than a B-tree takes."""
    op.create_index("snapshot_url", "snapshot", ["url"], postgresql_using="hash")
