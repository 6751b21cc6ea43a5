"""Where a stream's posts have their title and their byline, told by what most posts have in common."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.parsing.byline import read_byline, reports
from app.parsing.names import is_role
from app.parsing.stream.lines import Line, Outline
from app.parsing.stream.marks import Mark
from app.parsing.stream.words import KEY_LABELS, LABELS

Skip = Callable[[Line], bool]
Side = Literal["before", "after", "rest", "heading"]

_SENTENCE_END = re.compile(r"[.。।:;,…]['\"”’»)]*$")
_SIGNATURE = re.compile(r"(?:—|–|--)\s*\w")
_FROM = re.compile(
    r"(?:reporting|live|berichtet|rapporteert|rapporterer|rapporterar) (?:from|in|at|aus|vanuit|fra|från) \S",
    re.IGNORECASE,
)
_LONGEST_TITLE = 250
_LONGEST_BYLINE = 90
_LONGEST_LABEL = max(map(len, LABELS)) + 10
"""With the marks that may stand around it."""
_ROLE_WORDS = 4
_FAR = 6
"""Lines around a time in which its post's title and byline stand."""


def title_like(line: Line) -> bool:
    """Whether a line reads as a title: one of a heading, or short and no sentence."""
    if line.heading:
        return len(line.text) <= _LONGEST_TITLE
    return 0 < len(line.text) <= _LONGEST_TITLE and not _SENTENCE_END.search(line.text)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where most posts have their title and their byline, seen from the time, and what makes a line a title."""

    title: Side | None
    byline: Side | None
    is_title: Callable[[Line], bool] = title_like
    refrains: frozenset[str] = frozenset()
    """What most posts say alike, and is no text of any."""
    signs_off: bool = False
    """Whether most posts end with their byline."""


def is_label(line: Line) -> bool:
    """Whether a line is a publisher's mark ("KEY EVENT") and no text."""
    return len(line.text) <= _LONGEST_LABEL and _label(line) in LABELS


def tells_role(line: Line) -> bool:
    """Whether a line says what the author above it is: "Political correspondent"."""
    is_short = not line.heading and len(line.text) <= _LONGEST_TITLE and len(line.text.split()) <= _ROLE_WORDS
    return is_short and (is_role(line.text) or _FROM.match(line.text) is not None) and not read_byline(line.text)


def is_key_label(line: Line) -> bool:
    """Whether a label marks an entry that matters."""
    return len(line.text) <= _LONGEST_LABEL and _label(line) in KEY_LABELS


def _label(line: Line) -> str:
    # A Turkish "İ" is folded into two characters.
    return line.text.strip(" :•·|-").casefold().replace("’", "'").replace("\u0307", "")


def is_byline(line: Line) -> bool:
    """Whether a line does nothing but sign."""
    text = line.text
    return not (line.heading or line.inset or len(text) > _LONGEST_BYLINE or reports(text)) and bool(read_byline(text))


def signs_above(line: Line) -> bool:
    """Whether a line signs the text above it: "— Jo Doe"."""
    return _SIGNATURE.match(line.text) is not None and is_byline(line)


def beside(out: Outline, mark: Mark, step: int, bound: tuple[int, int], skip: Skip) -> int | None:
    """The next line before (-1) or after (+1) a mark that is no time, label or what `skip` says, within bounds."""
    place = mark.line + step
    for _ in range(_FAR):
        if not bound[0] <= place < bound[1]:
            return None
        line = out.lines[place]
        if line.text and not (line.is_time or line.inset or is_label(line) or tells_role(line) or skip(line)):
            return place
        place += step
    return None


def refrains_and(refrains: frozenset[str], skip: Skip) -> Skip:
    """What tells lines to pass over: those that most posts share, and what `skip` says."""
    return (lambda line: line.text in refrains or skip(line)) if refrains else skip


def read_layout(
    out: Outline, marks: Sequence[Mark], bounds: Sequence[tuple[int, int]], refrains: frozenset[str] = frozenset()
) -> Layout:
    """The layout of posts whose lines lie within `bounds`, as line numbers."""
    signs_off = _sign_off(out, marks, bounds, refrains)
    if _share(marks, lambda mark: mark.leads) > 0.5:  # noqa: PLR2004
        return Layout("rest", None, refrains=refrains, signs_off=signs_off)
    byline = _byline_side(out, marks, bounds, refrains)
    if byline == "before" and signs_off:
        first = beside(out, marks[0], -1, bounds[0], refrains_and(refrains, is_heading))
        above = first is not None and is_byline(out.lines[first])
        byline, signs_off = (byline, False) if above else (None, True)
    side, is_title = _title_side(out, marks, bounds, byline, refrains)
    return Layout(side, byline, is_title, refrains, signs_off)


