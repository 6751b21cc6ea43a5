"""From ranges of leaves back to the elements that hold them."""

from collections.abc import Callable, Iterable
from itertools import accumulate

from selectolax.lexbor import LexborNode

from app.parsing.stream.lines import Line, Outline
from app.parsing.stream.words import INLINE

_MOST_BETWEEN = 20
"""Nodes without text, such as line breaks, that may stand between two pieces of one paragraph."""


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


def body_nodes(out: Outline, first: int, last: int, taken: set[int]) -> list[LexborNode]:
    """The outermost nodes that hold the leaves from `first` up to `last` that are not taken, in page order.

    Of a paragraph that is wanted only in part, the pieces are given with the line breaks between them.
    """
    taken_before = [0, *accumulate(leaf in taken for leaf in range(first, last))]

    def is_whole(element: int) -> bool:
        start, end = out.starts[element], out.ends[element]
        return first <= start and end <= last and taken_before[end - first] == taken_before[start - first]

    nodes: list[LexborNode] = []
    leaf = first
    while leaf < last:
        element = out.holders[leaf]
        if leaf in taken:
            leaf += 1
        elif is_whole(element):
            while out.parents[element] >= 0 and is_whole(out.parents[element]):
                element = out.parents[element]
            nodes.append(out.nodes[element])
            leaf = out.ends[element]
        else:
            while out.tags[element] in INLINE and out.parents[element] >= 0:
                element = out.parents[element]
            end = min(last, out.ends[element])
            end = next((one for one in range(leaf, end) if one in taken), end)
            nodes += _pieces(out, element, leaf, end, is_whole)
            leaf = end
    return nodes


def _pieces(out: Outline, block: int, first: int, last: int, is_whole: Callable[[int], bool]) -> list[LexborNode]:
    """The nodes directly in a block that hold a range of its leaves, and what stands between them."""
    pieces: list[LexborNode] = []
    leaf = first
    while leaf < last:
        child: int | None = None
        element = out.holders[leaf]
        while element != block and element >= 0:
            child, element = element, out.parents[element]
        whole = child is not None and is_whole(child)
        node = out.nodes[child] if child is not None and whole else out.leaves[leaf]
        pieces += [*_between(pieces[-1], node), node] if pieces else [node]
        leaf = out.ends[child] if child is not None and whole else leaf + 1
    return pieces


def _between(before: LexborNode, after: LexborNode) -> list[LexborNode]:
    """The siblings between two nodes, or none where they are no near siblings."""
    found: list[LexborNode] = []
    node = before.next
    while node is not None and node.mem_id != after.mem_id and len(found) < _MOST_BETWEEN:
        found.append(node)
        node = node.next
    return found if node is not None and node.mem_id == after.mem_id else []


def _holds_just(out: Outline, element: int, first: int, last: int) -> bool:
    return out.starts[element] == first and out.ends[element] == last
