"""Where lines tell a time, and which of these belong together: the same kind of line in the same kind of element."""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field

from app.parsing.stream.lines import Line, Outline
from app.parsing.stream.words import EDITED
from app.parsing.time_line import find_time, is_time_line
from app.parsing.time_reading import read_machine
from app.parsing.time_text import read_time

_FIGURE = re.compile(r"\d")
_LONGEST_EDIT = 80
_NAME_WORDS = 4
_LONGEST_LEAD = 160
"""Characters of a line that opens with a time and goes on with a title; a longer one goes on with the text."""


@dataclass(slots=True)
class Mark:
    """A line that tells when a post was published."""

    line: int
    time: str | None
    machine: str | None = None
    rest: str = ""
    """What else stands in the line: a byline, a title, or the text itself."""
    leads: bool = False
    """Whether the rest is more than a byline."""


@dataclass(slots=True)
class Group:
    """Marks of one kind, in page order."""

    strictness: int
    """2: alike in tag, class and the element around, or in tag and in one element; 1: in tag and class; 0: in less."""
    edits: bool = False
    """Whether its times are called those of edits, which stand on posts beside other times, or head posts instead."""
    marks: list[Mark] = field(default_factory=list)

    def add(self, mark: Mark) -> None:
        """One more mark; of two bare times side by side, a clock and a day, the one that tells more stands for both."""
        if self.marks and self.marks[-1].line == mark.line - 1 and not (mark.rest or self.marks[-1].rest):
            self.marks[-1] = max(self.marks[-1], mark, key=_telling)
        else:
            self.marks.append(mark)


def find_marks(out: Outline, language: str | None) -> list[Group]:
    """The page's marks by where and how they stand."""
    groups: dict[Hashable, Group] = {}
    for place, line in enumerate(out.lines):
        mark = read_mark(line, place, language)
        if mark is None:
            continue
        tag, names = out.kind(line.block)
        above = out.kind(out.parent(line.block))
        edits = is_edit(line.text) or is_edit(mark.time or "")
        kinds: list[tuple[int, Hashable]] = [(0, (edits, tag, names))]
        for leads in (False, True) if _is_unsure(mark, line) else (mark.leads,):
            kinds += [(2, (edits, leads, tag, names, above)), (2, (edits, leads, tag, out.parent(line.block)))]
            kinds += [(1, (edits, leads, tag, names)), (0, (edits, leads, tag))]
        for strictness, kind in kinds:
            groups.setdefault(kind, Group(strictness, edits)).add(mark)
    strictest = sorted(groups.values(), key=lambda group: group.strictness)
    distinct = {tuple(mark.line for mark in group.marks): group for group in strictest}
    return list(distinct.values())


def read_mark(line: Line, place: int, language: str | None) -> Mark | None:
    """The mark in a line, or None where it tells no time at its edge, or that of a quoted post."""
    if line.inset:
        return None
    if line.is_time:
        spoken = line.machine is not None and read_machine(line.machine) is None and read_time(line.machine) is not None
        return Mark(place, line.machine) if spoken else Mark(place, line.text or None, line.machine)
    opening = line.text if len(line.text) <= _LONGEST_LEAD else line.text[:_LONGEST_LEAD].rpartition(" ")[0]
    split = find_time(opening, language) if _FIGURE.search(opening) else None
    if split is None:
        return None
    if opening is line.text:
        leads = opening.startswith("++") or not is_time_line(opening, language)
        return Mark(place, split.time, None, split.rest, leads=leads)
    rest = line.text.removeprefix(split.time)
    return Mark(place, split.time, None, rest, leads=True) if split.rest and rest != line.text else None


def _telling(mark: Mark) -> tuple[bool, bool]:
    reading = read_time(mark.time) if mark.time else None
    return mark.machine is not None, reading is not None and reading.has_clock


def _is_unsure(mark: Mark, line: Line) -> bool:
    """Whether a few words beside a time may be a name that no byline is known by, or a short title."""
    few = 0 < len(mark.rest.split()) <= _NAME_WORDS and not _FIGURE.search(mark.rest)
    return mark.leads and few and not line.text.startswith("++") and f"{mark.time}:" not in line.text


def is_edit(text: str) -> bool:
    """Whether a short line tells when a post was last changed."""
    folded = text[:_LONGEST_EDIT].casefold()
    return len(text) <= _LONGEST_EDIT and EDITED.search(folded) is not None and _FIGURE.search(text) is not None


def names_a_day(mark: Mark) -> bool:
    """Whether a mark tells a day and no clock."""
    reading = read_time(mark.time) if mark.time and not mark.machine else None
    return reading is not None and reading.has_date and not reading.has_clock
