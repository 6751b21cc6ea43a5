"""What is done to a page in a process of its own: everything that hostile bytes could break."""

from app.enrich import enrich
from app.parsing.document import ParsedBlog
from app.parsing.page import Page
from app.parsing.parse import parse


def read_page(page: Page) -> ParsedBlog:
    """The page's live blog, parsed and enriched. Raises `NoLiveBlog` and the kinds of `PageRefused`."""
    return enrich(parse(page))
