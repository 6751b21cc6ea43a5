"""Brings a database's schema up to date."""

from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6C697665626C6F67  # "liveblog"; one number per database that all services agree on


def upgrade(database_url: str) -> None:
    """Apply every migration that the database at `database_url` (a libpq URL) still lacks.

    Services that start at once take turns: the second one waits and then finds nothing to do.
    """
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(database_url), poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
        connection.commit()
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
