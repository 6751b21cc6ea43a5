"""Every error this project raises on purpose, each with a stable code.

    LiveblogError
    ├── InputError               what the caller sent cannot be used
    │   ├── PageRefused          the bytes are no page we take, or exceed a limit
    │   │   ├── EmptyPage
    │   │   ├── NotHtml
    │   │   ├── PageTooLarge
    │   │   └── PageTooComplex   nesting, attributes or nodes beyond the limits
    │   ├── ParseTimeout         the page took longer to parse than its time
    │   ├── NoLiveBlog           a good page, but no live blog is on it
    │   └── InvalidParameter     a parameter or field is unknown, malformed or contradictory
    ├── FetchError               a URL gave no page
    │   ├── UrlRefused           the URL is no web address, or leads into a private network
    │   ├── RobotsRefused        the site's robots.txt asks us not to fetch it
    │   ├── BackOff              the site asks us to come back later
    │   └── FetchFailed          the site cannot be reached, or answered with an error
    ├── NotFound
    ├── AccessDenied             the caller may not do this
    │   └── SignatureRefused     a webhook is not signed as its source signs, or its signature is stale
    ├── Conflict                 the request contradicts what is stored or under way
    └── OperatorError            the service cannot run as it is set up
        ├── ConfigurationError
        └── DataDirectoryError   the embedded database's directory is in use or unusable

The HTTP status of each stands in `app.api.problems` and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one parameter or field, as RFC 9457 problem documents list them."""

    where: Literal["query", "path", "header", "body"]
    name: str
    message: str


class LiveblogError(Exception):
    """Base of all errors below; `str(error)` is one line a person can act on."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class InputError(LiveblogError):
    """What the caller sent cannot be used."""

    code = "invalid_input"


class PageRefused(InputError):
    """The bytes are no page we take."""

    code = "page_refused"


class EmptyPage(PageRefused):
    """There are no bytes, or nothing but white space."""

    code = "empty_page"


class NotHtml(PageRefused):
    """The bytes are a PDF, an image, an archive or another thing that is no text."""

    code = "not_html"


class PageTooLarge(PageRefused):
    """More bytes than the limit."""

    code = "page_too_large"


class PageTooComplex(PageRefused):
    """More nesting, attributes or tags than the limits."""

    code = "page_too_complex"


class ParseTimeout(InputError):
    """The page took longer to parse than its time, and its parser was stopped."""

    code = "parse_timeout"


class NoLiveBlog(InputError):
    """A page that holds no live blog."""

    code = "no_live_blog"


class InvalidParameter(InputError):
    """A parameter or field is unknown, malformed or contradictory; `faults` names each."""

    code = "invalid_parameter"


class FetchError(LiveblogError):
    """A URL gave no page; nothing that is stored is touched."""

    code = "fetch_failed"


class UrlRefused(FetchError):
    """The URL is no web address, or leads into a private network."""

    code = "url_refused"


class RobotsRefused(FetchError):
    """The site's robots.txt asks us not to fetch it (RFC 9309)."""

    code = "robots_refused"


class BackOff(FetchError):
    """The site asks us to come back later; `retry_after` is in seconds from now, or None when it does not say."""

    code = "back_off"

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class FetchFailed(FetchError):
    """The site cannot be reached, or answered with an error; `status` is its HTTP status, if it gave one."""

    code = "fetch_failed"

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class NotFound(LiveblogError):
    """There is no such thing."""

    code = "not_found"


class AccessDenied(LiveblogError):
    """The caller may not do this."""

    code = "access_denied"


class SignatureRefused(AccessDenied):
    """A webhook is not signed as its source signs, or its signature is stale."""

    code = "signature_refused"


class Conflict(LiveblogError):
    """The request contradicts what is stored or under way."""

    code = "conflict"


class OperatorError(LiveblogError):
    """The service cannot run as it is set up."""

    code = "operator_error"


class ConfigurationError(OperatorError):
    """A setting is missing, malformed or unsafe."""

    code = "configuration"


class DataDirectoryError(OperatorError):
    """The embedded database's directory is in use by another service, or cannot be used."""

    code = "data_directory"
