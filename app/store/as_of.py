"""Entries as they stood at an instant: each in the state that was valid then."""

from datetime import timedelta
from typing import Any

from app.errors import Fault, InvalidParameter
from app.store import documents
from app.store.conditions import all_groups
from app.store.filters import EntryFilter
from app.store.places import AHEAD, latest_place
from app.store.ranges import Range
from app.store.tables import REVISION_VALID
from app.store.window import EARLIEST, LATEST


def as_of_statement(where: EntryFilter, span: Range) -> tuple[str, dict[str, Any]]:
    """SQL and parameters of a list at `where.as_of`: rows of place, id and document; `limit` is left open.

    A state is either the present one, in `entry`, or one that another has superseded since, in `entry_revision`. Both
    are read in the list's order and merged. Raises `InvalidParameter` with `q`: only the present words are indexed.
    """
    if where.q is not None:
        message = "cannot be combined with as_of: only the present words of entries are indexed"
        raise InvalidParameter(f"q {message}", faults=[Fault("query", "q", message)])
    at = where.as_of or LATEST
    # What stands further ahead was not there yet.
    span = span.cut(EARLIEST, latest_place(at) + timedelta(microseconds=1)) if at < LATEST - AHEAD else span
    found = all_groups(where)
    found.parameters |= span.parameters | {"as_of": at}
    in_blogs = " AND r.blog_id = ANY(%(blog_ids)s::uuid[])" if where.blog_id else ""
    valid = REVISION_VALID.replace("version_at", "r.version_at").replace("superseded_at", "r.superseded_at")
    statement = f"""
SELECT * FROM (
  (SELECT e.sort_at, e.id, {documents.ENTRY}::text AS document
   FROM entry e
   WHERE e.version_at <= %(as_of)s AND {span.within("e.sort_at", "e.id")} AND {found.joined}
   ORDER BY {span.order("e.sort_at", "e.id")} LIMIT %(limit)s)
  UNION ALL
  (SELECT r.sort_at, r.entry_id, {documents.ENTRY}::text
   FROM entry_revision r CROSS JOIN LATERAL jsonb_populate_record(NULL::entry, r.content) e
   WHERE {valid} @> %(as_of)s::timestamptz{in_blogs}
     AND {span.within("r.sort_at", "r.entry_id")} AND {found.joined}
   ORDER BY {span.order("r.sort_at", "r.entry_id")} LIMIT %(limit)s)
) state ORDER BY {span.order("state.sort_at", "state.id")} LIMIT %(limit)s"""
    return statement, found.parameters
