"""Lists as they were answered, kept while they stand: dashboards ask for the same one again and again.

An answer is kept under its address, with the ETag that it was given. Whether it still stands is told as it is to a
client that has it: by one look-up of the state that it followed from.
"""

from collections import OrderedDict
from dataclasses import dataclass

OVERHEAD = 500
"""Bytes of the objects around an answer, roughly."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a list was answered with."""

    etag: str
    body: bytes
    link: str
    """Its `Link` header."""

    def size_at(self, address: str) -> int:
        """The bytes that it takes up under an address; a short answer to a long address is mostly address."""
        return len(self.body) + len(self.link) + len(address) + OVERHEAD


class KeptAnswers:
    """Answers of one process, as many as have room in so many bytes; those that were asked for last stay."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._answers: OrderedDict[str, KeptAnswer] = OrderedDict()
        self._bytes = 0
        self.hits = 0
        """Lists that were answered with what is kept."""
        self.misses = 0
        """Lists that were read and could be kept."""

    @property
    def bytes(self) -> int:
        """What they take up now."""
        return self._bytes

    def at(self, address: str) -> KeptAnswer | None:
        """What was answered there last, whether it still stands or not."""
        kept = self._answers.get(address)
        if kept:
            self._answers.move_to_end(address)
        return kept

    def keep(self, address: str, answer: KeptAnswer) -> None:
        """Keep an answer in place of the one before, unless it is larger than all room."""
        self.misses += 1
        self._drop(address)
        if answer.size_at(address) > self._most:
            return
        self._answers[address] = answer
        self._bytes += answer.size_at(address)
        while self._bytes > self._most:
            self._drop(next(iter(self._answers)))

    def _drop(self, address: str) -> None:
        dropped = self._answers.pop(address, None)
        self._bytes -= dropped.size_at(address) if dropped else 0
