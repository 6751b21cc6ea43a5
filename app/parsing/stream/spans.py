"""Which lines and elements belong to each mark, where posts have elements of their own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.parsing.stream.lines import Outline
from app.parsing.stream.marks import Mark

_OWN_SHARE, _OWN_PARAGRAPHS = 0.6, 0.98
"""Of the text between the first and the last mark, how much must stand in the marks' own elements; a post that is a
mere paragraph goes on in the next one, unless there is none."""
_PARAGRAPHS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "em", "i", "span", "a", "time", "small"]
)


@dataclass(slots=True)
class Span:
    """The leaves of one post, its mark, and the element that holds the post and nothing else, if there is one."""

    mark: Mark
    first: int
    last: int
    element: int | None = None


def own_elements(out: Outline, marks: Sequence[Mark]) -> Sequence[Span] | None:
    """Each mark's own element: the outermost that holds no other mark. None where posts have no such elements."""
    if not out.nodes:
        return None
    spans = _without_strangers(out, _level(out, _outermost(out, marks)))
    if len(spans) < 2:  # noqa: PLR2004 (nothing repeats)
        return None
    inside = sum(out.size(span.first, span.last) for span in spans)
    between = out.size(min(span.first for span in spans), max(span.last for span in spans))
    kinds = Counter(out.tags[span.element] for span in spans if span.element is not None)
    share = _OWN_PARAGRAPHS if kinds.most_common(1)[0][0] in _PARAGRAPHS else _OWN_SHARE
    return spans if inside >= between * share else None


def _without_strangers(out: Outline, spans: Sequence[Span]) -> Sequence[Span]:
    """The spans without mere links in another place than most: a list of news beside posts laid out as it is."""
    parents = Counter(out.parents[span.element] for span in spans if span.element is not None)
    stream = parents.most_common(1)[0][0] if parents else None
    at_home = [span for span in spans if span.element is not None and out.parents[span.element] == stream]
    if len(at_home) * 2 <= len(spans):
        return spans
    return [span for span in spans if span in at_home or not _is_linked(out, span)]


def _is_linked(out: Outline, span: Span) -> bool:
    lines = [
        line for line in out.lines_in(span.first, span.last) if line.text and line is not out.lines[span.mark.line]
    ]
    return sum(line.linked for line in lines) * 10 >= sum(len(line.text) for line in lines) * 9


def _outermost(out: Outline, marks: Sequence[Mark]) -> list[Span]:
    held: Counter[int] = Counter()
    for mark in marks:
        held.update(out.ancestors(out.lines[mark.line].block))
    spans = []
    for mark in marks:
        own = out.lines[mark.line].block
        if held[own] > 1:
            continue
        for element in out.ancestors(own):
            if held[element] > 1:
                break
            own = element
        spans.append(Span(mark, out.starts[own], out.ends[own], own))
    return spans


def _level(out: Outline, spans: Sequence[Span]) -> list[Span]:
    """The spans brought to one level: a lone post's outermost element may hold a whole section around it."""
    parents = Counter(out.parents[span.element] for span in spans if span.element is not None)
    if not parents:
        return []
    stream, most = parents.most_common(1)[0]
    kinds = Counter(
        out.kind(span.element)
        for span in spans
        if span.element is not None and (out.parents[span.element] == stream or most == 1)
    )
    usual = kinds.most_common(1)[0][0]
    levelled = []
    for span in spans:
        if span.element is None:
            continue
        inner = [one for one in out.ancestors(out.lines[span.mark.line].block) if span.element <= one]
        like = next((one for one in reversed(inner) if out.kind(one) == usual), None)
        if out.parents[span.element] == stream:
            levelled.append(span)
        elif like is not None:
            levelled.append(Span(span.mark, out.starts[like], out.ends[like], like))
        elif out.kind(out.parents[span.element]) == out.kind(stream):
            levelled.append(span)
    return levelled
