"""What recording a page will write, worked out without the database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from app.store.content import facts
from app.store.identity import new_entry_ids
from app.store.matching import Pairing, Post, Stored
from app.store.places import is_newest_first, latest_place
from app.store.tables import ChangeKind
from app.store.times import Timing, replaces
from app.store.window import Window, is_partial_view

NOT_EDITS = frozenset({"pinned", "key_event", "topics", "deleted_at"})
"""Fields whose change leaves what the entry says alone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The page as it meets the database: when it was observed and whether something newer is recorded already."""

    blog_id: UUID
    observed_at: datetime
    snapshot_id: UUID | None
    late: bool
    """Something newer is recorded of the blog: nothing can be told from what the page lacks."""
    stale: bool
    """The page calls itself older than what is recorded: nothing can be told from what it shows, either."""
    again: bool
    """The page was recorded before and is read again, by a better parser."""
    window: Window | None
    recorded_window: Window | None
    recorded_at: datetime
    publisher_slug: str | None
    language: str | None

    @property
    def on_time(self) -> bool:
        """Whether the page is the newest that is known of the blog."""
        return not (self.late or self.stale)


@dataclass(frozen=True, slots=True)
class Step:
    """An entry's step to the version given."""

    kind: ChangeKind
    entry_id: UUID
    external_id: str
    version: int


@dataclass(slots=True)
class Plan:
    """Rows to write, by what is done with them."""

    created: list[dict[str, Any]] = field(default_factory=list)
    updated: list[dict[str, Any]] = field(default_factory=list)
    relabelled: list[dict[str, Any]] = field(default_factory=list)
    """Unchanged entries whose topics are found differently now: no version, no change."""
    deleted: list[Stored] = field(default_factory=list)
    went: list[Stored] = field(default_factory=list)
    """States that no longer count: of entries deleted, updated or relabelled."""
    seen: list[Stored] = field(default_factory=list)
    leaving: list[Stored] = field(default_factory=list)
    """Entries that the page before showed and this one does not."""
    unchanged: int = 0
    restored: int = 0
    author_names: dict[str, str] = field(default_factory=dict)
    author_counts: Counter[str] = field(default_factory=Counter)
    topics: dict[str, dict[str, str]] = field(default_factory=dict)
    topic_counts: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)

    def count(self, authors: list[dict[str, str]], topics: list[dict[str, str]], by: int) -> None:
        """Let the authors and topics of an entry that comes (`by` 1) or goes (-1) be counted."""
        for author in authors:
            self.author_names.setdefault(author["slug"], author["name"])
            self.author_counts[author["slug"]] += by
        for topic in topics:
            known = self.topics.setdefault(topic["slug"], topic)
            if topic["source"] == "publisher" != known["source"]:
                self.topics[topic["slug"]] = topic
            self.topic_counts[topic["slug"]] += by

    def author_totals(self) -> list[dict[str, Any]]:
        """Authors and how many more entries each has; those of whom nothing changes are left out."""
        return [
            {"slug": slug, "name": self.author_names[slug], "more": n} for slug, n in self.author_counts.items() if n
        ]

    def topic_totals(self) -> list[dict[str, Any]]:
        """Topics likewise."""
        return [self.topics[slug] | {"more": n} for slug, n in self.topic_counts.items() if n]

    @property
    def more_entries(self) -> int:
        """By how many the blog's entries that are not deleted grow."""
        created = sum(1 for row in self.created if row["deleted_at"] is None)
        return created + self.restored - len(self.deleted)

    def steps(self) -> list[Step]:
        """The steps of all entries that change, in the order in which they get their `seq`."""
        return (
            [Step("created", row["id"], row["external_id"], row["version"]) for row in self.created]
            + [Step("updated", row["id"], row["external_id"], row["version"]) for row in self.updated]
            + [Step("deleted", entry.id, entry.external_id, entry.version + 1) for entry in self.deleted]
        )


def make_plan(posts: list[Post], pairing: Pairing, rows: Mapping[UUID, dict[str, Any]], reading: Reading) -> Plan:
    """Compare each post with the stored entry it is paired with. `rows` holds the full rows of those that differ."""
    plan = Plan()
    for position, stored in sorted(pairing.pairs.items()):
        _compare(plan, posts[position], stored, rows.get(stored.id), reading)
    _create(plan, [posts[position] for position in pairing.new], reading)
    if reading.on_time:
        plan.leaving = [stored for stored in pairing.missing if stored.on_page]
        _delete(plan, pairing, reading)
    return plan


def differs(post: Post, stored: Stored) -> bool:
    """Whether the stored entry's full row is needed to compare the post with it."""
    return (
        post.content_hash != stored.content_hash
        or stored.deleted_at is not None
        or replaces(timing_of(post.columns), timing_of_stored(stored))
    )


def timing_of(columns: Mapping[str, Any]) -> Timing:
    """The time of a post."""
    return Timing(columns["published_at"], columns["time_precision"], columns["provenance"].get("published_at"))


def timing_of_stored(stored: Stored) -> Timing:
    """The time of a stored entry."""
    return Timing(stored.published_at, stored.time_precision, stored.time_provenance)


