"""The SQL of recording, statement by statement, in the order in which it runs.

Rows go in as one JSON document a statement and come out as rows of the table's own type.
Locks are always taken in this order, so that no two recordings wait for each other: the blog's row, its entries,
the snapshot, authors by slug, topics by slug, tallies by key, one shard of freshness, and the change counter, held
until commit.
"""

from app.store.documents import LAST_SEEN
from app.store.freshness import NEXT_TICK, RAISE_SHARD
from app.store.search import VECTOR
from app.store.tables import Entry

_COLUMNS = [column.name for column in Entry.__table__.columns if column.name != "search"]  # type: ignore[attr-defined]
_KEYS = {"id", "blog_id"}
_SEARCHED = ", ".join(
    f"e.{name}"
    for name in (
        "title",
        "body_text",
        "authors",
        "link_hosts",
        "blog_id",
        "sort_at",
        "key_event",
        "pinned",
        "images",
        "embeds",
        "updated_at",
        "deleted_at",
    )
)

TOUCH_UNCHANGED = f"""
WITH same AS (
  UPDATE blog SET last_seen_at = %(at)s, snapshot_id = coalesce(%(snapshot_id)s, snapshot_id),
                  tick = {NEXT_TICK.format(tick="tick")}
  WHERE id = %(blog_id)s AND page_digest = %(digest)s AND last_seen_at <= %(at)s
  RETURNING id
), noted AS (
  UPDATE snapshot SET outcome = 'parsed', detail = NULL, parser_version = %(parser_version)s, blog_id = same.id
  FROM same WHERE snapshot.id = %(snapshot_id)s
), raised AS (
  {RAISE_SHARD} FROM same WHERE shard = %(shard)s
)
SELECT count(*) FROM same
"""
"""When the page says what the last recorded one said: note that all of it was seen again, and nothing else."""

MAKE_BLOG = """
INSERT INTO blog (id, key, first_seen_at, last_seen_at, active_at)
VALUES (%(blog_id)s, %(key)s, %(at)s, %(at)s, %(at)s) ON CONFLICT (id) DO NOTHING
"""
"""Make sure that the blog's row is there to be locked."""

LOCK_BLOG = """
SELECT last_seen_at, updated_at, page_digest, window_oldest, window_newest, publisher_slug, language
FROM blog WHERE id = %(blog_id)s FOR UPDATE
"""
"""From here on, this transaction alone writes the blog and its entries."""

READ_STORED = f"""
SELECT id, external_id, permalink, title, authors, topics, published_at, time_precision,
       provenance ->> 'published_at' AS time_provenance, updated_at, sort_at, content_hash, version,
       {LAST_SEEN} AS last_seen_at, on_page, deleted_at, publisher_slug, language
FROM entry e
WHERE blog_id = %(blog_id)s
  AND (on_page OR sort_at >= %(oldest)s OR external_id = ANY(%(external_ids)s) OR permalink = ANY(%(permalinks)s))
"""
"""Stored entries that the page shows or would show."""

READ_ROWS = """
SELECT id, to_jsonb(entry) - 'search' - 'content_hash' AS columns
FROM entry WHERE blog_id = %(blog_id)s AND id = ANY(%(ids)s)
"""
"""Whole rows of the few entries that need a closer look."""

KEEP_REVISIONS = f"""
INSERT INTO entry_revision (entry_id, blog_id, version, version_at, superseded_at, last_seen_at, version_kind,
                            changed, snapshot_id, deleted, sort_at, content, search)
SELECT id, blog_id, version, version_at, %(at)s, {LAST_SEEN}, version_kind,
       changed, snapshot_id, deleted_at IS NOT NULL, sort_at,
       to_jsonb(e) - 'search' - 'content_hash' || jsonb_build_object('on_page', false, 'last_seen_at', {LAST_SEEN}),
       search
FROM entry e WHERE blog_id = %(blog_id)s AND id = ANY(%(ids)s)
"""
"""Before an entry changes, its present state becomes a revision."""

