"""`liveblog watch`: new entries of a page in the terminal as they come, without a database."""

import asyncio
import random
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from app.api.configured import fetch_policy, page_limits
from app.cli.options import read_settings
from app.errors import BackOff, LiveblogError, UrlRefused
from app.fetching.client import Fetcher, Validators
from app.ingest.schedule import Bounds, Outcome, plan_next
from app.parsing.document import ParsedBlog, ParsedEntry
from app.parsing.page import Page
from app.parsing.parse import parse
from app.settings import Settings


def watch_command(
    url: Annotated[str, typer.Argument(help="The live blog's address.")],
    polls: Annotated[int | None, typer.Option(min=1, help="End after so many polls.", show_default="never")] = None,
) -> None:
    """Show a live blog's entries, oldest first, and each new or edited one as it comes; Ctrl-C ends it."""
    try:
        asyncio.run(_watch(url, read_settings(), polls))
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


async def _watch(url: str, settings: Settings, polls: int | None) -> None:
    console, chance = Console(highlight=False), random.Random()  # noqa: S311 (spreads load, guards nothing)
    bounds = Bounds(settings.watch_shortest_seconds, settings.watch_longest_seconds)
    shown: dict[str, str] = {}
    interval, failures, polled = None, 0, 0
    validators = Validators()
    async with Fetcher(fetch_policy(settings)) as fetcher:
        while True:
            outcome = Outcome()
            try:
                fetched = await fetcher.fetch(url, validators)
                if fetched.content is not None:
                    validators = fetched.validators
                    page = Page(
                        fetched.content,
                        fetched.final_url,
                        fetched.fetched_at,
                        fetched.content_type,
                        page_limits(settings),
                    )
                    blog = parse(page)
                    outcome = Outcome(news=_show(blog, shown, console), ended=_ended(blog))
            except UrlRefused:
                raise
            except LiveblogError as error:
                retry_after = error.retry_after if isinstance(error, BackOff) else None
                outcome = Outcome(failed=True, retry_after=retry_after)
                typer.echo(f"liveblog: {error}", err=True)
            polled += 1
            if outcome.ended or polled == polls:
                return
            now = datetime.now(UTC)
            following = plan_next(
                outcome,
                now=now,
                interval_seconds=interval,
                failures=failures,
                last_entry_at=None,
                bounds=bounds,
                chance=chance,
            )
            interval, failures = following.interval_seconds, following.failures
            await asyncio.sleep((following.next_at - now).total_seconds())


def _ended(blog: ParsedBlog) -> bool:
    return blog.ended_at is not None and blog.ended_at <= datetime.now(UTC)


def _show(blog: ParsedBlog, shown: dict[str, str], console: Console) -> int:
    """Print what was not printed yet, oldest first; how many entries that were."""
    news = [entry for entry in reversed(blog.entries) if shown.get(entry.external_id) != entry.body_text]
    for entry in news:
        console.print(_line(entry, edited=entry.external_id in shown))
        shown[entry.external_id] = entry.body_text
    return len(news)


def _line(entry: ParsedEntry, *, edited: bool) -> Text:
    when = entry.published_at.strftime("%H:%M") if entry.published_at else entry.published_at_raw or "--:--"
    names = ", ".join(author.name for author in entry.authors)
    text = Text(f"{when} UTC  ", style="cyan")
    text.append(entry.title or "", style="bold red" if entry.key_event else "bold")
    text.append("  edited" if edited else "", style="yellow")
    text.append(f"  {names}" if names else "", style="dim")
    text.append(f"\n{entry.body_text}\n" if entry.body_text else "\n", style="default")
    return text
