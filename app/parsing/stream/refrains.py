"""Lines that return in post after post and say nothing of any: "Share", "Reply", "o'clock", in whatever language."""

from collections import Counter
from collections.abc import Sequence

from app.parsing.byline import read_byline
from app.parsing.stream.lines import Line, Outline
from app.parsing.stream.words import INLINE, LABELS

_LONGEST = 40
_FEWEST = 3
_HALF = 2


def recurring_texts(out: Outline) -> frozenset[str]:
    """Short texts that stand on the page as a line at least three times and tell no time."""
    texts = Counter(
        line.text for line in out.lines if 0 < len(line.text) <= _LONGEST and not line.is_time and not line.inset
    )
    return frozenset(text for text, count in texts.items() if count >= _FEWEST)


def find_refrains(
    out: Outline, bounds: Sequence[tuple[int, int]], heads: Sequence[int], recurring: frozenset[str]
) -> frozenset[str]:
    """The recurring texts that at least half of the posts have, names aside; `heads` are the lines of their times."""
    if not recurring or len(bounds) < _FEWEST:
        return frozenset()
    counts: Counter[str] = Counter()
    kinds: dict[str, Line] = {}
    for (low, high), head in zip(bounds, heads, strict=True):
        lines = {
            line.text: line for place, line in enumerate(out.lines[low:high], low) if place != head and not line.inset
        }
        found = recurring.intersection(lines)
        counts.update(found)
        kinds |= {text: lines[text] for text in found}
    least = max(_FEWEST, len(bounds) / _HALF)
    shared = {text for text, count in counts.items() if count >= least and not _may_sign(kinds[text])}
    return frozenset(shared | _tags(out, bounds, heads, recurring))


def _tags(out: Outline, bounds: Sequence[tuple[int, int]], heads: Sequence[int], recurring: frozenset[str]) -> set[str]:
    """The recurring texts that stand right behind some times in the element of the time: "Sport", "Analysis"."""
    found: Counter[str] = Counter()
    for (_, high), head in zip(bounds, heads, strict=True):
        line = out.lines[head + 1] if head + 1 < high else None
        if (
            line
            and line.text in recurring
            and line.text.casefold() not in LABELS
            and _goes_with(out, line, out.lines[head])
            and not _may_sign(line)
        ):
            found[line.text] += 1
    tags = {text for text, count in found.items() if count >= _FEWEST}
    return tags if sum(found[text] for text in tags) * _HALF < len(bounds) else set()


def _goes_with(out: Outline, line: Line, time: Line) -> bool:
    """Whether a line stands beside a time in one line of the page: both in inline elements of one other."""
    if not out.nodes or line.heading or line.bold or not out.parent(line.block) == out.parent(time.block) >= 0:
        return False
    return out.tags[line.block] in INLINE and out.tags[time.block] in INLINE


def _may_sign(line: Line) -> bool:
    """Whether a line may name an author; a link to nowhere is a button."""
    is_button = line.linked >= len(line.text) and (line.href or "") in ("", "#")
    return not is_button and (line.signed or bool(read_byline(line.text)))
