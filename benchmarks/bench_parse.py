"""How fast a page is parsed, as ratios measured side by side in one run.

Usage: python benchmarks/bench_parse.py [--rounds N] [--skip-peers]

For a made 1 MB page of 300 entries and for every page of the corpus (where it is present), the whole parse (decode,
tree, all fields, safe bodies) is timed against selectolax's bare parse of the same bytes and against other extractors.
Rounds of all contestants alternate, so that a busy machine slows all of them alike; each figure is the median.
"""

import argparse
import gc
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import extruct
import newspaper
import trafilatura
from bs4 import BeautifulSoup
from made_pages import live_blog
from selectolax.lexbor import LexborHTMLParser

from app.errors import LiveblogError
from app.parsing.page import Limits, Page
from app.parsing.parse import parse

CORPUS = Path(os.environ.get("LIVEBLOG_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
SIZES = (300, 1_000, 5_000)
ROOMY = Limits(max_bytes=200_000_000, max_tags=5_000_000)

Contestant = Callable[[bytes], object]


def ours(content: bytes) -> object:
    """The whole parse."""
    with suppress(LiveblogError):
        return parse(Page(content, limits=ROOMY))
    return None


def with_newspaper(content: bytes) -> object:
    """newspaper4k, without fetching images."""
    article = newspaper.Article("https://news.example/live", fetch_images=False)
    article.download(input_html=content.decode(errors="replace"))
    article.parse()
    return article


PEERS: dict[str, Contestant] = {
    "trafilatura": trafilatura.extract,
    "newspaper4k": with_newspaper,
    "bs4+lxml": lambda content: BeautifulSoup(content, "lxml"),
    "extruct": lambda content: extruct.extract(content.decode(errors="replace"), syntaxes=["json-ld", "microdata"]),
}


def milliseconds(contestants: dict[str, Contestant], content: bytes, rounds: int) -> dict[str, float]:
    """The median time of each contestant, in milliseconds; a contestant that fails on the page counts as NaN."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, contestant in contestants.items():
            gc.collect()
            started = time.perf_counter()
            try:
                contestant(content)
            except Exception as fault:  # noqa: BLE001 (a peer may fail on a page in ways of its own)
                print(f"{name} failed: {type(fault).__name__}", file=sys.stderr)
                taken[name].append(float("nan"))
            else:
                taken[name].append((time.perf_counter() - started) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def corpus_pages() -> list[tuple[str, bytes]]:
    """The corpus's pages, none where it is absent."""
    return [(path.stem, path.read_bytes()) for path in sorted((CORPUS / "pages").glob("*.html"))]


def print_table(pages: list[tuple[str, bytes]], rounds: int, peers: dict[str, Contestant]) -> None:
    """One row a page: bare and whole parse in ms, their ratio, and how many times longer each peer takes."""
    print(
        f"{'page':52}{'KB':>7}{'bare ms':>9}{'ours ms':>9}{'/ bare':>8}"
        + "".join(f"{name + ' / ours':>20}" for name in peers)
    )
    for name, content in pages:
        times = milliseconds({"bare": LexborHTMLParser, "ours": ours, **peers}, content, rounds)
        ratios = "".join(f"{times[peer] / times['ours']:20.1f}" for peer in peers)
        print(
            f"{name[:51]:52}{len(content) // 1000:7}{times['bare']:9.2f}{times['ours']:9.2f}"
            f"{times['ours'] / times['bare']:8.1f}{ratios}"
        )


def print_growth(rounds: int) -> None:
    """Cost for each entry at growing sizes: level figures mean linear growth."""
    print(f"\n{'entries':>8}{'KB':>8}{'ours ms':>10}{'µs an entry':>13}{'/ bare':>8}")
    for size in SIZES:
        content = live_blog(size)
        times = milliseconds({"bare": LexborHTMLParser, "ours": ours}, content, rounds)
        print(
            f"{size:8}{len(content) // 1000:8}{times['ours']:10.1f}{times['ours'] * 1000 / size:13.1f}"
            f"{times['ours'] / times['bare']:8.1f}"
        )


def main() -> None:
    """Print both tables."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--skip-peers", action="store_true")
    chosen = arguments.parse_args()
    warnings.simplefilter("ignore")
    print_table(
        [("made, 300 entries", live_blog(300)), *corpus_pages()], chosen.rounds, {} if chosen.skip_peers else PEERS
    )
    print_growth(chosen.rounds)


if __name__ == "__main__":
    main()
