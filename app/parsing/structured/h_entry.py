"""The live blog that microformats describe: `h-feed` of `h-entry` (microformats2), or the older `hentry`."""

from selectolax.lexbor import LexborNode

from app.parsing.body import read_body
from app.parsing.document import Author, RawBlog, RawEntry, Source, TimeText, Topic
from app.parsing.page import Page
from app.parsing.structured.bodies import is_start_of
from app.parsing.structured.live_blog import MAX_UPDATES
from app.parsing.structured.merging import drop_worthless_ids
from app.parsing.structured.people import named_in
from app.parsing.structured.values import post_id
from app.parsing.urls import web_url

ENTRY = ".h-entry, .hentry"
FEED = ".h-feed, .hfeed"
TITLE = ".p-name, .entry-title"
CONTENT = ".e-content, .entry-content"
SUMMARY = ".p-summary, .entry-summary"
PUBLISHED = ".dt-published, .published"
UPDATED = ".dt-updated, .updated"
AUTHOR = ".p-author, .author"
CATEGORY = ".p-category, [rel~=tag]"
LINK = "a.u-url, link.u-url, a.u-uid, a[rel~=bookmark]"
CARD = ".h-card, .vcard, .h-cite"
LONGEST = 2_000
LONGEST_TOPIC = 100
FEWEST = 3
"""Entries from which a page of entries may be a live blog and not an article with a teaser or two."""


def read(page: Page) -> RawBlog | None:
    """The stream of entries, or None when there are too few with a time and a text of their own."""
    found = page.tree.css(ENTRY)[:MAX_UPDATES]
    if len(found) < FEWEST:
        return None
    nodes = [node for node in found if not _holds_entries(node)]
    entries = [_entry(node, page.url) for node in nodes]
    entries = [entry for entry in entries if entry.time and (entry.body.text or entry.title)]
    if len(entries) < FEWEST or not any(entry.body.text for entry in entries):
        return None
    return RawBlog(source=Source.DOM, headline=_headline(page, found, nodes), entries=drop_worthless_ids(entries))


def _headline(page: Page, found: list[LexborNode], entries: list[LexborNode]) -> str | None:
    """The name of the feed: the first title in it that belongs to none of its entries."""
    feed = page.tree.css_first(FEED) or next((node for node in found if _holds_entries(node)), None)
    if feed is None:
        return None
    inside = {title.mem_id for entry in entries for title in entry.css(TITLE)}
    return next((_text(title) for title in feed.css(TITLE) if title.mem_id not in inside), None)


def _entry(node: LexborNode, page_url: str | None) -> RawEntry:
    content = node.css_first(CONTENT)
    body = (
        read_body([content], base_url=page_url)
        if content
        else read_body([node], base_url=page_url, skip=(TITLE, PUBLISHED, UPDATED, AUTHOR, CATEGORY))
    )
    title = _text(_first(node, TITLE)) or (_text(_first(node, SUMMARY)) if not body.text else None)
    if title and is_start_of(title, body.text):
        title = None
    link = _first(node, LINK)
    url = web_url((link.attributes.get("href") or "").strip(), page_url) if link else None
    return RawEntry(
        source=Source.DOM,
        external_id=node.id or (post_id(url, page_url) if url else None),
        permalink=url,
        title=title,
        time=_time(_first(node, PUBLISHED)),
        updated=_time(_first(node, UPDATED)),
        authors=_authors(node),
        body=body,
        topics=_topics(node),
    )


def _holds_entries(node: LexborNode) -> bool:
    return sum(inner.mem_id != node.mem_id for inner in node.css(ENTRY)) > 1


def _first(node: LexborNode, selector: str) -> LexborNode | None:
    """The first match in an entry that does not belong to the card of a person or to a quoted entry in it."""
    cards = {inner.mem_id for card in node.css(CARD) for inner in card.css("*")}
    return next((match for match in node.css(selector) if match.mem_id not in cards), None)


def _authors(node: LexborNode) -> tuple[Author, ...]:
    authors: list[Author] = []
    for card in node.css(AUTHOR):
        name = card.css_first(".p-name, .fn") or card
        authors += named_in(_text(name))
    return tuple({author.name: author for author in authors}.values())


def _topics(node: LexborNode) -> tuple[Topic, ...]:
    names = (_text(tag) for tag in node.css(CATEGORY))
    return tuple(Topic(name) for name in dict.fromkeys(names) if name and len(name) <= LONGEST_TOPIC)


def _time(node: LexborNode | None) -> TimeText | None:
    """The time of a `dt-*` element, or of the parts of one (microformats' value-class pattern)."""
    if node is None:
        return None
    inner = node.css_first("time[datetime], .value-title, abbr[title]")
    values = [
        found.attributes.get(name)
        for found, name in ((node, "datetime"), (node, "title"), (node, "value"), (inner, "datetime"), (inner, "title"))
        if found
    ]
    machine = next((value for value in values if value), None)
    return TimeText(text=(_text(node) or "")[:200] or None, machine=machine)


def _text(node: LexborNode | None) -> str | None:
    return " ".join(node.text()[: 2 * LONGEST].split())[:LONGEST] or None if node else None
