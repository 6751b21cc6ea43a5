"""A page from what a command was given: a file, a URL, or standard input."""

import asyncio
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import typer

from app.errors import LiveblogError
from app.fetching.client import Fetched, Fetcher, FetchPolicy
from app.parsing.page import Limits, Page
from app.settings import Settings

USER_AGENT = f"liveblog/{version('liveblog-api')}"
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


def limits() -> Limits:
    """The bounds that the settings put on a page."""
    settings = Settings()
    return Limits(
        max_bytes=settings.max_page_bytes,
        max_depth=settings.max_page_depth,
        max_attributes=settings.max_tag_attributes,
        max_tags=settings.max_page_tags,
    )


def read_page(source: str, url: str | None, observed_at: datetime | None) -> Page:
    """The page in a file, at a URL or, for "-", on standard input.

    Raises `PageRefused` and `FetchError` kinds; a file that cannot be read is wrong usage.
    """
    bounds = limits()
    if source.startswith(("http://", "https://")):
        fetched = asyncio.run(_fetch(source, bounds.max_bytes))
        content = fetched.content or b""
        return Page(content, url or fetched.final_url, observed_at or fetched.fetched_at, fetched.content_type, bounds)
    content_type = "text/plain" if source.lower().endswith(TEXT_SUFFIXES) else None
    return Page(_content(source, bounds.max_bytes), url, observed_at, content_type, bounds)


def fail(error: LiveblogError, status: int) -> typer.Exit:
    """One line on standard error, and the exit to raise."""
    typer.echo(f"liveblog: {error}", err=True)
    return typer.Exit(status)


async def _fetch(url: str, max_bytes: int) -> Fetched:
    async with Fetcher(FetchPolicy(user_agent=USER_AGENT, max_bytes=max_bytes)) as fetcher:
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
