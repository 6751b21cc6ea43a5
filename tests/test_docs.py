"""What the documents say is true: commands work, settings and libraries are all named."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.settings import Settings
from scripts.env_example import env_example, environment_name
from tests.acceptance.service import PATIENCE_SECONDS, clean_environment, serving

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
ADDRESS = "http://127.0.0.1:8000"
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_tour(tmp_path: Path) -> None:
    """Every command of the README's tour works as printed, on a service that has just begun."""
    tour = README.partition("## A tour")[2].partition("\n## ")[0]
    assert tour.count("curl") >= 5
    with serving(tmp_path) as service:
        printed = run_as_printed(tour, service.address, tmp_path)
    assert '"updated":1,"unchanged":26' in printed
    assert "gusts of 119 km/h" in printed or '"kind" : "updated"' in printed
    assert '"data":[]' not in printed


def test_http(tmp_path: Path) -> None:
    """Every command of the page on HTTP works as printed."""
    with serving(tmp_path) as service:
        printed = run_as_printed((ROOT / "docs" / "http.md").read_text(), service.address, tmp_path)
    assert printed.count("id,blog_id,external_id") == 2
    assert "304 Not Modified" in printed


def test_topics(tmp_path: Path) -> None:
    """Every command of the page on topics works as printed."""
    with serving(tmp_path) as service:
        printed = run_as_printed((ROOT / "docs" / "topics.md").read_text(), service.address, tmp_path)
    assert printed.count('"slug":"storm-damage"') >= 3
    assert '"roof"' in printed


def run_as_printed(page: str, address: str, directory: Path) -> str:
    """What the commands in a page's sh blocks print, sent to this address instead of the one in the page."""
    here = {
        ADDRESS: address,
        "curl ": "curl --silent --show-error --fail ",
        "/tmp/": f"{directory}/",  # noqa: S108 (what the pages show)
        ".venv/bin/liveblog": f"{shlex.quote(sys.executable)} -m app",
    }
    commands = "\n".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))
    for shown, meant in here.items():
        commands = commands.replace(shown, meant)
    ran = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", commands],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_make_targets() -> None:
    """Every `make` command that the documents name exists."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"(?:`|^)make ([a-z-]+)", page.read_text(), re.MULTILINE)}
    assert {"run", "test"} <= named
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page: Path) -> None:
    """Every link to a file of this repository leads somewhere."""
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_env_example() -> None:
    """`.env.example` holds every setting, its meaning and its default."""
    written = (ROOT / ".env.example").read_text()
    assert written == env_example(), "run: .venv/bin/python -m scripts.env_example > .env.example"


def test_every_setting_is_described() -> None:
    """Every setting says in a sentence what it means."""
    assert [name for name, field in Settings.model_fields.items() if not (field.description or "").endswith(".")] == []


def test_settings_named_in_documents_exist() -> None:
    """Documents and container files name no setting that does not exist."""
    known = {environment_name(name) for name in Settings.model_fields} | {"LIVEBLOG_PUBLISH", "LIVEBLOG_CORPUS"}
    texts = [path.read_text() for path in (*PAGES, ROOT / "Dockerfile", ROOT / "docker-compose.yml")]
    assert set(re.findall(r"LIVEBLOG_[A-Z_]+", " ".join(texts))) <= known


def test_dependencies() -> None:
    """Each direct dependency is named in docs/dependencies.md with its job, and no other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    used = {re.split(r"[\[><=~;! ]", requirement)[0] for group in groups for requirement in group}
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (.+) \|$", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE)
    assert {name for name, _ in rows if name != "library"} == used


def test_changelog() -> None:
    """The changelog keeps the form of Keep a Changelog."""
    lines = (ROOT / "CHANGELOG.md").read_text().splitlines()
    sections = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert sections[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", section) for section in sections[1:])
    assert {line.removeprefix("### ") for line in lines if line.startswith("### ")} <= KINDS
    assert any(line.startswith("- ") for line in lines)


def test_ci_script() -> None:
    """CI's script can be executed and is strict."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text()
