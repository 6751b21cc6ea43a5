"""One blog in the formats of feed readers, search engines and people, under the same filters as its list."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Any

import orjson
from fastapi import Query, Request
from starlette.responses import Response

from app.api.deps import PoolDep, SettingsDep
from app.api.filters import BlogDocumentQuery, BlogFeedQuery
from app.api.identifiers import BlogId
from app.api.lists import link_header, with_cursor
from app.api.routing import problems, produces, router
from app.render import atom, feed, json_ld, markdown
from app.render.links import FeedLinks
from app.store.blogs import get_blog
from app.store.engine import Pool
from app.store.filters import EntryFilter
from app.store.listing import Listing
from app.store.query import list_entries

Document = dict[str, Any]

routes = router("feeds")


@routes.get(
    "/blogs/{blog_id}/feed.json",
    operation_id="getBlogJsonFeed",
    response_class=Response,
    responses=problems(404) | produces(feed.MEDIA_TYPE, "object"),
)
async def read_json_feed(
    request: Request, pool: PoolDep, settings: SettingsDep, blog_id: BlogId, query: Annotated[BlogFeedQuery, Query()]
) -> Response:
    """Follow a blog as a JSON Feed 1.1.

    The newest entries come first; `next_url`, like the `Link` header, leads to older ones.
    """
    blog, listing = await _read(pool, query.to_filter(blog_id), query.size(settings), query.cursor)
    return await _answer(request, listing, feed.MEDIA_TYPE, _follow(request, blog, listing, feed.render_feed))


@routes.get(
    "/blogs/{blog_id}/feed.atom",
    operation_id="getBlogAtomFeed",
    response_class=Response,
    responses=problems(404) | produces(atom.MEDIA_TYPE),
)
async def read_atom_feed(
    request: Request, pool: PoolDep, settings: SettingsDep, blog_id: BlogId, query: Annotated[BlogFeedQuery, Query()]
) -> Response:
    """Follow a blog as an Atom feed (RFC 4287).

    The newest entries come first; the link `next` leads to older ones (RFC 5005).
    """
    blog, listing = await _read(pool, query.to_filter(blog_id), query.size(settings), query.cursor)
    return await _answer(request, listing, atom.MEDIA_TYPE, _follow(request, blog, listing, atom.render_atom))


@routes.get(
    "/blogs/{blog_id}/blog.jsonld",
    operation_id="getBlogJsonLd",
    response_class=Response,
    responses=problems(404) | produces(json_ld.MEDIA_TYPE, "object"),
)
async def read_json_ld(
    request: Request,
    pool: PoolDep,
    settings: SettingsDep,
    blog_id: BlogId,
    query: Annotated[BlogDocumentQuery, Query()],
) -> Response:
    """Get a whole blog as a schema.org LiveBlogPosting in JSON-LD.

    A blog with more entries than one document may hold goes on at the `Link` header's `next`.
    """
    blog, listing = await _read(pool, query.to_filter(blog_id), settings.max_document_entries, query.cursor)
    return await _answer(
        request, listing, json_ld.MEDIA_TYPE, lambda: json_ld.render_json_ld(orjson.loads(blog), _entries(listing))
    )


@routes.get(
    "/blogs/{blog_id}/blog.md",
    operation_id="getBlogMarkdown",
    response_class=Response,
    responses=problems(404) | produces(markdown.MEDIA_TYPE),
)
async def read_markdown(
    request: Request,
    pool: PoolDep,
    settings: SettingsDep,
    blog_id: BlogId,
    query: Annotated[BlogDocumentQuery, Query()],
) -> Response:
    """Get a whole blog as Markdown, for people to read.

    A blog with more entries than one document may hold goes on at the `Link` header's `next`.
    """
    blog, listing = await _read(pool, query.to_filter(blog_id), settings.max_document_entries, query.cursor)
    return await _answer(
        request,
        listing,
        markdown.MEDIA_TYPE,
        lambda: markdown.render_markdown(orjson.loads(blog), _entries(listing)).encode(),
    )


async def _read(pool: Pool, where: EntryFilter, limit: int, cursor: str | None) -> tuple[bytes, Listing]:
    async with pool.connection() as connection:
        blog = await get_blog(connection, where.blog_id[0])
        return blog, await list_entries(connection, where, limit=limit, cursor=cursor)


def _follow(
    request: Request,
    blog: bytes,
    listing: Listing,
    render: Callable[[Document, list[Document], FeedLinks], bytes],
) -> Callable[[], bytes]:
    older = with_cursor(request, listing.next_cursor) if listing.next_cursor else None
    links = FeedLinks(this=str(request.url), next=older)
    return lambda: render(orjson.loads(blog), _entries(listing), links)


def _entries(listing: Listing) -> list[Document]:
    return [orjson.loads(row) for row in listing.rows]


async def _answer(request: Request, listing: Listing, media_type: str, render: Callable[[], bytes]) -> Response:
    # A long document takes a while to write; other requests go on meanwhile.
    body = await asyncio.to_thread(render)
    return Response(body, media_type=media_type, headers={"Link": link_header(request, listing)})
