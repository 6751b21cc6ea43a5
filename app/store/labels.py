"""Lists of authors and topics with the number of their entries, the most frequent first."""

from typing import Any

from psycopg import AsyncConnection

from app.store.filters import EntryFilter
from app.store.query import Listing


async def list_authors(
    connection: AsyncConnection[Any], where: EntryFilter, *, limit: int, cursor: str | None = None
) -> Listing:
    """Who signed the entries that `where` asks for: `{"name", "slug", "entries"}` each."""
    raise NotImplementedError


async def list_topics(
    connection: AsyncConnection[Any], where: EntryFilter, *, limit: int, cursor: str | None = None
) -> Listing:
    """What the entries that `where` asks for are about: `{"name", "slug", "source", "entries"}` each."""
    raise NotImplementedError
