"""Find a page's stream: of all kinds of timestamped lines, those that head posts with the most to say."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from app.parsing.byline import read_byline
from app.parsing.stream.found import Post, Stream
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
from app.parsing.stream.marks import Mark, find_marks, names_a_day
from app.parsing.stream.plausible import is_called_live, is_live_blog
from app.parsing.stream.refrains import find_refrains, recurring_texts
from app.parsing.stream.spans import Span, own_elements
from app.parsing.stream.stops import is_furniture, stream_end
from app.parsing.stream.untimed import untimed_spans
from app.parsing.time_text import read_time

_FEWEST = 3
_ENOUGH = 300
"""Characters from which more text does not make a post more of one."""
_MOST_CANDIDATES = 12
_ECHO = 2
_COARSE = 1.25
"""How much better a loosely defined kind of line must be than the best strictly defined one."""
_UNSEEN = 0.95
"""What posts are worth whose times a reader does not see: the same posts may have others that one does."""
_DAYS = 0.3
"""What a stream is worth whose times are mere days: they may be headings between its posts."""
_LEADS = 4
"""Lines before the first time in which its title may stand."""


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
                if stream.worth > least and is_live_blog(out, stream, is_live=is_live or is_called_live(out, stream)):
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
    if sum(names_a_day(mark) for mark in shown) * 2 > len(marks):
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
        if byline is not None and (
            not is_byline(out.lines[byline]) or _of_the_post_before(out, byline, span) or _is_item(out, byline, span)
        ):
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


def _is_item(out: Outline, byline: int, span: Span) -> bool:
    """Whether a line is an item of a list within the post, which may look like a name."""
    block = out.lines[byline].block
    return bool(out.tags) and out.tags[block] == "li" and span.element is not None and block != span.element


def _worth(out: Outline, post: Post) -> float:
    """How much a post looks like one: text of its own, not links to other pages."""
    lines = out.lines_in(post.span.first, post.span.last)
    size = sum(len(line.text) for line in lines)
    linked = sum(line.linked for line in lines)
    titled = 0.2 if post.title is not None else 0.0
    return titled + min(size, _ENOUGH) / _ENOUGH * (1 - linked / size) if size else 0.0


def _without_days(marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks that tell a clock, where most do: a mere day among them heads no post."""
    days = {mark.line for mark in marks if names_a_day(mark)}
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


def _never(_line: Line) -> bool:
    return False
