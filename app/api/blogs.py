"""Blogs: the list, and single ones."""

from typing import Annotated

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep
from app.api.filters import Names
from app.api.identifiers import BlogId
from app.api.lists import MEDIA_TYPE, Paging, list_response
from app.api.query_model import in_query
from app.api.routing import problems, router
from app.api.schemas.blogs import BlogList, BlogPublic
from app.api.validity import Validity
from app.store.blogs import BlogFilter, get_blog, list_blogs
from app.store.freshness import read_state

routes = router("blogs", conditional=True)


class BlogListQuery(Paging):
    """Filters and paging of the list of blogs."""

    publisher: Names = Field(
        default=[],
        description="Name or slug of a publisher. Several: of any of them.",
        examples=[["the-harbour-gazette"]],
    )
    language: Names = Field(
        default=[], description="BCP 47 tag; `en` also finds `en-GB`. Several: any of them.", examples=[["en"]]
    )


@routes.get("/blogs", operation_id="listBlogs", response_model=BlogList)
async def read_blogs(
    request: Request,
    connection: Connection,
    settings: SettingsDep,
    query: Annotated[BlogListQuery, in_query(BlogListQuery)],
) -> Response:
    """List blogs, the most recently active first."""
    where = BlogFilter(publisher=tuple(query.publisher), language=tuple(query.language))
    limit, validity = query.size(settings), Validity(request)
    if validity.in_question:
        validity.check(await read_state(connection))
    listing = await list_blogs(connection, where, limit=limit, cursor=query.cursor)
    return list_response(request, listing, validity)


@routes.get("/blogs/{blog_id}", operation_id="getBlog", response_model=BlogPublic, responses=problems(404))
async def read_blog(request: Request, connection: Connection, blog_id: BlogId) -> Response:
    """Get one blog: its headline, publisher, authors, key points and how much of it is stored."""
    headers = Validity(request).check(await read_state(connection, blogs=[blog_id]), dated=True)
    return Response(await get_blog(connection, blog_id), media_type=MEDIA_TYPE, headers=headers)
