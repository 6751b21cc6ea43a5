"""Which format to answer in: the one that the address names, else the one that the client likes best."""

from collections.abc import Sequence
from typing import Any

from fastapi import Path, Request

from app.api.accept import preferred_type
from app.api.routing import Responses, problems
from app.errors import Fault, NotAcceptable, NotFound
from app.render.formats import Format


def preferred(request: Request, offered: Sequence[Format]) -> Format:
    """The format that `Accept` asks for; without it, the first. Raises `NotAcceptable`, which names them all."""
    accept = ",".join(request.headers.getlist("accept"))
    wanted = preferred_type(accept, tuple(known.media_type for known in offered))
    if wanted is None:
        message = f"take one of {', '.join(known.media_type for known in offered)}"
        raise NotAcceptable(f"this comes in no format that is asked for: {message}", faults=[_fault(message)])
    return next(known for known in offered if known.media_type == wanted)


def named(suffix: str, offered: Sequence[Format]) -> Format:
    """The format with this suffix. Raises `NotFound`, which names them all."""
    for known in offered:
        if known.suffix == suffix:
            return known
    raise NotFound(f"there is no format {suffix[:50]!r} here: take one of {', '.join(one.suffix for one in offered)}")


def written_as(*offered: Format, negotiated: bool = False) -> Responses:
    """Answers in these formats, for OpenAPI."""
    content = {known.media_type: {"schema": {"type": known.kind}} for known in offered if known.render is not None}
    return {200: {"description": "Successful Response", "content": content}} | (problems(406) if negotiated else {})


def suffix_of(offered: Sequence[Format]) -> Any:  # noqa: ANN401 (as FastAPI's `Path`)
    """A path parameter that names one of these formats."""
    names = [known.suffix for known in offered]
    return Path(description="The format.", examples=names[1:2], json_schema_extra={"enum": [*names]})


def _fault(message: str) -> Fault:
    return Fault("header", "Accept", message)
