"""A query string says exactly what is documented: unknown, repeated or unreadable parameters are named in a 422.

A path is read as strictly.
"""

from collections import Counter
from difflib import get_close_matches
from functools import cache
from typing import Any
from urllib.parse import unquote_to_bytes

from fastapi import FastAPI, Request

from app.errors import Fault, InvalidParameter

MAX_PARAMETERS = 100
MAX_VALUE_LENGTH = 4_096

Known = dict[str, bool]
"""Names of a route's query parameters, and whether each may be repeated."""


def strict_query(request: Request) -> None:
    """Check the query string against the route's documented parameters. Raises `InvalidParameter`."""
    _check_path(request)
    pairs = [part.partition(b"=")[::2] for part in request.scope["query_string"].split(b"&") if part]
    if len(pairs) > MAX_PARAMETERS:
        message = f"more than {MAX_PARAMETERS} parameters"
        raise InvalidParameter(message, faults=[Fault("query", _name(pairs[-1][0]), message)])
    if not pairs:
        return
    known = _documented(request.app).get((request.scope["route"].path_format, request.method.lower()), {})
    faults = [fault for name, value in pairs if (fault := _unreadable(name, value))]
    faults += _unknown([_name(name) for name, _ in pairs], known)
    if faults:
        raise InvalidParameter("; ".join(f"{fault.name}: {fault.message}" for fault in faults[:3]), faults=faults)


def _check_path(request: Request) -> None:
    # No identifier holds a NUL, and PostgreSQL takes no text that does.
    for name, value in request.path_params.items():
        if "\0" in str(value):
            message = "holds a NUL character"
            raise InvalidParameter(f"{name}: {message}", faults=[Fault("path", name, message)])


def _name(raw: bytes) -> str:
    return _decode(raw).decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")[:100]


def _decode(raw: bytes) -> bytes:
    return unquote_to_bytes(raw.replace(b"+", b" "))


def _unreadable(name: bytes, value: bytes) -> Fault | None:
    text = _decode(value)
    if b"\0" in text:
        return Fault("query", _name(name), "holds a NUL character")
    try:
        length = len(text.decode("utf-8"))
    except UnicodeDecodeError:
        return Fault("query", _name(name), "is not valid UTF-8")
    if length > MAX_VALUE_LENGTH:
        return Fault("query", _name(name), f"is longer than {MAX_VALUE_LENGTH:,} characters")
    return None


def _unknown(names: list[str], known: Known) -> list[Fault]:
    faults = []
    for name, times in Counter(names).items():
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            faults.append(Fault("query", name, f"is not a parameter here{hint}"))
        elif times > 1 and not known[name]:
            faults.append(Fault("query", name, "may be given only once"))
    return faults


@cache
def _documented(app: FastAPI) -> dict[tuple[str, str], Known]:
    """The query parameters of every route, as its OpenAPI document has them."""
    paths: dict[str, dict[str, Any]] = app.openapi()["paths"]
    return {
        (path, method): {
            parameter["name"]: _repeats(parameter["schema"])
            for parameter in operation.get("parameters", [])
            if parameter["in"] == "query"
        }
        for path, operations in paths.items()
        for method, operation in operations.items()
    }


def _repeats(schema: dict[str, Any]) -> bool:
    return any(option.get("type") == "array" for option in [schema, *schema.get("anyOf", [])])
