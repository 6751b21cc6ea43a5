"""The sample live blogs: invented pages that give a new database something to show."""

import logging
from datetime import UTC, datetime
from importlib.resources import files

from app.errors import LiveblogError
from app.ingest.parsers import Parsers
from app.ingest.pipeline import Delivery, Pool, ingest_page
from app.parsing.page import Page

SAMPLES = {
    "storm-odalys.html": datetime(2025, 3, 15, 18, 45, tzinfo=UTC),
    "wahlabend-lindmoor.html": datetime(2025, 3, 9, 23, 40, tzinfo=UTC),
    "grande-traversee.html": datetime(2025, 7, 11, 14, 30, tzinfo=UTC),
}
"""Each sample page of `sample_pages`, and when it is said to have been seen."""

EXAMPLES = (
    "/v1/entries?limit=3",
    "/v1/entries?author=mara-lindqvist&author=tom-okafor&limit=5",
    "/v1/entries?topic=flood-barrier&published_after=2025-03-15T12:00:00Z",
)
"""Queries that the samples answer: the newest, what two authors wrote, and a topic since an instant."""

_PAGES = files("app.ingest") / "sample_pages"
_log = logging.getLogger(__name__)


async def load_samples(pool: Pool, parsers: Parsers) -> None:
    """Ingest the samples, unless the database holds a page already."""
    async with pool.connection() as connection:
        occupied = await (await connection.execute("SELECT FROM snapshot LIMIT 1")).fetchone()
    if occupied is not None:
        return
    for name, observed_at in SAMPLES.items():
        page = Page((_PAGES / name).read_bytes(), observed_at=observed_at, content_type="text/html; charset=utf-8")
        try:
            await ingest_page(Delivery(page, observed_at), pool=pool, parsers=parsers)
        except LiveblogError as error:
            _log.warning("the sample %s could not be loaded: %s", name, error)
