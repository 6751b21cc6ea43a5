"""A `liveblog serve` of its own process, started as a person would start it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LIVEBLOG = (sys.executable, "-m", "app")
SERVE = (*LIVEBLOG, "serve", "--port", "0")
PATIENCE_SECONDS = 60
_CURL_LINES = 3
_OURS = ("LIVEBLOG_", "DATABASE_URL", "PG")


@dataclass(frozen=True)
class Service:
    """A service that answers: its process, its address and what it said when it began."""

    process: subprocess.Popen[str]
    address: str
    said: str


@contextmanager
def serving(directory: Path, *options: str, command: Sequence[str] = SERVE, **environment: str) -> Iterator[Service]:
    """A service on a free port, run in `directory`; killed at the end unless the test ended it."""
    process = start([*command, *options], directory, environment)
    assert process.stdout
    said = ""
    try:
        while said.count("curl") < _CURL_LINES:
            line = process.stdout.readline()
            assert line, f"the service ended with status {process.wait()}: {said}"
            said += line
        yield Service(process, re.search(r"http://\S+", said)[0], said)  # type: ignore[index]
    finally:
        process.kill()
        process.communicate()


def start(command: list[str], directory: Path, environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """The command in `directory`, with the given settings and none of this run's own; stderr goes with stdout."""
    return subprocess.Popen(
        command,
        cwd=directory,
        env=clean_environment() | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def run(command: list[str], directory: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The finished command, with stdout and stderr apart."""
    return subprocess.run(
        command,
        cwd=directory,
        env=clean_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def clean_environment() -> dict[str, str]:
    """This process's environment without settings of the service, and able to find the package from anywhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"}
