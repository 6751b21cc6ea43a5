"""The container's own commands, run outside a container."""

import json
import os
import re
import shlex
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.service import PATIENCE_SECONDS, clean_environment, run, serving

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def stage() -> str:
    """The instructions of the image's last stage, one a line."""
    return (ROOT / "Dockerfile").read_text().replace("\\\n", " ").rpartition("\nFROM ")[2]


@pytest.fixture
def settings(stage: str) -> dict[str, str]:
    """The image's environment, on a free port and with this machine's programs."""
    words = shlex.split(re.findall(r"^ENV (.+)$", stage, re.MULTILINE)[0])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    return dict(word.split("=", 1) for word in words) | {"LIVEBLOG_PORT": port, "PATH": f"{BIN}:{os.environ['PATH']}"}


def test_commands(stage: str, settings: dict[str, str], empty_database_url: str, tmp_path: Path) -> None:
    """The image's command serves on a given database, and its health check passes while it does and fails after."""
    command = json.loads(re.findall(r"^CMD (.+)$", stage, re.MULTILINE)[0])
    check = json.loads(re.findall(r"^HEALTHCHECK .*?CMD (.+)$", stage, re.MULTILINE)[0])
    given = {"DATABASE_URL": empty_database_url, "LIVEBLOG_API_KEYS": "a-key"}
    with serving(tmp_path, command=command, **settings, **given):
        assert run(check, tmp_path, **settings).returncode == 0
    assert run(check, tmp_path, **settings).returncode != 0


def test_no_keys(stage: str, settings: dict[str, str], tmp_path: Path) -> None:
    """The image listens on every address and therefore refuses to start without API keys."""
    command = json.loads(re.findall(r"^CMD (.+)$", stage, re.MULTILINE)[0])
    refused = run(command, tmp_path, **settings)
    assert refused.returncode == 1
    assert "LIVEBLOG_API_KEYS" in refused.stderr


def test_user_is_a_number_other_than_root(stage: str) -> None:
    """The image runs as a numbered user other than root, which orchestrators can check."""
    user = re.findall(r"^USER (\d+):(\d+)$", stage, re.MULTILINE)
    assert user
    assert "0" not in user[0]


@pytest.mark.parametrize(
    "command",
    [
        ["hadolint", "Dockerfile"],
        ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
    ],
)
def test_linters(command: list[str]) -> None:
    """Dockerfile and compose file pass their linters."""
    checked = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
