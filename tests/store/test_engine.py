"""Connections to Postgres."""

import asyncio

import psycopg
import pytest

from app.errors import ConfigurationError
from app.store.engine import connection_string, open_pool, require_server


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_usual_schemes(scheme: str, empty_database_url: str) -> None:
    """A database is reached by any of the usual schemes."""
    url = empty_database_url.replace("postgresql", scheme, 1)
    with psycopg.connect(connection_string(url)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_session_settings(empty_database_url: str) -> None:
    """Every session of the pool plans for its own values, has a time limit, speaks UTC and bears our name."""

    async def settings() -> list[str]:
        names = ("plan_cache_mode", "statement_timeout", "timezone", "application_name")
        async with open_pool(empty_database_url, size=1, statement_timeout_seconds=2.5) as pool, pool.connection() as c:
            rows = [await (await c.execute(f"SHOW {name}")).fetchone() for name in names]
        return [row[0] for row in rows if row]

    assert asyncio.run(settings()) == ["force_custom_plan", "2500ms", "UTC", "liveblog"]


def test_slow_statement(empty_database_url: str) -> None:
    """A statement that takes longer than its time is cancelled."""

    async def sleep() -> None:
        async with open_pool(empty_database_url, size=1, statement_timeout_seconds=0.1) as pool, pool.connection() as c:
            await c.execute("SELECT pg_sleep(60)")

    with pytest.raises(psycopg.errors.QueryCanceled):
        asyncio.run(sleep())


def test_options_of_the_url_are_kept() -> None:
    """What the operator's URL sets for its sessions stays set, and so does the name it gives."""
    text = connection_string("postgres://u@h/d?options=-c%20work_mem%3D9MB&application_name=desk", {"timezone": "UTC"})
    given = psycopg.conninfo.conninfo_to_dict(text)
    assert given["options"] == "-c work_mem=9MB -c timezone=UTC"
    assert given["application_name"] == "desk"


@pytest.mark.parametrize("url", ["mysql://u:hunter2@h/d", "hunter2", "", "postgresql://u:hun%ter2@h/d?hunter2"])
def test_malformed_url(url: str) -> None:
    """A malformed URL is told in one line that does not repeat it."""
    with pytest.raises(ConfigurationError) as caught:
        connection_string(url)
    assert "DATABASE_URL" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_unreachable_server() -> None:
    """A server that is not there is told in one line without the password."""
    with pytest.raises(ConfigurationError, match="cannot reach the database") as caught:
        require_server("postgresql://someone:hunter2@127.0.0.1:1/none")
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_wrong_encoding(postgres: str) -> None:
    """A database that cannot hold every character is refused."""
    url = postgres.replace("@/liveblog?", "@/latin?")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0")
    with pytest.raises(ConfigurationError, match="LATIN1"):
        require_server(url)


def test_good_server(empty_database_url: str) -> None:
    """A server that can be used is accepted without a word."""
    require_server(empty_database_url)
