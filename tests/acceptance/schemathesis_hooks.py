"""What a request can be wrong in although each of its values is right, so that JSON Schema cannot tell it."""

import schemathesis
from schemathesis import Case, HookContext, Response
from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import JsonSchemaError, RejectedPositiveData

RULES = (
    "of another query; leave it out to start from the beginning",
    "cannot be combined with as_of",
    "interval makes more than",
    "is given in the query string as well",
    "is not a name of the time zone database",
    "must be earlier than",
    "only watched URLs can be refreshed",
    "relevance is that to a q",
    "secret is for webhooks only",
    "lies in the future",
    "has no place in",
    "holds a NUL character",
    "is beyond the change log's end",
    "highlight marks what q matches",
    "holds no word to search for",
    "relevance is that to a q",
    "holds no letter or digit",
    "delete this rule and make another",
    "is longer than 100 characters",
    "more than 50 terms",
)
"""The messages of these rules; each has a test of its own elsewhere."""
CODES = {"empty_page", "not_html", "no_live_blog", "unsupported_media", "url_refused"}
"""The codes of what random bytes are where a page is asked for, and random names where a public host is."""


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case, response: Response) -> bool:  # noqa: ARG001
    """Whether a failure is one."""
    if isinstance(failure, JsonSchemaError) and "fields" in (case.query or {}):
        return False
    if not isinstance(failure, RejectedPositiveData):
        return True
    problem = response.json()
    return problem["code"] not in CODES and not any(rule in problem["detail"] for rule in RULES)
