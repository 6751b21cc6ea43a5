"""What publishers' structured data get wrong, told by the data alone: a page's values repeated on every entry.

Publishers fill these data in for search engines. A date, headline, byline or picture that stands on nearly every update
and on the page says nothing of the update.
"""

from collections import Counter
from collections.abc import Callable, Hashable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeVar

from app.parsing.document import RawBlog, RawEntry, TimeText
from app.parsing.join import squash
from app.parsing.time_line import find_time

T = TypeVar("T", bound=Hashable)

_FEW = 3
"""Entries from which a repetition tells something."""
_CUT = 60
"""Letters from which a headline that begins the text is the text, cut off, and no heading that it repeats."""


def distrust(data: RawBlog, *, shown: bool) -> list[str]:
    """Take out of structured data's entries what only repeats the page; what was taken out, in words.

    `shown` says that the page's markup shows posts as well.
    """
    _repeated_edits(data)
    _repeated_images(data)
    found = (
        _repeated_times(data),
        _repeated_titles(data),
        _titles_from_text(data),
        _repeated_authors(data, shown=shown),
    )
    return [warning for warning in found if warning]


def _repeated_times(data: RawBlog) -> str | None:
    page = {_machine(time) for time in (data.published, data.updated)} - {None}
    repeated = _shared(data, lambda entry: _machine(entry.time), page)
    if repeated is None:
        return None
    count = _clear(data, lambda entry: _machine(entry.time) == repeated, lambda entry: setattr(entry, "time", None))
    return f"the structured data give {count} entries one and the same publication time; it is left out"


def _repeated_edits(data: RawBlog) -> None:
    page = {_machine(time) for time in (data.published, data.updated)} - {None}
    repeated = _shared(data, lambda entry: _machine(entry.updated), page)
    if repeated is not None:
        _clear(data, lambda entry: _machine(entry.updated) == repeated, lambda entry: setattr(entry, "updated", None))


def _repeated_titles(data: RawBlog) -> str | None:
    headline = squash(data.headline)
    repeated = _shared(data, lambda entry: squash(entry.title) or None, {headline} if headline else set())
    if repeated is None:
        return None
    count = _clear(data, lambda entry: squash(entry.title) == repeated, lambda entry: setattr(entry, "title", None))
    return f"the structured data give {count} entries one and the same headline; it is left out"


def _titles_from_text(data: RawBlog) -> str | None:
    """Headlines that are the text itself, with a time in front or cut off, on at least half of the entries."""
    copies = [entry for entry in data.entries if entry.title and _is_text(entry.title, entry.body.text, data.language)]
    if len(copies) < 2 or len(copies) * 2 < len(data.entries):  # noqa: PLR2004
        return None
    for entry in copies:
        entry.title = None
    return f"the structured data give {len(copies)} entries their own text as headline; it is left out"


def _repeated_authors(data: RawBlog, *, shown: bool) -> str | None:
    """The page's byline or publisher on every entry. Where posts stand in the data alone, one may have written all.

    A lone author among others has signed what has that name: these data tell who wrote which entry.
    """
    page = {tuple(author.name for author in data.authors), (data.publisher,)}
    repeated = _shared(data, lambda entry: tuple(author.name for author in entry.authors) or None, page)
    signatures = {tuple(author.name for author in entry.authors) for entry in data.entries if entry.authors}
    if repeated is None or (len(repeated) == 1 and not (shown and signatures == {repeated} <= page)):
        return None
    count = _clear(
        data,
        lambda entry: tuple(author.name for author in entry.authors) == repeated,
        lambda entry: setattr(entry, "authors", ()),
    )
    return f"the structured data sign {count} entries with the whole page's byline; it is left out"


def _repeated_images(data: RawBlog) -> None:
    """A poster without a caption that stands on many entries belongs to the page."""
    uses = Counter(image.url for entry in data.entries for image in set(entry.body.images) if not image.caption)
    posters = {url for url, count in uses.items() if count >= _FEW and count * 2 > len(data.entries)}
    for entry in data.entries if posters else ():
        images = tuple(image for image in entry.body.images if image.url not in posters)
        if len(images) < len(entry.body.images):
            entry.body = replace(entry.body, images=images)


def _machine(time: TimeText | None) -> str | None:
    return (time.machine or time.text) if time else None


def _shared(data: RawBlog, value: Callable[[RawEntry], T | None], page: AbstractSet[Hashable]) -> T | None:
    """The value that most entries share; where there are only a few entries, it must be the page's as well."""
    values = [found for entry in data.entries if (found := value(entry)) is not None]
    if len(values) < 2:  # noqa: PLR2004
        return None
    most, count = Counter(values).most_common(1)[0]
    if count < 2 or count * 2 <= len(values):  # noqa: PLR2004
        return None
    return most if most in page or count >= _FEW else None


def _clear(data: RawBlog, where: Callable[[RawEntry], bool], clear: Callable[[RawEntry], None]) -> int:
    hit = [entry for entry in data.entries if where(entry)]
    for entry in hit:
        clear(entry)
    return len(hit)


def _is_text(title: str, text: str, language: str | None) -> bool:
    words = squash(text[: 2 * len(title) + 100])
    # Whatever time stands in front, the rest of such a title is what the text begins with; looking for one takes long.
    if not words or words[:_CUT] not in squash(title):
        return False
    split = find_time(title, language)
    starts = [squash(title), *([squash(split.rest)] if split else [])]
    return any(words.startswith(start) if len(start) > _CUT else start.startswith(words) for start in starts)
