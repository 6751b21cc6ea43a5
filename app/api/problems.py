"""Errors as RFC 9457 problem documents. The only place that knows which error has which HTTP status."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
import psycopg
import psycopg_pool
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from app import errors
from app.api.envelope import headers_of

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
NO_DATABASE = (psycopg.OperationalError, psycopg_pool.PoolTimeout)

STATUS: dict[type[errors.LiveblogError], HTTPStatus] = {
    errors.InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotHtml: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.PageTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.UnsupportedMedia: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.FetchError: HTTPStatus.BAD_GATEWAY,
    errors.UrlRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.RobotsRefused: HTTPStatus.FORBIDDEN,
    errors.BackOff: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    errors.AccessDenied: HTTPStatus.FORBIDDEN,
    errors.KeyRequired: HTTPStatus.UNAUTHORIZED,
    errors.SignatureRefused: HTTPStatus.UNAUTHORIZED,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""The status of an error is that of its nearest ancestor here; any other of ours is a 500."""

log = logging.getLogger(__name__)


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document."""
    app.add_exception_handler(errors.LiveblogError, _ours)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(psycopg.errors.QueryCanceled, _too_slow)
    for kind in NO_DATABASE:
        app.add_exception_handler(kind, _no_database)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _unforeseen)


def problem(  # noqa: PLR0913 (the members of a problem document)
    request: Request,
    status: int,
    code: str,
    detail: str,
    *,
    faults: Sequence[errors.Fault] = (),
    facts: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The document that tells what went wrong with this request."""
    document = {
        "type": f"urn:liveblog:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": getattr(request.state, "request_id", None),
        "errors": [{"in": fault.where, "name": fault.name, "message": fault.message} for fault in faults],
        **(facts or {}),
    }
    return Response(orjson.dumps(document), status, media_type=MEDIA_TYPE, headers=dict(headers or {}))


def status_of(error: errors.LiveblogError) -> HTTPStatus:
    """The HTTP status that an error of ours answers with."""
    kinds = (STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return next(kinds, HTTPStatus.INTERNAL_SERVER_ERROR)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.LiveblogError)  # noqa: S101 (registered for this type only)
    status = status_of(error)
    headers: dict[str, str] = {}
    if isinstance(error, errors.KeyRequired):
        headers["WWW-Authenticate"] = 'Bearer realm="liveblog"'
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        wait = error.retry_after if isinstance(error, errors.BackOff) else None
        headers["Retry-After"] = str(round(wait or RETRY_SECONDS))
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        headers["Connection"] = "close"
    return problem(request, status, error.code, str(error), faults=error.faults, facts=error.facts, headers=headers)


async def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 (as above)
    faults = [_fault(found) for found in error.errors()]
    detail = "; ".join(f"{fault.name}: {fault.message}" for fault in faults[:3])
    code = errors.InvalidParameter.code
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, code, detail, faults=faults)


def _fault(found: Mapping[str, Any]) -> errors.Fault:
    where, *path = found["loc"]
    if found["type"] == "json_invalid":
        return errors.Fault("body", "body", f"is not JSON, at character {path[0]}: {found['ctx']['error']}")
    places: dict[str, Any] = {"query": "query", "path": "path", "header": "header"}
    name = ".".join(str(part) for part in path if not (isinstance(part, int) and where == "query")) or str(where)
    unknown = found["type"] == "extra_forbidden"
    message = "is not known here" if unknown else str(found["msg"]).removeprefix("Value error, ")
    return errors.Fault(places.get(str(where), "body"), name, message)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 (as above)
    phrases = {
        HTTPStatus.NOT_FOUND: f"there is nothing at {request.url.path}",
        HTTPStatus.METHOD_NOT_ALLOWED: f"{request.method} is not possible here",
    }
    code = HTTPStatus(error.status_code).name.lower()
    detail = phrases.get(HTTPStatus(error.status_code), str(error.detail))
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_methods_at(request)) or headers.get("Allow", "")
    return problem(request, error.status_code, code, detail, headers=headers)


def _methods_at(request: Request) -> list[str]:
    """The methods of every operation at this path; each is a route of its own and knows nothing of the others."""
    path = getattr(request.scope.get("route"), "path_format", None)
    return [method.upper() for method in request.app.openapi()["paths"].get(path, {})]


async def _too_slow(request: Request, _: Exception) -> Response:
    detail = "the query took too long; narrow it with more filters or a time range"
    headers = {"Retry-After": str(RETRY_SECONDS)}
    return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, "query_timeout", detail, headers=headers)


async def _no_database(request: Request, error: Exception) -> Response:
    log.error("request %s: the database does not answer: %s", request.state.request_id, error)
    headers = {"Retry-After": str(RETRY_SECONDS)}
    detail = "the database does not answer; try again in a moment"
    return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, "database_unavailable", detail, headers=headers)


async def _gone(request: Request, _: Exception) -> Response:
    # Nobody is left to read this; it keeps an upload that was broken off from counting as an error of ours.
    return problem(request, HTTPStatus.BAD_REQUEST, "client_disconnected", "the request was broken off")


async def _unforeseen(request: Request, error: Exception) -> Response:
    # This answer goes out past all middleware, so it brings the headers along that others are given there; the error
    # goes on to the server, which closes the connection. Middleware may have lost the database as well.
    request_id = request.state.request_id
    if isinstance(error, NO_DATABASE):
        answer = await _no_database(request, error)
    else:
        log.error("request %s failed", request_id, exc_info=error)
        detail = "something went wrong on our side; the request id finds it in the log"
        answer = problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", detail)
    answer.headers.update({**headers_of(request_id), "Connection": "close"})
    return answer
