"""Every version of an entry: the superseded ones and the present one, oldest first."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from app.errors import NotFound
from app.store import documents

_REVISION = f"""json_build_object(
  'version', e.version, 'kind', e.version_kind, 'changed', e.changed, 'snapshot_id', e.snapshot_id,
  'first_seen_at', {documents.instant("e.version_at")}, 'last_seen_at', {documents.instant(f"({documents.LAST_SEEN})")},
  'superseded_at', {documents.instant("superseded_at")}, 'entry', {documents.ENTRY})"""

LIST_REVISIONS = f"""
SELECT document FROM (
  SELECT r.version, {_REVISION}::text AS document
  FROM entry_revision r CROSS JOIN LATERAL jsonb_populate_record(NULL::entry, r.content) e WHERE r.entry_id = %(id)s
  UNION ALL
  SELECT e.version, {_REVISION}::text
  FROM entry e CROSS JOIN LATERAL (SELECT NULL::timestamptz AS superseded_at) present WHERE e.id = %(id)s
) version WHERE version > %(after)s ORDER BY version LIMIT %(limit)s
"""
"""Versions of one entry after a number, each with the whole entry as it stood then."""

READ_TEXTS = """
SELECT version, changed, title, body_text FROM (
  SELECT version, changed, content ->> 'title' AS title, content ->> 'body_text' AS body_text
  FROM entry_revision WHERE entry_id = %(id)s AND version IN (%(version)s, %(version)s - 1)
  UNION ALL
  SELECT version, changed, title, body_text FROM entry WHERE id = %(id)s AND version IN (%(version)s, %(version)s - 1)
) state ORDER BY version
"""
"""What a version and the one before it say."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What one version of an entry says, and the fields in which it differs from the one before."""

    version: int
    changed: list[str]
    title: str
    body_text: str


async def list_revisions(
    connection: AsyncConnection[Any], entry_id: UUID, *, after: int = 0, limit: int
) -> tuple[list[bytes], bool]:
    """JSON documents of an entry's versions after a number, and whether more follow. Raises `NotFound`."""
    cursor = await connection.execute(LIST_REVISIONS, {"id": entry_id, "after": after, "limit": limit + 1})
    rows = [document.encode() for (document,) in await cursor.fetchall()]
    if not rows and after == 0:
        raise NotFound(f"there is no entry {entry_id}")
    return rows[:limit], len(rows) > limit


async def read_texts(connection: AsyncConnection[Any], entry_id: UUID, version: int) -> tuple[Texts | None, Texts]:
    """The version before (None for the first) and the version asked for. Raises `NotFound`."""
    cursor = await connection.execute(READ_TEXTS, {"id": entry_id, "version": version})
    states = {
        number: Texts(number, list(changed), title or "", body_text or "")
        for number, changed, title, body_text in await cursor.fetchall()
    }
    if version not in states:
        raise NotFound(f"there is no version {version} of entry {entry_id}")
    return states.get(version - 1), states[version]
