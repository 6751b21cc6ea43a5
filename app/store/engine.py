"""Connections to Postgres: the one place that says how they are made and what every session is set to."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import psycopg
from psycopg import AsyncConnection
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import AsyncConnectionPool

from app.errors import ConfigurationError

Pool: TypeAlias = AsyncConnectionPool[AsyncConnection[Any]]

OLDEST_MAJOR_VERSION = 15
_SCHEMES = ("postgresql", "postgres")
_CONNECT_TIMEOUT_SECONDS = 10
# The pause between attempts doubles; given up soon, the next request begins anew instead of waiting for minutes.
_RECONNECT_SECONDS = 5
_VERSION_UNIT = 10_000


@asynccontextmanager
async def open_pool(url: str, *, size: int, statement_timeout_seconds: float) -> AsyncIterator[Pool]:
    """A pool of at most `size` connections to the database at `url`, closed at the end.

    Each session plans every query for its own values (a plan made for a common author is slow for a rare one), cancels
    statements after their time, and speaks UTC. A statement commits by itself, which saves a round trip before and
    after it, unless it stands in a `connection.transaction()`.
    """
    settings = {
        "plan_cache_mode": "force_custom_plan",
        "statement_timeout": f"{statement_timeout_seconds * 1000:.0f}",
        "idle_in_transaction_session_timeout": f"{statement_timeout_seconds * 1000:.0f}",
        "timezone": "UTC",
    }
    pool: Pool = AsyncConnectionPool(
        connection_string(url, settings),
        kwargs={"autocommit": True},
        min_size=min(2, size),
        max_size=size,
        timeout=statement_timeout_seconds,
        reconnect_timeout=_RECONNECT_SECONDS,
        open=False,
    )
    async with pool:
        yield pool


def libpq_url(url: str) -> str:
    """`url` in the form that Postgres's own library reads, whichever of the usual schemes it has.

    Raises `ConfigurationError`, without repeating the URL, whose password must not reach a log.
    """
    scheme, _, rest = url.partition("://")
    if scheme.partition("+")[0] not in _SCHEMES or not rest:
        raise ConfigurationError("DATABASE_URL is no URL such as postgresql://user:password@host:5432/database")
    try:
        conninfo_to_dict(f"postgresql://{rest}")
    except psycopg.ProgrammingError:
        raise ConfigurationError(
            "DATABASE_URL cannot be read: percent-encode what is special in its password"
        ) from None
    return f"postgresql://{rest}"


def connection_string(url: str, settings: Mapping[str, str] | None = None) -> str:
    """What psycopg connects with: `url`, our name unless it gives one, and `settings` for the session."""
    given = conninfo_to_dict(libpq_url(url))
    options = [given.pop("options", None), *(f"-c {name}={value}" for name, value in (settings or {}).items())]
    defaults: dict[str, Any] = {"application_name": "liveblog", "connect_timeout": _CONNECT_TIMEOUT_SECONDS}
    return make_conninfo(**{**defaults, **given, "options": " ".join(str(option) for option in options if option)})


def place(url: str) -> str:
    """Where the database at `url` is, in words that give away no password."""
    given = conninfo_to_dict(libpq_url(url))
    return f"database {given.get('dbname', '')} on {given.get('host', 'this machine')}"


def require_server(url: str) -> None:
    """Raise `ConfigurationError`, in one line, when the server at `url` cannot be reached or is not one we can use."""
    try:
        with psycopg.connect(connection_string(url)) as connection:
            version = connection.info.server_version // _VERSION_UNIT
            encoding = connection.info.parameter_status("server_encoding")
    except psycopg.OperationalError as error:
        raise ConfigurationError(f"cannot reach the database: {' '.join(str(error).split())}") from None
    if version < OLDEST_MAJOR_VERSION:
        raise ConfigurationError(
            f"the database server is PostgreSQL {version}; {OLDEST_MAJOR_VERSION} or later is needed"
        )
    if encoding != "UTF8":
        raise ConfigurationError(f"the database is encoded in {encoding}; create it with ENCODING 'UTF8'")
