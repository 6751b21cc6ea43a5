"""Records what a page says: compares it with what is stored and writes entries, revisions, tombstones and changes.

An unchanged page costs one statement. Any other page costs one round trip to lock the blog and read what is stored, one
more when an entry needs a closer look, and one to write everything. The blog's row is the lock, so that pages of one
blog are recorded one after the other.

A page observed before the last recorded one comes late. It is evidence of what was there then: entries that nobody saw
since are added (as removed, if the newer page covered their place), entries that no newer page shows are compared as
ever, and nothing that a newer page said is changed. Of a page that calls itself older than the last recorded one (a
stale cache) only the unknown entries are taken.
"""

from asyncio import to_thread
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import Any
from uuid import UUID

import orjson
from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus
from psycopg.rows import class_row, dict_row

from app.parsing.document import ParsedBlog, ParsedEntry, Source
from app.store import identity, statements
from app.store.content import content, content_hash, external_id
from app.store.freshness import shard_of
from app.store.matching import Pairing, Post, Stored
from app.store.places import latest_place, places
from app.store.plan import Reading, Step, differs, make_plan
from app.store.rules import rules_in
from app.store.search import base_language
from app.store.storable import storable
from app.store.window import EARLIEST, Window, window_of
from app.store.write import write


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording a page did."""

    blog_id: UUID
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    last_seq: int | None = None
    """The last change written, or None when nothing changed."""
    steps: tuple[Step, ...] = ()
    """What happened to each entry that changed."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Page:
    """What the caller hands in, made ready for the database."""

    blog: ParsedBlog
    url: str | None
    observed_at: datetime
    snapshot_id: UUID | None
    parser_version: str | None

    @cached_property
    def key(self) -> str:
        """What the blog is known by."""
        return storable(identity.blog_key(self.blog, self.url))

    @cached_property
    def blog_id(self) -> UUID:
        """The id that follows from the key."""
        return identity.blog_id(self.key)

    @cached_property
    def digest(self) -> bytes:
        """A digest of all that the page says, save times that were inferred: these waver while it stays the same."""
        said = replace(self.blog, entries=tuple(_without_inferred_time(entry) for entry in self.blog.entries))
        try:
            text = orjson.dumps(said)
        except TypeError:  # lone surrogates and enormous numbers are no JSON
            text = repr(said).encode("utf-8", "replace")
        return blake2b(text, digest_size=16).digest()

    @cached_property
    def posts(self) -> list[Post]:
        """The posts to compare, each id once; worked out only when the page is not the last one over again."""
        posts: dict[str, dict[str, Any]] = {}
        for entry in self.blog.entries:
            columns = content(entry)
            first = posts.setdefault(columns["external_id"], columns)
            first["pinned"] |= columns["pinned"]
            first["key_event"] |= columns["key_event"]
        shown = list(posts.values())
        return [
            Post(columns, place, content_hash(columns)) for columns, place in zip(shown, places(shown), strict=True)
        ]

    @property
    def count(self) -> int:
        """How many posts there are to compare."""
        return len({external_id(entry.external_id) for entry in self.blog.entries})

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """What statements ask for by name."""
        return {
            "blog_id": self.blog_id,
            "key": self.key,
            "at": self.observed_at,
            "snapshot_id": self.snapshot_id,
            "parser_version": self.parser_version,
            "digest": self.digest,
            "shard": shard_of(self.blog_id),
        }


async def record(  # noqa: PLR0913 (what a page comes with)
    connection: AsyncConnection[Any],
    blog: ParsedBlog,
    *,
    observed_at: datetime,
    snapshot_id: UUID | None = None,
    url: str | None = None,
    parser_version: str | None = None,
    again: bool = False,
) -> Recorded:
    """Bring what is stored in line with `blog` as its page showed it at `observed_at`.

    `url` is where the page came from, used when the page names none itself. Sets the snapshot's outcome to `parsed`.
    `again` compares entry by entry even a page that says what the last one said, as a better parser must.
    Works in the caller's transaction, or in one of its own on an idle autocommit connection: then an unchanged page
    costs one round trip. One call a transaction, as the last thing in it: the change counter is locked until commit.
    """
    page = _Page(blog, url, observed_at, snapshot_id, parser_version)
    if not again and await _touch_unchanged(connection, page):
        return Recorded(page.blog_id, unchanged=page.count)
    # Comparing thousands of posts takes long enough to keep other requests waiting.
    await to_thread(lambda: page.posts)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(connection.pipeline())
        if connection.autocommit and connection.info.transaction_status == TransactionStatus.IDLE:
            await stack.enter_async_context(connection.transaction())
        return await _compare_and_write(connection, page, again=again)


