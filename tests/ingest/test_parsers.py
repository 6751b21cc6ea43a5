"""Processes that parse pages."""

import asyncio
import os
import signal
import time
from contextlib import suppress

import pytest

from app.errors import NoLiveBlog, Overloaded, PageTooComplex, ParseFailed, ParseTimeout
from app.ingest.parsers import ParserLimits, Parsers
from app.parsing.document import Coverage, ParsedBlog
from app.parsing.page import Page


def act(page: Page) -> ParsedBlog:
    """Stands for a parser: does what the page says."""
    match page.text.split():
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["crash"]:
            os.kill(os.getpid(), signal.SIGSEGV)
        case ["eat"]:
            bytearray(10 * 1024**3)
        case ["fail"]:
            raise ZeroDivisionError
        case ["none"]:
            raise NoLiveBlog("nothing here")
    return ParsedBlog(platform=str(os.getpid()), coverage=Coverage(0))


def run(*pages: str, limits: ParserLimits) -> list[ParsedBlog | BaseException]:
    """The answers to pages sent at once."""

    async def send() -> list[ParsedBlog | BaseException]:
        async with Parsers(limits, read=act) as parsers:
            return await asyncio.gather(*(parsers.parse(Page(page.encode())) for page in pages), return_exceptions=True)

    return asyncio.run(send())


def test_errors_of_a_page_do_not_end_its_parser() -> None:
    """A page's own errors come back as they are, foreign ones as a failed parse, and one process serves them all."""
    answers = run("ok", "none", "fail", "eat", "ok", limits=ParserLimits(workers=1))
    first, none, failed, eaten, last = answers
    assert isinstance(none, NoLiveBlog)
    assert isinstance(failed, ParseFailed)
    assert isinstance(eaten, PageTooComplex)
    assert isinstance(first, ParsedBlog)
    assert isinstance(last, ParsedBlog)
    assert first.platform == last.platform


def test_a_page_that_overruns_its_time_is_killed() -> None:
    """The slow page fails with a timeout, pages behind it are parsed by a fresh process."""
    slow, quick = run("sleep 600", "ok", limits=ParserLimits(workers=1, timeout_seconds=1.0))
    assert isinstance(slow, ParseTimeout)
    assert isinstance(quick, ParsedBlog)


def test_a_crash_takes_nobody_else_along() -> None:
    """A page that crashes its process fails alone."""
    crashed, fine = run("crash", "ok", limits=ParserLimits(workers=1))
    assert isinstance(crashed, ParseFailed)
    assert isinstance(fine, ParsedBlog)


def test_a_process_is_replaced_after_its_share() -> None:
    """Leaks of a parsing library cannot add up for ever."""
    answers = run("a", "b", "c", limits=ParserLimits(workers=1, pages_each=2))
    pids = [answer.platform for answer in answers if isinstance(answer, ParsedBlog)]
    assert pids[0] == pids[1] != pids[2]


def test_too_many_waiting_pages_are_turned_away() -> None:
    """A full queue refuses at once instead of growing."""
    answers = run(*["sleep 0.2"] * 6, limits=ParserLimits(workers=1, waiting=2))
    assert sum(isinstance(answer, Overloaded) for answer in answers) >= 2
    assert sum(isinstance(answer, ParsedBlog) for answer in answers) >= 2


def test_a_caller_that_goes_away_gives_its_parser_back() -> None:
    """A cancelled request does not lose the process it waited for."""

    async def cancel() -> ParsedBlog:
        async with Parsers(ParserLimits(workers=1), read=act) as parsers:
            waiting = asyncio.create_task(parsers.parse(Page(b"sleep 0.3")))
            await asyncio.sleep(0.1)
            waiting.cancel()
            with suppress(asyncio.CancelledError):
                await waiting
            return await parsers.parse(Page(b"ok"))

    assert isinstance(asyncio.run(asyncio.wait_for(cancel(), 30)), ParsedBlog)


def test_stopping_does_not_wait_for_a_busy_parser() -> None:
    """A page that is being parsed, and one that waits, are answered as not parsed; the processes are gone at once."""

    async def stop() -> tuple[str, list[ParsedBlog | BaseException]]:
        async with Parsers(ParserLimits(workers=1, timeout_seconds=600), read=act) as parsers:
            pid = (await parsers.parse(Page(b"ok"))).platform
            busy = [asyncio.create_task(parsers.parse(Page(b"sleep 600"))) for _ in range(2)]
            await asyncio.sleep(0.1)
        return pid, await asyncio.gather(*busy, return_exceptions=True)

    pid, answers = asyncio.run(asyncio.wait_for(stop(), 30))
    assert [type(answer) for answer in answers] == [Overloaded, Overloaded]
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_stopping_leaves_no_process_behind() -> None:
    """When the set of parsers ends, all its processes are gone."""

    async def pids() -> list[str]:
        async with Parsers(ParserLimits(workers=2), read=act) as parsers:
            blogs = await asyncio.gather(*(parsers.parse(Page(b"sleep 0.05")) for _ in range(2)))
            return [blog.platform for blog in blogs]

    for pid in asyncio.run(pids()):
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)
