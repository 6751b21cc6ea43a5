"""Pages of no known platform: finds the repeating timestamped posts, whatever their tags, classes and language."""

from app.parsing.document import RawBlog
from app.parsing.page import Page


def read_stream(page: Page) -> RawBlog | None:  # noqa: ARG001 (to come)
    """The blog whose posts repeat in the page's markup, or None."""
    return None


def read_text(page: Page) -> RawBlog | None:  # noqa: ARG001 (to come)
    """The blog that a page of plain text holds, or None."""
    return None
