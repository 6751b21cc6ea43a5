"""Starting, stopping and killing the service."""

import os
import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.acceptance.service import LIVEBLOG, PATIENCE_SECONDS, Service, run, serving

PASSWORD = "hunter2"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory for a service's data, whose path has a space and letters that are not ASCII."""
    path = tmp_path_factory.mktemp("service") / "mes données ёж"
    path.mkdir()
    return path


def test_announcement(directory: Path) -> None:
    """A started service answers on the address it prints, and says where its data lies."""
    with serving(directory) as service:
        assert _get(f"{service.address}/healthz") == 200
        assert str(directory / "data") in service.said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_clean_stop(directory: Path, number: signal.Signals) -> None:
    """Ctrl-C and SIGTERM end the service in peace, and Postgres with it."""
    with serving(directory) as service:
        postmaster = _postmaster(directory)
        os.killpg(service.process.pid, number)  # as a terminal does: to all of the group
        assert service.process.wait(PATIENCE_SECONDS) == 0
    assert not _runs(postmaster)
    assert not (directory / "data" / "postgres" / "postmaster.pid").exists()
    assert "Traceback" not in (service.process.stdout.read() if not service.process.stdout.closed else "")


def test_stop_while_a_client_holds_on(directory: Path) -> None:
    """A client that keeps its connection open does not keep the service from ending."""
    with serving(directory) as service, socket.create_connection(_host_and_port(service)):
        service.process.terminate()
        assert service.process.wait(PATIENCE_SECONDS) == 0


def test_second_service(directory: Path) -> None:
    """A second service on the same data ends at once with one line that says why."""
    with serving(directory):
        second = run([*LIVEBLOG, "serve", "--port", "0"], directory)
    assert second.returncode == 1
    assert _only_line(second.stderr).startswith("liveblog: another service")


def test_killed(directory: Path) -> None:
    """After kill -9 the next service starts on the same data, and nothing runs when it has ended."""
    with serving(directory) as service:
        first = _postmaster(directory)
        service.process.kill()
        service.process.wait()
    with serving(directory) as service:
        second = _postmaster(directory)
        assert _get(f"{service.address}/healthz") == 200
        service.process.terminate()
        service.process.wait(PATIENCE_SECONDS)
    assert not _runs(first)
    assert not _runs(second)


def test_lost_postgres(directory: Path) -> None:
    """A service whose Postgres dies ends and says so, instead of answering errors for ever."""
    with serving(directory) as service:
        os.kill(_postmaster(directory), signal.SIGKILL)
        rest, _ = service.process.communicate(timeout=PATIENCE_SECONDS)
    assert service.process.returncode == 1
    assert "Postgres ended by itself" in rest


def test_stop_while_starting(tmp_path: Path) -> None:
    """SIGTERM during the first start leaves no Postgres behind, and the next start works."""
    process = subprocess.Popen([*LIVEBLOG, "serve", "--port", "0"], cwd=tmp_path, stdout=subprocess.PIPE)
    while not (tmp_path / "data" / "postgres.log").exists():
        assert process.poll() is None
    process.terminate()
    assert process.wait(PATIENCE_SECONDS) == 0
    process.communicate()
    with serving(tmp_path) as service:
        assert _get(f"{service.address}/healthz") == 200


def test_port_in_use(directory: Path) -> None:
    """A port that is taken is told in one line."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run([*LIVEBLOG, "serve", "--port", str(port)], directory)
    assert refused.returncode == 1
    assert f"port {port}" in _only_line(refused.stderr)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_open_address_without_keys(directory: Path, host: str) -> None:
    """An address that others can reach is refused while there are no API keys."""
    refused = run([*LIVEBLOG, "serve", "--port", "0", "--host", host], directory)
    assert refused.returncode == 1
    assert "LIVEBLOG_API_KEYS" in _only_line(refused.stderr)


def test_open_address_with_keys(directory: Path) -> None:
    """With an API key the service listens on every address."""
    with serving(directory, "--host", "0.0.0.0", LIVEBLOG_API_KEYS="a-key") as service:
        assert _get(f"{service.address}/healthz") == 200


def test_given_database(empty_database_url: str, directory: Path) -> None:
    """With DATABASE_URL the service migrates and uses that server, and starts no Postgres of its own."""
    with serving(directory, DATABASE_URL=empty_database_url) as service:
        assert _get(f"{service.address}/healthz") == 200
        assert not (directory / "data" / "postgres" / "postmaster.pid").exists()
        with psycopg.connect(empty_database_url) as connection:
            assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)


def test_unreachable_database(directory: Path) -> None:
    """A server that cannot be reached is told in one line without the password."""
    url = f"postgresql://someone:{PASSWORD}@127.0.0.1:1/none"
    refused = run([*LIVEBLOG, "serve", "--port", "0"], directory, DATABASE_URL=url)
    assert refused.returncode == 1
    assert "cannot reach the database" in _only_line(refused.stderr)
    assert PASSWORD not in refused.stderr + refused.stdout


@pytest.mark.parametrize("setting", [{"LIVEBLOG_PORT": "many"}, {"LIVEBLOG_MAX_PAGE_BYTES": "-1"}])
def test_malformed_setting(directory: Path, setting: dict[str, str]) -> None:
    """A setting that makes no sense is named in one line."""
    refused = run([*LIVEBLOG, "serve"], directory, **setting)
    assert refused.returncode == 1
    assert "".join(setting).removeprefix("LIVEBLOG_").lower() in _only_line(refused.stderr)


def test_migrate(empty_database_url: str, directory: Path) -> None:
    """`liveblog migrate` makes the tables and ends; a second time it finds nothing to do."""
    for _ in range(2):
        assert run([*LIVEBLOG, "migrate"], directory, DATABASE_URL=empty_database_url).returncode == 0
    with psycopg.connect(empty_database_url) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)


def _get(url: str) -> int:
    with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as response:  # noqa: S310 (our own address)
        return int(response.status)


def _host_and_port(service: Service) -> tuple[str, int]:
    found = re.search(r"http://(.+):(\d+)", service.address)
    assert found
    return found[1], int(found[2])


def _postmaster(directory: Path) -> int:
    return int((directory / "data" / "postgres" / "postmaster.pid").read_text().split()[0])


def _runs(process: int) -> bool:
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except OSError:
        return False


def _only_line(text: str) -> str:
    assert text.count("\n") == 1, text
    return text.strip()
