"""The service on PostgreSQL servers of the system, where some are installed."""

import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import psycopg
import pytest

from app.ingest.samples import SAMPLES
from app.store.programs import last_words, launch
from tests.acceptance.service import PATIENCE_SECONDS, serving

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
SAMPLE = Path(__file__).parents[2] / "app" / "ingest" / "sample_pages" / next(iter(SAMPLES))


@pytest.mark.skipif(not INSTALLED, reason="no PostgreSQL of the system here: apt-get install postgresql")
@pytest.mark.parametrize("server", INSTALLED, ids=lambda path: path.parts[4])
def test_page_in_entries_out(server: Path, tmp_path: Path) -> None:
    """A page that is sent in comes out as entries, on this version as on ours."""
    with _running(server, tmp_path) as url, serving(tmp_path, DATABASE_URL=url) as service:
        client = httpx.Client(base_url=service.address, headers={"content-type": "text/html"})
        with client:
            assert client.post("/v1/ingest/html", content=SAMPLE.read_bytes()).status_code == 201
            assert client.post("/v1/ingest/html", content=SAMPLE.read_bytes()).status_code == 200
            query = {"author": "mara-lindqvist", "topic": "flood-barrier", "q": "gate -seven"}
            found = client.get("/v1/entries", params=query).raise_for_status().json()["data"]
    assert [entry["title"] for entry in found][-1] == "Crew gathers at the flood barrier"


@contextmanager
def _running(server: Path, directory: Path) -> Iterator[str]:
    """The URL of a new database on a server of this version."""
    data = directory / "cluster"
    data.mkdir(mode=0o700)
    with tempfile.TemporaryDirectory(prefix="liveblog-", dir="/tmp") as name:
        sockets = Path(name)
        options = ["-D", str(data), "-U", "liveblog", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        assert launch(server.with_name("initdb"), options, data, sockets).wait() == 0, last_words(data)
        settings = [f"unix_socket_directories={sockets}", "listen_addresses=", "fsync=off"]
        process = launch(server, ["-D", str(data), *(f"--{setting}" for setting in settings)], data, sockets)
        try:
            url = f"postgresql://liveblog@/postgres?host={quote(name, safe='')}"
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not _answers(url):
                assert process.poll() is None, last_words(data)
                assert time.monotonic() < deadline
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE_SECONDS)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        time.sleep(0.05)
        return False
    return True
