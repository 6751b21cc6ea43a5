"""Values of parameters: instants and web addresses, read strictly and explained when they are wrong."""

import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
LOST_PLUS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]* \d\d:\d\d", re.ASCII)
FUTURE_TOLERANCE = timedelta(days=1)
MAX_URL_LENGTH = 4_096
WEB_URL_SCHEMA: dict[str, Any] = {
    "pattern": r"^https?://[^\x00-\x20\x7f\\/?#@:\[\]]+([/?#][^\x00-\x20\x7f\\]*)?$",
    "maxLength": MAX_URL_LENGTH,
}
"""What OpenAPI shows of a URL; `read_web_url` takes a few rarer forms as well."""


def read_instant(value: object) -> datetime:
    """An RFC 3339 instant with its offset, in UTC. Raises ValueError with what to do about it."""
    text = value.isoformat() if isinstance(value, datetime) else str(value).strip()
    if LOST_PLUS.fullmatch(text):
        raise ValueError("has a space where the + of its offset was: write it as %2B in a URL")
    if not RFC_3339.fullmatch(text):
        raise ValueError("must be an RFC 3339 time with an offset, such as 2026-03-04T05:06:07Z")
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("is no instant in the calendar") from None


def read_past_instant(value: object) -> datetime:
    """An instant that is not in the future, give or take a wrong clock."""
    instant = read_instant(value)
    if instant > datetime.now(UTC) + FUTURE_TOLERANCE:
        raise ValueError("lies in the future")
    return instant


def read_web_url(value: object) -> str:
    """An absolute http or https URL. Raises ValueError."""
    text = str(value).strip()
    if len(text) > MAX_URL_LENGTH:
        raise ValueError(f"is longer than {MAX_URL_LENGTH:,} characters")
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or re.search(r"[\x00-\x20\x7f\\\ud800-\udfff]", text):
        raise ValueError("must be an absolute http or https URL")
    return text


def comma_separated(known: Collection[str]) -> Callable[[str], str]:
    """A check that a text is some of these names, separated by commas; it raises ValueError for others."""

    def check(text: str) -> str:
        for name in text.split(","):
            if name not in known:
                close = get_close_matches(name, known, n=1)
                hint = f"did you mean {close[0]}?" if close else f"take any of {', '.join(known)}"
                raise ValueError(f"{name[:50]!r} is not known here: {hint}")
        return text

    return check


def comma_separated_pattern(known: Collection[str]) -> dict[str, Any]:
    """The same for OpenAPI, as the extra words of a JSON Schema."""
    name = f"({'|'.join(known)})"
    return {"pattern": f"^{name}(,{name})*$"}


Instant = Annotated[datetime, BeforeValidator(read_instant)]
PastInstant = Annotated[datetime, BeforeValidator(read_past_instant)]
WebUrl = Annotated[str, BeforeValidator(read_web_url), Field(json_schema_extra=WEB_URL_SCHEMA)]
