"""Routers whose every route checks its query string and documents the errors it can give."""

from typing import Any

from fastapi import APIRouter, Depends, Security
from fastapi.security import APIKeyHeader, HTTPBearer

from app.api.access import require_host, require_writer
from app.api.problems import MEDIA_TYPE
from app.api.schemas import Problem
from app.api.service import SCHEMAS
from app.api.strict_query import strict_query

Responses = dict[int | str, dict[str, Any]]

MEANINGS = {
    401: "An API key is needed.",
    403: "The caller may not do this.",
    404: "There is no such thing.",
    409: "The request contradicts what is stored or under way.",
    413: "The body is larger than allowed.",
    415: "The body is no page, or comes in a form that is not taken.",
    422: "Something in the request is wrong; `errors` names it.",
    502: "The other site cannot be reached, or answered with an error.",
    503: "Too much is asked at once; `Retry-After` says when to try again.",
}
BEARER = HTTPBearer(description="An API key.", auto_error=False)
API_KEY = APIKeyHeader(
    name="X-API-Key",
    description="The same key. A service without keys takes writes from its own machine alone, and needs none.",
    auto_error=False,
)
EVERYWHERE = [Depends(require_host), Depends(strict_query)]
# The schemes only tell OpenAPI what `require_writer` checks.
WRITER = [Depends(require_writer), Security(BEARER), Security(API_KEY)]
WRITER_ERRORS = (401, 403)


def problems(*statuses: int) -> Responses:
    """The problem documents of these statuses, for OpenAPI."""
    content = {MEDIA_TYPE: {"schema": {"$ref": SCHEMAS + Problem.__name__}}}
    return {status: {"description": MEANINGS[status], "content": content} for status in statuses}


def router(tag: str, prefix: str = "/v1") -> APIRouter:
    """A router for the operations under one tag."""
    return APIRouter(prefix=prefix, tags=[tag], dependencies=EVERYWHERE, responses=problems(422))
