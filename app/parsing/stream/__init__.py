"""Pages of no known platform: finds the repeating timestamped posts, whatever their tags, classes and language."""

from collections.abc import Sequence

from app.parsing.document import RawBlog, RawEntry, Source
from app.parsing.join import text_start, title_key
from app.parsing.page import Page
from app.parsing.stream.find import find_stream
from app.parsing.stream.lines import Outline
from app.parsing.stream.outline import outline
from app.parsing.stream.plain import outline_text
from app.parsing.stream.posts import read_posts
from app.parsing.stream.preamble import read_preamble
from app.parsing.stream.words import LIVE
from app.parsing.stream.zone import named_zone


def read_stream(page: Page, title: str | None = None) -> RawBlog | None:
    """The blog whose posts repeat in the page's markup, or None; `title` is what the page's head calls it."""
    root = page.tree.body
    return _read(outline(root, page.language), page, title) if root else None


def read_text(page: Page) -> RawBlog | None:
    """The blog that a page of plain text holds, or None."""
    return _read(outline_text(page.text), page, None)


def _read(out: Outline, page: Page, title: str | None) -> RawBlog | None:
    language = None if page.is_plain_text else page.language
    called = f"{title or (out.lines[0].text if out.lines else '')} {page.url or ''}"
    stream = find_stream(out, language, is_live=LIVE.search(called) is not None)
    if stream is None:
        return None
    blog = read_preamble(out, stream, title) or RawBlog(Source.DOM)
    blog.entries = read_posts(out, stream, page.url, language)
    blog.time_zone = named_zone(out.lines, language)
    _mark_pinned(blog.entries)
    return blog


def _mark_pinned(entries: Sequence[RawEntry]) -> None:
    """A first post that stands in the stream once more is pinned."""
    top = entries[0]
    entries[0].pinned = text_start(top) is not None and any(_say_the_same(entry, top) for entry in entries[1:])


def _say_the_same(entry: RawEntry, other: RawEntry) -> bool:
    if (entry.time.text if entry.time else None) != (other.time.text if other.time else None):
        return False
    return title_key(entry) == title_key(other) and text_start(entry) == text_start(other)
