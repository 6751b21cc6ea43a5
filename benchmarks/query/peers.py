"""Peers on the same rows, each set up as its documentation advises for production; installed where nothing else is.

PostGraphile reads the same PostgreSQL. Datasette reads SQLite: the same rows with an index for the same list, opened as
immutable with counts made beforehand, and without suggesting facets or counting.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from benchmarks.query.rates import Request
from benchmarks.query.servers import Server, free_port, running

POSTGRAPHILE, NODE, DATASETTE = "postgraphile@5.1.5", "node@22", "datasette==0.65.5"

GRAPHILE_CONFIG = """
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makePgService } from "postgraphile/adaptors/pg";
export default {
  extends: [PostGraphileAmberPreset],
  grafserv: { port: Number(process.env.PORT), host: "127.0.0.1", watch: false },
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, schemas: ["public"] })],
};
"""

QUERY = """query Entries($publisher: String!, $first: Int!) {
  allEntries(condition: {publisherSlug: $publisher}, orderBy: [SORT_AT_DESC, ROW_ID_DESC], first: $first) {
    nodes { rowId blogId externalId permalink title publishedAt publishedAtRaw timePrecision updatedAt authors keyEvent
      pinned bodyHtml bodyText images embeds links topics provenance version firstSeenAt lastSeenAt deletedAt }
    pageInfo { hasNextPage endCursor } } }"""

COLUMNS = [
    *("id", "blog_id", "external_id", "permalink", "title", "published_at", "published_at_raw", "time_precision"),
    *("updated_at", "sort_at", "authors", "key_event", "pinned", "body_html", "body_text", "images", "embeds", "links"),
    *("topics", "provenance", "version", "first_seen_at", "last_seen_at", "deleted_at", "publisher_slug"),
]


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer that answers, and what to ask of it for the newest entries of publishers."""

    name: str
    server: Server
    requests: Callable[[list[str], int], list[Request]]


@contextmanager
def postgraphile(url: str, directory: Path) -> Iterator[Peer]:
    """PostGraphile on the database at `url`."""
    home = directory / "postgraphile"
    home.mkdir(parents=True, exist_ok=True)
    programs = home / "node_modules" / ".bin"
    if not (programs / "postgraphile").exists():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", POSTGRAPHILE, NODE], cwd=home, check=True)
    (home / "graphile.config.mjs").write_text(GRAPHILE_CONFIG)
    port = free_port()
    production = {"NODE_ENV": "production", "GRAPHILE_ENV": "production", "DATABASE_URL": url, "PORT": str(port)}
    command = [programs / "node", programs / "postgraphile"]
    with running(command, port, production, "/graphql", cwd=home) as server:
        yield Peer(f"PostGraphile {POSTGRAPHILE.partition('@')[2]}", server, _graphql)


@contextmanager
def datasette(url: str, directory: Path) -> Iterator[Peer]:
    """Datasette on a copy of the rows."""
    home = directory / "datasette"
    home.mkdir(parents=True, exist_ok=True)
    program = home / "venv" / "bin" / "datasette"
    if not program.exists():
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "--quiet", "--clear", home / "venv"], check=True)
        subprocess.run([*uv, "pip", "install", "--quiet", "--python", home / "venv", DATASETTE], check=True)
    database, counts = home / "entries.db", home / "counts.json"
    if not counts.exists():
        database.unlink(missing_ok=True)
        _copy_rows(url, database)
        subprocess.run([program, "inspect", database, "--inspect-file", counts], check=True)
    port = free_port()
    command = [program, "serve", "-i", database, "--inspect-file", counts, "--port", str(port)]
    quietly = ["--setting", "suggest_facets", "off", "--setting", "default_cache_ttl", "0"]
    with running([*command, *quietly], port, {}, "/-/versions.json") as server:
        yield Peer(f"Datasette {DATASETTE.partition('==')[2]}", server, _table_json)


PEERS: tuple[Callable[[str, Path], AbstractContextManager[Peer]], ...] = (postgraphile, datasette)


def _graphql(slugs: list[str], limit: int) -> list[Request]:
    bodies = ({"query": QUERY, "variables": {"publisher": slug, "first": limit}} for slug in slugs)
    return [Request("/graphql", json.dumps(body)) for body in bodies]


def _table_json(slugs: list[str], limit: int) -> list[Request]:
    how = {"_sort_desc": "sort_at", "_size": limit, "_shape": "objects", "_nocount": 1, "_nofacet": 1}
    return [Request("/entries/entry.json?" + urlencode({"publisher_slug": slug, **how})) for slug in slugs]


def _copy_rows(url: str, database: Path) -> None:
    with sqlite3.connect(database) as copy, psycopg.connect(url) as connection:
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute(f"CREATE TABLE entry ({', '.join(COLUMNS)}, PRIMARY KEY (id))")
        rows = connection.cursor("rows")
        rows.itersize = 5_000
        rows.execute(f"SELECT {', '.join(f'{name}::text' for name in COLUMNS)} FROM entry")
        copy.executemany(f"INSERT INTO entry VALUES ({', '.join('?' for _ in COLUMNS)})", rows)
        copy.execute("CREATE INDEX entry_publisher_newest ON entry (publisher_slug, sort_at DESC)")
        copy.execute("ANALYZE")
