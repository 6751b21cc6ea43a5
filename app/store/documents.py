"""The JSON documents that readers get, as SQL: the one definition of what an entry, a blog and a change look like.

Postgres writes the JSON and the service passes it on unread; keys are in the order of the documentation.
"""

from collections.abc import Mapping


def instant(expression: str) -> str:
    """SQL for a time as RFC 3339 in UTC, with a fraction of a second only where there is one."""
    return f"(to_json({expression} AT TIME ZONE 'UTC') #>> '{{}}') || 'Z'"


LAST_SEEN = """CASE WHEN e.on_page THEN (SELECT b.last_seen_at FROM blog b WHERE b.id = e.blog_id)
  ELSE e.last_seen_at END"""
"""When a page last showed the entry `e`."""

_ENTRY_PAIRS = f"""
  'id', e.id, 'blog_id', e.blog_id, 'external_id', e.external_id, 'permalink', e.permalink, 'title', e.title,
  'published_at', {instant("e.published_at")}, 'published_at_raw', e.published_at_raw,
  'time_precision', e.time_precision, 'updated_at', {instant("e.updated_at")},
  'authors', e.authors, 'key_event', e.key_event, 'pinned', e.pinned,
  'body_html', e.body_html, 'body_text', e.body_text, 'images', e.images, 'embeds', e.embeds, 'links', e.links,
  'topics', e.topics, 'provenance', e.provenance, 'version', e.version,
  'first_seen_at', {instant("e.first_seen_at")}, 'last_seen_at', {instant(f"({LAST_SEEN})")},
  'deleted_at', {instant("e.deleted_at")}"""

ENTRY = f"json_build_object({_ENTRY_PAIRS})"
"""An entry, from a row `e` of `entry`."""

BLOG = f"""json_build_object(
  'id', b.id, 'url', b.url, 'headline', b.headline, 'description', b.description, 'publisher', b.publisher,
  'language', b.language, 'platform', b.platform, 'time_zone', b.time_zone, 'authors', b.authors,
  'key_points', b.key_points, 'topics', b.topics, 'coverage', b.coverage, 'entry_count', b.entry_count,
  'published_at', {instant("b.published_at")}, 'updated_at', {instant("b.updated_at")},
  'ended_at', {instant("b.ended_at")}, 'active_at', {instant("b.active_at")},
  'first_seen_at', {instant("b.first_seen_at")}, 'last_seen_at', {instant("b.last_seen_at")},
  'snapshot_id', b.snapshot_id)"""
"""A blog, from a row `b` of `blog`."""

CHANGE_WITH_ENTRY = f"""json_build_object(
  'seq', c.seq, 'kind', c.kind, 'blog_id', c.blog_id, 'entry_id', c.entry_id, 'version', c.version,
  'at', {instant("c.at")}, 'recorded_at', {instant("c.recorded_at")}, 'entry', {ENTRY})"""
"""A change, from a row `c` of `change`, with its entry `e` as it is now."""

LATEST_SEQ = "SELECT last_seq FROM change_counter"
"""The change log's end. Read before a list: a reader that goes on from there sees everything that came after."""


def entry_with(more: Mapping[str, str]) -> str:
    """SQL for an entry with further keys, each of which an expression of its own gives."""
    pairs = [_ENTRY_PAIRS, *(f"'{key}', {expression}" for key, expression in more.items())]
    return f"json_build_object({', '.join(pairs)})"
