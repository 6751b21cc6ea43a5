"""A stream as it was found: its posts in page order, and how they are laid out."""

from dataclasses import dataclass

from app.parsing.stream.heads import Layout
from app.parsing.stream.spans import Span


@dataclass(slots=True)
class Post:
    """One post of the stream: its span, and the lines that hold its title and byline."""

    span: Span
    title: int | None = None
    byline: int | None = None


@dataclass(slots=True)
class Stream:
    """The posts of a page in page order, and how they are laid out."""

    posts: list[Post]
    layout: Layout
    own_elements: bool
    worth: float = 0.0
