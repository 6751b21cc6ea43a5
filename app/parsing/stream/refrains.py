"""Lines that return in post after post and say nothing of any: "Share", "Reply", "o'clock", in whatever language."""

from collections import Counter
from collections.abc import Sequence

from app.parsing.byline import read_byline
from app.parsing.stream.lines import Line, Outline

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
    return frozenset(text for text, count in counts.items() if count >= least and not _may_sign(kinds[text]))


def _may_sign(line: Line) -> bool:
    """Whether a line may name an author; a link to nowhere is a button."""
    is_button = line.linked >= len(line.text) and (line.href or "") in ("", "#")
    return not is_button and (line.signed or bool(read_byline(line.text)))
