"""Small pure functions that add to a parsed blog what its page does not say outright.

The order matters: names are found after the publisher's own topics are spread, so that a name which the publisher also
uses as a tag keeps the publisher's spelling and source.
"""

from collections.abc import Callable

from app.enrich.names import add_recurring_names
from app.enrich.topics import spread_blog_topics
from app.parsing.document import ParsedBlog

STEPS: tuple[Callable[[ParsedBlog], ParsedBlog], ...] = (spread_blog_topics, add_recurring_names)


def enrich(blog: ParsedBlog) -> ParsedBlog:
    """The blog after all steps."""
    for step in STEPS:
        blog = step(blog)
    return blog
