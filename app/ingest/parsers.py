"""Processes that parse pages, each of which can be killed: a page that overruns its time or memory harms no other."""

import asyncio
import contextlib
import gc
import multiprocessing
import resource
import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from threading import Lock
from types import TracebackType
from typing import Self

from app.errors import LiveblogError, Overloaded, PageTooComplex, ParseFailed, ParseTimeout
from app.ingest.reading import read_page
from app.parsing.document import ParsedBlog
from app.parsing.page import Page

Read = Callable[[Page], ParsedBlog]
Answer = ParsedBlog | LiveblogError

OBJECTS_BETWEEN_COLLECTIONS = 100_000
START_SECONDS = 60.0
STOP_SECONDS = 2.0
STOPPING = "the service is stopping; try again in a moment"


@dataclass(frozen=True, slots=True)
class ParserLimits:
    """What a parser may use; `waiting` is how many pages may wait for one."""

    workers: int = 2
    timeout_seconds: float = 10.0
    memory_bytes: int = 2 * 1024**3
    pages_each: int = 1000
    waiting: int = 100


class Parsers:
    """A set of parser processes, started and stopped as an async context manager.

    `read` is what they do with a page; it must be importable by name, as the processes import it anew.
    """

    def __init__(self, limits: ParserLimits | None = None, *, read: Read = read_page) -> None:
        self._limits = limits or ParserLimits()
        self._read = read
        self._parsers: list[_Parser] = []
        self._idle: asyncio.LifoQueue[_Parser] = asyncio.LifoQueue()
        self._stopping = False
        self._waiting = 0
        self.outcomes: Counter[str] = Counter()
        """Pages by what became of them: `parsed`, or the code of the error."""
        self.seconds = 0.0
        """How long the parsers worked in all."""
        # A thread waits for each process, as its pipe cannot be awaited.
        self._threads = ThreadPoolExecutor(self._limits.workers, thread_name_prefix="parser")

    async def __aenter__(self) -> Self:
        self._parsers = [_Parser(self._limits, self._read) for _ in range(self._limits.workers)]
        for parser in self._parsers:
            self._idle.put_nowait(parser)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping = True
        for parser in self._parsers:
            parser.end()
        self._threads.shutdown()

    async def parse(self, page: Page) -> ParsedBlog:
        """The page's live blog.

        Raises what parsing raises, `ParseTimeout` for a page that takes too long, `ParseFailed` for one that breaks its
        parser, and `Overloaded` when too many pages wait already.
        """
        if self._waiting >= self._limits.waiting:
            raise Overloaded(f"{self._waiting} pages wait to be parsed already; try again in a moment")
        self._waiting += 1
        try:
            parser = await self._idle.get()
        finally:
            self._waiting -= 1
        if self._stopping:
            self._idle.put_nowait(parser)
            raise Overloaded(STOPPING)
        # A caller that goes away must not take the parser along, so the work is shielded and gives it back itself.
        answer = await asyncio.shield(asyncio.ensure_future(self._work(parser, page)))
        if isinstance(answer, LiveblogError):
            raise answer
        return answer

    async def _work(self, parser: "_Parser", page: Page) -> Answer:
        began = time.perf_counter()
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._threads, parser.parse, page)
        finally:
            self.seconds += time.perf_counter() - began
            self._idle.put_nowait(parser)
        self.outcomes[answer.code if isinstance(answer, LiveblogError) else "parsed"] += 1
        return answer


class _Parser:
    """One process, replaced by a fresh one when it dies, is killed or has done its share.

    One thread parses; another may end it meanwhile, so both change the process under a lock.
    """

    def __init__(self, limits: ParserLimits, read: Read) -> None:
        self._limits = limits
        self._read = read
        self._pages = 0
        self._ready = False
        self._ended = False
        self._changing = Lock()
        self._start()

    def parse(self, page: Page) -> Answer:
        """The answer of the process, or why there is none."""
        try:
            if self._pages >= self._limits.pages_each or not self._process.is_alive():
                self._replace()
            self._pages += 1
            if not self._ready and not self._pipe.poll(START_SECONDS):
                return self._give_up(ParseFailed("the parser does not start"))
            if not self._ready:
                self._ready = bool(self._pipe.recv())
            self._pipe.send(page)
            if not self._pipe.poll(self._limits.timeout_seconds):
                seconds = f"{self._limits.timeout_seconds:g}"
                return self._give_up(ParseTimeout(f"the page took longer than {seconds} s to parse"))
            answer: Answer = self._pipe.recv()
        except (EOFError, OSError):
            return self._give_up(ParseFailed("the page broke its parser"))
        except _Ended:
            return Overloaded(STOPPING)
        return answer

    def end(self) -> None:
        """Kill the process, and start no other. A page that is being parsed is answered with `Overloaded`."""
        with self._changing:
            self._ended = True
            self._process.kill()
            self._process.join()

    def _give_up(self, error: LiveblogError) -> LiveblogError:
        self._process.kill()
        try:
            self._replace()
        except _Ended:
            return Overloaded(STOPPING)
        return error

    def _replace(self) -> None:
        with self._changing:
            if self._ended:
                raise _Ended
            self._pipe.close()
            self._process.join(STOP_SECONDS)
            self._process.kill()
            self._process.join()
            self._process.close()
            self._start()

    def _start(self) -> None:
        # Forking a process that has threads and open sockets is unsafe; a spawned one inherits nothing.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._limits, self._read), daemon=True)
        # A terminal's Ctrl-C reaches every process of the service; this one ends when the service closes its pipe.
        resource_tracker.ensure_running()  # which unblocks these signals, so it must come first
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self._pages = 0
        self._ready = False


class _Ended(Exception):
    """The parser was ended while a page was on its way."""


def _serve(pipe: Connection, limits: ParserLimits, read: Read) -> None:
    """Answer pages until the other end of the pipe closes; ends with the service even if that is killed."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What reading a page makes is in use until the page is answered: looking for what is not takes time and finds none.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    with contextlib.suppress(EOFError, OSError):
        pipe.send(True)  # noqa: FBT003 (ready)
        while True:
            page = pipe.recv()
            # Nobody is left to kill an orphan, so the alarm does.
            signal.setitimer(signal.ITIMER_REAL, limits.timeout_seconds * 2)
            answer = _answer(page, read)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send(answer)


def _answer(page: Page, read: Read) -> Answer:
    try:
        return read(page)
    except LiveblogError as error:
        return error
    except (MemoryError, RecursionError):
        return PageTooComplex("the page needs more memory to parse than it may use")
    except Exception as error:  # noqa: BLE001 (a page must not end the process, whatever it hits)
        return ParseFailed(f"the page broke its parser: {type(error).__name__}")
