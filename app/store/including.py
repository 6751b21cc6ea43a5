"""What an entry's document may hold besides: its blog, its earlier versions, and its text with matches marked."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Literal

from psycopg.types.json import Jsonb

from app.errors import Fault, InvalidParameter
from app.store import documents
from app.store.search import CONFIGURATIONS
from app.store.storable import storable

Include = Literal["blog", "revisions", "highlight"]

MAX_REVISIONS = 20
"""Earlier versions that an entry holds; `app.store.revisions` lists all of them."""

MAX_MARKED_CHARACTERS = 20_000
"""Matches are looked for in so much of a text: marking costs a quarter of a millisecond for a page of it."""

_REVISIONS = f"""(
  SELECT coalesce(json_agg(json_build_object(
    'version', r.version, 'kind', r.version_kind, 'changed', r.changed, 'snapshot_id', r.snapshot_id,
    'first_seen_at', {documents.instant("r.version_at")}, 'superseded_at', {documents.instant("r.superseded_at")},
    'title', r.content ->> 'title', 'body_text', left(r.content ->> 'body_text', 1000)) ORDER BY r.version DESC), '[]')
  FROM (SELECT * FROM entry_revision r WHERE r.entry_id = e.id AND r.blog_id = e.blog_id AND r.version < e.version
        ORDER BY r.version DESC LIMIT {MAX_REVISIONS}) r)"""

# Postgres takes what looks like a tag for no text and drops it. So the characters of markup step aside for control
# characters while it looks for words, and come back escaped; the marks are two more of these.
_ASIDE = {"&": "\\x01", "<": "\\x02", ">": "\\x03", '"': "\\x04", "''": "\\x05"}
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "''": "&#39;"}
_MARKS = {"<mark>": "\\x06", "</mark>": "\\x07"}


@dataclass(frozen=True, slots=True)
class Document:
    """SQL that makes the document of an entry from a row `e` of `entry`, and its parameters."""

    sql: str = documents.ENTRY
    parameters: dict[str, Any] = field(default_factory=dict)


PLAIN = Document()


def document_with(include: Collection[Include], q: str | None = None) -> Document:
    """An entry's document with more in it. Raises `InvalidParameter` for `highlight` without a `q`."""
    more: dict[str, str] = {}
    parameters: dict[str, Any] = {}
    if "blog" in include:
        more["blog"] = f"(SELECT {documents.BLOG} FROM blog b WHERE b.id = e.blog_id)"
    if "revisions" in include:
        more["revisions"] = _REVISIONS
    if "highlight" in include:
        if q is None:
            message = "highlight marks what q matches: give a q"
            raise InvalidParameter(f"include: {message}", faults=[Fault("query", "include", message)])
        title = _marked("e.title", "HighlightAll=true")
        text = _marked("e.body_text", 'MaxFragments=3, MaxWords=35, MinWords=15, FragmentDelimiter=" … "')
        more["highlight"] = f"json_build_object('title', {title}, 'body_text', {text})"
        parameters = {"marked_q": storable(q), "stemmers": Jsonb(CONFIGURATIONS)}
    return Document(documents.entry_with(more), parameters) if more else PLAIN


def _marked(text: str, options: str) -> str:
    """SQL: the text, escaped for HTML, with what `q` matches between <mark> and </mark>, and no other markup."""
    aside = "".join(_ASIDE.values())
    stemmer = "coalesce(%(stemmers)s::jsonb ->> e.language, 'simple')::regconfig"
    known = f"translate(left({text}, {MAX_MARKED_CHARACTERS}), E'{aside}{''.join(_MARKS.values())}', '')"
    quiet = f"translate({known}, '{''.join(_ASIDE)}', E'{aside}')"
    start, stop = _MARKS.values()
    sql = (
        f"ts_headline({stemmer}, {quiet}, websearch_to_tsquery({stemmer}, %(marked_q)s),"
        f" E'StartSel={start}, StopSel={stop}, {options}')"
    )
    for character, hidden in _ASIDE.items():
        sql = f"replace({sql}, E'{hidden}', '{_ESCAPED[character]}')"
    for mark, hidden in _MARKS.items():
        sql = f"replace({sql}, E'{hidden}', '{mark}')"
    return sql
