"""Generated clients compile without a complaint and list entries of a running service."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.service import entry, page, serving

HERE = Path(__file__).parent
PAGE = page(entry(1, title="Ferry waits"), entry(2, author="Ines Obrado"), entry(3, title="Pier closed"))
BY_MIRA = ["Pier closed", "Ferry waits"]


@pytest.fixture(scope="module")
def service(module_database_url: str) -> Iterator[httpx.Client]:
    """A client of a service with three entries, two of them by Mira Tolland."""
    with serving(module_database_url) as client:
        client.post("/v1/ingest/html", content=PAGE, headers={"Content-Type": "text/html"}).raise_for_status()
        yield client


def test_a_typescript_client(service: httpx.Client, tmp_path: Path) -> None:
    """openapi-typescript makes the types, tsc takes a strict program that uses them, node runs it."""
    if not shutil.which("npm"):
        pytest.skip("needs npm")
    project = tmp_path / "typescript"
    shutil.copytree(HERE / "typescript", project)
    document = _save_document(service, tmp_path)
    _run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", cwd=project)
    _run("npx", "--no-install", "openapi-typescript", str(document), "-o", "liveblog.d.ts", cwd=project)
    _run("npx", "--no-install", "tsc", cwd=project)
    printed = _run("node", "list_entries.js", str(service.base_url), "mira-tolland", cwd=project)
    assert printed.splitlines() == BY_MIRA


def test_a_python_client(service: httpx.Client, tmp_path: Path) -> None:
    """openapi-python-client makes a package without a warning, mypy takes it and a program that uses it, it runs."""
    project = tmp_path / "python"
    shutil.copytree(HERE / "python", project, ignore=shutil.ignore_patterns(".venv"))
    document = _save_document(service, tmp_path)
    uv = [sys.executable, "-m", "uv", "run", "--locked", "--quiet"]
    made = ("generate", "--path", str(document), "--meta", "none", "--output-path", "liveblog_client")
    _run(*uv, "openapi-python-client", *made, "--config", "config.yml", "--fail-on-warning", cwd=project)
    _run(sys.executable, "-m", "mypy", "--no-incremental", "--config-file=", "list_entries.py", cwd=project)
    printed = _run(*uv, "python", "list_entries.py", str(service.base_url), "mira-tolland", cwd=project)
    assert printed.splitlines() == BY_MIRA


def _save_document(service: httpx.Client, folder: Path) -> Path:
    """The OpenAPI document as the service gives it, in a file."""
    document = folder / "openapi.json"
    document.write_text(json.dumps(service.get("/openapi.json").raise_for_status().json()))
    return document


def _run(*command: str, cwd: Path) -> str:
    """What the command printed. Fails with all it said."""
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    ended = subprocess.run(command, check=False, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 0, f"{' '.join(command)}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout
