"""Blogs: the list, and single ones."""

from typing import Annotated

from fastapi import Query, Request
from pydantic import Field
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep
from app.api.filters import Names
from app.api.identifiers import BlogId
from app.api.lists import MEDIA_TYPE, Paging, list_response
from app.api.routing import problems, router
from app.api.schemas.blogs import BlogList, BlogPublic
from app.store.blogs import BlogFilter, get_blog, list_blogs

routes = router("blogs")


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
    request: Request, connection: Connection, settings: SettingsDep, query: Annotated[BlogListQuery, Query()]
) -> Response:
    """List blogs, the most recently active first."""
    where = BlogFilter(publisher=tuple(query.publisher), language=tuple(query.language))
    return list_response(request, await list_blogs(connection, where, limit=query.size(settings), cursor=query.cursor))


@routes.get("/blogs/{blog_id}", operation_id="getBlog", response_model=BlogPublic, responses=problems(404))
async def read_blog(connection: Connection, blog_id: BlogId) -> Response:
    """Get one blog: its headline, publisher, authors, key points and how much of it is stored."""
    return Response(await get_blog(connection, blog_id), media_type=MEDIA_TYPE)
