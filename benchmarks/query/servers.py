"""Servers to measure, each a process of its own on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server answers, and its process."""

    base: str
    process: subprocess.Popen[bytes]


@contextmanager
def service(database_url: str, *, keeps_answers: bool = False) -> Iterator[Server]:
    """The service as `liveblog serve` runs it, without the workers that would have nothing to do.

    Without `keeps_answers` it reads every list anew, whether it still stands or not.
    """
    environment = {"DATABASE_URL": database_url, "LIVEBLOG_RUN_WORKERS": "false"}
    environment |= {} if keeps_answers else {"LIVEBLOG_KEPT_ANSWER_BYTES": "0"}
    port = free_port()
    with running([sys.executable, "-m", "app", "serve", "--port", str(port)], port, environment, "/healthz") as server:
        yield server


@contextmanager
def plain(database_url: str) -> Iterator[Server]:
    """The plain way, under the same server program."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "benchmarks.query.plain:app", "--port", str(port)]
    with running(
        [*command, "--no-access-log", "--log-level", "warning"], port, {"DATABASE_URL": database_url}, "/docs"
    ) as server:
        yield server


@contextmanager
def running(
    command: Sequence[str | Path], port: int, environment: Mapping[str, str], probe: str, cwd: Path = ROOT
) -> Iterator[Server]:
    """A program, from when it answers on `probe` until the end."""
    base = f"http://127.0.0.1:{port}"
    with TemporaryFile() as said:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=said, stderr=said, cwd=cwd)
        try:
            _wait(base + probe, process)
            yield Server(base, process)
        except Exception:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace")[-3000:])
            raise
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(url, timeout=5):  # noqa: S310 (our own address)
                return
        except HTTPError:
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"nothing answers on {url}")
