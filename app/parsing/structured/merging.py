"""Several descriptions of one blog (canonical and AMP, plugin and theme) made one, and worthless ids dropped."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields

from app.parsing.document import RawBlog, RawEntry
from app.parsing.structured.values import same_document


def merge(blogs: Sequence[RawBlog], page_url: str | None) -> RawBlog | None:
    """The blog with most entries, completed from others that describe the same one; None of none.

    Among equals the one at the page's own URL is taken. What describes another blog is left out.
    """
    if not blogs:
        return None
    main = max(blogs, key=lambda blog: (len(blog.entries), blog.url is not None and same_document(blog.url, page_url)))
    for other in blogs:
        if other is not main and _is_same(main, other):
            _complete(main, other)
    return main


def drop_worthless_ids(entries: list[RawEntry]) -> list[RawEntry]:
    """The entries, repeated ones once; ids that different ones share, or that only count positions, become None.

    Positions are no ids: with the newest entry first, "#post1" names another entry after each update.
    """
    first: dict[str | None, RawEntry] = {}
    for entry in entries:
        first.setdefault(entry.external_id, entry)
    kept = [entry for entry in entries if entry.external_id is None or _differs(entry, first[entry.external_id])]
    uses = Counter(entry.external_id for entry in kept)
    counts_positions = _count_positions(kept)
    for entry in kept:
        if counts_positions or uses[entry.external_id] > 1:
            entry.external_id = entry.permalink = None
    return kept


def _differs(entry: RawEntry, first: RawEntry) -> bool:
    """Whether an entry with the id of an earlier one is another; the text of a pinned copy may be cut."""
    return entry is first or (entry.title, entry.time) != (first.title, first.time)


def _is_same(blog: RawBlog, other: RawBlog) -> bool:
    if blog.url and other.url and same_document(blog.url, other.url):
        return True
    if blog.headline and other.headline and blog.headline.casefold() == other.headline.casefold():
        return True
    return bool(_ids(blog) & _ids(other))


def _ids(blog: RawBlog) -> set[str]:
    return {entry.external_id for entry in blog.entries if entry.external_id}


def _complete(blog: RawBlog, other: RawBlog) -> None:
    for field in fields(blog):
        if field.name != "entries" and not getattr(blog, field.name):
            setattr(blog, field.name, getattr(other, field.name))
    blog.declared_entries = max(blog.declared_entries or 0, other.declared_entries or 0) or None
    known = _ids(blog)
    blog.entries += [entry for entry in other.entries if entry.external_id and entry.external_id not in known]


def _count_positions(entries: Sequence[RawEntry]) -> bool:
    """Whether the ids run "post1", "post2", … down a stream that starts with its newest entry."""
    names = [entry.external_id or "" for entry in entries]
    numbers = [name[len(name.rstrip("0123456789")) :] for name in names]
    first = numbers[0] if numbers else ""
    if len(numbers) == 1 or first not in ("0", "1"):
        return False
    if numbers != [str(int(first) + step) for step in range(len(numbers))]:
        return False
    times = [entry.time.machine or "" if entry.time else "" for entry in (entries[0], entries[-1])]
    return times[0] > times[1] > ""
