"""A blog that lives through forty pages, compared with the script that made it."""

import asyncio
from dataclasses import dataclass, field, replace
from random import Random

import pytest

from app.parsing.document import Author, ParsedEntry, Topic
from app.store.recorder import record
from tests.store.samples import blog, connected, entry, minutes, rows

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
SHOWN = 12


@dataclass
class Post:
    """A post as its publisher has it, and what a careful reader of the pages would have noted of it."""

    number: int
    shown: ParsedEntry
    there: bool = True
    noted: ParsedEntry | None = None
    versions: int = 0
    tombstone: bool = False


@dataclass
class Newsroom:
    """Writes, edits, pins, renames and removes posts, and publishes pages of the newest."""

    random: Random
    posts: list[Post] = field(default_factory=list)

    def work(self, minute: int) -> None:
        """Do a few things to the blog."""
        for _ in range(self.random.randint(1, 3)):
            number = len(self.posts)
            self.posts.append(Post(number, entry(number, published_at=minutes(minute + number / 1000))))
        for post in self.posts:
            chance = self.random.random()
            if chance < 0.05:
                post.shown = replace(post.shown, body_text=f"Corrected at {minute}.")
            elif chance < 0.08:
                post.shown = replace(post.shown, pinned=not post.shown.pinned)
            elif chance < 0.11:
                new_id = f"renamed-{post.number}-{minute}"
                post.shown = replace(post.shown, external_id=new_id, permalink=f"https://valley.example/{new_id}")
            elif chance < 0.15:
                post.there = not post.there
            elif chance < 0.18:
                names = self.random.sample(["Mira Tolland", "Bo Renn", "Åse Lund"], 2)
                post.shown = replace(post.shown, authors=tuple(map(Author, names)), topics=(Topic(names[0]),))

    def page(self) -> list[Post]:
        """What readers see: pinned posts, then the newest."""
        there = [post for post in reversed(self.posts) if post.there]
        pinned = [post for post in there if post.shown.pinned]
        return pinned + [post for post in there if not post.shown.pinned][:SHOWN]

    def note(self, page: list[Post]) -> None:
        """What a careful reader notes on seeing the page."""
        places = [post.shown.published_at for post in page if not post.shown.pinned]
        for post in self.posts:
            place = post.shown.published_at
            if post in page:
                seen = replace(post.shown, external_id="", permalink=None)
                post.versions += post.noted != seen or post.tombstone
                post.noted, post.tombstone = seen, False
            elif post.noted and not post.tombstone and min(places) < place < max(places):  # type: ignore[type-var, operator]
                post.versions += 1
                post.tombstone = True


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
