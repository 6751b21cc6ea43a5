"""How many entries a filter asks for."""

from typing import Any

from psycopg import AsyncConnection

from app.store.conditions import matching
from app.store.filters import EntryFilter
from app.store.text_search import read_query_within


async def count_entries(connection: AsyncConnection[Any], where: EntryFilter) -> int:
    """The exact number. Takes time in proportion to it. Raises `InvalidParameter` for `as_of`."""
    found = matching(where, await read_query_within(connection, where))
    cursor = await connection.execute(f"SELECT count(*) FROM entry e WHERE {found.joined}", found.parameters)
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def estimate_entries(connection: AsyncConnection[Any], where: EntryFilter) -> int:
    """What the planner expects: quick, and as right as its statistics. Raises `InvalidParameter` for `as_of`."""
    found = matching(where, await read_query_within(connection, where))
    cursor = await connection.execute(
        f"EXPLAIN (FORMAT JSON) SELECT FROM entry e WHERE {found.joined}", found.parameters
    )
    row = await cursor.fetchone()
    return int(row[0][0]["Plan"]["Plan Rows"]) if row else 0
