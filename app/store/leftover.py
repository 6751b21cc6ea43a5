"""A Postgres that outlived its service: found by its data directory and shut down before another one starts."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from app.errors import DataDirectoryError

_PAUSE_SECONDS = 0.02


def stop_leftover(data: Path, *, patience_seconds: float = 30.0) -> None:
    """Shut down the Postgres that still runs on `data`, and remove what a dead one left behind.

    Call it only while holding the directory's lock. Raises `DataDirectoryError` when that Postgres will not end.
    """
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return
    if lines and lines[0].strip().isdecimal():
        process = int(lines[0])
        if _is_postgres_of(process, data):
            _shut_down(process, data, patience_seconds)
    (data / "postmaster.pid").unlink(missing_ok=True)


def _shut_down(process: int, data: Path, patience_seconds: float) -> None:
    for how in (signal.SIGINT, signal.SIGQUIT):
        try:
            os.kill(process, how)
        except ProcessLookupError:
            return
        except PermissionError:
            break
        deadline = time.monotonic() + patience_seconds
        while time.monotonic() < deadline:
            if not _is_postgres_of(process, data):
                return
            time.sleep(_PAUSE_SECONDS)
    raise DataDirectoryError(f"process {process}, a Postgres left behind on {data}, cannot be stopped; stop it by hand")


def _is_postgres_of(process: int, data: Path) -> bool:
    """Whether this process number still belongs to a Postgres on `data`, and not to a newcomer that inherited it."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{process}/cwd").samefile(data)
        except PermissionError:
            return os.fsencode(data) in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
    command = ["/bin/ps", "-o", "command=", "-p", str(process)]
    return str(data) in subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 (ps)
