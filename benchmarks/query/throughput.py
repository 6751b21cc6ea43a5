"""The list of 50 entries over HTTP: beside pgbench with the same SQL, the plain way, and peers."""

import asyncio
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import AsyncConnection, AsyncCursor

from app.store.engine import connection_string
from app.store.filters import EntryFilter
from app.store.query import list_entries
from benchmarks.query import peers, servers
from benchmarks.query.rates import Contestant, Rate, Request, of_sql, over_http, side_by_side
from benchmarks.query.recording import while_recording
from benchmarks.query.tables import table

LIMIT = 50
PUBLISHERS = 20
ROUNDS = 3
RECORDING = "service, a page recorded every second"

MOST_PROLIFIC = """
SELECT publisher_slug FROM blog GROUP BY 1 ORDER BY sum(entry_count) DESC, 1 LIMIT %(most)s
"""


def measure_throughput(url: str, *, seconds: int) -> str:
    """Requests a second of the service, of pgbench and of the plain way, as Markdown."""
    slugs = _publishers(url)
    with (
        servers.service(url) as ours,
        servers.service(url, keeps_answers=True) as keeping,
        servers.plain(url) as plain,
    ):
        alone = over_http(ours.base, _of_service(slugs), clients=1)
        found = side_by_side(
            {
                "pgbench, the same SQL": of_sql(url, *_sql_of_list(url, slugs)),
                "service, reading every list": over_http(ours.base, _of_service(slugs)),
                RECORDING: while_recording(keeping.base, over_http(keeping.base, _of_service(slugs))),
                "service, nothing recorded meanwhile": over_http(keeping.base, _of_service(slugs)),
                "ORM objects and response_model": over_http(
                    plain.base, [Request(f"/entries?publisher={quote(slug)}&limit={LIMIT}") for slug in slugs]
                ),
                "service, reading every list, one client": alone,
            },
            seconds=seconds,
            rounds=ROUNDS,
        )
    bare, anew, ours_, _, plainly = (rate.per_second for rate in list(found.values())[:5])
    return (
        _rates(found)
        + f"\nWhile a page is recorded every second, the service answers {ours_ / bare:.0%} of what pgbench gets (goal"
        + f" 60%), and {ours_ / plainly:.1f} times what the plain way does (goal 4); reading every list anew,"
        + f" {anew / bare:.0%} and {anew / plainly:.1f} times.\n"
    )


def measure_peers(url: str, directory: Path, *, seconds: int) -> str:
    """The same for PostGraphile and Datasette, on the same rows."""
    slugs = _publishers(url)
    with ExitStack() as stack:
        ours = stack.enter_context(servers.service(url))
        keeping = stack.enter_context(servers.service(url, keeps_answers=True))
        contestants: dict[str, Contestant] = {
            "service, reading every list": over_http(ours.base, _of_service(slugs)),
            RECORDING: while_recording(keeping.base, over_http(keeping.base, _of_service(slugs))),
        }
        for peer in peers.PEERS:
            opened = stack.enter_context(peer(url, directory))
            contestants[opened.name] = over_http(opened.server.base, opened.requests(slugs, LIMIT))
        found = side_by_side(contestants, seconds=seconds, rounds=ROUNDS)
    anew, ours_ = list(found.values())[:2]
    ratios = "; ".join(
        f"{ours_.per_second / rate.per_second:.1f} and {anew.per_second / rate.per_second:.1f} times {name}"
        for name, rate in list(found.items())[2:]
    )
    return (
        _rates(found)
        + f"\nWhile a page is recorded every second, and reading every list anew, the service answers {ratios}"
        + " (goal 2, at a lower p99).\n"
    )


def _of_service(slugs: list[str]) -> list[Request]:
    return [Request(f"/v1/entries?publisher={quote(slug)}&deleted=include&limit={LIMIT}") for slug in slugs]


def _rates(found: dict[str, Rate]) -> str:
    rows = [
        (name, f"{rate.per_second:,.0f}", f"{rate.p99_ms:.0f}" if rate.p99_ms else "") for name, rate in found.items()
    ]
    return table(["32 clients, 50 entries", "requests/s", "p99 ms"], rows)


def _publishers(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [slug for (slug,) in connection.execute(MOST_PROLIFIC, {"most": PUBLISHERS})]


def _sql_of_list(url: str, slugs: list[str]) -> tuple[str, list[dict[str, Any]]]:
    """The one statement that the service's own code asks for the list, and its parameters for each publisher."""
    asked: list[tuple[str, dict[str, Any]]] = []

    class Watching(AsyncCursor[Any]):
        async def execute(self, query: Any, params: Any = None, **options: Any) -> Any:  # noqa: ANN401
            asked.append((query, params))
            return await super().execute(query, params, **options)

    async def ask() -> None:
        async with await AsyncConnection.connect(
            connection_string(url), autocommit=True, cursor_factory=Watching
        ) as connection:
            for slug in slugs:
                await list_entries(connection, EntryFilter(publisher=(slug,), deleted="include"), limit=LIMIT)

    asyncio.run(ask())
    assert len({statement for statement, _ in asked}) == 1, "a list is one statement"
    return asked[0][0], [parameters for _, parameters in asked]
