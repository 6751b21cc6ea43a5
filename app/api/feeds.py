"""One blog in the formats of feed readers, search engines and people, under the same filters as its list."""

from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from app.api.entry_answers import Asked, answer
from app.api.filters import BlogDocumentQuery, BlogFeedQuery
from app.api.identifiers import BlogId
from app.api.negotiation import preferred, written_as
from app.api.query_model import in_query
from app.api.routing import problems, router
from app.render.formats import ATOM, FEEDS, JSON_FEED, JSON_LD, MARKDOWN

routes = router("feeds", conditional=True)


@routes.get(
    "/blogs/{blog_id}/feed",
    operation_id="getBlogFeed",
    response_class=Response,
    responses=problems(404) | written_as(*FEEDS, negotiated=True),
)
async def read_feed(
    request: Request,
    blog_id: BlogId,
    query: Annotated[BlogFeedQuery, in_query(BlogFeedQuery)],
) -> Response:
    """Follow a blog in the format that `Accept` chooses: a JSON Feed, or Atom."""
    format_ = preferred(request, FEEDS)
    return await answer(request, Asked(query, format_, blog_id, negotiated=True))


@routes.get(
    "/blogs/{blog_id}/feed.json",
    operation_id="getBlogJsonFeed",
    response_class=Response,
    responses=problems(404) | written_as(JSON_FEED),
)
async def read_json_feed(
    request: Request,
    blog_id: BlogId,
    query: Annotated[BlogFeedQuery, in_query(BlogFeedQuery)],
) -> Response:
    """Follow a blog as a JSON Feed 1.1.

    The newest entries come first; `next_url`, like the `Link` header, leads to older ones.
    """
    return await answer(request, Asked(query, JSON_FEED, blog_id))


@routes.get(
    "/blogs/{blog_id}/feed.atom",
    operation_id="getBlogAtomFeed",
    response_class=Response,
    responses=problems(404) | written_as(ATOM),
)
async def read_atom_feed(
    request: Request,
    blog_id: BlogId,
    query: Annotated[BlogFeedQuery, in_query(BlogFeedQuery)],
) -> Response:
    """Follow a blog as an Atom feed (RFC 4287).

    The newest entries come first; the link `next` leads to older ones (RFC 5005).
    """
    return await answer(request, Asked(query, ATOM, blog_id))


@routes.get(
    "/blogs/{blog_id}/blog.jsonld",
    operation_id="getBlogJsonLd",
    response_class=Response,
    responses=problems(404) | written_as(JSON_LD),
)
async def read_json_ld(
    request: Request,
    blog_id: BlogId,
    query: Annotated[BlogDocumentQuery, in_query(BlogDocumentQuery)],
) -> Response:
    """Get a whole blog as a schema.org LiveBlogPosting in JSON-LD.

    A blog with more entries than one document may hold goes on at the `Link` header's `next`.
    """
    return await answer(request, Asked(query, JSON_LD, blog_id))


@routes.get(
    "/blogs/{blog_id}/blog.md",
    operation_id="getBlogMarkdown",
    response_class=Response,
    responses=problems(404) | written_as(MARKDOWN),
)
async def read_markdown(
    request: Request,
    blog_id: BlogId,
    query: Annotated[BlogDocumentQuery, in_query(BlogDocumentQuery)],
) -> Response:
    """Get a whole blog as Markdown, for people to read.

    A blog with more entries than one document may hold goes on at the `Link` header's `next`.
    """
    return await answer(request, Asked(query, MARKDOWN, blog_id))
