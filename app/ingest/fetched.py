"""From a site's answer into the pipeline, and on through the blog's own further pages."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from app.errors import LiveblogError
from app.fetching.client import Fetched, Fetcher, Validators
from app.ingest.parsers import Parsers
from app.ingest.pipeline import Delivery, Ingested, Pool, ingest_page
from app.parsing.page import Limits, Page
from app.parsing.urls import host_of
from app.store.snapshots import newest_snapshot, snapshot_content

KEPT_HEADERS = ("content-type", "content-language", "etag", "last-modified", "date", "age", "cache-control", "server")


@dataclass
class Followed:
    """What walking a blog's further pages did, and whether it reached the beginning."""

    pages: list[Ingested] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    complete: bool = False


async def fetch_news(url: str, *, fetcher: Fetcher, pool: Pool) -> Fetched:
    """The page at `url`, sent again by the site only if it changed since it was stored last (RFC 9110, 13).

    An unchanged page comes from the store, as if it had been sent. Raises what `Fetcher.fetch` raises.
    """
    async with pool.connection() as connection:
        known = await newest_snapshot(connection, url)
    headers = known.headers if known else {}
    fetched = await fetcher.fetch(url, Validators(headers.get("etag"), headers.get("last-modified")))
    if fetched.content is not None or known is None:
        return fetched
    async with pool.connection() as connection:
        content = await snapshot_content(connection, known.id)
    return replace(fetched, content=content, headers={"content-type": known.content_type or "", **fetched.headers})


async def ingest_fetched(fetched: Fetched, *, url: str, pool: Pool, parsers: Parsers, limits: Limits) -> Ingested:
    """Ingest the page of an answer that has one. Raises what `ingest_page` and `Page` raise."""
    page = Page(fetched.content or b"", url, fetched.fetched_at, fetched.content_type, limits)
    headers = {name: fetched.headers[name] for name in KEPT_HEADERS if name in fetched.headers}
    delivery = Delivery(page, fetched.fetched_at, final_url=fetched.final_url, headers=headers)
    return await ingest_page(delivery, pool=pool, parsers=parsers)


async def follow_older_pages(  # noqa: PLR0913 (what a walk needs)
    first: Ingested, *, url: str, fetcher: Fetcher, pool: Pool, parsers: Parsers, limits: Limits, most: int
) -> Followed:
    """Ingest the further pages that the page at `url` names, and those that they name, `most` at the most.

    Pages of its own host alone: otherwise anyone's page could send us wherever it likes.

    A page that fails is told and does not end the walk. The beginning is reached when no page is left to follow and
    none failed.
    """
    followed = Followed()
    host = host_of(url)
    waiting = [older for older in first.coverage.older_pages if host_of(older) == host]
    met = set(waiting)
    blog: UUID = first.recorded.blog_id
    while waiting and len(followed.pages) + len(followed.failed) < most:
        older = waiting.pop(0)
        try:
            fetched = await fetch_news(older, fetcher=fetcher, pool=pool)
            ingested = await ingest_fetched(fetched, url=older, pool=pool, parsers=parsers, limits=limits)
        except LiveblogError as error:
            followed.failed[older] = str(error)
            continue
        followed.pages.append(ingested)
        if ingested.recorded.blog_id == blog:
            named = (page for page in ingested.coverage.older_pages if host_of(page) == host)
            new = [page for page in named if page not in met]
            met.update(new)
            waiting += new
    followed.complete = not waiting and not followed.failed
    return followed
