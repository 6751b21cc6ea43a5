"""The rows that recording a made blog's two pages writes, worked out by the recorder's own plan, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from app.parsing.document import ParsedBlog, ParsedEntry
from app.store import identity
from app.store.content import content, content_hash
from app.store.matching import Pairing, Post, Stored
from app.store.places import latest_place, places
from app.store.plan import Plan, Reading, differs, make_plan
from app.store.search import base_language
from app.store.slugs import slug
from app.store.window import Window, window_of
from app.store.write import about
from benchmarks.query.blogs import MadeBlog

Known = dict[int, tuple[dict[str, Any], bytes]]
"""What entries say, and digests of it, by the object's identity."""

_STORED = tuple(field.name for field in fields(Stored))


@dataclass(frozen=True, slots=True)
class BlogRows:
    """A blog's row, and its entries' in their final state; `revisions` are the rows as they stood before."""

    blog: dict[str, Any]
    entries: list[dict[str, Any]]
    revisions: list[dict[str, Any]]


def rows_of(made: MadeBlog) -> BlogRows:
    """The rows of both pages, recorded one after the other; counts and the change log follow from them in SQL."""
    blog = made.first
    posts: Known = {}
    key = identity.blog_key(blog)
    blog_id = identity.blog_id(key)
    shared = {"publisher_slug": slug(blog.publisher or ""), "language": base_language(blog.language)}

    first = _reading(blog_id, blog, made.first_seen_at, recorded=None)
    shown = _posts(blog.entries, posts)
    created = make_plan(shown, Pairing(shown, [], blog_url=blog.url), {}, first).created
    for entry_id, row in zip(_ids(blog_id, made.first_seen_at, len(created)), created, strict=True):
        row.update(shared, id=entry_id)
    entries = {row["id"]: row for row in created}

    second = _reading(blog_id, made.second, made.second_seen_at, recorded=made)
    shown = _posts(made.second.entries, posts)
    stored = [_stored(row) for row in created]
    pairing = Pairing(shown, stored, blog_url=blog.url)
    pairs = pairing.pairs.items()
    differing = {known.id: entries[known.id] for position, known in pairs if differs(shown[position], known)}
    plan = make_plan(shown, pairing, differing, second)
    revisions = [dict(row) for row in created if row["id"] in _touched(plan)]
    _carry_out(plan, entries, made, shared)
    return BlogRows(_blog_row(made, key, blog_id, second.window, shared), list(entries.values()), revisions)


def _posts(shown: tuple[ParsedEntry, ...], known: Known) -> list[Post]:
    """Posts to compare; what an entry says is worked out once for both pages."""
    for entry in shown:
        if id(entry) not in known:
            columns = content(entry)
            known[id(entry)] = columns, content_hash(columns)
    said = [known[id(entry)] for entry in shown]
    placed = places([columns for columns, _ in said])
    return [Post(columns, place, digest) for (columns, digest), place in zip(said, placed, strict=True)]


def _reading(blog_id: UUID, blog: ParsedBlog, seen_at: datetime, recorded: MadeBlog | None) -> Reading:
    return Reading(
        blog_id=blog_id,
        observed_at=seen_at,
        snapshot_id=None,
        late=False,
        stale=False,
        again=False,
        window=window_of(blog, latest=latest_place(seen_at), newer_first_page=False),
        recorded_window=None,
        recorded_at=recorded.first_seen_at if recorded else seen_at,
        publisher_slug=None,
        language=None,
    )


def _stored(row: Mapping[str, Any]) -> Stored:
    found = row["provenance"].get("published_at")
    return Stored(**{"time_provenance": found} | {name: row[name] for name in _STORED if name in row})


def _touched(plan: Plan) -> set[UUID]:
    return {row["id"] for row in plan.updated} | {entry.id for entry in plan.deleted}


def _carry_out(plan: Plan, entries: dict[UUID, dict[str, Any]], made: MadeBlog, shared: dict[str, Any]) -> None:
    """Bring the rows in line with the plan, as the statements of `app.store.write` do."""
    for row in plan.updated:
        entries[row["id"]] = row | shared
    for entry in plan.deleted:
        entries[entry.id] |= {
            "deleted_at": made.second_seen_at,
            "delete_reason": "removed",
            "version": entry.version + 1,
            "version_at": made.second_seen_at,
            "version_kind": "deleted",
            "changed": ["deleted_at"],
            "snapshot_id": None,
        }
    for entry in plan.leaving:
        entries[entry.id] |= {"on_page": False, "last_seen_at": made.first_seen_at}


def _blog_row(made: MadeBlog, key: str, blog_id: UUID, window: Window | None, shared: dict[str, Any]) -> dict[str, Any]:
    return about(made.second) | {
        "id": blog_id,
        "key": key,
        "publisher_slug": shared["publisher_slug"],
        "first_seen_at": made.first_seen_at,
        "last_seen_at": made.second_seen_at,
        "active_at": made.first_seen_at,
        "page_digest": b"",
        "window_oldest": window.oldest if window else None,
        "window_newest": window.newest if window else None,
    }


def _ids(blog_id: UUID, seen_at: datetime, count: int) -> list[UUID]:
    """Ids as `identity.new_entry_ids` gives them, but the same in every run."""
    rng = Random(blog_id.int)
    milliseconds = int(seen_at.timestamp() * 1000)
    return [
        UUID(int=milliseconds << 80 | 7 << 76 | number << 64 | 2 << 62 | rng.getrandbits(62)) for number in range(count)
    ]
