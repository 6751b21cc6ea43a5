"""Requests of all kinds, made by Schemathesis from the OpenAPI document, against the running service."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.errors import FetchFailed
from app.fetching.client import Fetcher, FetchPolicy
from app.fetching.poster import Poster, PostPolicy
from app.main import create_app
from app.settings import Settings
from tests.api.service import running

CONFIG = Path(__file__).with_name("schemathesis.toml")
SEED = "20261123"
KEY = "a-key-for-this-run-alone"


@pytest.fixture(scope="module")
def service(module_database_url: str) -> Iterator[httpx.Client]:
    """A client of a service with the sample blogs, for which no name leads anywhere."""
    settings = Settings(_env_file=None, database_url=module_database_url, parse_workers=1, api_keys=[KEY])
    app = create_app(settings, with_samples=True)
    start = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        policy = FetchPolicy(user_agent="test", respect_robots=False)
        async with (
            start(app),
            Fetcher(policy, resolve=_nowhere) as fetcher,
            Poster(PostPolicy(user_agent="test"), resolve=_nowhere) as poster,
        ):
            app.state.fetcher, app.state.poster = fetcher, poster
            yield

    app.router.lifespan_context = lifespan
    with running(app) as client:
        yield client


@pytest.mark.parametrize("phases", ["examples,coverage", "fuzzing", "stateful"])
def test_no_request_finds_a_fault(service: httpx.Client, tmp_path: Path, phases: str) -> None:
    """No 500, no answer that differs from what the document promises, no wrong input taken, no right input refused."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run"]
    options = [f"{service.base_url}/openapi.json", "--phases", phases, "--seed", SEED, "--no-color"]
    environment = os.environ | {"LIVEBLOG_TEST_KEY": KEY, "PYTHONPATH": str(CONFIG.parents[2])}
    ended = subprocess.run(
        [*command, *options], check=False, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


async def _nowhere(host: str, _port: int) -> Sequence[str]:
    message = f"the name {host!r} cannot be resolved"
    raise FetchFailed(message)
