"""Times the bulk ingest of pages from disk beside plain COPY of the rows it wrote, in one run on one server.

Usage: python benchmarks/bench_bulk.py [--blogs 200] [--entries 150] [--workers 2]

Pages of live blogs in invented words go through `liveblog ingest` (read, stored, parsed, compared, recorded) into a
migrated database on an embedded PostgreSQL that syncs to disk. The rows of all its tables are then copied by COPY, in
binary, into a second migrated database on the same server, its indexes there from the start.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import orjson
import psycopg
from made_pages import live_blog
from psycopg import sql
from sqlmodel import SQLModel

from app.store import embedded, tables, work_tables
from app.store.migrate import upgrade

PROJECT = Path(__file__).parents[1]
ROWS_OF = (tables, work_tables)
"""The modules that declare the tables; importing them fills SQLModel's list."""


@dataclass(frozen=True)
class Timed:
    """So many entries in so many seconds."""

    entries: int
    seconds: float

    @property
    def rate(self) -> float:
        """Entries a second."""
        return self.entries / self.seconds


def main() -> None:
    """Measure and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder, embedded.running(Path(folder) / "data") as server:
        pages = Path(folder) / "pages.ndjson"
        size = _write_pages(pages, options.blogs, options.entries)
        ingested = _database(server, "ingested")
        copied = _database(server, "copied")
        by_ingest = _time_ingest(pages, ingested, options.workers)
        by_copy = _time_copy(ingested, copied, Path(folder))
    for name, timed in (("liveblog ingest", by_ingest), ("plain COPY", by_copy)):
        print(f"{name:<16} {timed.entries:>8,} entries {timed.seconds:>8.2f} s {timed.rate:>10,.0f} entries/s")
    print(f"ratio: {by_ingest.rate / by_copy.rate:.2f} of plain COPY; {size / 2**20:.0f} MB of pages")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blogs", type=int, default=200)
    parser.add_argument("--entries", type=int, default=150, help="of each blog")
    parser.add_argument("--workers", type=int, default=2, help="processes that parse")
    return parser.parse_args()


def _write_pages(file: Path, blogs: int, entries: int) -> int:
    with file.open("wb") as lines:
        for number in range(blogs):
            html = live_blog(entries, seed=number).decode()
            url = f"https://news.example/live/{number}"
            lines.write(orjson.dumps({"url": url, "html": html, "observed_at": "2026-03-06T00:00:00Z"}) + b"\n")
    return file.stat().st_size


def _database(server: str, name: str) -> str:
    url = server.replace("@/liveblog?", f"@/{name}?")
    with psycopg.connect(server.replace("@/liveblog?", "@/postgres?"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    upgrade(url)
    return url


def _time_ingest(pages: Path, url: str, workers: int) -> Timed:
    command = [sys.executable, "-m", "app", "ingest", str(pages), "--workers", str(workers)]
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=PROJECT, env=os.environ | {"DATABASE_URL": url})
    seconds = time.perf_counter() - start
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM entry").fetchone()
    assert row
    return Timed(row[0], seconds)


def _time_copy(source: str, target: str, folder: Path) -> Timed:
    names = [table.name for table in SQLModel.metadata.sorted_tables]
    with psycopg.connect(source) as connection:
        for name in names:
            with (folder / name).open("wb") as file, connection.cursor().copy(_copy(name, "TO STDOUT")) as rows:
                for block in rows:
                    file.write(block)
    with psycopg.connect(target) as connection:
        for name in names:
            connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.Identifier(name)))
    with psycopg.connect(target) as connection:
        start = time.perf_counter()
        for name in names:
            with (folder / name).open("rb") as file, connection.cursor().copy(_copy(name, "FROM STDIN")) as rows:
                while block := file.read(2**16):
                    rows.write(block)
        connection.commit()
        seconds = time.perf_counter() - start
        row = connection.execute("SELECT count(*) FROM entry").fetchone()
    assert row
    return Timed(row[0], seconds)


def _copy(table: str, direction: str) -> sql.Composed:
    return sql.SQL("COPY {} {} (FORMAT binary)").format(sql.Identifier(table), sql.SQL(direction))


if __name__ == "__main__":
    main()
