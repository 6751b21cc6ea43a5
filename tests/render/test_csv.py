"""CSV."""

import csv
import io

import pytest

from app.render.csv import COLUMNS, header_row, render_csv
from tests.render.samples import ENTRIES


def read(text: str) -> list[dict[str, str]]:
    """The rows as a CSV reader sees them."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_rows_read_back() -> None:
    """Texts with commas, quotes and line breaks come back as they were; lists are joined."""
    rows = read(header_row() + "".join(render_csv(ENTRIES)))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["body_text"] == ENTRIES[0]["body_text"]
    assert rows[0]["authors"] == "Mira Tolland; Joss Hearn"
    assert rows[0]["key_event"] == "true"
    assert rows[1]["title"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0@"])
def test_no_cell_is_a_formula(start: str) -> None:
    """A cell that a spreadsheet would run is marked as text."""
    rows = read(header_row() + "".join(render_csv([{"title": f"{start}cmd", "authors": [{"name": f"{start}cmd"}]}])))
    assert rows[0]["title"] == f"'{start}cmd"
    assert rows[0]["authors"] == f"'{start}cmd"
