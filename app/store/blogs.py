"""Lists of blogs, the most recently active first."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from app.store.query import Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogFilter:
    """Conditions on blogs, all of which hold at once."""

    publisher: tuple[str, ...] = ()
    language: tuple[str, ...] = ()


async def list_blogs(
    connection: AsyncConnection[Any], where: BlogFilter, *, limit: int, cursor: str | None = None
) -> Listing:
    """Blogs by the place of their newest entry. Raises `InvalidParameter` for a cursor that is not this query's."""
    raise NotImplementedError


async def get_blog(connection: AsyncConnection[Any], blog_id: UUID) -> bytes:
    """One blog as a JSON document. Raises `NotFound`."""
    raise NotImplementedError
