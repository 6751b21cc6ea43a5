"""Lists of blogs, the most recently active first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from psycopg import AsyncConnection

from app.errors import NotFound
from app.store import documents
from app.store.freshness import ask_state, state_in
from app.store.groups import slugs
from app.store.listing import Listing, Placed, page_of, start_of
from app.store.ranges import range_of
from app.store.search import base_language

LIST_BLOGS = f"""
SELECT b.active_at, b.id, {documents.BLOG}::text FROM blog b
WHERE (%(publishers)s::text[] IS NULL OR b.publisher_slug = ANY(%(publishers)s::text[]))
  AND (%(languages)s::text[] IS NULL OR lower(split_part(b.language, '-', 1)) = ANY(%(languages)s::text[]))
"""
"""Blogs of some publishers and languages, or of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogFilter:
    """Conditions on blogs, all of which hold at once. Times are aware; the range is half-open."""

    publisher: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    active_after: datetime | None = None
    active_before: datetime | None = None


async def list_blogs(
    connection: AsyncConnection[Any], where: BlogFilter, *, limit: int, cursor: str | None = None
) -> Listing:
    """Blogs by the place of their newest entry. Raises `InvalidParameter` for a cursor that is not this query's.

    A blog moves to the front as it goes on: a reader who pages to the end may meet it on the way and not again.
    """
    publishers, languages = slugs(where.publisher), sorted({base_language(tag) or "" for tag in where.language})
    query = b"blogs " + orjson.dumps([publishers, languages, where.active_after, where.active_before])
    start = start_of(cursor, query)
    span = range_of(where.active_after, where.active_before, start, newest_first=True)
    statement = f"""{LIST_BLOGS} AND {span.within("b.active_at", "b.id")}
                    ORDER BY {span.order("b.active_at", "b.id")} LIMIT %(limit)s"""
    parameters = {"publishers": list(publishers) or None, "languages": languages or None, "limit": limit + 1}
    async with connection.pipeline():
        asked = await ask_state(connection)
        read = await connection.execute(statement, parameters | span.parameters)
        state = await state_in(asked)
        rows = [Placed((at.isoformat(), str(blog_id)), document.encode()) async for at, blog_id, document in read]
    return page_of(rows, limit=limit, start=start, query=query, state=state)


async def get_blog(connection: AsyncConnection[Any], blog_id: UUID) -> bytes:
    """One blog as a JSON document. Raises `NotFound`."""
    cursor = await connection.execute(f"SELECT {documents.BLOG}::text FROM blog b WHERE b.id = %s", (blog_id,))
    row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"there is no blog {blog_id}")
    document: str = row[0]
    return document.encode()
