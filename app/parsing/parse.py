"""From a page to the live blog it holds: claim, read, reconcile.

Pure: no I/O, no clock, no database. The same bytes, address and observed instant give the same answer.
"""

from collections.abc import Sequence

from app.errors import NoLiveBlog
from app.parsing.claim import all_platforms, claim
from app.parsing.document import ParsedBlog, RawBlog, Source
from app.parsing.head import complete_head, read_head
from app.parsing.join import join, unite_copies
from app.parsing.lost_heads import find_lost_heads
from app.parsing.page import Page
from app.parsing.platform import Platform, Tier
from app.parsing.reconcile import Sources, reconcile
from app.parsing.script_data import read_script_data
from app.parsing.stream import read_stream, read_text
from app.parsing.structured import read_article, read_structured

PARSER_VERSION = 1
"""Raised whenever the same page may come out differently, so that stored snapshots are worth reading again."""

PLAIN_TEXT = "plain-text"
UNKNOWN = "unknown"
"""What answers call the platform of a page that none claims and that carries no structured data."""


def parse(page: Page, platforms: Sequence[Platform] | None = None) -> ParsedBlog:
    """The live blog on a page, its entries in page order.

    `platforms` are those that may claim the page, all of them when not given. Raises `NoLiveBlog` when the page holds
    none, and what `page.text` and `page.tree` raise for pages that are refused.
    """
    sources = read_sources(page, all_platforms() if platforms is None else platforms)
    if sources.shown:
        find_lost_heads(sources.shown.entries)
    blog = reconcile(page, sources)
    if not blog.entries:
        raise NoLiveBlog("no timestamped posts were found on this page")
    return blog


def read_sources(page: Page, platforms: Sequence[Platform]) -> Sources:
    """What each source of the page shows, before anything is compared."""
    if page.is_plain_text:
        shown = read_text(page)
        return Sources(PLAIN_TEXT, head=RawBlog(Source.DOM), shown=shown)
    head, structured = read_head(page), read_structured(page)
    data = next((blog for blog in structured if blog.source is Source.JSON_LD and blog.entries), None)
    if data is None:
        complete_head(head, read_article(page))
    marked_up = [blog for blog in structured if blog.source is not Source.JSON_LD and blog.entries]
    platform = claim(page, platforms)
    if platform is None:
        return _of_no_platform(page, head, data, marked_up)
    shown = platform.read(page)
    if platform.tier is Tier.GENERIC and shown.entries:
        _sign(shown, read_stream(page, head.headline))
    if data is None and marked_up:
        data = marked_up[0]
    if data:
        data.entries = [entry for one in data.entries if (entry := platform.refine(one))]
    sources = Sources(platform.name, head, shown, data, platform.zone or None)
    if not shown.entries and (data is None or type(platform).tells_posts()):
        sources.warnings.append(f"this is a page of {platform.name}, but no posts stand where it has them")
        sources.shown = (None if data else _guess(page, head)) or shown
    return sources


def _sign(shown: RawBlog, stream: RawBlog | None) -> None:
    """Fill in authors that an open format does not tell: those of the same posts read line by line."""
    signed = {entry.external_id: entry for entry in stream.entries if entry.authors} if stream else {}
    for entry in shown.entries:
        other = signed.get(entry.external_id) if entry.external_id and not entry.authors else None
        if other:
            entry.authors, entry.body = other.authors, other.body


def _of_no_platform(page: Page, head: RawBlog, data: RawBlog | None, marked_up: Sequence[RawBlog]) -> Sources:
    """A page that no platform claims: its microdata or microformats, or else the posts that repeat on it.

    Microdata without texts are written for search engines beside the posts, as JSON-LD is.
    """
    shown = next(filter(_has_texts, marked_up), None) or read_stream(page, head.headline) or next(iter(marked_up), None)
    if data is None and shown not in marked_up:
        data = next(iter(marked_up), None)
    if data is None and shown and shown.source is not Source.DOM:
        return Sources(shown.source.value, head, data=shown)
    if data is None:
        return _of_scripts(page, head, shown)
    if shown and not _tell_of_one_blog(shown, data):
        if not _has_texts(data):
            return Sources(UNKNOWN, head, shown)
        shown = None
    return Sources(data.source.value, head, shown, data, guessed=True)


def _of_scripts(page: Page, head: RawBlog, shown: RawBlog | None) -> Sources:
    """The posts in the markup, and those of the same blog that stand in the data of the page's scripts alone."""
    data = read_script_data(page, head.headline)
    if data is None or (shown and (len(data.entries) <= len(shown.entries) or not _tell_of_one_blog(shown, data))):
        return Sources(UNKNOWN, head, shown)
    return Sources(UNKNOWN, head, shown, data, guessed=True) if shown else Sources(UNKNOWN, head, data)


def _guess(page: Page, head: RawBlog) -> RawBlog | None:
    """The posts that repeat in the markup, or else in the data of the page's scripts."""
    return read_stream(page, head.headline) or read_script_data(page, head.headline)


def _has_texts(blog: RawBlog) -> bool:
    """Whether most entries hold something to read."""
    return sum(bool(entry.body.text) for entry in blog.entries) * 2 > len(blog.entries)


def _tell_of_one_blog(shown: RawBlog, data: RawBlog) -> bool:
    """Whether the posts found in the markup are those of the structured data, and not teasers or comments."""
    ours, theirs = ({entry.external_id for entry in blog.entries if entry.external_id} for blog in (shown, data))
    if len(ours & theirs) * 2 >= max(len(shown.entries), len(data.entries)):
        return True
    pairs = join(unite_copies(shown.entries), unite_copies(data.entries))
    both = sum(1 for pair in pairs if pair.shown and pair.data)
    return both * 2 >= min(len(shown.entries), len(data.entries))
