"""A blog that lives through forty pages, compared with the script that made it."""

import asyncio
from random import Random

import pytest

from app.store.recorder import record
from tests.store.newsroom import Newsroom
from tests.store.samples import blog, connected, minutes, rows

MISCOUNTS = (
    """SELECT a.slug FROM author a WHERE a.entry_count <> (
         SELECT count(*) FROM entry_author l JOIN entry e ON e.id = l.entry_id
         WHERE l.author_slug = a.slug AND e.deleted_at IS NULL)""",
    """SELECT t.slug FROM topic t WHERE t.entry_count <> (
         SELECT count(*) FROM entry_topic l JOIN entry e ON e.id = l.entry_id
         WHERE l.topic_slug = t.slug AND e.deleted_at IS NULL)""",
    """SELECT b.id FROM blog b WHERE b.entry_count <> (
         SELECT count(*) FROM entry e WHERE e.blog_id = b.id AND e.deleted_at IS NULL)""",
    """SELECT e.id FROM entry e WHERE jsonb_array_length(e.authors) <> (
         SELECT count(*) FROM entry_author l
         WHERE l.entry_id = e.id AND l.sort_at = e.sort_at AND e.authors @> jsonb_build_array(
           jsonb_build_object('slug', l.author_slug)))""",
)
"""Each finds what the recorder has counted wrong."""

PAGES = 40


@pytest.mark.parametrize("seed", range(5))
def test_record_of_an_evolving_blog(database_url: str, seed: int) -> None:
    """Every version and every tombstone is as a careful reader would have noted it, and no entry is there twice."""
    newsroom = Newsroom(Random(seed))  # noqa: S311 (the same blog in each run)

    async def run() -> None:
        async with connected(database_url) as connection:
            for step in range(PAGES):
                newsroom.work(step)
                page = newsroom.page()
                newsroom.note(page)
                await record(connection, blog([post.shown for post in page]), observed_at=minutes(1000 + step))
            recorded = await rows(
                connection,
                """SELECT title, version, deleted_at IS NOT NULL, body_text, pinned,
                          (SELECT count(*) FROM entry_revision r WHERE r.entry_id = e.id),
                          (SELECT count(*) FROM change c WHERE c.entry_id = e.id)
                   FROM entry e ORDER BY sort_at""",
            )
            expected = [
                (post.noted.title, post.versions, post.tombstone, post.noted.body_text, post.noted.pinned,
                 post.versions - 1, post.versions)
                for post in newsroom.posts if post.noted
            ]  # fmt: skip
            assert recorded == expected
            for question in MISCOUNTS:
                assert await rows(connection, question) == []

    asyncio.run(run())
    assert any(post.tombstone for post in newsroom.posts)
    assert max(post.versions for post in newsroom.posts) > 2
