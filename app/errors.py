"""Every error this project raises on purpose, each with a stable code.

    LiveblogError
    ├── InputError               what the caller sent cannot be used
    │   ├── PageRefused          the bytes are no page we take, or exceed a limit
    │   │   ├── EmptyPage
    │   │   ├── NotHtml
    │   │   ├── PageTooLarge
    │   │   └── PageTooComplex   nesting, attributes or nodes beyond the limits
    │   ├── ParseFailed          the page's parser broke down
    │   │   └── ParseTimeout     it took longer than its time, and was stopped
    │   ├── NoLiveBlog           a good page, but no live blog is on it
    │   ├── UnsupportedMedia     the body comes in a form that is not taken
    │   └── InvalidParameter     a parameter or field is unknown, malformed or contradictory
    ├── FetchError               a URL gave no page
    │   ├── UrlRefused           the URL is no web address, or leads into a private network
    │   ├── RobotsRefused        the site's robots.txt asks us not to fetch it
    │   ├── BackOff              the site asks us to come back later
    │   └── FetchFailed          the site cannot be reached, or answered with an error
    ├── NotFound
    ├── NotAcceptable            it is there, but in no format that the caller takes
    ├── AccessDenied             the caller may not do this
    │   ├── KeyRequired          an API key is needed, and none or a wrong one was given
    │   └── SignatureRefused     a webhook is not signed as its source signs, or its signature is stale
    ├── Conflict                 the request contradicts what is stored or under way
    ├── Overloaded               too much is asked at once; later it will do
    └── OperatorError            the service cannot run as it is set up
        ├── ConfigurationError
        └── DataDirectoryError   the embedded database's directory is in use or unusable

The HTTP status of each stands in `app.api.problems` and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one parameter or field, as RFC 9457 problem documents list them."""

    where: Literal["query", "path", "header", "body"]
    name: str
    message: str


class LiveblogError(Exception):
    """Base of all errors below; `str(error)` is one line a person can act on.

    `faults` point at what was wrong with the request; `facts` are ids and numbers that help to act on the error.
    """

    code: ClassVar[str] = "error"

    def __init__(
        self, message: str, *, faults: Sequence[Fault] = (), facts: Mapping[str, str | int] | None = None
    ) -> None:
        super().__init__(message)
        self.faults = tuple(faults)
        self.facts = dict(facts or {})


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


class ParseFailed(InputError):
    """The page's parser broke down; the page is kept."""

    code = "parse_failed"


class ParseTimeout(ParseFailed):
    """The page took longer to parse than its time, and its parser was stopped."""

    code = "parse_timeout"


class NoLiveBlog(InputError):
    """A page that holds no live blog."""

    code = "no_live_blog"


class InvalidParameter(InputError):
    """A parameter or field is unknown, malformed or contradictory; `faults` names each."""

    code = "invalid_parameter"


class UnsupportedMedia(InputError):
    """The body comes in a form that is not taken."""

    code = "unsupported_media_type"


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


class NotAcceptable(LiveblogError):
    """It is there, but in no format that the caller takes."""

    code = "not_acceptable"


class AccessDenied(LiveblogError):
    """The caller may not do this."""

    code = "access_denied"


class KeyRequired(AccessDenied):
    """An API key is needed, and none or a wrong one was given."""

    code = "key_required"


class SignatureRefused(AccessDenied):
    """A webhook is not signed as its source signs, or its signature is stale."""

    code = "signature_refused"


class Conflict(LiveblogError):
    """The request contradicts what is stored or under way."""

    code = "conflict"


class Overloaded(LiveblogError):
    """Too much is asked at once; later it will do."""

    code = "overloaded"


class OperatorError(LiveblogError):
    """The service cannot run as it is set up."""

    code = "operator_error"


class ConfigurationError(OperatorError):
    """A setting is missing, malformed or unsafe."""

    code = "configuration"


class DataDirectoryError(OperatorError):
    """The embedded database's directory is in use by another service, or cannot be used."""

    code = "data_directory"
