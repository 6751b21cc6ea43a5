"""Posts that stand in the data of a page's scripts, whatever content system and framework wrote them.

A program in the reader's browser draws such pages; their markup holds none of the posts, or the first few.
"""

from collections.abc import Sequence
from statistics import median

from app.parsing.document import RawBlog, RawEntry, Source
from app.parsing.page import Page
from app.parsing.script_data.lists import PostList, find_lists
from app.parsing.script_data.records import Record, is_shown, likely_time, read_record, time_of
from app.parsing.script_data.states import read_states
from app.parsing.script_data.words import ADDRESSES, LIVE_LISTS, OF_COMMENTS, OTHER_LISTS
from app.parsing.stream.words import LIVE
from app.parsing.structured.merging import drop_worthless_ids
from app.parsing.structured.values import same_document
from app.parsing.time_text import read_time
from app.parsing.urls import web_url

_FEWEST = 3
_MOST = 20_000
_ENOUGH = 300
"""Characters from which more text does not make a post more of one."""
_SHORT, _LONG, _FULL = 15, 60, 250
"""Characters that posts must have in the middle: where the page calls itself live, elsewhere, and where each has an
address of its own as teasers have."""

__all__ = ["read_script_data"]


def read_script_data(page: Page, title: str | None = None) -> RawBlog | None:
    """The blog whose posts are the best list of such in the data of the page's scripts, or None.

    `title` is what the page's head calls it. Never raises for what the data hold.
    """
    is_live = LIVE.search(f"{title or ''} {page.url or ''}") is not None
    best: list[RawEntry] = []
    worth = 0
    for state in read_states(page):
        for listed in find_lists(state):
            entries = _posts(page, listed, is_live=is_live)
            found = sum(min(len(entry.body.text), _ENOUGH) for entry in entries)
            if found > worth:
                best, worth = entries, found
    return RawBlog(Source.DOM, entries=drop_worthless_ids(best)) if best else None


def _posts(page: Page, listed: PostList, *, is_live: bool) -> list[RawEntry]:
    """The entries of a list, none where it is not a live blog's."""
    records = [record for record in listed.records[:_MOST] if is_shown(record)]
    if len(records) < _FEWEST - is_live or OTHER_LISTS.search(listed.name) or _are_comments(records):
        return []
    is_stream = is_live or LIVE_LISTS.search(listed.name) is not None
    timed = [record for record in records if _has_clock(record, guess=is_stream)]
    if len(timed) * 3 < len(records) * 2:
        return []
    entries = [read_record(record, page.url, page.limits) for record in timed]
    sizes = [len(entry.body.text) for entry in entries]
    least = _SHORT if is_live else _LONG
    if sum(_leads_elsewhere(record, page.url) for record in timed) * 2 > len(timed):
        least = _FULL if is_stream else _FULL * 2
    if median(sizes) < least:
        return []
    if not listed.is_ordered:
        entries.sort(key=lambda entry: (entry.time.machine or "") if entry.time else "", reverse=True)
    return entries


def _are_comments(records: Sequence[Record]) -> bool:
    return sum(len(OF_COMMENTS & record.keys()) > 1 for record in records) * 2 > len(records)


def _has_clock(record: Record, *, guess: bool) -> bool:
    time = time_of(record) or (likely_time(record) if guess else None)
    reading = read_time(time.machine or time.text or "") if time else None
    return reading is not None and (reading.has_clock or reading.ago is not None)


def _leads_elsewhere(record: Record, page_url: str | None) -> bool:
    """Whether a record names a page of its own."""
    for name in ADDRESSES:
        address = web_url(record[name], page_url) if isinstance(record.get(name), str) else None
        if address:
            return page_url is None or not same_document(address, page_url)
    return False
