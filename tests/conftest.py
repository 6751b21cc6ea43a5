"""One embedded Postgres for the whole run, databases of their own for the tests that ask, and a Chromium."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from app.store import embedded
from tests.browser import browser

__all__ = ["browser"]

_NUMBERS = count(1)
_TEMPLATE = "migrated"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of an embedded Postgres that lives as long as the run; take `database_url`, unless you test Postgres."""
    with TemporaryDirectory(prefix="liveblog-tests-") as directory, embedded.running(Path(directory)) as url:
        with _administer(url) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("ALTER SYSTEM SET synchronous_commit = off")
            connection.execute("SELECT pg_reload_conf()")
        yield url


@pytest.fixture(scope="session")
def migrated_template(postgres: str) -> str:
    """The name of a database with all tables and no rows, which the others are copied from."""
    from app.store.migrate import upgrade  # noqa: PLC0415 (only tests with tables need it)

    with _administer(postgres) as connection:
        connection.execute(f"CREATE DATABASE {_TEMPLATE}")
    upgrade(_url_of(postgres, _TEMPLATE))
    return _TEMPLATE


@pytest.fixture
def empty_database_url(postgres: str) -> Iterator[str]:
    """The URL of a database with nothing in it, not even tables; gone after the test."""
    yield from _database(postgres, template="template1")


@pytest.fixture
def database_url(postgres: str, migrated_template: str) -> Iterator[str]:
    """The URL of a migrated, empty database of the test's own; gone after the test."""
    yield from _database(postgres, migrated_template)


@pytest.fixture(scope="module")
def module_database_url(postgres: str, migrated_template: str) -> Iterator[str]:
    """The same, shared by the tests of one module that only read."""
    yield from _database(postgres, migrated_template)


def _database(postgres: str, template: str) -> Iterator[str]:
    name = f"test_{next(_NUMBERS)}"
    with _administer(postgres) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _url_of(postgres, name)
    with _administer(postgres) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _administer(url: str) -> psycopg.Connection:
    return psycopg.connect(_url_of(url, "postgres"), autocommit=True)


def _url_of(url: str, database: str) -> str:
    return url.replace("@/liveblog?", f"@/{database}?")
