"""Find a page's stream: of all kinds of timestamped lines, those that head posts with the most to say."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from app.parsing.byline import read_byline
from app.parsing.stream.heads import (
    Layout,
    beside,
    is_byline,
    is_heading,
    read_layout,
    refrains_and,
    signs_above,
    title_like,
)
from app.parsing.stream.lines import Line, Outline
from app.parsing.stream.marks import Mark, find_marks
from app.parsing.stream.refrains import find_refrains, recurring_texts
from app.parsing.stream.spans import Span, own_elements
from app.parsing.stream.stops import is_furniture, stream_end
from app.parsing.stream.untimed import untimed_spans
from app.parsing.stream.words import ANSWERS, LIVE_POST, TEASERS
from app.parsing.time_text import read_time

_FEWEST = 3
_ENOUGH = 300
"""Characters from which more text does not make a post more of one."""
_MOST_CANDIDATES = 12
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
_ECHO = 2
_CHAPTERS = (0, 20)
_PRIMES = frozenset("'’′")
_PROGRAMME = 120
"""Characters from which posts say more than the entries of a programme."""
_COARSE = 1.25
"""How much better a loosely defined kind of line must be than the best strictly defined one."""
_UNSEEN = 0.95
"""What posts are worth whose times a reader does not see: the same posts may have others that one does."""
_DAYS = 0.3
"""What a stream is worth whose times are mere days: they may be headings between its posts."""
_LEADS = 4
"""Lines before the first time in which its title may stand."""


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


def find_stream(out: Outline, language: str | None, *, is_live: bool = False) -> Stream | None:
    """The most likely stream of posts, or None where nothing repeats like one.

    `is_live` says that the page calls itself live, so that two posts and short ones are enough.
    """
    fewest = _FEWEST - is_live
    recurring = recurring_texts(out)
    groups = sorted(find_marks(out, language), key=lambda group: -len(group.marks))
    for edits in (False, True):
        best: Stream | None = None
        for strictness, margin in ((2, 1.0), (1, 1.0), (0, _COARSE)):
            kinds = [group for group in groups if group.strictness == strictness and group.edits is edits]
            for marks in [group.marks for group in kinds if len(group.marks) >= fewest][:_MOST_CANDIDATES]:
                stream = lay_out(out, marks, recurring)
                least = best.worth * margin if best else 0.0
                if stream.worth > least and _is_live_blog(out, stream, is_live=is_live or _is_called_live(out, stream)):
                    best = stream
        if best:
            return _with_untimed(out, best)
    return None


def _with_untimed(out: Outline, stream: Stream) -> Stream:
    """The stream with the posts among its elements that tell no time."""
    known = [post.span for post in stream.posts]
    spans = untimed_spans(out, known) if stream.own_elements else []
    if spans:
        heading = stream.layout.title == "before" and stream.layout.is_title is is_heading
        layout = replace(stream.layout, title="heading") if heading else stream.layout
        bounds = [(out.line_at(span.first), out.line_at(span.last)) for span in spans]
        stream.posts += [_post(out, span, bound, layout) for span, bound in zip(spans, bounds, strict=True)]
        stream.posts.sort(key=lambda post: post.span.first)
    return stream


def lay_out(out: Outline, marks: Sequence[Mark], recurring: frozenset[str] = frozenset()) -> Stream:
    """The posts that a group of marks heads, and what they are worth; `recurring` texts may be refrains of posts."""
    marks = _without_echoes(_without_days(marks))
    spans = own_elements(out, marks)
    stream = _with_elements(out, spans, recurring) if spans else _in_sequence(out, marks, recurring)
    shown = [post.span.mark for post in stream.posts if post.span.mark.time]
    stream.worth = sum(_worth(out, post) for post in stream.posts) * (_UNSEEN if len(shown) < len(marks) else 1)
    if sum(_names_a_day(mark) for mark in shown) * 2 > len(marks):
        stream.worth *= _DAYS
    stream.worth += sum(mark.machine is not None for mark in shown) / 100
    return stream


def _with_elements(out: Outline, spans: Sequence[Span], recurring: frozenset[str]) -> Stream:
    bounds = [(out.line_at(span.first), out.line_at(span.last)) for span in spans]
    refrains = find_refrains(out, bounds, [span.mark.line for span in spans], recurring)
    layout = read_layout(out, [span.mark for span in spans], bounds, refrains)
    if layout.title is None or layout.is_title is title_like:
        headed = sum(any(is_heading(line) for line in out.lines[low:high]) for low, high in bounds)
        share = 4 if layout.title is None else 2
        layout = replace(layout, title="heading") if headed * share >= len(spans) else layout
    posts = [_post(out, span, bound, layout) for span, bound in zip(spans, bounds, strict=True)]
    return Stream(posts, layout, own_elements=True)


def _in_sequence(out: Outline, marks: Sequence[Mark], recurring: frozenset[str]) -> Stream:
    """Posts that follow one another without elements of their own: each goes on to where the next begins."""
    marks = _above_furniture(out, marks)
    places = [mark.line for mark in marks]
    end = stream_end(out, places)
    lows = [max(_below_main_heading(out, places[0]), places[0] - _LEADS), *(place + 1 for place in places[:-1])]
    bounds = list(zip(lows, [*places[1:], end], strict=True))
    layout = read_layout(out, marks, bounds, find_refrains(out, bounds, places, recurring))
    posts = [_post(out, Span(mark, 0, 0), bound, layout) for mark, bound in zip(marks, bounds, strict=True)]
    starts = [
        min(place for place in (post.span.mark.line, post.title, post.byline) if place is not None) for post in posts
    ]
    for post, start, following in zip(posts, starts, [*starts[1:], end], strict=True):
        post.span.first = out.lines[start].first
        post.span.last = out.lines[following].first if following < len(out.lines) else len(out.sizes) - 1
    return Stream(posts, layout, own_elements=False)


def _above_furniture(out: Outline, marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks without those at the end that are mere lines of a list below the stream ("Most read")."""
    for place in range(len(marks) - 1, 1, -1):
        is_line = place == len(marks) - 1 or marks[place + 1].line - marks[place].line <= 1
        if not is_line or not marks[place].rest or read_byline(marks[place].rest):
            break
        if is_furniture(out.lines[marks[place].line - 1].text):
            return marks[:place]
    return marks


