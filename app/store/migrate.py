"""Brings a database's schema up to date."""

from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from app.errors import ConfigurationError

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6C697665626C6F67  # "liveblog"; one number per database that all services agree on


def upgrade(database_url: str) -> None:
    """Apply every migration that the database at `database_url` (a libpq URL) still lacks.

    Services that start at once take turns: the second one waits and then finds nothing to do. Raises
    `ConfigurationError` when the database forbids it or was migrated by a later release.
    """
    try:
        _upgrade(database_url)
    except DBAPIError as error:
        reason = str(error.orig).strip().partition("\n")[0]
        raise ConfigurationError(f"cannot bring the database up to date: {reason}") from error
    except CommandError as error:
        raise ConfigurationError(f"the database is not of this release: {error}") from error


def _upgrade(database_url: str) -> None:
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(database_url), poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
        connection.commit()
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
