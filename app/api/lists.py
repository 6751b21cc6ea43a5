"""Lists: their paging parameters and their envelope."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.api.validity import Validity
from app.errors import Fault, InvalidParameter
from app.settings import Settings
from app.store.listing import Listing

MEDIA_TYPE = "application/json"
LARGEST_PAGE = "largest page"
"""Stands in a schema for the largest page that this service gives, which is a setting."""

PageSize = Annotated[int, Field(ge=1, json_schema_extra={"maximum": LARGEST_PAGE})]


class Cursor(BaseModel):
    """Where in a list to read."""

    cursor: str | None = Field(
        default=None,
        min_length=1,
        max_length=1000,
        description="`next_cursor` or `prev_cursor` of an earlier answer to the same query.",
        examples=["WyIyMDI2LTAzLTA0VDEyOjAwOjAwWiJd"],
    )


class Paging(Cursor):
    """Where in a list to read, and how much."""

    limit: PageSize | None = Field(default=None, description="Items in the answer.", examples=[50])

    def size(self, settings: Settings) -> int:
        """How many items to read."""
        return page_size(self.limit, settings)


def page_size(limit: int | None, settings: Settings, name: str = "limit") -> int:
    """How many items to read, as the parameter `name` says. Raises `InvalidParameter` for more than is allowed."""
    if limit and limit > settings.max_page_size:
        message = f"must be at most {settings.max_page_size}"
        raise InvalidParameter(f"{name} {message}", faults=[Fault("query", name, message)])
    return limit or min(settings.default_page_size, settings.max_page_size)


def list_response(request: Request, listing: Listing, validity: Validity) -> Response:
    """The rows in the list envelope, with the neighbours as RFC 8288 links."""
    headers = {"Link": link_header(request, listing), **validity.validators(listing.state)}
    return Response(list_body(listing), media_type=MEDIA_TYPE, headers=headers)


def list_body(listing: Listing, *, count: int | None = None) -> bytes:
    """The rows in the list envelope, `count` only if it was asked for."""
    return b'{"data":[%b],"next_cursor":%b,"prev_cursor":%b,"has_more":%b,"latest_seq":%d%b}' % (
        b",".join(listing.rows),
        _json(listing.next_cursor),
        _json(listing.prev_cursor),
        b"true" if listing.has_more else b"false",
        listing.state.latest_seq,
        b"" if count is None else b',"count":%d' % count,
    )


def link_header(request: Request, listing: Listing) -> str:
    """Where the list begins and its neighbours, as RFC 8288 links."""
    start = with_cursor(request, None)
    links = [f'<{start}>; rel="first"']
    for relation, cursor in (("next", listing.next_cursor), ("prev", listing.prev_cursor)):
        if cursor:
            links.append(f'<{_going_on(start, cursor)}>; rel="{relation}"')
    return ", ".join(links)


def with_cursor(request: Request, cursor: str | None) -> str:
    """The URL of the same query at another place."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    query = f"?{urlencode(kept)}" if kept else ""
    start = str(request.url).partition("?")[0] + query
    return _going_on(start, cursor) if cursor else start


def _going_on(start: str, cursor: str) -> str:
    return f"{start}{'&' if '?' in start else '?'}{urlencode({'cursor': cursor})}"


def _json(cursor: str | None) -> bytes:
    return b"null" if cursor is None else f'"{cursor}"'.encode()