def _below_main_heading(out: Outline, first: int) -> int:
    """The first line that may belong to a post: the page's one main heading is none's title."""
    main = [place for place, line in enumerate(out.lines) if line.heading == 1]
    return main[0] + 1 if len(main) == 1 and main[0] < first else 0


def _post(out: Outline, span: Span, bound: tuple[int, int], layout: Layout) -> Post:
    byline, title = None, None
    if layout.byline in ("before", "after"):
        byline = beside(
            out, span.mark, -1 if layout.byline == "before" else 1, bound, refrains_and(layout.refrains, is_heading)
        )
        if byline is not None and (not is_byline(out.lines[byline]) or _of_the_post_before(out, byline, span)):
            byline = None
    if layout.title in ("before", "after"):
        skip: Callable[[Line], bool] = _never if byline is None and layout.is_title is not is_heading else is_byline
        title = beside(
            out, span.mark, -1 if layout.title == "before" else 1, bound, refrains_and(layout.refrains, skip)
        )
        title = title if title is not None and layout.is_title(out.lines[title]) else None
    elif layout.title == "heading":
        title = next((place for place in range(*bound) if is_heading(out.lines[place])), None)
    elif layout.title is None and span.element is not None:
        near = (beside(out, span.mark, step, bound, refrains_and(layout.refrains, is_byline)) for step in (-1, 1))
        title = next((place for place in near if place is not None and is_heading(out.lines[place])), None)
    return Post(span, title, byline)


def _of_the_post_before(out: Outline, byline: int, span: Span) -> bool:
    return span.element is None and byline < span.mark.line and signs_above(out.lines[byline])


def _worth(out: Outline, post: Post) -> float:
    """How much a post looks like one: text of its own, not links to other pages."""
    lines = out.lines_in(post.span.first, post.span.last)
    size = sum(len(line.text) for line in lines)
    linked = sum(line.linked for line in lines)
    titled = 0.2 if post.title is not None else 0.0
    return titled + min(size, _ENOUGH) / _ENOUGH * (1 - linked / size) if size else 0.0


def _is_live_blog(out: Outline, stream: Stream, *, is_live: bool) -> bool:
    """Whether the posts say something themselves: no list of links, no table of departures, no forum."""
    sizes, teasers, speaking, members = [], 0, 0, 0
    by_day = sum(_names_a_day(post.span.mark) for post in stream.posts) * 2 > len(stream.posts)
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
    if not is_live and median(sizes) < _PROGRAMME and _is_programme([post.span.mark.time for post in stream.posts]):
        return False
    return median(sizes) >= (_SHORT if is_live or len(sizes) > _MANY else _LONG)


def _is_programme(times: Sequence[str | None]) -> bool:
    """Whether times rise in steps of five minutes, as planned ones do, or from nought, as a recording's do."""
    readings = [reading for time in times if time and (reading := read_time(time)) and reading.has_clock]
    clocks = [(reading.hour or 0, reading.minute) for reading in readings]
    rising = sum(before < after for before, after in pairwise(clocks))
    if len(clocks) < _MANY or rising * 10 < len(clocks) * 7:
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


def _is_called_live(out: Outline, stream: Stream) -> bool:
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


def _without_days(marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks that tell a clock, where most do: a mere day among them heads no post."""
    days = {mark.line for mark in marks if _names_a_day(mark)}
    return [mark for mark in marks if mark.line not in days] if 0 < len(days) * 2 < len(marks) else marks


def _without_echoes(marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks without those told once more right below, as times above and behind a title are."""
    echoes = {
        mark.line
        for mark, after in pairwise(marks)
        if after.line - mark.line <= _ECHO and mark.time and after.time and _clock(mark.time) == _clock(after.time)
    }
    return [mark for mark in marks if mark.line not in echoes] if len(echoes) * 3 > len(marks) else marks


def _clock(time: str) -> tuple[int, int] | str:
    reading = read_time(time.strip(" ,"))
    return (reading.hour or 0, reading.minute) if reading and reading.has_clock else time


def _names_a_day(mark: Mark) -> bool:
    reading = read_time(mark.time) if mark.time and not mark.machine else None
    return reading is not None and reading.has_date and not reading.has_clock


def _never(_line: Line) -> bool:
    return False
