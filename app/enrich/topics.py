"""Topics of entries: joining lists of them, and giving entries those of their blog."""

from collections.abc import Iterable
from dataclasses import replace

from app.parsing.document import ParsedBlog, Topic

MAX_TOPICS = 50


def merge_topics(*groups: Iterable[Topic]) -> tuple[Topic, ...]:
    """The topics of all groups, each name once (whatever its case), the first spelling and source kept."""
    merged: dict[str, Topic] = {}
    for group in groups:
        for topic in group:
            name = " ".join(topic.name.split())
            if name:
                merged.setdefault(name.casefold(), replace(topic, name=name))
    return tuple(merged.values())[:MAX_TOPICS]


def spread_blog_topics(blog: ParsedBlog) -> ParsedBlog:
    """Give every entry the tags and keywords that the publisher put on the whole blog, after its own."""
    topics = merge_topics(blog.topics)
    entries = tuple(replace(entry, topics=merge_topics(entry.topics, topics)) for entry in blog.entries)
    return replace(blog, topics=topics, entries=entries)
