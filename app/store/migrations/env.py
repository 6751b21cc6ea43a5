"""Runs migrations over the connection that `app.store.migrate` hands in, in one transaction."""

from alembic import context
from sqlmodel import SQLModel

from app.store import tables, work_tables  # noqa: F401 (they fill the metadata)

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
