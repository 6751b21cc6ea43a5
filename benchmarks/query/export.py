"""The service's memory while one client reads an export of everything."""

import time
from pathlib import Path
from urllib.request import urlopen

from benchmarks.query.servers import service
from benchmarks.query.tables import table

STEPS = 10
CHUNK = 1 << 20


def measure_export(url: str, entries: int) -> str:
    """Resident memory by share of the export read, and the rate, as Markdown."""
    with service(url) as server:
        pid, rows, size = server.process.pid, 0, 0
        memory = [_resident_mb(pid)]
        started = time.monotonic()
        with urlopen(f"{server.base}/v1/export.ndjson?deleted=include", timeout=120) as answer:  # noqa: S310 (our own)
            while chunk := answer.read(CHUNK):
                rows += chunk.count(b"\n")
                size += len(chunk)
                if rows * STEPS // entries >= len(memory):
                    memory.append(_resident_mb(pid))
        seconds = time.monotonic() - started
    assert rows == entries, (rows, entries)
    heading = ["rows of the export read", *(f"{step * 100 // STEPS}%" for step in range(len(memory)))]
    return (
        table(heading, [["service's resident memory, MB", *(f"{each:.0f}" for each in memory)]])
        + f"\n{rows:,} rows, {size / 1e6:,.0f} MB in {seconds:.0f} s: {rows / seconds:,.0f} rows/s.\n"
    )


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) / 1024
