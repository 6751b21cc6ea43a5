"""What `liveblog serve` refuses before it starts anything, and `liveblog migrate`."""

import socket
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from app.cli import app
from app.errors import ConfigurationError

PASSWORD = "hunter2"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory without a .env file, and no settings but the test's own."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "LIVEBLOG_API_KEYS", "LIVEBLOG_HOST"):
        monkeypatch.delenv(name, raising=False)


def test_port_in_use() -> None:
    """A port that is taken is told before anything is started."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port}" in _refusal("--port", str(port))


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_open_address_without_keys(host: str) -> None:
    """An address that others can reach is refused while there are no API keys."""
    assert "LIVEBLOG_API_KEYS" in _refusal("--host", host, "--port", "0")


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7"])
def test_impossible_address(host: str) -> None:
    """An address that is none, or not this machine's, is told with its reason."""
    assert f"cannot listen on {host}" in _refusal("--host", host, "--port", "0", LIVEBLOG_API_KEYS="a-key")


def test_unreachable_database() -> None:
    """A server that cannot be reached is told without the password."""
    refusal = _refusal("--port", "0", DATABASE_URL=f"postgresql://someone:{PASSWORD}@127.0.0.1:1/none")
    assert "cannot reach the database" in refusal
    assert PASSWORD not in refusal


@pytest.mark.parametrize(("name", "value"), [("LIVEBLOG_PORT", "many"), ("LIVEBLOG_PARSE_WORKERS", "-1")])
def test_malformed_setting(name: str, value: str) -> None:
    """A setting that makes no sense is named as the environment names it."""
    assert name in _refusal(**{name: value})


def test_migrate(empty_database_url: str) -> None:
    """`liveblog migrate` makes the tables and ends; a second time it finds nothing to do."""
    for _ in range(2):
        result = CliRunner().invoke(app, ["migrate"], env={"DATABASE_URL": empty_database_url})
        assert result.exit_code == 0, result.output
    with psycopg.connect(empty_database_url) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)


def _refusal(*options: str, **environment: str) -> str:
    """The one line with which `liveblog serve` ends."""
    result = CliRunner().invoke(app, ["serve", *options], env=environment)
    assert isinstance(result.exception, ConfigurationError), result.output
    assert "\n" not in str(result.exception)
    return str(result.exception)
