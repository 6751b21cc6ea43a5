"""Starting, stopping and killing the service."""

import os
import re
import shlex
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import orjson
import psycopg
import pytest

from tests.acceptance.service import LIVEBLOG, PATIENCE_SECONDS, Service, run, serving


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory whose path has a space and letters that are not ASCII; one service after another uses its data."""
    path = tmp_path_factory.mktemp("service") / "mes données ёж"
    path.mkdir()
    return path


def test_first_start(directory: Path) -> None:
    """A new service says where its data lies, has samples, refuses a second one beside it, and ends on Ctrl-C."""
    with serving(directory) as service:
        postmaster = _postmaster(directory)
        assert str(directory / "data") in service.said
        assert [bool(_get(line)["data"]) for line in _curl_lines(service)] == [True, True, True]

        second = run([*LIVEBLOG, "serve", "--port", "0"], directory)
        assert second.returncode == 1
        assert re.fullmatch(r"liveblog: another service .*\n", second.stderr)

        os.killpg(service.process.pid, signal.SIGINT)  # to the whole group, as a terminal does
        rest, _ = service.process.communicate(timeout=PATIENCE_SECONDS)
        assert service.process.returncode == 0
        assert "Traceback" not in rest
    _assert_nothing_runs(directory, postmaster)


def test_killed(directory: Path) -> None:
    """After kill -9 the next service finds every entry, and SIGTERM ends it though a client holds its connection."""
    with serving(directory) as service:
        before = _get(f"{service.address}/v1/entries?limit=200")["data"]
        killed = _postmaster(directory)
        service.process.kill()
        service.process.wait()
    with serving(directory) as service:
        postmaster = _postmaster(directory)
        assert _get(f"{service.address}/v1/entries?limit=200")["data"] == before

        host, port = service.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))):
            os.killpg(service.process.pid, signal.SIGTERM)  # as a service manager does, while parsers still start
            rest, _ = service.process.communicate(timeout=PATIENCE_SECONDS)
            assert (service.process.returncode, rest) == (0, "")
    _assert_nothing_runs(directory, killed, postmaster)


def test_streams_end_with_the_service(directory: Path) -> None:
    """SIGTERM ends an open stream as an answer ends, so that its client comes back, and nothing waits for it."""
    with (
        serving(directory, LIVEBLOG_STREAM_HEARTBEAT_SECONDS="600") as service,
        urllib.request.urlopen(f"{service.address}/v1/stream") as stream,  # noqa: S310 (our own address)
    ):
        assert stream.readline().startswith(b"retry: ")
        os.killpg(service.process.pid, signal.SIGTERM)
        assert stream.read().startswith(b"id: ")
        rest, _ = service.process.communicate(timeout=PATIENCE_SECONDS)
        assert (service.process.returncode, rest) == (0, "")


def test_lost_postgres(directory: Path) -> None:
    """A service whose Postgres dies ends and says so, instead of answering errors for ever."""
    with serving(directory) as service:
        os.kill(_postmaster(directory), signal.SIGKILL)
        rest, _ = service.process.communicate(timeout=PATIENCE_SECONDS)
    assert service.process.returncode == 1
    assert "Postgres ended by itself" in rest


def test_stop_while_starting(tmp_path: Path) -> None:
    """SIGTERM in the middle of the first start ends it in peace, and leaves no Postgres behind."""
    process = subprocess.Popen([*LIVEBLOG, "serve", "--port", "0"], cwd=tmp_path, stdout=subprocess.PIPE)
    while not (tmp_path / "data" / "postgres.log").exists():
        assert process.poll() is None
    process.terminate()
    said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, said) == (0, b"")
    assert not (tmp_path / "data" / "sockets").is_symlink()


def test_given_database_on_every_address(empty_database_url: str, tmp_path: Path) -> None:
    """With DATABASE_URL and an API key the service uses that server alone and may listen on every address."""
    settings = {"DATABASE_URL": empty_database_url, "LIVEBLOG_API_KEYS": "a-key"}
    with serving(tmp_path, "--host", "0.0.0.0", **settings) as service:
        assert _get(f"{service.address}/v1/entries")["data"] == []
    assert not (tmp_path / "data").exists()
    with psycopg.connect(empty_database_url) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)


def _curl_lines(service: Service) -> list[str]:
    """The addresses that the service proposes to curl."""
    words = [shlex.split(line) for line in service.said.splitlines() if "curl" in line]
    assert all(program == "curl" for program, _ in words)
    return [address for _, address in words]


def _get(url: str) -> dict[str, list[object]]:
    with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as response:  # noqa: S310 (our own address)
        answer: dict[str, list[object]] = orjson.loads(response.read())
        return answer


def _postmaster(directory: Path) -> int:
    return int((directory / "data" / "postgres" / "postmaster.pid").read_text().split()[0])


def _assert_nothing_runs(directory: Path, *processes: int) -> None:
    assert not (directory / "data" / "postgres" / "postmaster.pid").exists()
    assert not (directory / "data" / "sockets").is_symlink()
    for process in processes:
        try:
            assert not Path(f"/proc/{process}/cmdline").read_bytes()  # empty when it only waits to be noticed
        except FileNotFoundError:
            continue
