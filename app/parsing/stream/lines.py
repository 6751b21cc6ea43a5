"""The values of an outline: a page's lines, and the tree that they stand in."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborNode


@dataclass(slots=True)
class Line:
    """One line: its text, the leaves it is made of, and what a reader sees of its kind."""

    text: str
    first: int
    last: int
    """Its leaves are `first` up to and without `last`."""
    block: int = 0
    """The index of the element that holds it."""
    heading: int = 0
    bold: bool = False
    linked: int = 0
    """Characters of it that are linked."""
    href: str | None = None
    is_time: bool = False
    """Whether it stands alone as a time."""
    machine: str | None = None
    signed: bool = False
    """Whether its element is called a byline."""
    describes: bool = False
    """Whether its element is called what someone is."""
    inset: bool = False
    """Whether it stands in a quotation, as posts of social networks do, or beside a picture."""


@dataclass
class Outline:
    """The lines of a page, and the tree they stand in: parallel lists of elements in document order."""

    lines: list[Line] = field(default_factory=list)
    nodes: list[LexborNode] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """The class of each element, "" without one."""
    parents: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """Element n holds the leaves `starts[n]` up to and without `ends[n]`."""
    leaves: list[LexborNode] = field(default_factory=list)
    holders: list[int] = field(default_factory=list)
    """The element that each leaf stands in."""
    sizes: list[int] = field(default_factory=lambda: [0])
    """Characters in all leaves before each one."""

    def kind(self, element: int) -> tuple[str, str]:
        """What an element's siblings of the same kind share: tag and class; empty where there is none."""
        return (self.tags[element], self.names[element]) if 0 <= element < len(self.tags) else ("", "")

    def parent(self, element: int) -> int:
        """The element around an element, -1 for none."""
        return self.parents[element] if 0 <= element < len(self.parents) else -1

    def ancestors(self, element: int) -> Iterator[int]:
        """The element and what holds it, up to the root."""
        while element >= 0:
            yield element
            element = self.parents[element]

    def size(self, first: int, last: int) -> int:
        """Characters in a range of leaves."""
        return self.sizes[last] - self.sizes[first]

    def lines_in(self, first: int, last: int) -> Sequence[Line]:
        """The lines within a range of leaves."""
        low, high = self.line_at(first), self.line_at(last)
        return self.lines[low:high]

    def line_at(self, leaf: int) -> int:
        """The number of the first line that begins at a leaf or after it."""
        return bisect_left(self._firsts, leaf)

    @cached_property
    def _firsts(self) -> list[int]:
        """Where each line begins; asked for when all of them are there."""
        return [line.first for line in self.lines]
