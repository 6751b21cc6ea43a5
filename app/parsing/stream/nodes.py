"""From ranges of leaves back to the elements that hold them."""

from collections.abc import Iterable
from itertools import accumulate

from selectolax.lexbor import LexborNode

from app.parsing.stream.outline import Line, Outline
from app.parsing.stream.words import INLINE


def nodes_of(out: Outline, lines: Iterable[Line]) -> list[LexborNode]:
    """For each line the outermost element that holds it and nothing else, or its bare leaves."""
    found: list[LexborNode] = []
    for line in lines:
        element = line.block
        if not _holds_just(out, element, line.first, line.last):
            found += out.leaves[line.first : line.last]
            continue
        while out.parents[element] > 0 and _holds_just(out, out.parents[element], line.first, line.last):
            element = out.parents[element]
        found.append(out.nodes[element])
    return found


def body_nodes(out: Outline, first: int, last: int, taken: set[int]) -> tuple[list[LexborNode], list[LexborNode]]:
    """The outermost elements that hold the leaves from `first` up to `last` that are not taken, and what to leave out.

    A paragraph of which only a part is wanted is given whole, its other leaves among what to leave out.
    """
    taken_before = [0, *accumulate(leaf in taken for leaf in range(first, last))]

    def is_whole(element: int) -> bool:
        start, end = out.starts[element], out.ends[element]
        return first <= start and end <= last and taken_before[end - first] == taken_before[start - first]

    nodes: list[LexborNode] = []
    without: list[LexborNode] = []
    leaf = first
    while leaf < last:
        if leaf in taken:
            leaf += 1
            continue
        element = out.holders[leaf]
        if is_whole(element):
            while out.parents[element] >= 0 and is_whole(out.parents[element]):
                element = out.parents[element]
        else:
            while (out.nodes[element].tag or "") in INLINE and out.parents[element] >= 0:
                element = out.parents[element]
            start, end = out.starts[element], out.ends[element]
            without += [out.leaves[one] for one in range(start, end) if one in taken or one < leaf or one >= last]
        nodes.append(out.nodes[element])
        leaf = max(out.ends[element], leaf + 1)
    return nodes, without


def _holds_just(out: Outline, element: int, first: int, last: int) -> bool:
    return out.starts[element] == first and out.ends[element] == last
