"""A page from what a command was given: a file, a URL, or standard input."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import typer

from app.api.configured import fetch_policy, page_limits
from app.cli.options import read_settings
from app.errors import LiveblogError
from app.fetching.client import Fetched, Fetcher
from app.parsing.page import Page
from app.settings import Settings

TEXT_SUFFIXES = (".txt", ".text")


def observed(text: str | None) -> datetime | None:
    """The instant that `--observed-at` gives, in UTC when it names no offset; wrong usage when it is none."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no ISO 8601 instant", param_hint="--observed-at") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def read_page(source: str, url: str | None, observed_at: datetime | None) -> Page:
    """The page in a file, at a URL or, for "-", on standard input.

    Raises `PageRefused` and `FetchError` kinds; a file that cannot be read is wrong usage.
    """
    settings = read_settings()
    bounds = page_limits(settings)
    if source.startswith(("http://", "https://")):
        fetched = asyncio.run(_fetch(source, settings))
        content = fetched.content or b""
        return Page(content, url or fetched.final_url, observed_at or fetched.fetched_at, fetched.content_type, bounds)
    content_type = "text/plain" if source.lower().endswith(TEXT_SUFFIXES) else None
    return Page(_content(source, bounds.max_bytes), url, observed_at, content_type, bounds)


def fail(error: LiveblogError, status: int) -> typer.Exit:
    """One line on standard error, and the exit to raise."""
    typer.echo(f"liveblog: {error}", err=True)
    return typer.Exit(status)


async def _fetch(url: str, settings: Settings) -> Fetched:
    async with Fetcher(fetch_policy(settings)) as fetcher:
        return await fetcher.fetch(url)


def _content(source: str, most: int) -> bytes:
    # One byte more than the limit is enough to be refused for it.
    if source == "-":
        return sys.stdin.buffer.read(most + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(most + 1)
    except OSError as fault:
        raise typer.BadParameter(f"{source}: {fault.strerror}", param_hint="SOURCE") from None
