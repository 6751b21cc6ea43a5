"""The body out of a piece of HTML that stands in a string, as platforms' own JSON keeps the text of their posts."""

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from app.errors import PageTooComplex
from app.parsing.body import read_body
from app.parsing.document import Body
from app.parsing.guard import Limits, refuse_excess


def body_of_html(markup: str, *, base_url: str | None, limits: Limits | None = None) -> Body:
    """The body that a string of HTML holds; an empty one for markup beyond the page's limits. Never raises."""
    try:
        refuse_excess(markup.encode("utf-8", "replace"), limits or Limits())
    except PageTooComplex:
        return Body()
    root = LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS).body
    return read_body(root.iter(include_text=True), base_url=base_url) if root else Body()
