"""Whether a client already has what it asks for (RFC 9110, 13)."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from starlette.datastructures import Headers

TAG = re.compile(r'(?:W/)?("[^"]*")')


def names_what_it_has(asked: Headers) -> bool:
    """Whether the request says which version of the answer the client has."""
    return "if-none-match" in asked or "if-modified-since" in asked


def has(asked: Headers, etag: str | None, modified_at: datetime | None) -> bool:
    """Whether the version that the client has is the one with this ETag or, if it names none, of this date.

    ETags are compared weakly. `If-None-Match: *` stands for any version: ask only once it is certain that there is one.
    """
    named = asked.get("if-none-match")
    if named is not None:
        return etag is not None and (named.strip() == "*" or _opaque(etag) in TAG.findall(named))
    since = read_date(asked.get("if-modified-since"))
    return since is not None and modified_at is not None and modified_at <= since


def read_date(text: str | None) -> datetime | None:
    """An HTTP date; None for what is none."""
    try:
        date = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else None


def _opaque(etag: str) -> str:
    return etag.removeprefix("W/")
