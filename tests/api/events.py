"""A reader of server-sent events, which keeps to the standard as a browser does."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class Event:
    """One event: its id, its name and the JSON in its data."""

    id: str
    name: str
    data: Any


@dataclass
class Stream:
    """An open stream: the answer, and what was read of it besides events."""

    answer: httpx.Response
    last_id: str = ""
    retry: int | None = None
    comments: int = 0
    _lines: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self._lines = self.answer.iter_lines()

    def take(self, number: int) -> list[Event]:
        """The next so many events."""
        events = self.events()
        return [next(events) for _ in range(number)]

    def quiet(self) -> None:
        """Read on to the next comment."""
        before = self.comments
        blocks = self._blocks()
        while self.comments == before:
            next(blocks)

    def events(self) -> Iterator[Event]:
        """Events until the stream ends."""
        for block in self._blocks():
            if "data" in block:
                yield Event(self.last_id, block["event"], json.loads(block["data"]))

    def _blocks(self) -> Iterator[dict[str, str]]:
        block: dict[str, str] = {}
        for line in self._lines:
            name, _, value = line.partition(":")
            if line.startswith(":"):
                self.comments += 1
            elif name:
                block[name] = value.removeprefix(" ")
            else:
                self.last_id = block.get("id", self.last_id)
                self.retry = int(block["retry"]) if "retry" in block else self.retry
                yield block
                block = {}


@contextmanager
def listening(api: httpx.Client, last_event_id: str | None = None, **parameters: Any) -> Iterator[Stream]:  # noqa: ANN401
    """A stream of this service, open while the block runs."""
    headers = {} if last_event_id is None else {"Last-Event-ID": last_event_id}
    with api.stream("GET", "/v1/stream", params=parameters, headers=headers) as answer:
        answer.raise_for_status()
        yield Stream(answer)
