"""Data sets on disk: an embedded Postgres of its own for each size, filled once and then used again."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from app.store import embedded
from app.store.migrate import upgrade
from benchmarks.query.load import load

SEED = 1
_BULK = {"max_wal_size": "'8GB'", "autovacuum": "off"}
_DATABASE = "entries"


@contextmanager
def data_set(directory: Path, entries: int, *, processes: int) -> Iterator[str]:
    """The URL of a database with that many entries, in a Postgres with the settings the service gives its own.

    It is made if it is not there; one that was cut short is made again, one of an older release brought up to date.
    """
    with embedded.running(directory / f"{entries}") as url:
        done = url.replace("@/liveblog?", f"@/{_DATABASE}?")
        with psycopg.connect(url, autocommit=True) as connection:
            if connection.execute("SELECT FROM pg_database WHERE datname = %s", (_DATABASE,)).fetchone() is None:
                _make(connection, url, entries, processes)
        upgrade(done)
        yield done


def _make(connection: psycopg.Connection, url: str, entries: int, processes: int) -> None:
    started = time.monotonic()
    connection.execute("DROP DATABASE IF EXISTS loading")
    connection.execute("CREATE DATABASE loading")
    for name, value in _BULK.items():
        connection.execute(f"ALTER SYSTEM SET {name} = {value}")
    connection.execute("SELECT pg_reload_conf()")
    load(url.replace("@/liveblog?", "@/loading?"), entries=entries, seed=SEED, processes=processes)
    connection.execute("ALTER SYSTEM RESET ALL")
    connection.execute("SELECT pg_reload_conf()")
    connection.execute(f"ALTER DATABASE loading RENAME TO {_DATABASE}")
    print(f"{entries:,} entries made and loaded in {time.monotonic() - started:.0f} s\n", flush=True)
