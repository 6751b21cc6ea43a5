"""Results as Markdown."""

from collections.abc import Iterable, Sequence

from benchmarks.query.measure import Times


def table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; the first column to the left, all others to the right."""
    lines = [heading, ["---", *("---:" for _ in heading[1:])], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def class_table(by_size: dict[int, list[Times]], growth: float) -> str:
    """Every class: p50, p99 and maximum at each size, the goal, and how the largest compares with the smallest."""
    sizes = list(by_size)
    heading = ["class of query"]
    for size in sizes:
        heading += [f"p50 at {_short(size)}", "p99", "max"]
    heading += ["goal p99", "reached"] + (
        [f"p99 at {_short(sizes[-1])} / {_short(sizes[0])}"] if len(sizes) > 1 else []
    )
    rows = []
    for together in zip(*by_size.values(), strict=True):
        first, last = together[0], together[-1]
        row: list[object] = [first.name]
        for times in together:
            row += [f"{times.percentile(0.5):.1f}", f"{times.percentile(0.99):.1f}", f"{times.milliseconds[-1]:.1f}"]
        row += [f"{first.goal_ms:.0f}", "yes" if first.reached else "**no**"]
        if len(sizes) > 1:
            ratio = last.percentile(0.99) / first.percentile(0.99)
            row.append(f"{ratio:.2f}" if ratio <= growth else f"**{ratio:.2f}**")
        rows.append(row)
    reached = sum(times.reached for times in by_size[sizes[0]])
    return table(heading, rows) + f"\n{reached} of {len(rows)} classes reach the goal at {_short(sizes[0])}.\n"


def _short(size: int) -> str:
    return f"{size // 10**6} M" if size >= 10**6 else f"{size // 1000} k"
