"""Entries as CSV (RFC 4180), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

MEDIA_TYPE = "text/csv"
COLUMNS = (
    "id",
    "blog_id",
    "external_id",
    "permalink",
    "title",
    "published_at",
    "updated_at",
    "authors",
    "topics",
    "key_event",
    "pinned",
    "body_text",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 (full width, as in OWASP's list)


def header_row(columns: Sequence[str] = COLUMNS) -> str:
    """The first line: the names of the columns."""
    return _line(columns)


def render_csv(entries: Iterable[Mapping[str, Any]], columns: Sequence[str] = COLUMNS) -> Iterator[str]:
    """One line for each entry, in the order given; several authors or topics are separated by "; "."""
    for entry in entries:
        yield _line(_cell(entry.get(column)) for column in columns)


def render_table(entries: Iterable[Mapping[str, Any]], fields: Collection[str] | None = None) -> bytes:
    """The header and a line for each entry, with all columns or only those of these names."""
    columns = [column for column in COLUMNS if fields is None or column in fields]
    return (header_row(columns) + "".join(render_csv(entries, columns))).encode()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return _harmless("; ".join(str(item["name"] if isinstance(item, dict) else item) for item in value))
        case _:
            return _harmless(str(value))


def _harmless(text: str) -> str:
    # A spreadsheet takes a cell that starts like this for a formula; an apostrophe makes it text (OWASP).
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(list(cells))
    return buffer.getvalue()
