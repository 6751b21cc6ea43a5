"""The sample live blogs: invented pages that give a new database something to show."""

EXAMPLES = (
    "/v1/entries?limit=3",
    "/v1/entries?author=mara-lindqvist&key_event=true",
    "/v1/entries?topic=flood-barrier&published_after=2026-03-14T12:00:00Z",
)
"""Queries with an answer in the samples: a list, one author's key events, and a topic since an instant."""
