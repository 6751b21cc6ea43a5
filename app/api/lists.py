"""Lists: their paging parameters and their envelope."""

from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.errors import Fault, InvalidParameter
from app.settings import Settings
from app.store.listing import Listing

MEDIA_TYPE = "application/json"


class Paging(BaseModel):
    """Where in a list to read, and how much."""

    limit: int | None = Field(default=None, ge=1, description="Items in the answer.", examples=[50])
    cursor: str | None = Field(
        default=None,
        min_length=1,
        max_length=1000,
        description="`next_cursor` or `prev_cursor` of an earlier answer to the same query.",
        examples=["WyIyMDI2LTAzLTA0VDEyOjAwOjAwWiJd"],
    )

    def size(self, settings: Settings) -> int:
        """How many items to read."""
        return page_size(self.limit, settings)


def page_size(limit: int | None, settings: Settings) -> int:
    """How many items to read. Raises `InvalidParameter` for more than is allowed."""
    if limit and limit > settings.max_page_size:
        message = f"must be at most {settings.max_page_size}"
        raise InvalidParameter(f"limit {message}", faults=[Fault("query", "limit", message)])
    return limit or min(settings.default_page_size, settings.max_page_size)


def list_response(request: Request, listing: Listing) -> Response:
    """The rows in the list envelope, with the neighbours as RFC 8288 links."""
    body = b'{"data":[%b],"next_cursor":%b,"prev_cursor":%b,"has_more":%b,"latest_seq":%d}' % (
        b",".join(listing.rows),
        _json(listing.next_cursor),
        _json(listing.prev_cursor),
        b"true" if listing.has_more else b"false",
        listing.latest_seq,
    )
    links = [
        f'<{_with_cursor(request, cursor)}>; rel="{relation}"'
        for relation, cursor in (("first", None), ("next", listing.next_cursor), ("prev", listing.prev_cursor))
        if cursor or relation == "first"
    ]
    return Response(body, media_type=MEDIA_TYPE, headers={"Link": ", ".join(links)})


def _json(cursor: str | None) -> bytes:
    return b"null" if cursor is None else f'"{cursor}"'.encode()


def _with_cursor(request: Request, cursor: str | None) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    query = urlencode([*kept, ("cursor", cursor)] if cursor else kept)
    return str(request.url.replace(query=query, fragment=""))
