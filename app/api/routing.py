"""Routers whose every route checks its query string and documents the errors it can give."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Depends, Request, Security
from fastapi.routing import APIRoute
from fastapi.security import APIKeyHeader, HTTPBearer
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.api.access import require_host, require_writer
from app.api.bodies import read_raw, replay
from app.api.problems import MEDIA_TYPE
from app.api.query_model import describe_parameters
from app.api.schemas.problems import Problem
from app.api.service import SCHEMAS
from app.api.strict_query import strict_query
from app.errors import Fault, InvalidParameter

Responses = dict[int | str, dict[str, Any]]
Handler = Callable[[Request], Coroutine[Any, Any, Response]]

MEANINGS = {
    401: "An API key is needed.",
    403: "The caller may not do this.",
    404: "There is no such thing.",
    406: "It comes in no format that the client takes; `detail` names those it comes in.",
    409: "The request contradicts what is stored or under way.",
    413: "The body is larger than allowed.",
    415: "The body is no page, or comes in a form that is not taken.",
    422: "Something in the request is wrong; `errors` names it.",
    429: "Too many requests; `Retry-After` says when to go on. Only where the service has a limit.",
    502: "The other site cannot be reached, or answered with an error.",
    503: "Too much is asked at once; `Retry-After` says when to try again.",
}
BEARER = HTTPBearer(description="An API key.", auto_error=False)
API_KEY = APIKeyHeader(
    name="X-API-Key",
    description="The same key. A service without keys takes writes from its own machine alone, and needs none.",
    auto_error=False,
)
# The schemes only tell OpenAPI what `require_writer` checks.
WRITER = [Depends(require_writer), Security(BEARER), Security(API_KEY)]
WRITER_ERRORS = (401, 403)
NOT_MODIFIED: Responses = {304: {"description": "What `If-None-Match` or `If-Modified-Since` names still stands."}}


async def well_formed(request: Request) -> None:
    """Check what every request has: its Host and its query string, and note its route. Raises `InvalidParameter`."""
    request.state.route = request.scope["route"].path_format
    require_host(request)
    strict_query(request)


class BoundedRoute(APIRoute):
    """A route that reads no more of a JSON body than it needs; bodies that hold pages have their own limit."""

    def __init__(self, *what: Any, **more: Any) -> None:  # noqa: ANN401 (as FastAPI's)
        super().__init__(*what, **more)
        describe_parameters(self)

    def get_route_handler(self) -> Handler:
        """What answers a request to this route."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def bounded(request: Request) -> Response:
            body = await read_raw(request, request.app.state.settings.max_json_bytes)
            try:
                return await handle(Request(request.scope, replay(body)))
            except HTTPException as error:
                if error.status_code != HTTPStatus.BAD_REQUEST:
                    raise
                # So FastAPI answers to bytes that are no text, and to nesting without end.
                message = "cannot be read as JSON"
                raise InvalidParameter(f"the body {message}", faults=[Fault("body", "body", message)]) from error

        return bounded


def problems(*statuses: int) -> Responses:
    """The problem documents of these statuses, for OpenAPI."""
    content = {MEDIA_TYPE: {"schema": {"$ref": SCHEMAS + Problem.__name__}}}
    return {status: {"description": MEANINGS[status], "content": content} for status in statuses}


def router(tag: str, prefix: str = "/v1", *, conditional: bool = False) -> APIRouter:
    """A router for the operations under one tag; `conditional` if all of them answer 304 to whoever has the answer."""
    responses = problems(422, 429) | (NOT_MODIFIED if conditional else {})
    checks = [Depends(well_formed)]
    return APIRouter(prefix=prefix, tags=[tag], dependencies=checks, responses=responses, route_class=BoundedRoute)