def _without_inferred_time(entry: ParsedEntry) -> ParsedEntry:
    return replace(entry, published_at=None) if entry.provenance.get("published_at") == Source.INFERRED else entry


async def _touch_unchanged(connection: AsyncConnection[Any], page: _Page) -> bool:
    cursor = await connection.execute(statements.TOUCH_UNCHANGED, page.parameters)
    return await cursor.fetchone() == (1,)


async def _compare_and_write(connection: AsyncConnection[Any], page: _Page, *, again: bool) -> Recorded:
    row, stored = await _lock_and_read(connection, page)
    # Whoever held the lock before may have recorded the very same page.
    if not again and row["page_digest"] == page.digest and await _touch_unchanged(connection, page):
        return Recorded(page.blog_id, unchanged=page.count)
    reading = _reading(page, row, again=again)
    await _add_topics_of_rules(connection, page, reading)
    pairing = Pairing(page.posts, stored, blog_url=page.blog.url)
    rows = await _read_rows(connection, page, pairing)
    plan = make_plan(page.posts, pairing, rows, reading)
    last_seq = await write(connection, page.blog, plan, reading, page.parameters)
    return Recorded(
        page.blog_id,
        created=len(plan.created),
        updated=len(plan.updated),
        unchanged=plan.unchanged,
        deleted=len(plan.deleted),
        last_seq=last_seq,
        steps=tuple(plan.steps()),
        warnings=tuple(plan.warnings),
    )


async def _lock_and_read(connection: AsyncConnection[Any], page: _Page) -> tuple[dict[str, Any], list[Stored]]:
    parameters = page.parameters | {
        "oldest": EARLIEST
        if page.blog.coverage.complete
        else min((post.place or EARLIEST for post in page.posts), default=EARLIEST),
        "external_ids": [post.columns["external_id"] for post in page.posts],
        "permalinks": [post.columns["permalink"] for post in page.posts if post.columns["permalink"]],
    }
    await connection.execute(statements.MAKE_BLOG, parameters)
    lock = connection.cursor(row_factory=dict_row)
    await lock.execute(statements.LOCK_BLOG, parameters)
    read = connection.cursor(row_factory=class_row(Stored))
    await read.execute(statements.READ_STORED, parameters)
    row = await lock.fetchone()
    assert row is not None  # noqa: S101 (it was made a statement before)
    return row, await read.fetchall()


async def _add_topics_of_rules(connection: AsyncConnection[Any], page: _Page, reading: Reading) -> None:
    """Give posts the topics of the rules of now, once the blog is locked: see `app.store.rules`."""
    rules = await rules_in(connection)
    if rules:
        language = base_language(page.blog.language) or reading.language
        topics = await to_thread(lambda: [rules.label(post.columns, language) for post in page.posts])
        for post, labels in zip(page.posts, topics, strict=True):
            post.columns["topics"] = labels


def _reading(page: _Page, row: dict[str, Any], *, again: bool) -> Reading:
    stated, recorded = page.blog.updated_at, row["updated_at"]
    comparable = stated is not None and recorded is not None and recorded <= row["last_seen_at"]
    stale = comparable and stated < recorded and not again
    newer_first_page = comparable and stated > recorded and identity.is_first_page(page.url)
    known = row["window_oldest"] is not None and row["window_newest"] is not None
    return Reading(
        blog_id=page.blog_id,
        observed_at=page.observed_at,
        snapshot_id=page.snapshot_id,
        late=page.observed_at < row["last_seen_at"],
        stale=stale,
        again=again,
        window=window_of(page.blog, latest=latest_place(page.observed_at), newer_first_page=newer_first_page),
        recorded_window=Window(row["window_oldest"], row["window_newest"]) if known else None,
        recorded_at=row["last_seen_at"],
        publisher_slug=row["publisher_slug"],
        language=base_language(row["language"]),
    )


async def _read_rows(connection: AsyncConnection[Any], page: _Page, pairing: Pairing) -> dict[UUID, dict[str, Any]]:
    """Full rows of entries that differ; pairs posts and entries that look alike on the way."""
    alike = pairing.look_alikes()
    ids = [stored.id for position, stored in pairing.pairs.items() if differs(page.posts[position], stored)] + alike
    if not ids:
        return {}
    cursor = await connection.execute(statements.READ_ROWS, {"blog_id": page.blog_id, "ids": ids})
    rows = dict(await cursor.fetchall())
    pairing.pair_by_text({entry_id: rows[entry_id]["body_text"] for entry_id in alike})
    return rows
