"""Posts of a stream that tell no time: preambles, line-ups and notes among elements of the same kind as all posts."""

from collections import Counter
from collections.abc import Sequence

from app.parsing.roles import Role, role_of
from app.parsing.stream.heads import is_heading, is_label
from app.parsing.stream.lines import Outline
from app.parsing.stream.marks import Mark
from app.parsing.stream.spans import Span
from app.parsing.stream.stops import is_furniture

_FEWEST = 3
_LEAST_TEXT = 40


def untimed_spans(out: Outline, spans: Sequence[Span]) -> list[Span]:
    """The elements beside the posts' own that are called the same, say something and tell no time."""
    parents = Counter(out.parents[span.element] for span in spans if span.element is not None)
    if not parents:
        return []
    stream, siblings = parents.most_common(1)[0]
    if siblings < _FEWEST or siblings * 4 < len(spans) * 3:
        return []
    usual, count = Counter(_name(out, span.element) for span in spans if span.element is not None).most_common(1)[0]
    if not usual[1] or count * 4 < len(spans) * 3:
        return []
    headed = sum(_is_headed(out, span.first, span.last) for span in spans) * 4 >= len(spans) * 3
    known = {span.element for span in spans}
    found = []
    for element in range(stream + 1, len(out.nodes)):
        first, last = out.starts[element], out.ends[element]
        if first >= out.ends[stream]:
            break
        if out.parents[element] != stream or element in known or _name(out, element) != usual:
            continue
        if _is_post(out, first, last) and (not headed or _is_headed(out, first, last)):
            found.append(Span(Mark(out.line_at(first) - 1, None), first, last, element))
    return found if len(found) * 2 <= len(spans) else []


def _is_post(out: Outline, first: int, last: int) -> bool:
    lines = out.lines_in(first, last)
    texts = [line for line in lines if line.text]
    if not texts or any(line.is_time for line in lines) or is_furniture(texts[0].text) or is_label(texts[0]):
        return False
    return sum(len(line.text) - line.linked for line in texts) >= _LEAST_TEXT


def _is_headed(out: Outline, first: int, last: int) -> bool:
    return any(is_heading(line) for line in out.lines_in(first, last))


def _name(out: Outline, element: int) -> tuple[str, str]:
    """Tag and first class; an element that is called furniture has no name."""
    tag, names = out.kind(element)
    return tag, names.split()[0] if names.strip() and role_of(names) is Role.NONE else ""
