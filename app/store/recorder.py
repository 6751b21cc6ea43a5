"""Records what a page says: compares it with what is stored and writes entries, revisions, tombstones and changes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from app.parsing.document import ParsedBlog


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording a page did."""

    blog_id: UUID
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    last_seq: int | None = None
    """The last change written, or None when nothing changed."""
    warnings: tuple[str, ...] = ()


async def record(  # noqa: PLR0913 (what a page comes with)
    connection: AsyncConnection[Any],
    blog: ParsedBlog,
    *,
    observed_at: datetime,
    snapshot_id: UUID | None = None,
    url: str | None = None,
    parser_version: str | None = None,
) -> Recorded:
    """Bring what is stored in line with `blog` as its page showed it at `observed_at`.

    `url` is where the page came from, used when the page names none itself. Sets the snapshot's outcome to `parsed`.
    Works in the caller's transaction, or in one of its own on an idle connection: then an unchanged page costs one
    round trip. One call a transaction, as the last thing in it: the change log's counter stays locked until commit.
    """
    raise NotImplementedError
