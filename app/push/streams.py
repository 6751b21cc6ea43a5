"""How many streams are open at once."""

from collections.abc import Iterator
from contextlib import contextmanager


class Streams:
    """Counts the open streams of a process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open = 0

    @property
    def full(self) -> bool:
        """Whether no more may be opened for now."""
        return self._open >= self._most

    @property
    def open(self) -> int:
        """How many are open now."""
        return self._open

    @contextmanager
    def one(self) -> Iterator[None]:
        """One more while the block runs."""
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1
