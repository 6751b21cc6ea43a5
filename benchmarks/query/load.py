"""Puts made blogs into Postgres by COPY, indexes after the rows, all else with the recorder's own SQL."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

import orjson
import psycopg
from psycopg.types.json import Jsonb, set_json_dumps

from app.store.engine import connection_string
from app.store.migrate import upgrade
from app.store.search import VECTOR, configuration
from app.store.tables import Entry
from app.store.tallies import REBUILD
from benchmarks.query.blogs import Outline, make_blog, outlines
from benchmarks.query.rows import rows_of

BATCH = 20_000
"""Entries that are copied at once, before they move on to their table."""

SESSION = {"synchronous_commit": "off", "maintenance_work_mem": "1GB", "timezone": "UTC"}

_COLUMNS = [column.name for column in Entry.__table__.columns if column.name != "search"]  # type: ignore[attr-defined]
_JSON = {"authors", "topics", "images", "embeds", "links", "provenance"}
_NAMED = ", ".join(_COLUMNS)

STAGE = f"""
CREATE TEMPORARY TABLE staged AS SELECT {_NAMED}, ''::text AS configuration FROM entry LIMIT 0;
CREATE TEMPORARY TABLE superseded AS SELECT * FROM staged LIMIT 0
"""

MOVE_ENTRIES = f"""
INSERT INTO entry ({_NAMED}, search)
SELECT {_NAMED}, {VECTOR.format(row="n").replace("%(configuration)s", "n.configuration")}
FROM staged n
"""

MOVE_REVISIONS = f"""
INSERT INTO entry_revision (entry_id, blog_id, version, version_at, superseded_at, last_seen_at, version_kind,
                            changed, snapshot_id, deleted, sort_at, content, search)
SELECT id, blog_id, version, version_at,
       (SELECT b.last_seen_at FROM blog b WHERE b.id = e.blog_id), last_seen_at, version_kind,
       changed, snapshot_id, deleted_at IS NOT NULL, sort_at,
       to_jsonb(e) - 'configuration' - 'content_hash' || jsonb_build_object('on_page', false),
       {VECTOR.format(row="e").replace("%(configuration)s", "e.configuration")}
FROM superseded e
"""

FILL_LABELS = """
INSERT INTO entry_author (author_slug, sort_at, entry_id, blog_id)
SELECT a ->> 'slug' COLLATE "C", e.sort_at, e.id, e.blog_id
FROM entry e, jsonb_array_elements(e.authors) a ORDER BY 1, 2;
INSERT INTO entry_topic (topic_slug, sort_at, entry_id, blog_id)
SELECT t ->> 'slug' COLLATE "C", e.sort_at, e.id, e.blog_id
FROM entry e, jsonb_array_elements(e.topics) t ORDER BY 1, 2;
INSERT INTO author (slug, name, entry_count)
SELECT a ->> 'slug', min(a ->> 'name'), count(*) FILTER (WHERE deleted_at IS NULL)
FROM entry e, jsonb_array_elements(e.authors) a GROUP BY 1 ORDER BY 1;
INSERT INTO topic (slug, name, source, entry_count)
SELECT t ->> 'slug', min(t ->> 'name'), min(t ->> 'source'), count(*) FILTER (WHERE deleted_at IS NULL)
FROM entry e, jsonb_array_elements(e.topics) t GROUP BY 1 ORDER BY 1
"""

FILL_CHANGES = """
INSERT INTO change (seq, kind, blog_id, entry_id, version, at, recorded_at)
SELECT row_number() OVER (ORDER BY at, blog_id, kind <> 'created', kind <> 'updated', entry_id),
       kind, blog_id, entry_id, version, at, at
FROM (SELECT version_kind AS kind, blog_id, id AS entry_id, version, version_at AS at FROM entry
      UNION ALL SELECT version_kind, blog_id, entry_id, version, version_at FROM entry_revision) log;
UPDATE change_counter SET last_seq = (SELECT max(seq) FROM change)
"""

COUNT_ENTRIES = """
UPDATE blog SET entry_count = found.entries, active_at = found.newest
FROM (SELECT blog_id, count(*) AS entries, max(sort_at) AS newest FROM entry WHERE deleted_at IS NULL GROUP BY 1) found
WHERE blog.id = found.blog_id
"""


def load(url: str, *, entries: int, seed: int = 1, processes: int = 1) -> None:
    """Fill the empty database at `url` with tables, that many entries, their history and their indexes."""
    upgrade(url)
    blogs = outlines(seed, entries)
    with psycopg.connect(connection_string(url, SESSION), autocommit=True) as connection, _without_indexes(connection):
        shares = [blogs[start::processes] for start in range(processes)]
        if processes == 1:
            _fill(url, shares[0])
        else:
            with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
                list(pool.map(_fill, [url] * processes, shares))
        for statement in (FILL_LABELS, FILL_CHANGES, COUNT_ENTRIES, REBUILD):
            connection.execute(statement)
    with psycopg.connect(connection_string(url, SESSION), autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def _fill(url: str, blogs: list[Outline]) -> None:
    """Blogs, entries and revisions of these outlines."""
    set_json_dumps(orjson.dumps)
    with psycopg.connect(connection_string(url, SESSION), autocommit=True) as connection:
        connection.execute(STAGE)
        for batch in _batches(blogs):
            with connection.transaction():
                _copy_batch(connection, batch)


def _copy_batch(connection: psycopg.Connection, batch: list[Outline]) -> None:
    found = [rows_of(make_blog(outline)) for outline in batch]
    words = {row.blog["id"]: configuration(row.blog["language"]) for row in found}
    _copy(connection, "blog", list(found[0].blog), (row.blog for row in found))
    for table, rows in (
        ("staged", (entry for row in found for entry in row.entries)),
        ("superseded", (entry for row in found for entry in row.revisions)),
    ):
        connection.execute(f"TRUNCATE {table}")
        with_words = (row | {"configuration": words[row["blog_id"]]} for row in rows)
        _copy(connection, table, [*_COLUMNS, "configuration"], with_words)
    connection.execute(MOVE_ENTRIES)
    connection.execute(MOVE_REVISIONS)


def _copy(connection: psycopg.Connection, table: str, columns: list[str], rows: Iterable[dict[str, Any]]) -> None:
    with connection.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(
                [
                    Jsonb(row[name]) if name in _JSON and not isinstance(row[name], str) else row[name]
                    for name in columns
                ]
            )


def _batches(blogs: list[Outline]) -> Iterator[list[Outline]]:
    batch: list[Outline] = []
    for outline in blogs:
        batch.append(outline)
        if sum(each.size for each in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def _without_indexes(connection: psycopg.Connection) -> Iterator[None]:
    """Take indexes and constraints of the large tables away, and put them back at the end."""
    tables = ["entry", "entry_revision", "entry_author", "entry_topic", "change"]
    constraints = connection.execute(
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
           WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('p', 'u', 'f')
           ORDER BY contype = 'f' DESC, conname""",
        (tables,),
    ).fetchall()
    for table, name, _ in constraints:
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    indexes = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)", (tables,)
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        connection.execute(definition)
    for table, name, definition in reversed(constraints):
        connection.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
