"""How many entries a filter asks for."""

from typing import Any

from psycopg import AsyncConnection

from app.store.conditions import matching
from app.store.filters import EntryFilter
from app.store.tallied import count_statement, tallied
from app.store.text_search import read_query_within


async def count_entries(connection: AsyncConnection[Any], where: EntryFilter) -> int:
    """The exact number: kept for a range of time with at most one label, else counted, in time proportional to it.

    Raises `InvalidParameter` for `as_of`.
    """
    asked = tallied(where)
    if asked is not None:
        statement, parameters = count_statement(asked)
    else:
        found = matching(where, await read_query_within(connection, where))
        statement, parameters = f"SELECT count(*) FROM entry e WHERE {found.joined}", found.parameters
    row = await (await connection.execute(statement, parameters)).fetchone()
    return int(row[0]) if row else 0


async def estimate_entries(connection: AsyncConnection[Any], where: EntryFilter) -> int:
    """What is kept, where it is, else what the planner expects: quick, and as right as its statistics.

    Raises `InvalidParameter` for `as_of`.
    """
    if tallied(where) is not None:
        return await count_entries(connection, where)
    found = matching(where, await read_query_within(connection, where))
    cursor = await connection.execute(
        f"EXPLAIN (FORMAT JSON) SELECT FROM entry e WHERE {found.joined}", found.parameters
    )
    row = await cursor.fetchone()
    return int(row[0][0]["Plan"]["Plan Rows"]) if row else 0
