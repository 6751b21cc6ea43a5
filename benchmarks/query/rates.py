"""Requests a second, of 32 clients at once: over HTTP by wrk, of bare SQL by pgbench."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from app.store.programs import binaries

CLIENTS = 32
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
_SCRIPT = """
local requests, next = {}, 0
init = function()
  for _, it in ipairs(PATHS) do
    requests[#requests + 1] = wrk.format(it.body and "POST" or "GET", it.path,
                                         it.body and {["Content-Type"] = "application/json"} or nil, it.body)
  end
end
request = function()
  next = next % #requests + 1
  return requests[next]
end
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """Answers a second and, where it is known, the 99th percentile of their times in milliseconds."""

    per_second: float
    p99_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A GET of a path or, with a body, a POST."""

    path: str
    body: str | None = None


Contestant = Callable[[int], Rate]
"""Measures for so many seconds."""


def side_by_side(contestants: dict[str, Contestant], *, seconds: int, rounds: int) -> dict[str, Rate]:
    """The median of each contestant's rounds, which alternate, after one that does not count."""
    found: dict[str, list[Rate]] = {name: [] for name in contestants}
    for measure in contestants.values():
        measure(2)
    for _ in range(rounds):
        for name, measure in contestants.items():
            found[name].append(measure(seconds))
    return {
        name: Rate(
            median(rate.per_second for rate in rates),
            median(rate.p99_ms or 0 for rate in rates) if rates[0].p99_ms else None,
        )
        for name, rates in found.items()
    }


def over_http(base: str, requests: Sequence[Request], *, clients: int = CLIENTS) -> Contestant:
    """A server's answers to these requests in turn."""
    wrk = shutil.which("wrk")
    assert wrk, "wrk is needed: apt-get install wrk"

    def measure(seconds: int) -> Rate:
        with TemporaryDirectory() as directory:
            script = Path(directory) / "requests.lua"
            script.write_text(_SCRIPT.replace("PATHS", _lua(requests)))
            command = [wrk, "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "-s", str(script), base]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "Non-2xx" not in said, said
        assert "Socket errors" not in said, said
        return Rate(_number(r"Requests/sec:\s+([\d.]+)", said), _milliseconds(r"99%\s+([\d.]+)(\w+)", said))

    return measure


def of_sql(url: str, statement: str, variations: Iterable[dict[str, Any]]) -> Contestant:
    """Postgres's answers to a statement with psycopg's named parameters, prepared, planned for its values each time."""
    environment = {**os.environ, "PGOPTIONS": "-c plan_cache_mode=force_custom_plan -c timezone=UTC"}

    def measure(seconds: int) -> Rate:
        with TemporaryDirectory() as directory:
            command = [binaries() / "pgbench", "-n", "-M", "prepared", f"-c{CLIENTS}", "-j1", f"-T{seconds}"]
            for number, values in enumerate(variations):
                script = Path(directory) / f"{number}.sql"
                named = re.sub(r"%\((\w+)\)s", rf":\1_{number}", " ".join(statement.split()))
                script.write_text(f"{named};\n")
                command += [f"-f{script}", *(f"-D{name}_{number}={value}" for name, value in values.items())]
            said = subprocess.run([*command, url], capture_output=True, text=True, check=True, env=environment).stdout
        return Rate(_number(r"tps = ([\d.]+)", said))

    return measure


def _lua(requests: Sequence[Request]) -> str:
    """A Lua table; JSON's strings are Lua's too, as long as they are ASCII without escapes of their own."""
    written = (
        f"{{path={json.dumps(each.path)}" + (f", body=[==[{each.body}]==]}}" if each.body else "}") for each in requests
    )
    return f"{{{', '.join(written)}}}"


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    assert found, text
    return float(found[1])


def _milliseconds(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    assert found, text
    return float(found[1]) * _UNITS[found[2]]
