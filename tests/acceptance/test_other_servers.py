"""The service on PostgreSQL servers that are not its own."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from app.ingest.samples import SAMPLES
from app.store.programs import binaries
from tests.acceptance.database import create_cluster, running
from tests.acceptance.service import PATIENCE_SECONDS, serving

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
SAMPLE = Path(__file__).parents[2] / "app" / "ingest" / "sample_pages" / next(iter(SAMPLES))


@pytest.fixture
def sockets() -> Iterator[Path]:
    """A directory whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="liveblog-", dir="/tmp") as name:
        yield Path(name)


@pytest.mark.skipif(not INSTALLED, reason="no PostgreSQL of the system here: apt-get install postgresql")
@pytest.mark.parametrize("server", INSTALLED, ids=lambda path: path.parts[4])
def test_page_in_entries_out(server: Path, sockets: Path, tmp_path: Path) -> None:
    """A page that is sent in comes out as entries, on the system's version as on ours."""
    create_cluster(server, tmp_path / "cluster", sockets)
    with (
        running(server, tmp_path / "cluster", sockets) as url,
        serving(tmp_path, DATABASE_URL=url) as service,
        httpx.Client(base_url=service.address, headers={"content-type": "text/html"}) as client,
    ):
        assert client.post("/v1/ingest/html", content=SAMPLE.read_bytes()).status_code == 201
        assert client.post("/v1/ingest/html", content=SAMPLE.read_bytes()).status_code == 200
        query = {"author": "mara-lindqvist", "topic": "flood-barrier", "q": "gate -seven"}
        found = client.get("/v1/entries", params=query).raise_for_status().json()["data"]
    assert [entry["title"] for entry in found][-1] == "Crew gathers at the flood barrier"


def test_restart_of_the_server(sockets: Path, tmp_path: Path) -> None:
    """While its database server is away the service says 503, and it answers again when the server is back."""
    server, data = binaries() / "postgres", tmp_path / "cluster"
    create_cluster(server, data, sockets)
    with ExitStack() as ends:
        with running(server, data, sockets) as url:
            service = ends.enter_context(serving(tmp_path, DATABASE_URL=url, LIVEBLOG_STATEMENT_TIMEOUT_SECONDS="1"))
        client = ends.enter_context(httpx.Client(base_url=service.address, timeout=PATIENCE_SECONDS))
        assert client.get("/healthz").status_code == 200
        assert {client.get("/v1/entries").status_code for _ in range(3)} == {503}
        with running(server, data, sockets):
            deadline = time.monotonic() + PATIENCE_SECONDS
            while (status := client.get("/v1/entries").status_code) != 200:
                assert status == 503
                assert time.monotonic() < deadline
