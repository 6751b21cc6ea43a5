"""Throws mutated pages at the parser: no crash, no hang, no exception but our own.

Usage: python benchmarks/fuzz_parse.py [--inputs 200000] [--seed N] [--seconds-each 2]

Pages are the project's own fixtures and, where present, the corpus. Each is cut to a random window, so that inputs stay
small and many, and then mutated. Every input runs under an alarm; a crash of the interpreter would end the run with the
seed and the number of the input printed, from which `--seed S --from N` repeats it.
"""

import argparse
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from app.errors import NoLiveBlog, PageRefused
from app.parsing.page import Limits, Page
from app.parsing.parse import parse

PROJECT = Path(__file__).parents[1]
CORPUS = Path(os.environ.get("LIVEBLOG_CORPUS", PROJECT.parent / "shared" / "corpus"))
OBSERVED = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
LIMITS = Limits(max_bytes=2_000_000)
WINDOW = 12_000
PIECES = (
    b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"&#0;", b"&#xD800;",
    b"<time datetime='", b"<time>99:99</time>", b"2026-02-30T25:61:61Z", b"-999999999999999999999", b"1e309", b"NaN",
    b"<table>", b"<select>", b"<svg>", b"<math>", b"<template>", b"<noscript>", b"<plaintext>", b"<b>" * 50,
    b"<div>" * 200, b"</div>" * 50, b"<a href='javascript:x'>", b"<p>", b"<br>", b"'", b'"', b"{", b"}", b"[", b"]",
    b"\\u0000", b"&amp;", b"<article>", b"<script type='application/ld+json'>", b"</script>",
    b"liveBlogUpdate", b"@graph", b"@id", b"0" * 400, b"By A and B and C and D", b" , ", b"12:00", b"8m ago", b"+++ ",
    b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"\r\n\r\n",
)  # fmt: skip


class Hang(Exception):
    """An input took longer than it may."""


def _raise_hang(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


def seeds() -> list[bytes]:
    """The pages to start from."""
    own = sorted((PROJECT / "tests" / "platforms").glob("*/*/page.*"))
    theirs = [*sorted((CORPUS / "pages").glob("*.html")), *sorted(CORPUS.glob("*.txt"))]
    return [path.read_bytes() for path in [*own, *theirs]]


def mutate(chance: random.Random, pages: list[bytes]) -> bytes:
    """A window of one page with a few bytes flipped, pieces put in, spans doubled, dropped or taken from another."""
    page = chance.choice(pages)
    start = chance.randrange(max(1, len(page) - WINDOW)) if chance.random() < 0.8 else 0
    data = bytearray(page[start : start + chance.randint(50, WINDOW)])
    if start and chance.random() < 0.5:
        data = bytearray(page[: chance.randint(0, 3_000)]) + data
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data) + 1)
        span = chance.randint(1, 300)
        match chance.randrange(6):
            case 0:
                data[at:at] = chance.choice(PIECES)
            case 1:
                data[at : at + 1] = chance.randbytes(1)
            case 2:
                del data[at : at + span]
            case 3:
                data[at:at] = data[at : at + span] * chance.randint(1, 8)
            case 4:
                other = chance.choice(pages)
                begin = chance.randrange(len(other))
                data[at:at] = other[begin : begin + span * 4]
            case _:
                data[at : at + span] = bytes(reversed(data[at : at + span]))
    return bytes(data)


def main() -> int:
    """Run the inputs; 0 when all came back well."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--inputs", type=int, default=200_000)
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    arguments.add_argument("--from", dest="first", type=int, default=0)
    arguments.add_argument("--seconds-each", type=float, default=2.0)
    chosen = arguments.parse_args()
    pages = seeds()
    print(f"seed {chosen.seed}, {chosen.inputs} inputs from {len(pages)} pages", flush=True)
    signal.signal(signal.SIGALRM, _raise_hang)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for number in range(chosen.first, chosen.inputs):
        data = mutate(random.Random(f"{chosen.seed}-{number}"), pages)
        started = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, chosen.seconds_each)
        try:
            blog = parse(Page(data, url="https://news.example/live", observed_at=OBSERVED, limits=LIMITS))
            outcomes["entries" if blog.entries else "empty"] += 1
        except (NoLiveBlog, PageRefused) as refusal:
            outcomes[refusal.code] += 1
        except Exception as fault:  # noqa: BLE001 (finding these is the point)
            print(f"input {number}: {type(fault).__name__}: {fault}", file=sys.stderr, flush=True)
            outcomes["FAULT"] += 1
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, time.perf_counter() - started)
        if number % 10_000 == 0:
            print(f"input {number}", flush=True)
    print(f"{dict(outcomes)}; slowest {slowest * 1000:.0f} ms")
    return 1 if outcomes["FAULT"] else 0


if __name__ == "__main__":
    sys.exit(main())
