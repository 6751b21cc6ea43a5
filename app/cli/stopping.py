"""Ctrl-C and SIGTERM."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def until_stopped() -> Iterator[None]:
    """Ctrl-C and SIGTERM end what happens inside, once: whatever is being closed then is closed undisturbed."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in before:
            signal.signal(number, lambda *_: None)
        raise _Stopped

    before = {number: signal.signal(number, stop) for number in SIGNALS}
    try:
        yield
    except _Stopped:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@asynccontextmanager
async def stop_told() -> AsyncIterator[asyncio.Event]:
    """Within `until_stopped`, an event that is set by Ctrl-C and SIGTERM.

    An exception would end whichever task happens to run and not the program.
    """
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in SIGNALS:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(told.set))
    try:
        yield told
    finally:
        for number in SIGNALS:
            signal.signal(number, lambda *_: None)


class _Stopped(BaseException):
    """The operator asked the service to end; not an error, and nothing but `until_stopped` may catch it."""
