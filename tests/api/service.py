"""The service, running on a free port of loopback, and pages to send to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from fastapi import FastAPI

from app.main import create_app
from app.settings import Settings


@contextmanager
def serving(database_url: str, **settings: object) -> Iterator[httpx.Client]:
    """A client of a running service over this database; `settings` are those that differ from the defaults."""
    with running(
        create_app(Settings(_env_file=None, database_url=database_url, parse_workers=1, **settings))
    ) as client:
        yield client


@contextmanager
def running(app: FastAPI) -> Iterator[httpx.Client]:
    """A client of this app, which runs in a thread on a free port."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


def page(*entries: str, headline: str = "Storm Odette", url: str = "https://news.example/live/storm") -> bytes:
    """A page with JSON-LD for these entries."""
    return (
        '<html lang="en-GB"><head><script type="application/ld+json">{"@context":"https://schema.org",'
        f'"@type":"LiveBlogPosting","headline":"{headline}","url":"{url}",'
        '"publisher":{"@type":"Organization","name":"The Harbour Gazette"},"keywords":["Weather"],'
        f'"liveBlogUpdate":[{",".join(entries)}]}}</script></head><body></body></html>'
    ).encode()


def entry(
    number: int, *, author: str = "Mira Tolland", text: str = "The ferry waits.", title: str | None = None
) -> str:
    """One update as JSON-LD, an hour after the one before."""
    return (
        f'{{"@type":"BlogPosting","@id":"#post-{number}","headline":"{title or f"Update {number}"}",'
        f'"datePublished":"2026-03-04T{number:02}:00:00Z","author":{{"@type":"Person","name":"{author}"}},'
        f'"articleBody":"{text}"}}'
    )
