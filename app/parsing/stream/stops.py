"""Where a stream without elements of its own ends: at the page's furniture below it."""

from collections.abc import Collection, Sequence

from app.parsing.stream.lines import Outline
from app.parsing.stream.words import FURNITURE

_LONGEST = 120
_PARAGRAPH = 40
"""Characters from which a line under the last time is text, so that a heading below it begins something else."""
_SECTIONS = frozenset(["section", "aside", "article", "footer", "nav", "form"])
_PLAIN = frozenset(["p", "div"])


def is_furniture(text: str) -> bool:
    """Whether a short line introduces what stands below a stream: sign-up boxes, related stories, comments."""
    return len(text) <= _LONGEST and FURNITURE.match(text) is not None


def stream_end(out: Outline, places: Sequence[int]) -> int:
    """The line that the stream's last post ends before, given the lines of its times."""
    last = places[-1]
    end = _end_of_container(out, places) if out.nodes and len(places) > 1 else len(out.lines)
    level = max((out.lines[place].heading for place in range(places[0] - 1, last) if place >= 0), default=0)
    headed = False
    for place in range(last + 1, end):
        line = out.lines[place]
        if is_furniture(line.text) or (headed and 0 < line.heading <= level):
            return place
        headed = headed or line.heading > 0 or len(line.text) >= _PARAGRAPH
    return end


def _end_of_container(out: Outline, places: Sequence[int]) -> int:
    """Where the element that holds the last posts ends, or goes on with what no post before had."""
    last = places[-1]
    shared = set(out.ancestors(out.lines[places[-2]].block))
    stream = next((one for one in out.ancestors(out.lines[last].block) if one in shared), 0)
    first = next((place for place in places if out.lines[place].first >= out.starts[stream]), last)
    begin, limit = out.lines[first].first, out.lines[last].last
    seen = set()
    for child in range(stream + 1, len(out.nodes)):
        if out.starts[child] >= out.ends[stream]:
            break
        if out.parents[child] != stream:
            continue
        if begin <= out.starts[child] < limit:
            seen.add(out.kind(child))
        elif out.starts[child] >= limit and out.ends[child] > out.starts[child] and _is_foreign(out.kind(child), seen):
            return out.line_at(out.starts[child])
    return out.line_at(out.ends[stream]) if out.ends[stream] < len(out.leaves) else len(out.lines)


def _is_foreign(kind: tuple[str, str], seen: Collection[tuple[str, str]]) -> bool:
    tag, names = kind
    return kind not in seen and (tag in _SECTIONS or (tag in _PLAIN and bool(names)))
