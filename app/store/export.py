"""All entries that a filter asks for, however many, a batch at a time."""

from collections.abc import AsyncIterator

from app.store.engine import Pool
from app.store.filters import EntryFilter
from app.store.query import Sort, list_entries


async def batches(pool: Pool, where: EntryFilter, *, size: int, sort: Sort = "newest") -> AsyncIterator[list[bytes]]:
    """Entries as JSON documents, at most `size` at once, each batch read when it is asked for.

    A connection is held while a batch is read and not while the reader is at work on it. Entries that are there at
    the start and stay come once, whatever arrives meanwhile. Raises what `list_entries` does, with the first batch.
    """
    cursor = None
    while True:
        async with pool.connection() as connection:
            listing = await list_entries(connection, where, limit=size, cursor=cursor, sort=sort)
        yield listing.rows
        cursor = listing.next_cursor
        if cursor is None:
            return
