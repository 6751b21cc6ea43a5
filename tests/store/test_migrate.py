"""Migrations: what they make is what the tables say, also when two services start at once."""

from threading import Thread

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

from app.errors import ConfigurationError
from app.store import tables, work_tables
from app.store.migrate import upgrade


def test_two_at_once(empty_database_url: str) -> None:
    """Several services that start at once migrate the database once, and none fails."""
    failures: list[BaseException] = []

    def start() -> None:
        try:
            upgrade(empty_database_url)
        except Exception as failure:  # noqa: BLE001 (told below)
            failures.append(failure)

    starters = [Thread(target=start) for _ in range(4)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    assert failures == []
    with psycopg.connect(empty_database_url) as connection:
        assert connection.execute("SELECT last_seq FROM change_counter").fetchall() == [(0,)]


def test_tables_as_declared(database_url: str) -> None:
    """The migrated schema has exactly the tables, columns and indexes that the classes declare."""
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(database_url), poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert {tables.Entry.__tablename__, work_tables.Job.__tablename__} <= set(SQLModel.metadata.tables)


def test_rows_stay_whole(database_url: str) -> None:
    """An entry of usual length is written without being compressed."""
    with psycopg.connect(database_url) as connection:
        options = connection.execute("SELECT reloptions FROM pg_class WHERE relname = 'entry'").fetchone()
    assert options == (["toast_tuple_target=4080"],)


def test_forbidden(empty_database_url: str) -> None:
    """A user who may not make tables is told so in one line."""
    with psycopg.connect(empty_database_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE onlooker LOGIN")
    try:
        with pytest.raises(ConfigurationError, match="permission denied") as caught:
            upgrade(empty_database_url.replace("liveblog@", "onlooker@"))
        assert "\n" not in str(caught.value)
    finally:
        with psycopg.connect(empty_database_url, autocommit=True) as connection:
            connection.execute("DROP ROLE onlooker")


def test_later_release(empty_database_url: str) -> None:
    """A database that a later release migrated is refused and left as it is."""
    upgrade(empty_database_url)
    with psycopg.connect(empty_database_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    with pytest.raises(ConfigurationError, match="from-the-future"):
        upgrade(empty_database_url)
