"""Which stored entry each post of a page is.

The page's id for a post decides, then its permalink, then identical content, then the same title at the same time, and
last the same author at the same time with much of the same text: so an entry keeps its identity when a publisher
changes ids.
Every step takes only what the steps before left over, and pairs one to one.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

MIN_SHARED_WORDS = 0.5
"""Share of common words from which two texts are versions of one."""

MAX_WORDS = 2_000

MANY_ALIKE = 20
"""Of more than so many entries by one author at one time, none is recognised by its words."""

LONG_TEXT_CHARACTERS = 40
"""Identical texts of this length are one entry, whatever their times."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is needed of a stored entry to recognise it and to tell whether a page changes it."""

    id: UUID
    external_id: str
    permalink: str | None
    title: str | None
    authors: list[dict[str, str]]
    topics: list[dict[str, str]]
    published_at: datetime | None
    time_precision: str | None
    time_provenance: str | None
    updated_at: datetime | None
    sort_at: datetime
    content_hash: bytes
    version: int
    last_seen_at: datetime
    on_page: bool
    deleted_at: datetime | None
    publisher_slug: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the page: its columns, where it stands in time, and the digest of its content."""

    columns: dict[str, Any]
    place: datetime | None
    content_hash: bytes


class Pairing:
    """Posts of a page and stored entries, paired step by step."""

    def __init__(self, posts: Sequence[Post], stored: Sequence[Stored], *, blog_url: str | None = None) -> None:
        """`blog_url`: a permalink that is no more than this names no entry."""
        self.pairs: dict[int, Stored] = {}
        self._posts = posts
        self._free_posts = dict.fromkeys(range(len(posts)))
        self._free_stored = {entry.id: entry for entry in stored}
        self._pair(lambda post: post.columns["external_id"], lambda entry: entry.external_id)
        telling = _used_once(post.columns["permalink"] for post in posts) - {blog_url}
        telling_stored = _used_once(entry.permalink for entry in stored)
        self._pair(
            lambda post: _one_of(telling, post.columns["permalink"]),
            lambda entry: _one_of(telling_stored, entry.permalink),
        )
        self._pair(_content_and_minute_of_post, _content_and_minute_of_stored)
        self._pair(_long_content_of_post, lambda entry: entry.content_hash)
        self._pair(_title_of_post, _title_of_stored)

    @property
    def new(self) -> list[int]:
        """Positions of posts that no stored entry is paired with."""
        return list(self._free_posts)

    @property
    def missing(self) -> list[Stored]:
        """Stored entries that no post is paired with."""
        return list(self._free_stored.values())

    def look_alikes(self) -> list[UUID]:
        """Stored entries left over whose time and authors are those of a post left over: their text would decide."""
        wanted = Counter(_signature_of_post(self._posts[position]) for position in self._free_posts)
        return [
            entry.id
            for signature, alike in self._left_over().items()
            if 0 < wanted[signature] <= MANY_ALIKE and len(alike) <= MANY_ALIKE
            for entry in alike
        ]

    def pair_by_text(self, texts: Mapping[UUID, str]) -> None:
        """Pair what is left over and alike, given the stored texts of the look-alikes."""
        left_over = self._left_over()
        words_of = {entry_id: _words(text) for entry_id, text in texts.items()}
        for position in self.new:
            post = self._posts[position]
            alike = [
                entry
                for entry in left_over.get(_signature_of_post(post), ())
                if entry.id in words_of and entry.id in self._free_stored
            ]
            if alike:
                words = _words(post.columns["body_text"])
                share, best = max(
                    ((_shared(words, words_of[entry.id]), entry) for entry in alike), key=lambda pair: pair[0]
                )
                if share >= MIN_SHARED_WORDS:
                    self._take(position, best)

    def _left_over(self) -> dict[Hashable, list[Stored]]:
        by_signature: dict[Hashable, list[Stored]] = {}
        for entry in self._free_stored.values():
            by_signature.setdefault(_signature_of_stored(entry), []).append(entry)
        return by_signature

    def _pair(
        self, key_of_post: Callable[[Post], Hashable | None], key_of_stored: Callable[[Stored], Hashable | None]
    ) -> None:
        by_key: dict[Hashable, Stored] = {}
        for entry in self._free_stored.values():
            key = key_of_stored(entry)
            if key is not None:
                by_key.setdefault(key, entry)
        for position in self.new:
            entry_found = by_key.pop(key_of_post(self._posts[position]), None)
            if entry_found is not None:
                self._take(position, entry_found)

    def _take(self, position: int, entry: Stored) -> None:
        self.pairs[position] = entry
        del self._free_posts[position]
        del self._free_stored[entry.id]


def _used_once(permalinks: Iterable[str | None]) -> set[str | None]:
    return {permalink for permalink, uses in Counter(permalinks).items() if uses == 1}


def _one_of(telling: set[str | None], permalink: str | None) -> str | None:
    return permalink if permalink in telling else None


def _content_and_minute_of_post(post: Post) -> Hashable | None:
    columns = post.columns
    return (post.content_hash, _minute(columns["published_at"])) if columns["title"] or columns["body_text"] else None


def _content_and_minute_of_stored(entry: Stored) -> Hashable | None:
    return entry.content_hash, _minute(entry.published_at)


def _long_content_of_post(post: Post) -> Hashable | None:
    return post.content_hash if len(post.columns["body_text"]) >= LONG_TEXT_CHARACTERS else None


def _title_of_post(post: Post) -> Hashable | None:
    columns = post.columns
    return (columns["title"], columns["published_at"]) if columns["title"] and columns["published_at"] else None


def _title_of_stored(entry: Stored) -> Hashable | None:
    return (entry.title, entry.published_at) if entry.title and entry.published_at else None


def _signature_of_post(post: Post) -> Hashable:
    return post.columns["published_at"], _signed(post.columns["authors"])


def _signature_of_stored(entry: Stored) -> Hashable:
    return entry.published_at, _signed(entry.authors)


def _minute(at: datetime | None) -> datetime | None:
    return at.replace(second=0, microsecond=0) if at else None


def _signed(authors: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(author["slug"] for author in authors)


def _words(text: str) -> Counter[str]:
    return Counter(text.casefold().split()[:MAX_WORDS])


def _shared(one: Counter[str], other: Counter[str]) -> float:
    larger = max(one.total(), other.total())
    return (one & other).total() / larger if larger else 0.0