def _compare(plan: Plan, post: Post, stored: Stored, row: dict[str, Any] | None, reading: Reading) -> None:
    if reading.stale:
        plan.unchanged += 1
        return
    plan.seen.append(stored)
    if _seen_later(stored, reading):
        plan.unchanged += 1
        return
    changed = _changed(post, stored, row) if row is not None else []
    if row is None or not changed:
        plan.unchanged += 1
        if _renamed_or_relabelled(post, stored):
            _relabel(plan, post, stored)
        return
    columns = dict(post.columns)
    if "published_at" not in changed:
        _keep_time(columns, row)
    plan.restored += stored.deleted_at is not None
    columns["updated_at"] = _updated_at(columns, stored, changed, reading)
    plan.updated.append(
        row
        | columns
        | {
            "id": stored.id,
            "blog_id": reading.blog_id,
            "sort_at": _place(columns, stored, changed, reading),
            "content_hash": post.content_hash,
            "version": stored.version + 1,
            "version_at": reading.observed_at,
            "version_kind": "updated",
            "changed": changed,
            "snapshot_id": reading.snapshot_id,
            "last_seen_at": reading.observed_at,
            "on_page": reading.on_time,
            "deleted_at": None,
            "delete_reason": None,
        }
    )
    if stored.deleted_at is None:
        plan.went.append(stored)
        plan.count(stored.authors, stored.topics, -1)
    plan.count(columns["authors"], columns["topics"], 1)


def _changed(post: Post, stored: Stored, row: Mapping[str, Any]) -> list[str]:
    """The fields in which the post differs from the stored entry."""
    before = facts(row)
    changed = [name for name, value in facts(post.columns).items() if value != before[name]]
    if replaces(timing_of(post.columns), timing_of_stored(stored)):
        changed.append("published_at")
    if stored.deleted_at is not None:
        changed.append("deleted_at")
    return changed


def _seen_later(stored: Stored, reading: Reading) -> bool:
    """Whether a later page showed the entry or showed that it was gone."""
    return reading.observed_at < max(stored.last_seen_at, stored.deleted_at or stored.last_seen_at)


def _place(columns: Mapping[str, Any], stored: Stored, changed: list[str], reading: Reading) -> datetime:
    if "published_at" not in changed:
        return stored.sort_at
    stated: datetime = columns["published_at"]
    return min(stated, latest_place(reading.observed_at))


def _keep_time(columns: dict[str, Any], row: Mapping[str, Any]) -> None:
    for name in ("published_at", "published_at_raw", "time_precision"):
        columns[name] = row[name]
    found = row["provenance"].get("published_at")
    columns["provenance"] = columns["provenance"] | ({"published_at": found} if found else {})


def _updated_at(columns: Mapping[str, Any], stored: Stored, changed: list[str], reading: Reading) -> datetime | None:
    stated: datetime | None = columns["updated_at"]
    if stated and (stored.updated_at is None or stated > stored.updated_at):
        return stated
    return stored.updated_at if NOT_EDITS.issuperset(changed) else reading.observed_at


def _renamed_or_relabelled(post: Post, stored: Stored) -> bool:
    columns = post.columns
    return (
        columns["topics"] != stored.topics
        or columns["external_id"] != stored.external_id
        or columns["permalink"] not in {None, stored.permalink}
    )


def _relabel(plan: Plan, post: Post, stored: Stored) -> None:
    columns = post.columns
    plan.relabelled.append(
        {
            "id": stored.id,
            "sort_at": stored.sort_at,
            "external_id": columns["external_id"],
            "permalink": columns["permalink"] or stored.permalink,
            "authors": stored.authors,
            "topics": columns["topics"],
            "publisher_slug": stored.publisher_slug,
            "language": stored.language,
        }
    )
    plan.went.append(stored)
    plan.count([], stored.topics, -1)
    plan.count([], columns["topics"], 1)


def _create(plan: Plan, posts: list[Post], reading: Reading) -> None:
    # Ids break ties of time: they must rise from the oldest post to the newest, which pages show first.
    for entry_id, post in zip(new_entry_ids(len(posts)), _oldest_first(posts), strict=True):
        columns = post.columns
        place = min(post.place or reading.observed_at, latest_place(reading.observed_at))
        removed = not reading.on_time and reading.recorded_window is not None and reading.recorded_window.covers(place)
        plan.created.append(
            columns
            | {
                "id": entry_id,
                "blog_id": reading.blog_id,
                "sort_at": place,
                "content_hash": post.content_hash,
                "version": 1,
                "version_at": reading.observed_at,
                "version_kind": "created",
                "changed": [],
                "snapshot_id": reading.snapshot_id,
                "first_seen_at": reading.observed_at,
                "last_seen_at": reading.observed_at,
                "on_page": reading.on_time,
                "deleted_at": reading.recorded_at if removed else None,
                "delete_reason": "removed" if removed else None,
            }
        )
        if not removed:
            plan.count(columns["authors"], columns["topics"], 1)


def _oldest_first(posts: list[Post]) -> list[Post]:
    return posts[::-1] if is_newest_first([post.columns for post in posts]) else posts


def _delete(plan: Plan, pairing: Pairing, reading: Reading) -> None:
    window = reading.window
    if window is None:
        return
    present = [entry for entry in pairing.missing if entry.deleted_at is None and entry.published_at is not None]
    gone = [entry for entry in present if window.covers(entry.sort_at)]
    covered = len(gone) + sum(1 for entry in pairing.pairs.values() if window.covers(entry.sort_at))
    if is_partial_view(len(gone), covered):
        plan.warnings.append(
            f"{len(gone)} of {covered} known entries are missing: taken for a selection, none is marked as deleted"
        )
        return
    plan.deleted = gone
    plan.went += gone
    for entry in gone:
        plan.count(entry.authors, entry.topics, -1)