def last_said(out: Outline, mark: Mark, bound: tuple[int, int], refrains: frozenset[str]) -> int | None:
    """The last line of a post that is no time, label or refrain and does not head it."""
    for place in range(bound[1] - 1, max(bound[0], mark.line), -1):
        line = out.lines[place]
        if line.text and not (line.is_time or line.text in refrains or is_label(line)):
            return place
    return None


def _sign_off(out: Outline, marks: Sequence[Mark], bounds: Sequence[tuple[int, int]], refrains: frozenset[str]) -> bool:
    ends = [last_said(out, mark, bound, refrains) for mark, bound in zip(marks, bounds, strict=True)]
    far = [
        end is not None and end > mark.line + 1 and is_byline(out.lines[end])
        for mark, end in zip(marks, ends, strict=True)
    ]
    return sum(far) * 2 >= len(marks)


def _byline_side(
    out: Outline, marks: Sequence[Mark], bounds: Sequence[tuple[int, int]], refrains: frozenset[str]
) -> Side | None:
    if _share(marks, lambda mark: bool(mark.rest)) > 0.3:  # noqa: PLR2004
        return "rest"
    shares = {}
    for side, step in (("after", 1), ("before", -1)):
        found = [
            beside(out, mark, step, bound, refrains_and(refrains, is_heading))
            for mark, bound in zip(marks, bounds, strict=True)
        ]
        lines = [out.lines[place] for place in found if place is not None]
        shares[side] = sum(is_byline(line) and not (step < 0 and signs_above(line)) for line in lines) / len(marks)
    side = max(shares, key=lambda name: shares[name])
    return ("after" if side == "after" else "before") if shares[side] >= 0.5 else None  # noqa: PLR2004


def _title_side(
    out: Outline,
    marks: Sequence[Mark],
    bounds: Sequence[tuple[int, int]],
    byline: Side | None,
    refrains: frozenset[str],
) -> tuple[Side | None, Callable[[Line], bool]]:
    sides: tuple[tuple[Side, int], ...] = (("before", -1), ("after", 1))
    count = len(marks)
    headings = dict.fromkeys(("before", "after"), 0.0)
    unsigned = refrains_and(refrains, is_byline)
    for mark, bound in zip(marks, bounds, strict=True):
        for side, step in sides:
            place = beside(out, mark, step, bound, unsigned)
            headings[side] += (place is not None and is_heading(out.lines[place])) / count
    best: Side = "after" if headings["after"] > headings["before"] else "before"
    if headings[best] >= 0.25:  # noqa: PLR2004
        return best, is_heading
    if headings[best] > 0:
        return None, is_heading
    skip = unsigned if byline in ("before", "after") else refrains_and(refrains, _never)
    around: dict[Side, list[Line | None]] = {"before": [], "after": []}
    for mark, bound in zip(marks, bounds, strict=True):
        for side, step in sides:
            place = beside(out, mark, step, bound, skip)
            around[side].append(None if place is None else out.lines[place])
    bold = {side: sum(_is_bold_title(line) for line in lines) / count for side, lines in around.items()}
    best = max(bold, key=lambda side: bold[side])
    if bold[best] >= 0.3:  # noqa: PLR2004
        return best, _is_bold_title
    plain = {side: _plainly(lines) for side, lines in around.items()}
    if plain["before"] >= 0.6 and plain["before"] > plain["after"]:  # noqa: PLR2004
        return "before", title_like
    after = plain["after"] >= 0.8 and plain["before"] < 0.5  # noqa: PLR2004
    return ("after" if after else None), title_like


def _plainly(lines: Sequence[Line | None]) -> float:
    return sum(line is not None and title_like(line) for line in lines) / len(lines)


def _is_bold_title(line: Line | None) -> bool:
    return line is not None and line.bold and title_like(line)


def _share(marks: Sequence[Mark], holds: Callable[[Mark], bool]) -> float:
    return sum(map(holds, marks)) / len(marks)


def is_heading(line: Line) -> bool:
    """Whether a line is a heading by tag or by name."""
    return line.heading > 0 and title_like(line)


def _never(_line: Line) -> bool:
    return False
