"""How long an answer stands: its ETag, `Last-Modified` and `Cache-Control`, and the 304 for those who have it.

An ETag is a digest of all that an answer follows from: the state of what it is read from, its address with host and
query, its media type, and the version and settings of the service. So one look-up tells whether a client's answer still
stands, and the query is not run. The state is read before the answer: an answer may be newer than its ETag says, and is
then asked for once more; it is never older. Answers do not depend on who asks, so a cache may share them.
"""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property
from hashlib import blake2b

from fastapi import FastAPI, Request
from starlette.responses import Response

from app.api.preconditions import has, names_what_it_has
from app.settings import Settings
from app.store.freshness import State

Validators = dict[str, str]
SETTLED = timedelta(hours=1)
"""An instant so far back is of the past: pages that are still to come rarely say anything of it."""
ETAG_BYTES = 12
A_YEAR = 365 * 24 * 3600


class NotModified(Exception):
    """The client has the answer already; it gets these headers alone."""

    def __init__(self, headers: Validators) -> None:
        super().__init__("the client has it")
        self.headers = headers


def install(app: FastAPI) -> None:
    """Answer 304 where `NotModified` is raised."""
    app.add_exception_handler(NotModified, _not_modified)


async def _not_modified(_: Request, raised: Exception) -> Response:
    assert isinstance(raised, NotModified)  # noqa: S101 (registered for this type only)
    return Response(status_code=304, headers=raised.headers)


class Validity:
    """How long the answer to one request stands."""

    def __init__(
        self,
        request: Request,
        media_type: str = "application/json",
        *,
        as_of: datetime | None = None,
        exact: bool = True,
        negotiated: bool = False,
    ) -> None:
        """`as_of` is the instant that the answer tells of, now if None; what is not `exact` gets a weak ETag.

        `negotiated` says that `Accept` chose the media type.
        """
        self._request = request
        self._media_type = media_type
        self._as_of = as_of
        self._exact = exact
        self._negotiated = negotiated

    @property
    def in_question(self) -> bool:
        """Whether the client names an answer that it has, so that it pays to look at the state first."""
        return names_what_it_has(self._request.headers)

    def validators(self, state: State, *, dated: bool = False) -> Validators:
        """The headers of an answer that was read after `state`; `dated` if it follows from one blog alone."""
        headers = {"ETag": self._etag(state, dated=dated), "Cache-Control": self._cache_control()}
        if self._negotiated:
            headers["Vary"] = "Accept"
        modified_at = _last_modified(state) if dated else None
        if modified_at:
            headers["Last-Modified"] = format_datetime(modified_at, usegmt=True)
        return headers

    def check(self, state: State, *, dated: bool = False) -> Validators:
        """The same. Raises `NotModified` if the client has this very answer."""
        headers = self.validators(state, dated=dated)
        asked = self._request.headers
        # Whether there is an answer at all, which `*` asks, is known when it is there; see `app.api.conditional`.
        if asked.get("if-none-match") != "*" and has(asked, headers["ETag"], _last_modified(state) if dated else None):
            raise NotModified(headers)
        return headers

    @cached_property
    def address(self) -> str:
        """What tells the answer apart from all others of the service, at whatever state."""
        scope, settings = self._request.scope, self._settings
        parts = (
            f"{self._request.app.version} {settings.default_page_size} {settings.max_document_entries}",
            f"{scope['scheme']} {self._request.headers.get('host')} {scope['path']} {self._media_type}",
            scope["query_string"].decode("latin-1"),
        )
        return "\n".join(parts)

    def _etag(self, state: State, *, dated: bool) -> str:
        stands_for = f"{state.tick}" if dated else f"{state.tick} {state.latest_seq}"
        digest = blake2b(f"{self.address}\n{stands_for}".encode(), digest_size=ETAG_BYTES).digest()
        return f'{"" if self._exact else "W/"}"{urlsafe_b64encode(digest).decode()}"'

    def _cache_control(self) -> str:
        settled = self._as_of is not None and self._as_of < datetime.now(UTC) - SETTLED
        seconds = self._settings.cache_past_seconds if settled else self._settings.cache_seconds
        return f"public, max-age={seconds}" if seconds else "public, no-cache"

    @property
    def _settings(self) -> Settings:
        settings: Settings = self._request.app.state.settings
        return settings


def unchanging(request: Request, digest: bytes) -> Validators:
    """The headers of bytes with this digest, the same for ever. Raises `NotModified` if the client has them."""
    headers = {"ETag": f'"{digest.hex()}"', "Cache-Control": f"public, max-age={A_YEAR}, immutable"}
    if has(request.headers, headers["ETag"], None):
        raise NotModified(headers)
    return headers


def _last_modified(state: State) -> datetime | None:
    """The second after the last write, once it is over: then no later write can have the same date."""
    if not state.tick:
        return None
    second = state.modified_at.replace(microsecond=0) + timedelta(seconds=1)
    return second if second <= datetime.now(UTC) else None
