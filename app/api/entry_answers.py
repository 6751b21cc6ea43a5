"""Answers that hold entries of a list, in any format: what lists, feeds and documents have in common."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
from fastapi import Request
from psycopg import AsyncConnection
from starlette.responses import Response

from app.api.filters import BlogDocumentQuery, BlogEntryListQuery, BlogFeedQuery, EntryListQuery
from app.api.kept_answers import KeptAnswer, KeptAnswers
from app.api.lists import link_header, list_body, with_cursor
from app.api.shape import Shape, included, with_fields
from app.api.validity import Validators, Validity
from app.errors import Fault, InvalidParameter
from app.render.formats import JSON, Document, Extract, Format
from app.render.links import FeedLinks
from app.settings import Settings
from app.store.blogs import get_blog
from app.store.counts import count_entries, estimate_entries
from app.store.engine import Pool
from app.store.filters import EntryFilter
from app.store.freshness import read_state
from app.store.listing import Listing
from app.store.query import list_entries

COUNTING = {"exact": count_entries, "estimated": estimate_entries}
AS_IT_IS = Shape()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: entries under a query, of one blog or of all, in a format."""

    query: EntryListQuery | BlogEntryListQuery | BlogFeedQuery | BlogDocumentQuery
    format: Format
    blog_id: UUID | None = None
    negotiated: bool = False
    """Whether the format was chosen by `Accept`."""

    @property
    def shape(self) -> Shape:
        """Order, fields and count. Raises `InvalidParameter` for what the format has no place for."""
        shape = self.query if isinstance(self.query, Shape) else AS_IT_IS
        if shape.fields is not None and not self.format.tabular:
            raise _out_of_place("fields", self.format)
        if shape.count != "none" and self.format is not JSON:
            raise _out_of_place("count", self.format)
        if shape.include is not None and self.format is not JSON:
            raise _out_of_place("include", self.format)
        return shape

    @property
    def dated(self) -> bool:
        """Whether the answer follows from one blog alone: the envelope tells the change log's end as well."""
        return self.blog_id is not None and self.format is not JSON


@dataclass(frozen=True, slots=True)
class _Read:
    listing: Listing
    blog: bytes | None
    count: int | None
    validators: Validators


async def answer(request: Request, asked: Asked) -> Response:
    """The entries asked for, as they are to be written. Raises `NotModified` before the list is read.

    A list of JSON that was answered before and still stands is answered so again.
    """
    # Not as dependencies, of which FastAPI makes more work than all that is done here: lists are asked for most.
    pool: Pool = request.app.state.pool
    settings: Settings = request.app.state.settings
    answers: KeptAnswers = request.app.state.answers
    shape, limit = asked.shape, asked.query.size(settings)
    where = asked.query.to_filter(asked.blog_id)
    validity = Validity(
        request,
        asked.format.media_type,
        as_of=asked.query.as_of,
        exact=shape.count != "estimated",
        negotiated=asked.negotiated,
    )
    keeps = asked.format is JSON and shape.count != "estimated"
    kept = answers.at(validity.address) if keeps else None
    async with pool.connection() as connection:
        if kept:
            validators = validity.check(await read_state(connection, blogs=where.blog_id), dated=asked.dated)
            if validators["ETag"] == kept.etag:
                answers.hits += 1
                return Response(kept.body, media_type=JSON.media_type, headers={"Link": kept.link, **validators})
        read = await _read(connection, asked, limit, where, validity)
    headers = {"Link": link_header(request, read.listing), **read.validators}
    # A long document takes a while to write; other requests go on meanwhile.
    body = (
        await asyncio.to_thread(asked.format.render, _extract(request, read, shape))
        if asked.format.render
        else list_body(read.listing, count=read.count)
    )
    if keeps:
        answers.keep(validity.address, KeptAnswer(headers["ETag"], body, headers["Link"]))
    return Response(body, media_type=asked.format.media_type, headers=headers)


async def _read(
    connection: AsyncConnection[Any], asked: Asked, limit: int, where: EntryFilter, validity: Validity
) -> _Read:
    shape, validators, blog = asked.shape, None, None
    # What tells of a blog reads it before its entries, so the state before that; else the list brings its own.
    if validity.in_question or asked.blog_id:
        validators = validity.check(await read_state(connection, blogs=where.blog_id), dated=asked.dated)
    if asked.blog_id:
        blog = await get_blog(connection, asked.blog_id)
    listing = await list_entries(
        connection,
        where,
        limit=limit,
        cursor=asked.query.cursor,
        sort=shape.sort,
        include=included(shape.include),
    )
    counting = COUNTING.get(shape.count)
    count = await counting(connection, where) if counting else None
    validators = validators or validity.validators(listing.state)
    if shape.fields is not None:
        listing = replace(listing, rows=[with_fields(row, shape.fields) for row in listing.rows])
    return _Read(listing, blog, count, validators)


def _extract(request: Request, read: _Read, shape: Shape) -> Extract:
    older = with_cursor(request, read.listing.next_cursor) if read.listing.next_cursor else None
    blog: Document = orjson.loads(read.blog) if read.blog else _every_blog(request)
    fields = shape.fields.split(",") if shape.fields else None
    return Extract(blog, read.listing.rows, FeedLinks(this=str(request.url), next=older), fields)


def _every_blog(request: Request) -> Document:
    """What stands for the blog where a feed holds entries of many; known by the address of its first page."""
    return {"id": str(uuid5(NAMESPACE_URL, with_cursor(request, None))), "headline": "Entries of live blogs"}


def _out_of_place(name: str, format_: Format) -> InvalidParameter:
    message = f"has no place in {format_.media_type}"
    return InvalidParameter(f"{name} {message}", faults=[Fault("query", name, message)])
