"""The database that a command works on."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from app.settings import Settings
from app.store import embedded
from app.store.engine import libpq_url, place, require_server
from app.store.migrate import upgrade
from app.store.programs import MAJOR_VERSION


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The URL of a migrated database: the server that is named, or an embedded one for as long as this lasts."""
    if settings.database_url is not None:
        url = libpq_url(settings.database_url.get_secret_value())
        require_server(url)
        upgrade(url)
        yield url
    else:
        with embedded.running(settings.data_dir, on_loss=_stop_this_process) as url:
            upgrade(url)
            yield url


@contextmanager
def shared_database(settings: Settings) -> Iterator[str]:
    """The same for commands that work beside a running service: its embedded database, if one runs, is used."""
    running = embedded.url_of_running(settings.data_dir) if settings.database_url is None else None
    if running:
        yield running
    else:
        with database(settings) as url:
            yield url


def _stop_this_process() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def place_of(settings: Settings) -> str:
    """Where the data lies, in words."""
    if settings.database_url is None:
        return f"{settings.data_dir.expanduser().resolve()} (embedded PostgreSQL {MAJOR_VERSION})"
    return place(settings.database_url.get_secret_value())
