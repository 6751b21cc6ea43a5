"""Embedded Postgres: started, stopped, killed and taken over."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from app.errors import DataDirectoryError
from app.store import embedded
from app.store.programs import binaries, launch

_SERVICE = """
import sys, time
from pathlib import Path
from app.store.embedded import running

with running(Path(sys.argv[1])) as url:
    print(url, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a long path, spaces and letters that are not ASCII, used by one test after another."""
    return tmp_path_factory.mktemp("data") / "Zürich прямой эфир" / ("long " * 20).strip()


def test_first_start(directory: Path) -> None:
    """The first start makes the directory and a durable UTF-8 database that checks its pages."""
    with embedded.running(directory) as url, psycopg.connect(url) as connection:
        shown = [connection.execute(f"SHOW {name}").fetchone() for name in ("server_encoding", "fsync")]
        checksums = connection.execute("SHOW data_checksums").fetchone()
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('здравствуйте')")
    assert shown == [("UTF8",), ("on",)]
    assert checksums == ("on",)


def test_nothing_stays_behind(directory: Path) -> None:
    """After the end there is no Postgres process and no socket directory."""
    with embedded.running(directory) as url:
        process = _postmaster(directory)
        sockets = _sockets(url)
        assert sockets.is_dir()
        assert sockets.stat().st_mode & 0o077 == 0
    assert not _alive(process)
    assert not sockets.exists()


def test_rows_survive(directory: Path) -> None:
    """What was stored before is there again at the next start."""
    assert _kept(directory) == ["здравствуйте"]


def test_no_network_address(directory: Path) -> None:
    """Embedded Postgres listens on its private socket and on no network address."""
    with embedded.running(directory) as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_second_start(directory: Path) -> None:
    """A second service on the same directory is refused in one line that names the first."""
    with _service(directory) as (service, _), pytest.raises(DataDirectoryError, match=str(service.pid)) as caught:
        _kept(directory)
    assert "\n" not in str(caught.value)


def test_killed_service(directory: Path) -> None:
    """When the service is killed outright, its Postgres shuts down and the next start finds every row."""
    with _service(directory) as (service, url):
        process = _postmaster(directory)
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO kept VALUES ('committed')")
        service.kill()
        service.wait()
    assert _kept(directory) == ["здравствуйте", "committed"]
    assert not _alive(process)
    assert not _sockets(url).exists()


def test_orphan_is_taken_over(directory: Path) -> None:
    """A Postgres that still runs without its service is shut down and replaced, and its rows are there."""
    orphan = _orphan(directory)
    assert _kept(directory) == ["здравствуйте", "committed"]
    orphan.wait()
    assert not _alive(orphan.pid)


def test_killed_together(directory: Path) -> None:
    """After service and Postgres were killed together, the next start recovers."""
    with _service(directory) as (service, url):
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO kept VALUES ('twice')")
        os.kill(_postmaster(directory), signal.SIGKILL)
        service.kill()
        service.wait()
    assert _kept(directory) == ["здравствуйте", "committed", "twice"]


def test_killed_in_the_middle_of_a_statement(directory: Path) -> None:
    """When a killed Postgres leaves a process that still computes, the next start waits for it and then succeeds."""
    with _service(directory) as (service, url), psycopg.connect(url, options="-c statement_timeout=3s") as connection:
        connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1e12)")
        backend = connection.info.backend_pid
        os.kill(_postmaster(directory), signal.SIGKILL)
        service.kill()
        service.wait()
        assert _alive(backend)
        assert len(_kept(directory)) == 3
        connection.pgconn.finish()
    assert not _alive(backend)


def test_inherited_process_number(directory: Path) -> None:
    """A process that merely inherited the number of a dead Postgres is left alone."""
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    try:
        (directory / "postgres" / "postmaster.pid").write_text(f"{bystander.pid}\n{directory}\n0\n5432\n\n\n")
        assert len(_kept(directory)) == 3
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_unfinished_creation(tmp_path: Path) -> None:
    """A first start that was cut short is begun anew."""
    (tmp_path / "postgres.unfinished").mkdir()
    (tmp_path / "postgres.unfinished" / "PG_VERSION").write_text("18\n")
    with embedded.running(tmp_path) as url:
        assert url


def test_files_of_another_version(tmp_path: Path) -> None:
    """The files of another major version are refused, and left as they are."""
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(DataDirectoryError, match="PostgreSQL 16"), embedded.running(tmp_path):
        pass


def test_path_that_is_a_file(tmp_path: Path) -> None:
    """A data directory that cannot be made is told in one line."""
    (tmp_path / "file").touch()
    with pytest.raises(DataDirectoryError, match="cannot use the data directory"), embedded.running(tmp_path / "file"):
        pass


def _kept(directory: Path) -> list[str]:
    with embedded.running(directory) as url, psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM kept")]


@contextmanager
def _service(directory: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process that runs embedded Postgres until it is ended, and the URL it printed."""
    command = [sys.executable, "-c", _SERVICE, str(directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout
        try:
            yield service, service.stdout.readline().strip()
        finally:
            service.kill()


def _orphan(directory: Path) -> subprocess.Popen[bytes]:
    """A Postgres on the directory without a service."""
    data, sockets = directory / "postgres", Path(os.path.realpath("/tmp"))  # noqa: S108 (a short path)
    arguments = ["-D", str(data), "-c", "listen_addresses=", "-c", "port=54329", "-k", str(sockets)]
    process = launch(binaries() / "postgres", arguments, data, sockets)
    _until(lambda: "ready to accept" in (directory / "postgres.log").read_text())
    return process


def _postmaster(directory: Path) -> int:
    return int((directory / "postgres" / "postmaster.pid").read_text().split()[0])


def _sockets(url: str) -> Path:
    return Path(psycopg.conninfo.conninfo_to_dict(url)["host"])


def _alive(process: int) -> bool:
    """Whether a process still runs; one that ended and waits to be noticed by its parent does not."""
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except OSError:
        return False


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
