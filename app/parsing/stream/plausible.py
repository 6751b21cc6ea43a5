"""Whether what repeats on a page is a live blog, and no index, programme, forum, recipe or list of recordings."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from app.parsing.stream.found import Stream
from app.parsing.stream.heads import is_byline, is_heading
from app.parsing.stream.lines import Line, Outline
from app.parsing.stream.marks import names_a_day
from app.parsing.stream.words import ANSWERS, LIVE_POST, TEASERS
from app.parsing.time_text import read_time

_TEASER = 200
"""A post with a linked title and less text than this teases another page."""
_LIVE_TEASER = 80
"""The same where the page calls itself live: there titles may lead to the posts' own pages."""
_LONG, _SHORT, _MANY = 40, 15, 5
"""Characters that posts must have in the middle: long ones, or short ones of a page with more than a few."""
_STATEMENT, _DENSE_STATEMENT = 28, 10
"""Characters from which a line may say something, with and without spaces between words."""
_MEMBER = re.compile(
    r"(?:joined|member since|registered|posts|messages|beiträge|registriert|inscrit|mensajes)\b ?:", re.IGNORECASE
)
"""What forums tell of those who write in them."""
_CHAPTERS = (0, 20)
_PRIMES = frozenset("'’′")
_FEWEST_PLANNED = 4
_PROGRAMME = 120
"""Characters from which posts say more than the entries of a programme."""


def is_live_blog(out: Outline, stream: Stream, *, is_live: bool) -> bool:
    """Whether the posts say something themselves: no list of links, no table of departures, no forum.

    `is_live` says that the page calls itself live: then short posts are enough, and titles may lead to their own pages.
    """
    sizes, teasers, speaking, members = [], 0, 0, 0
    by_day = sum(names_a_day(post.span.mark) for post in stream.posts) * 2 > len(stream.posts)
    for post in stream.posts:
        lines = out.lines_in(post.span.first, post.span.last)
        own = sum(len(line.text) - line.linked for line in lines if not line.is_time)
        title = out.lines[post.title] if post.title is not None else None
        sizes.append(own)
        # Results and archives carry a date and a longer excerpt; posts of a stream carry a clock.
        heads = [line for line in lines if is_heading(line)] if by_day else []
        leads_away = any(_leads_elsewhere(line) for line in ([title, *heads] if title else lines))
        is_index = not is_live and title is not None and _leads_elsewhere(title)
        teasers += is_index or (leads_away and own < (_TEASER * 2 if by_day else _LIVE_TEASER if is_live else _TEASER))
        speaking += any(_says_something(line) for line in lines)
        members += any(_MEMBER.match(line.text) for line in lines)
    if not is_live and (_is_thread(stream) or _is_course(stream)):
        return False
    if teasers * 2 >= len(sizes) or members * 2 > len(sizes) or (speaking * 2 < len(sizes) and not is_live):
        return False
    if not is_live and median(sizes) < _PROGRAMME and _is_programme(_told(stream)):
        return False
    return median(sizes) >= (_SHORT if is_live or len(sizes) > _MANY else _LONG)


def _told(stream: Stream) -> list[str | None]:
    return [post.span.mark.time or post.span.mark.machine for post in stream.posts]


def _is_programme(times: Sequence[str | None]) -> bool:
    """Whether times rise in steps of five minutes, as planned ones do, or from nought, as a recording's do."""
    readings = [reading for time in times if time and (reading := read_time(time)) and reading.has_clock]
    clocks = [(reading.hour or 0, reading.minute) for reading in readings]
    rising = sum(before < after for before, after in pairwise(clocks))
    if len(clocks) < _FEWEST_PLANNED or rising * 10 < len(clocks) * 7:
        return False
    return all(minute % 5 == 0 for _, minute in clocks) or (clocks[0] < _CHAPTERS and rising == len(clocks) - 1)


def _is_thread(stream: Stream) -> bool:
    """Whether each post can be answered, as those of forums can."""
    return any(ANSWERS.fullmatch(text) for text in stream.layout.refrains)


def _is_course(stream: Stream) -> bool:
    """Whether the times are mere minutes in words, as those of recipes are."""
    readings = [read_time(post.span.mark.time) for post in stream.posts if post.span.mark.time]
    spelt = sum(reading is not None and reading.in_play for reading in readings) * 2 > len(stream.posts)
    return spelt and not any(set(post.span.mark.time or "") & _PRIMES for post in stream.posts)


def is_called_live(out: Outline, stream: Stream) -> bool:
    """Whether most posts' own elements, or what holds the first of them, are named as those of live blogs."""
    elements = [post.span.element for post in stream.posts if post.span.element is not None]
    if not stream.own_elements or not elements:
        return False
    held = out.parents[elements[0]]
    return _names_live(out, held) or sum(_names_live(out, element) for element in elements) * 2 > len(elements)


def _names_live(out: Outline, element: int) -> bool:
    if element < 0:
        return False
    node = out.nodes[element]
    names = f"{node.tag} {node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return LIVE_POST.search(names) is not None and TEASERS.search(names) is None


def _says_something(line: Line) -> bool:
    """Whether a line is long enough for a statement; scripts without spaces say more in fewer characters."""
    return len(line.text) >= (_STATEMENT if line.text.isascii() or " " in line.text else _DENSE_STATEMENT)


def _leads_elsewhere(line: Line) -> bool:
    href = line.href or ""
    if is_byline(line):
        return False
    return line.linked * 10 >= len(line.text) * 9 > 0 and bool(href) and not href.startswith("#") and "#" not in href
