"""A PostgreSQL server that a test starts, stops and starts again."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from app.store.programs import last_words, launch
from tests.acceptance.service import PATIENCE_SECONDS


def create_cluster(server: Path, data: Path, sockets: Path) -> None:
    """Make an empty cluster for the `postgres` program at `server`."""
    data.mkdir(mode=0o700)
    options = ["-D", str(data), "-U", "liveblog", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    assert launch(server.with_name("initdb"), options, data, sockets).wait() == 0, last_words(data)


@contextmanager
def running(server: Path, data: Path, sockets: Path) -> Iterator[str]:
    """The URL of a database of the cluster, while its server runs."""
    settings = [f"unix_socket_directories={sockets}", "listen_addresses=", "fsync=off"]
    process = launch(server, ["-D", str(data), *(f"--{setting}" for setting in settings)], data, sockets)
    try:
        url = f"postgresql://liveblog@/postgres?host={quote(str(sockets), safe='')}"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not _answers(url):
            assert process.poll() is None, last_words(data)
            assert time.monotonic() < deadline
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_SECONDS)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        time.sleep(0.05)
        return False
    return True
