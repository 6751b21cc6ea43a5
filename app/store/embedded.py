"""Embedded Postgres: the binaries of a wheel, run as a child of the service on a data directory of its own.

    DIRECTORY/liveblog.lock    held while a service runs here; its process and its database's URL
    DIRECTORY/postgres/        the database's files
    DIRECTORY/sockets          a link to the private directory of its socket, while it runs
    DIRECTORY/postgres.log     what Postgres said since its last start; the run before is in postgres.previous.log

Postgres listens on a socket in a directory that only the service's user can enter, and on no network address.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

import psycopg

from app.errors import ConfigurationError, DataDirectoryError
from app.store.leftover import stop_leftover
from app.store.programs import MAJOR_VERSION, binaries, last_words, launch, log_of

_NAME = "liveblog"
_SOCKET_PREFIX = "liveblog-"
_PORT = "5432"
_LONGEST_SOCKET_PATH = 103
_PAUSE_SECONDS = 0.02
_ORPHANS_PAUSE_SECONDS = 0.5
_HELD_BY_ORPHANS = "pre-existing shared memory block"
_SETTINGS = {
    "listen_addresses": "",
    "port": _PORT,
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "jit": "off",
}


@contextmanager
def running(
    directory: Path, *, patience_seconds: float = 60.0, on_loss: Callable[[], None] = lambda: None
) -> Iterator[str]:
    """Keep Postgres running on `directory` and give the URL of its database; stops it cleanly at the end.

    The directory is made if it is missing; a Postgres that outlived a killed service is taken over. `on_loss` is
    called, in a thread of its own, when Postgres ends by itself. Raises `DataDirectoryError` when another service
    runs there, when the directory cannot be used and when Postgres ended by itself, and `ConfigurationError` when
    embedded Postgres is not installed.
    """
    with _sole_use_of(directory) as home:
        data = home / "postgres"
        stop_leftover(data)
        if not data.exists():
            _create(data)
        _check_version(data)
        with _socket_directory(home) as sockets:
            process = _start(data, sockets, patience_seconds)
            stopping = Event()
            Thread(target=_watch, args=(process, stopping, on_loss), daemon=True).start()
            try:
                url = _database(sockets)
                _tell(home, url)
                yield url
            finally:
                stopping.set()
                if process.poll() is not None:
                    raise DataDirectoryError(f"Postgres ended by itself: {last_words(data)}")
                _stop(process, patience_seconds)


def url_of_running(directory: Path) -> str | None:
    """The URL of the database of a service that runs on `directory`, for another process of the same user, or None."""
    try:
        with (directory.expanduser().resolve() / "liveblog.lock").open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                _, _, url = lock.read().partition("\n")
                return url.strip() or None
    except OSError:
        return None
    return None


def _tell(home: Path, url: str) -> None:
    """Leave the database's URL beside the number of our process, where `url_of_running` finds it."""
    (home / "liveblog.lock").write_text(f"{os.getpid()}\n{url}")


