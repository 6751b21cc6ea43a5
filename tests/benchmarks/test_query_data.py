"""The made data set: the same rows as the service would have written for the same pages."""

import asyncio
from typing import Any

import psycopg
import pytest
from psycopg import AsyncConnection
from psycopg.rows import dict_row

from app.store.recorder import record
from benchmarks.query import texts
from benchmarks.query.blogs import OLDEST_ENTRIES, make_blog, outlines
from benchmarks.query.load import load
from benchmarks.query.measure import measured
from tests.store.samples import connected

ENTRIES, SEED = 600, 5
TABLES = {
    "blog": ("SELECT * FROM blog ORDER BY id", {"page_digest", "tick"}),
    "entry": ("SELECT * FROM entry ORDER BY blog_id, external_id", {"id"}),
    "revisions": (
        """SELECT r.*, e.external_id FROM entry_revision r JOIN entry e ON e.id = r.entry_id
           ORDER BY r.blog_id, e.external_id, r.version""",
        {"entry_id"},
    ),
    "authors": ("SELECT * FROM author ORDER BY slug", set()),
    "topics": ("SELECT * FROM topic ORDER BY slug", set()),
    "entry's authors": (
        """SELECT l.author_slug, l.sort_at, l.blog_id, e.external_id FROM entry_author l
           JOIN entry e ON e.id = l.entry_id ORDER BY 3, 4, 1""",
        set(),
    ),
    "entry's topics": (
        """SELECT l.topic_slug, l.sort_at, l.blog_id, e.external_id FROM entry_topic l
           JOIN entry e ON e.id = l.entry_id ORDER BY 3, 4, 1""",
        set(),
    ),
    "changes": (
        """SELECT c.kind, c.blog_id, c.version, c.at, e.external_id FROM change c
           JOIN entry e ON e.id = c.entry_id ORDER BY 2, 5, 3""",
        set(),
    ),
    "order of ids": ("SELECT blog_id, external_id FROM entry ORDER BY blog_id, id", set()),
    "end of the log": ("SELECT last_seq FROM change_counter", set()),
    "indexes": ("SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 2", set()),
    "constraints": (
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
           WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2""",
        set(),
    ),
}


@pytest.fixture(scope="module")
def databases(postgres: str, module_database_url: str) -> tuple[str, str]:
    """One database that the generator loaded and one that the recorder wrote, from the same pages."""
    made = postgres.replace("@/liveblog?", "@/made_queries?")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE DATABASE made_queries")
    load(made, entries=ENTRIES, seed=SEED)

    async def record_all() -> None:
        async with connected(module_database_url) as connection:
            for outline in outlines(SEED, ENTRIES):
                blog = make_blog(outline)
                await record(connection, blog.first, observed_at=blog.first_seen_at)
                await record(connection, blog.second, observed_at=blog.second_seen_at)

    asyncio.run(record_all())
    return made, module_database_url


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_those_of_the_recorder(databases: tuple[str, str], table: str) -> None:
    """What COPY loads is what recording the same pages writes, but for ids and digests, which differ in every run."""
    statement, apart = TABLES[table]
    made, recorded = (asyncio.run(_read(url, statement, apart)) for url in databases)
    assert made
    assert made == recorded


def test_entries_of_all_kinds(databases: tuple[str, str]) -> None:
    """Edits, removals, marks, media and unsigned and untimed entries are there."""
    with psycopg.connect(databases[0]) as connection:
        row = connection.execute(
            """SELECT count(*), count(DISTINCT blog_id), bool_or(deleted_at IS NOT NULL), bool_or(version > 1),
                      bool_or(pinned), bool_or(key_event), bool_or(images <> '[]'), bool_or(embeds <> '[]'),
                      bool_or(links <> '[]'), bool_or(authors = '[]'), bool_or(published_at IS NULL)
               FROM entry"""
        ).fetchone()
    assert row is not None
    assert row[0] == ENTRIES
    assert row[1] > 1
    assert all(row[2:])


def test_chosen_words_stand_where_they_should() -> None:
    """Each chosen word stands in its share of entries, and one in the oldest alone."""
    blogs = [make_blog(outline) for outline in outlines(seed=2, entries=20_000)]
    entries = [entry for blog in blogs for entry in blog.first.entries]
    for word, share in texts.CHOSEN.items():
        found = sum(word in entry.body_text for entry in entries)
        assert found / len(entries) == pytest.approx(share, rel=0.25, abs=0.0003)
    with_oldest = [entry for entry in entries if texts.OLDEST in entry.body_text]
    assert with_oldest == list(blogs[0].first.entries[-OLDEST_ENTRIES:])


def test_every_class_of_query_is_answered(databases: tuple[str, str]) -> None:
    """Each class can be asked of a made data set, however small; there are at least 25."""
    times = measured(databases[0], calls=2)
    assert len(times) >= 25
    assert all(each.milliseconds for each in times)


async def _read(url: str, statement: str, apart: set[str]) -> list[dict[str, Any]]:
    async with await AsyncConnection.connect(url, row_factory=dict_row) as connection:
        rows = await (await connection.execute(statement)).fetchall()
    return [{name: _plain(value) for name, value in row.items() if name not in apart} for row in rows]


def _plain(value: object) -> object:
    """A revision's content without its id."""
    return {name: each for name, each in value.items() if name != "id"} if isinstance(value, dict) else value
