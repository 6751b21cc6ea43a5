"""`liveblog serve`: start the service and everything it needs, and end it all together."""

import ipaddress
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from app.cli.announcement import announcement
from app.cli.database import database, place_of
from app.cli.options import DataDir, read_settings
from app.cli.stopping import until_stopped
from app.errors import ConfigurationError
from app.ingest.samples import EXAMPLES
from app.main import create_app
from app.settings import Settings

_DRAIN_SECONDS = 10


def serve_command(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; 0 takes a free one.", show_default="8000")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Serve the API; with embedded Postgres unless DATABASE_URL names a server."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    settings = read_settings(host=host, port=port, data_dir=data_dir)
    with until_stopped(), _bound(settings) as listener, database(settings) as database_url:
        app = create_app(
            settings.model_copy(update={"database_url": SecretStr(database_url)}),
            with_samples=settings.load_samples and settings.database_url is None,
        )
        _run(app, listener, place_of(settings))


@contextmanager
def _bound(settings: Settings) -> Iterator[socket.socket]:
    """A socket bound to the address, so that a wrong one is told before anything is started."""
    with ExitStack() as opened:
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(
                settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            _require_keys_beyond_loopback(settings, str(address[0]))
            listener = opened.enter_context(socket.socket(family, kind, protocol))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
        except OSError as error:
            place = f"{settings.host} port {settings.port}"
            raise ConfigurationError(f"cannot listen on {place}: {error.strerror}") from None
        yield listener


def _require_keys_beyond_loopback(settings: Settings, address: str) -> None:
    if not settings.api_keys and not ipaddress.ip_address(address).is_loopback:
        raise ConfigurationError(
            f"refusing to listen on {settings.host}, where others can reach it, without API keys: set LIVEBLOG_API_KEYS"
        )


def _run(app: FastAPI, listener: socket.socket, place: str) -> None:
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )
    started = announcement(_url_of(listener), place, EXAMPLES)
    _Server(config, lambda: typer.echo(started), app.state.hub.end).run(sockets=[listener])


def _url_of(listener: socket.socket) -> str:
    """The address to type; one that stands for all of the machine's is reached by its own."""
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared with, not bound)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


class _Server(uvicorn.Server):
    """A server that says when it answers, and when it is about to end, before it waits for requests under way."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None], on_ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started
        self._on_ending = on_ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self._on_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say so, then end."""
        self._on_ending()
        await super().shutdown(sockets)