@contextmanager
def _sole_use_of(directory: Path) -> Iterator[Path]:
    try:
        home = directory.expanduser().resolve()
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "liveblog.lock").open("a+")
    except OSError as error:
        raise DataDirectoryError(f"cannot use the data directory {directory}: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            process = lock.readline().strip() or "unknown"
            raise DataDirectoryError(f"another service (process {process}) runs on the data directory {home}") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield home


def _create(data: Path) -> None:
    """Make an empty cluster; under a passing name, so that one that was cut short is never taken for a whole one."""
    unfinished = data.with_name("postgres.unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir(mode=0o700)
    with _socket_directory(data.parent) as sockets:
        arguments = [
            *("-D", str(unfinished), "-U", _NAME, "--encoding=UTF8", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions"),
            *("--auth-local=trust", "--auth-host=reject"),
        ]
        process = launch(binaries() / "initdb", arguments, unfinished, sockets)
        if process.wait() != 0:
            raise DataDirectoryError(f"cannot create a database in {data.parent}: {last_words(data)}")
    unfinished.rename(data)


def _check_version(data: Path) -> None:
    try:
        version = (data / "PG_VERSION").read_text().strip()
    except OSError as error:
        raise DataDirectoryError(f"{data} holds no database that can be read: {error.strerror}") from error
    if version != MAJOR_VERSION:
        raise DataDirectoryError(f"{data} was made by PostgreSQL {version}; this release runs {MAJOR_VERSION}")


def _start(data: Path, sockets: Path, patience_seconds: float) -> subprocess.Popen[bytes]:
    """A Postgres that answers. Tried again while orphans of a killed one still finish their statements."""
    settings = {**_SETTINGS, "unix_socket_directories": str(sockets)}
    arguments = ["-D", str(data), *(word for item in settings.items() for word in ("-c", "=".join(item)))]
    deadline = time.monotonic() + patience_seconds
    while True:
        process = launch(binaries() / "postgres", arguments, data, sockets)
        try:
            if _answers(process, sockets, patience_seconds):
                return process
        except BaseException:
            _stop(process, patience_seconds)
            raise
        if _HELD_BY_ORPHANS not in log_of(data) or time.monotonic() > deadline:
            raise DataDirectoryError(f"Postgres does not start on {data}: {last_words(data)}")
        time.sleep(_ORPHANS_PAUSE_SECONDS)


def _answers(process: subprocess.Popen[bytes], sockets: Path, patience_seconds: float) -> bool:
    deadline = time.monotonic() + patience_seconds
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(psycopg.OperationalError), psycopg.connect(_url(sockets, "postgres"), connect_timeout=5):
            return True
        time.sleep(_PAUSE_SECONDS)
    if process.poll() is None:
        _stop(process, patience_seconds)
    return False


def _watch(process: subprocess.Popen[bytes], stopping: Event, on_loss: Callable[[], None]) -> None:
    process.wait()
    if not stopping.is_set():
        on_loss()


def _database(sockets: Path) -> str:
    """The URL of our database, which is made if it is missing."""
    with psycopg.connect(_url(sockets, "postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (_NAME,)).fetchone():
            connection.execute(f"CREATE DATABASE {_NAME}".encode())
    return _url(sockets, _NAME)


def _url(sockets: Path, database: str) -> str:
    # With a port, which only names the socket's file, so that PGPORT cannot lead astray.
    return f"postgresql://{_NAME}@/{database}?host={quote(str(sockets), safe='')}&port={_PORT}"


def _stop(process: subprocess.Popen[bytes], patience_seconds: float) -> None:
    """Shut Postgres down: fast, then without a checkpoint, then by force."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        process.send_signal(how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience_seconds)
            return


@contextmanager
def _socket_directory(home: Path) -> Iterator[Path]:
    """A private directory, short enough for a socket's name in it; `home` keeps a link to it for as long as it lasts.

    The link is how the next start finds, and removes, what a killed service could not.
    """
    link = home / "sockets"
    _remove_sockets(link)
    sockets = Path(tempfile.mkdtemp(prefix=_SOCKET_PREFIX, dir=_short_runtime_directory()))
    link.symlink_to(sockets)
    try:
        yield sockets
    finally:
        _remove_sockets(link)


def _remove_sockets(link: Path) -> None:
    if not link.is_symlink():
        return
    sockets = link.readlink()
    if sockets.name.startswith(_SOCKET_PREFIX) and sockets.is_dir():
        for path in sockets.glob(".s.PGSQL.*"):
            path.unlink(missing_ok=True)
        sockets.rmdir()
    link.unlink()


def _short_runtime_directory() -> Path:
    # XDG_RUNTIME_DIR comes last, as it vanishes when its user logs out.
    for name in (tempfile.gettempdir(), "/tmp", "/var/tmp", os.environ.get("XDG_RUNTIME_DIR")):  # noqa: S108 (mkdtemp)
        if name and os.access(name, os.W_OK | os.X_OK):
            longest = Path(name) / f"{_SOCKET_PREFIX}12345678" / f".s.PGSQL.{_PORT}.lock"
            if len(os.fsencode(longest)) <= _LONGEST_SOCKET_PATH and not set(name) & set(",\"'"):
                return Path(name)
    raise ConfigurationError("no directory for a socket: set TMPDIR to a short path that you can write to")
