"""What stands above a stream and belongs to the blog: headline, byline, publisher, lede and key points.

A syndicated copy carries the publisher's name, the section, the byline, the headline, the lede and the key points as
mere lines; the first line that is long enough to be a headline is one, and sentences below it are the lede.
"""

import re
from collections.abc import Callable, Sequence

from app.parsing.byline import read_byline
from app.parsing.document import Author, RawBlog, Source, TimeText
from app.parsing.join import squash
from app.parsing.stream.found import Stream
from app.parsing.stream.heads import is_byline
from app.parsing.stream.lines import Line, Outline
from app.parsing.stream.plain import bullet
from app.parsing.stream.stops import is_furniture
from app.parsing.stream.words import EDITED, KEY_POINTS, PUBLISHED
from app.parsing.time_line import find_time
from app.parsing.time_text import read_loosely
from app.parsing.zone_statement import stated_zone
from app.parsing.zones import zone_of

_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_DATE = 100
_FEWEST_WORDS = 5
_HEADLINE = (25, 250)
_LONGEST_NAME = 40
_LONGEST_STATEMENT = 200
_MOST_LINES = 120
"""Lines above the first post that are looked at; what stands higher is navigation."""


def read_preamble(out: Outline, stream: Stream, page_title: str | None) -> RawBlog:
    """The blog's own facts, as far as the lines above its first post tell them; it has no entries yet.

    `page_title` is what the head of the page calls it, perhaps with the site's name behind.
    """
    first = min(out.line_at(post.span.first) for post in stream.posts)
    lines = [line for line in out.lines[max(0, first - _MOST_LINES) : first] if line.text]
    label = next((place for place, line in enumerate(lines) if _is_key_points(line)), len(lines))
    points = _key_points(out, lines[label + 1 :])
    published, updated = _page_times(lines)
    lines = lines[:label]
    headline = _find_headline(lines, page_title)
    zone = stated_zone(line.text for line in lines if len(line.text) <= _LONGEST_STATEMENT)
    if headline is None:
        return RawBlog(
            Source.DOM,
            publisher=_publisher(lines),
            key_points=points,
            published=published,
            updated=updated,
            stated_zone=zone,
        )
    lede = [line.text for line in lines[headline + 1 :] if _SENTENCE.search(line.text) and not is_furniture(line.text)]
    return RawBlog(
        Source.DOM,
        headline=lines[headline].text,
        description="\n\n".join(lede) or None,
        publisher=_publisher(lines),
        authors=_authors(lines, headline),
        key_points=points,
        published=published,
        updated=updated,
        stated_zone=zone,
    )


def _find_headline(lines: Sequence[Line], page_title: str | None) -> int | None:
    """The line that the page is titled by, its main heading, or for pages without a title what reads like one."""
    title = squash(page_title)
    tests: list[Callable[[Line], bool]] = [lambda line: _names(line, title), lambda line: line.heading == 1]
    if len((page_title or "").split()) < _FEWEST_WORDS:
        tests.append(_could_be_headline)
    found = (next((place for place, line in enumerate(lines) if test(line)), None) for test in tests)
    return next((place for place in found if place is not None), None)


def _names(line: Line, title: str) -> bool:
    return len(line.text) >= _HEADLINE[0] and title.startswith(squash(line.text))


def _page_times(lines: Sequence[Line]) -> tuple[TimeText | None, TimeText | None]:
    """When the page says that it was published and last updated, in lines that name a day with its year.

    A date without a word is that of the last update: live blogs move it along.
    """
    published: TimeText | None = None
    updated: TimeText | None = None
    for line in lines:
        if len(line.text) > _LONGEST_DATE or not _YEAR.search(line.text) or line.heading == 1:
            continue
        edit = EDITED.search(line.text.casefold())
        before, after = (line.text[: edit.start()], line.text[edit.start() :]) if edit else (line.text, "")
        if PUBLISHED.search(before.casefold()) or edit:
            published = published or _dated(before)
            updated = updated or _dated(after)
        else:
            updated = updated or _dated(before)
    return published, updated


def _dated(text: str) -> TimeText | None:
    reading = read_loosely(text) if _YEAR.search(text) else None
    return TimeText(text.strip(" ,.|·•–-")) if reading and reading.has_date and reading.year else None


def _is_key_points(line: Line) -> bool:
    return line.text.strip(" :.").casefold() in KEY_POINTS


def _key_points(out: Outline, lines: Sequence[Line]) -> tuple[str, ...]:
    """The bullets or list items that follow the label; those with times are a list of key events."""
    points = []
    for line in lines:
        if line.is_time or find_time(line.text):
            return ()
        listed = bool(out.tags) and any(out.tags[one] == "li" for one in out.ancestors(line.block))
        point = bullet(line.text) or (line.text if listed else None)
        if point is None:
            break
        points.append(point)
    return tuple(points)


def _could_be_headline(line: Line) -> bool:
    shortest, longest = _HEADLINE
    return (
        shortest <= len(line.text) <= longest
        and len(line.text.split()) >= _FEWEST_WORDS
        and not (_SENTENCE.search(line.text) and not line.heading and line.text.endswith("."))
        and line.linked * 2 < len(line.text)
        and not is_furniture(line.text)
        and not is_byline(line)
        and find_time(line.text) is None
    )


def _authors(lines: Sequence[Line], headline: int) -> tuple[Author, ...]:
    """The byline right above or below the headline; a publisher's name is none."""
    near = [*reversed(lines[max(0, headline - 3) : headline]), *lines[headline + 1 : headline + 4]]
    bylines = [line for line in near if is_byline(line) and len(line.text.split()) > 1 and not _is_publisher(line.text)]
    signed = next((line for line in bylines if line.signed), None) or next(iter(bylines), None)
    return read_byline(signed.text) if signed else ()


def _publisher(lines: Sequence[Line]) -> str | None:
    """A known publisher's name that stands as a line."""
    return next((line.text for line in lines if len(line.text) <= _LONGEST_NAME and _is_publisher(line.text)), None)


def _is_publisher(text: str) -> bool:
    return zone_of(publisher=text) is not None