UPDATE_ENTRIES = f"""
UPDATE entry SET {", ".join(f"{name} = n.{name}" for name in _COLUMNS if name not in _KEYS)},
                 search = {VECTOR.format(row="n")}
FROM jsonb_populate_recordset(NULL::entry, %(rows)s::jsonb) n
WHERE entry.blog_id = n.blog_id AND entry.id = n.id
"""
"""Entries with a new version."""

INSERT_ENTRIES = f"""
INSERT INTO entry ({", ".join(_COLUMNS)}, search)
SELECT {", ".join(f"n.{name}" for name in _COLUMNS)}, {VECTOR.format(row="n")}
FROM jsonb_populate_recordset(NULL::entry, %(rows)s::jsonb) n
"""
"""New entries."""

DELETE_ENTRIES = """
UPDATE entry SET deleted_at = %(at)s, delete_reason = %(delete_reason)s, version = version + 1, version_at = %(at)s,
                 version_kind = 'deleted', changed = '{deleted_at}', snapshot_id = %(snapshot_id)s,
                 search = search || array_to_tsvector('{d:}')
WHERE blog_id = %(blog_id)s AND id = ANY(%(ids)s)
"""
"""Tombstones: the row and its content stay."""

RELABEL_ENTRIES = f"""
UPDATE entry SET external_id = n.external_id, permalink = n.permalink, topics = n.topics,
                 search = {VECTOR.format(row="full_row")}
FROM jsonb_populate_recordset(NULL::entry, %(rows)s::jsonb) n,
     LATERAL (SELECT {_SEARCHED}, n.topics, e.publisher_slug, e.language
              FROM entry e WHERE e.blog_id = %(blog_id)s AND e.id = n.id) full_row
WHERE entry.blog_id = %(blog_id)s AND entry.id = n.id
"""
"""Topics, ids and permalinks of entries whose content is the same."""

CLEAR_LABELS = """
WITH authors AS (DELETE FROM entry_author WHERE blog_id = %(blog_id)s AND entry_id = ANY(%(ids)s))
DELETE FROM entry_topic WHERE blog_id = %(blog_id)s AND entry_id = ANY(%(ids)s)
"""
"""Entries whose authors, topics or place may be others now."""

INSERT_LABELS = """
WITH entries AS (
  SELECT id, sort_at, authors, topics FROM jsonb_populate_recordset(NULL::entry, %(rows)s::jsonb)
), authors AS (
  INSERT INTO entry_author (author_slug, sort_at, entry_id, blog_id)
  SELECT a ->> 'slug', sort_at, id, %(blog_id)s FROM entries, jsonb_array_elements(entries.authors) a
)
INSERT INTO entry_topic (topic_slug, sort_at, entry_id, blog_id)
SELECT t ->> 'slug', sort_at, id, %(blog_id)s FROM entries, jsonb_array_elements(entries.topics) t
"""
"""By whom and about what the entries are."""

LEAVE_PAGE = f"""
UPDATE entry e SET on_page = false, last_seen_at = {LAST_SEEN} WHERE blog_id = %(blog_id)s AND id = ANY(%(ids)s)
"""
"""Entries that the page before showed and this one does not. Runs while the blog's row is as that page left it."""

ENTER_PAGE = """
UPDATE entry SET on_page = true WHERE blog_id = %(blog_id)s AND id = ANY(%(ids)s)
"""
"""Entries that the page before did not show."""

SEE_EARLIER = """
UPDATE entry SET last_seen_at = greatest(last_seen_at, %(at)s), first_seen_at = least(first_seen_at, %(at)s)
WHERE blog_id = %(blog_id)s AND id = ANY(%(ids)s) AND (last_seen_at < %(at)s OR first_seen_at > %(at)s)
"""
"""Entries that a late page shows."""

