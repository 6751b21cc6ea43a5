"""A blog on a web server, watched while it lives through forty pages, compared with the script that made it."""

import asyncio
from collections.abc import Iterator
from ipaddress import ip_network
from random import Random
from typing import Any

import httpx
import pytest

from app.fetching.client import Fetcher, FetchPolicy
from app.ingest.parsers import ParserLimits, Parsers
from app.ingest.schedule import Bounds
from app.ingest.watcher import Watcher, WatchPolicy
from app.parsing.page import Limits
from app.store.engine import open_pool
from tests.api.service import serving
from tests.fetching.web import TLS, Reply, Web, serve_web
from tests.store.newsroom import Newsroom, Post

PAGES = 40
LOOPBACK = (ip_network("127.0.0.0/8"),)
AT_ONCE = WatchPolicy(Bounds(shortest=0.001, longest=0.002))


@pytest.fixture
def web() -> Iterator[Web]:
    """A web server of the test's own."""
    with serve_web() as web:
        yield web


@pytest.mark.parametrize("seed", range(2))
def test_the_record_of_a_watched_blog(database_url: str, web: Web, seed: int) -> None:
    """Every version, tombstone and mark is as a careful reader noted it, and pages that did not change cost nothing."""
    newsroom = Newsroom(Random(seed))  # noqa: S311 (the same blog in each run)
    with serving(database_url, run_workers=False) as api:
        made = api.post("/v1/sources", json={"kind": "watch", "url": web.url("/live")}).raise_for_status().json()
        asyncio.run(_live_through(newsroom, web, database_url))
        source = api.get(f"/v1/sources/{made['id']}").json()
        entries = _all(api, f"/v1/blogs/{source['blog_id']}/entries", deleted="include")
        told = {entry["title"]: _told(api, entry) for entry in entries}
        snapshots = _all(api, "/v1/snapshots", blog_id=source["blog_id"])
    noted = {post.noted.title: _noted(post) for post in newsroom.posts if post.noted}
    assert len(told) == len(entries)
    assert told == noted
    assert (source["last_error"], source["failures"]) == (None, 0)
    unchanged = [headers for _, headers in web.seen if "if-none-match" in headers]
    assert len(unchanged) >= PAGES
    assert len(snapshots) == PAGES
    kinds = [kind for post in newsroom.posts for kind in (version.kind for version in post.history)]
    assert kinds.count("updated") > PAGES / 2
    assert kinds.count("deleted") > 0


async def _live_through(newsroom: Newsroom, web: Web, database_url: str) -> None:
    """Publish page after page; each is polled until it was seen, and once more while it stays the same."""
    policy = FetchPolicy(user_agent="test", respect_robots=False, allowed=LOOPBACK, pause_seconds=0)
    async with (
        open_pool(database_url, size=4, statement_timeout_seconds=30) as pool,
        Parsers(ParserLimits(workers=1)) as parsers,
        Fetcher(policy, tls=TLS) as fetcher,
    ):
        watcher = Watcher(pool=pool, parsers=parsers, fetcher=fetcher, limits=Limits(), policy=AT_ONCE)
        for step in range(PAGES):
            newsroom.work(step)
            page = newsroom.page()
            newsroom.note(page)
            web.replies["/live"] = Reply(
                body=_html(page), headers={"ETag": f'"{step}"', "Content-Type": "text/html; charset=utf-8"}
            )
            for _ in range(2):
                await _poll(watcher)


async def _poll(watcher: Watcher) -> None:
    for _ in range(1000):
        if await watcher.poll_once():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("the source is never due")


def _all(api: httpx.Client, path: str, **query: str) -> list[dict[str, Any]]:
    """All items of a list."""
    answer = api.get(path, params=query | {"limit": "200"}).raise_for_status().json()
    assert not answer["has_more"]
    items: list[dict[str, Any]] = answer["data"]
    return items


def _told(api: httpx.Client, entry: dict[str, Any]) -> dict[str, Any]:
    """What the record tells of an entry: its id and address, whether it is there, and each of its versions."""
    revisions = _all(api, f"/v1/entries/{entry['id']}/revisions")
    return {
        "external_id": entry["external_id"],
        "permalink": entry["permalink"],
        "deleted": entry["deleted_at"] is not None,
        "versions": [
            (
                revision["kind"],
                revision["entry"]["body_text"],
                [author["name"] for author in revision["entry"]["authors"]],
                revision["entry"]["pinned"],
            )
            for revision in revisions
        ],
    }


def _noted(post: Post) -> dict[str, Any]:
    """The same as the reader noted it."""
    assert post.seen
    return {
        "external_id": post.seen.external_id,
        "permalink": _permalink(post.seen.external_id),
        "deleted": post.tombstone,
        "versions": [
            (
                version.kind,
                version.shown.body_text,
                [author.name for author in version.shown.authors],
                version.shown.pinned,
            )
            for version in post.history
        ],
    }


def _permalink(external_id: str) -> str:
    return f"https://valley.example/live/flood?postid={external_id}"


def _html(page: list[Post]) -> bytes:
    """The page as a Norkon Live Center shows it, pinned posts first."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Flood in the Ulm valley</title>'
        '<link rel="canonical" href="https://valley.example/live/flood"></head><body><h1>Flood in the Ulm valley</h1>'
        f'<div class="ncpost-list-container">{"".join(map(_article, page))}</div></body></html>'
    ).encode()


def _article(post: Post) -> str:
    shown = post.shown
    assert shown.published_at
    names = " and ".join(author.name for author in shown.authors)
    return (
        f'<div class="ncpost-list-post {"ncpost-pinned" if shown.pinned else ""}" role="article">'
        f'<div class="ncpost-container" data-ncpost-id="{shown.external_id}"><div class="ncpost-header">'
        f'<time class="ncpost-timestamp" datetime="{shown.published_at.isoformat()}"></time>'
        f'<span class="ncpost-byline">By {names}</span></div><h2 class="ncpost-title">{shown.title}</h2>'
        f'<div class="ncpost-content"><p>{shown.body_text}</p></div><div class="ncpost-share">'
        f'<a href="{_permalink(shown.external_id)}">Share</a></div></div></div>'
    )
