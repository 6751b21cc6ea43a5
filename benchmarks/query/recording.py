"""Readers measured while pages are recorded: what was answered before then stands for a moment only."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from benchmarks.query.rates import Contestant, Rate

EVERY_SECONDS = 1.0
_POSTS = 20
_SOURCE = "https://gazette.example/live/storm"


def while_recording(base: str, measure: Contestant) -> Contestant:
    """The same contestant, while a page with one new post is delivered to the service at `base` every second."""

    def measure_meanwhile(seconds: int) -> Rate:
        with _recording(base):
            return measure(seconds)

    return measure_meanwhile


@contextmanager
def _recording(base: str) -> Iterator[None]:
    done, failed = Event(), []

    def deliver() -> None:
        try:
            while not done.wait(EVERY_SECONDS):
                _deliver(base, datetime.now(UTC))
        except OSError as error:
            failed.append(error)

    thread = Thread(target=deliver)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    assert not failed, failed


def _deliver(base: str, now: datetime) -> None:
    address = f"{base}/v1/ingest/html?{urlencode({'source_url': _SOURCE})}"
    with urlopen(Request(address, data=_page(now), headers={"Content-Type": "text/html"}), timeout=30) as answer:  # noqa: S310 (our own address)
        assert json.load(answer)["entries"]["created"], "nothing was recorded"


def _page(now: datetime) -> bytes:
    """A live blog whose newest post is of this second, with those of the seconds before."""
    posts = "".join(_post(now.replace(microsecond=0) - timedelta(seconds=back)) for back in range(_POSTS))
    head = "<meta property=og:site_name content=Gazette><title>Storm live</title>"
    return f"<!doctype html><html lang=en>{head}<h1>Storm: live updates</h1>{posts}</html>".encode()


def _post(at: datetime) -> str:
    return (
        f'<article id="post-{at:%H%M%S}"><time datetime="{at.isoformat()}">{at:%H:%M}</time>'
        f"<h2>Harbour report of {at:%H:%M:%S}</h2><p>The ferry of {at:%H:%M:%S} waits.</p></article>"
    )