UPDATE_BLOG = """
UPDATE blog SET
  url = coalesce(%(url)s, url), headline = coalesce(%(headline)s, headline),
  description = coalesce(%(description)s, description), publisher = coalesce(%(publisher)s, publisher),
  publisher_slug = coalesce(%(publisher_slug)s, publisher_slug), language = coalesce(%(language)s, language),
  platform = %(platform)s, time_zone = coalesce(%(time_zone)s, time_zone),
  authors = CASE WHEN %(authors)s::jsonb = '[]' THEN authors ELSE %(authors)s::jsonb END,
  key_points = CASE WHEN %(key_points)s::jsonb = '[]' THEN key_points ELSE %(key_points)s::jsonb END,
  topics = CASE WHEN %(topics)s::jsonb = '[]' THEN topics ELSE %(topics)s::jsonb END,
  coverage = %(coverage)s, published_at = coalesce(%(published_at)s, published_at),
  updated_at = coalesce(%(updated_at)s, updated_at), ended_at = %(ended_at)s,
  last_seen_at = %(at)s, snapshot_id = coalesce(%(snapshot_id)s, snapshot_id),
  page_digest = %(digest)s, window_oldest = %(window_oldest)s, window_newest = %(window_newest)s
WHERE id = %(blog_id)s
"""
"""What the page says of the blog; what it leaves unsaid stands."""

FOLLOW_BLOG = f"""
UPDATE entry SET publisher_slug = full_row.publisher_slug, language = full_row.language,
                 search = {VECTOR.format(row="full_row")}
FROM (SELECT e.id, {_SEARCHED}, e.topics,
             %(publisher_slug)s::text AS publisher_slug, %(entry_language)s::text AS language
      FROM entry e WHERE e.blog_id = %(blog_id)s) full_row
WHERE entry.blog_id = %(blog_id)s AND entry.id = full_row.id
  AND (entry.publisher_slug, entry.language) IS DISTINCT FROM (full_row.publisher_slug, full_row.language)
"""
"""Entries carry their blog's publisher and language; only when one of these has changed."""

COUNT_ENTRIES = f"""
UPDATE blog SET
  first_seen_at = least(first_seen_at, %(at)s),
  entry_count = entry_count + %(more)s,
  active_at = coalesce((SELECT sort_at FROM entry WHERE blog_id = %(blog_id)s AND deleted_at IS NULL
                        ORDER BY sort_at DESC, id DESC LIMIT 1), first_seen_at),
  tick = {NEXT_TICK.format(tick="tick")}
WHERE id = %(blog_id)s
"""
"""How many entries the blog has, where it stands in lists, and that it was written."""

NOTE_PARSED = """
UPDATE snapshot SET outcome = 'parsed', detail = NULL, parser_version = %(parser_version)s, blog_id = %(blog_id)s
WHERE id = %(snapshot_id)s
"""
"""The snapshot is read, and evidence for this blog."""

COUNT_AUTHORS = """
INSERT INTO author (slug, name, entry_count)
SELECT slug, name, more FROM json_to_recordset(%(rows)s::json) AS n(slug text, name text, more int) ORDER BY slug
ON CONFLICT (slug) DO UPDATE SET entry_count = author.entry_count + excluded.entry_count
"""
"""Authors, new ones too, and the number of their entries; in the order of slugs, which keeps writers from deadlock."""

COUNT_TOPICS = """
INSERT INTO topic (slug, name, source, entry_count)
SELECT slug, name, source, more
FROM json_to_recordset(%(rows)s::json) AS n(slug text, name text, source text, more int) ORDER BY slug
ON CONFLICT (slug) DO UPDATE SET
  entry_count = topic.entry_count + excluded.entry_count,
  source = CASE WHEN excluded.source = 'publisher' THEN 'publisher' ELSE topic.source END
"""
"""Topics likewise; what a publisher ever named is the publisher's."""

NOTE_RECORDING = f"{RAISE_SHARD} WHERE shard = %(shard)s"
"""Something was recorded: what readers have may no longer stand."""
