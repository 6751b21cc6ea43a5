"""Measures queries at scale and prints Markdown tables.

Usage: python -m benchmarks.query [--parts classes,http,peers,export] [--sizes 1000000,4000000] [--calls 200]
                                  [--seconds 10] [--directory DIR] [--processes N] [--only TEXT]

`make bench-query` runs it; docs/performance.md shows what it printed. The data are made in DIR, 4 GB for each million
entries, and kept there for the next run; delete the directory to be rid of them.
"""

import argparse
from pathlib import Path

from benchmarks.query.data import data_set
from benchmarks.query.export import measure_export
from benchmarks.query.measure import measured
from benchmarks.query.tables import class_table
from benchmarks.query.throughput import measure_peers, measure_throughput

GROWTH = 1.3
"""What the largest data set may take longer than the smallest."""
PARTS = ("classes", "http", "peers", "export")


def main() -> None:
    """Print the tables of the parts that are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--parts", default=",".join(PARTS))
    arguments.add_argument("--sizes", default="1000000,4000000")
    arguments.add_argument("--calls", type=int, default=200)
    arguments.add_argument("--seconds", type=int, default=10, help="of each round over HTTP")
    arguments.add_argument("--directory", type=Path, default=Path("data/bench-query"))
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--only", default="", help="classes whose name holds this")
    chosen = arguments.parse_args()
    sizes = sorted(int(size) for size in chosen.sizes.split(","))
    parts = chosen.parts.split(",")
    if "classes" in parts:
        found = {}
        for size in sizes:
            with data_set(chosen.directory, size, processes=chosen.processes) as url:
                found[size] = measured(url, calls=chosen.calls, only=chosen.only)
        print(class_table(found, GROWTH), flush=True)
    if not {"http", "peers", "export"} & set(parts):
        return
    # The first size is enough for what does not grow with the table.
    with data_set(chosen.directory, sizes[0], processes=chosen.processes) as url:
        if "http" in parts:
            print(measure_throughput(url, seconds=chosen.seconds), flush=True)
        if "peers" in parts:
            print(measure_peers(url, chosen.directory / "peers", seconds=chosen.seconds), flush=True)
        if "export" in parts:
            print(measure_export(url, sizes[0]), flush=True)


if __name__ == "__main__":
    main()
