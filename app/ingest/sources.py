"""Pages from what a person names: files, folders, globs, standard input, NDJSON of pages and WARC archives.

Pages come one at a time, so that an archive of any size needs the memory of one page.
"""

import glob
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import orjson
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from app.errors import Fault, InputError, InvalidParameter

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".txt")
NDJSON_SUFFIXES = (".ndjson", ".jsonl")
WARC_SUFFIXES = (".warc", ".warc.gz")
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
NDJSON_OVERHEAD = 6
"""A byte of a page takes at most this many characters in JSON."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page's bytes and what its container says of it; `error` instead of bytes when it cannot be read."""

    name: str
    content: bytes = b""
    url: str | None = None
    observed_at: datetime | None = None
    content_type: str | None = None
    error: str | None = None


def find_pages(sources: Iterable[str], *, max_bytes: int) -> Iterator[Found]:
    """The pages in what is named; `-` is one page on standard input. Pages are cut one byte beyond `max_bytes`."""
    for source in sources:
        if source == "-":
            yield Found("standard input", sys.stdin.buffer.read(max_bytes + 1))
            continue
        files = list(_files(source))
        if not files:
            yield Found(source, error="there is no such file")
        for path in files:
            yield from _pages_in(path, max_bytes)


def _files(source: str) -> Iterator[Path]:
    path = Path(source)
    if path.is_dir():
        wanted = PAGE_SUFFIXES + NDJSON_SUFFIXES + WARC_SUFFIXES
        yield from sorted(file for file in path.rglob("*") if file.is_file() and file.name.lower().endswith(wanted))
    elif path.is_file():
        yield path
    else:
        # pathlib takes no pattern that starts at the root.
        matches = glob.glob(source, recursive=True)  # noqa: PTH207
        yield from sorted(Path(match) for match in matches if Path(match).is_file())


def _pages_in(path: Path, max_bytes: int) -> Iterator[Found]:
    name = path.name.lower()
    try:
        with path.open("rb") as file:
            if name.endswith(WARC_SUFFIXES):
                yield from _in_warc(path, file, max_bytes)
            elif name.endswith(NDJSON_SUFFIXES):
                yield from _in_ndjson(path, file, max_bytes)
            else:
                content_type = "text/plain" if name.endswith(".txt") else None
                yield Found(str(path), file.read(max_bytes + 1), content_type=content_type)
    except OSError as fault:
        yield Found(str(path), error=fault.strerror or "cannot be read")


def _in_ndjson(path: Path, file: BinaryIO, max_bytes: int) -> Iterator[Found]:
    longest = max_bytes * NDJSON_OVERHEAD
    for number, line in enumerate(iter(lambda: file.readline(longest), b""), start=1):
        name = f"{path}:{number}"
        if not line.strip():
            continue
        try:
            yield read_row(name, line)
        except InputError as error:
            yield Found(name, error=str(error))


def read_row(name: str, line: bytes) -> Found:
    """A page as a JSON object: `html`, and optionally `url`, `observed_at`, `content_type`. Raises `InputError`."""
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as fault:
        raise InvalidParameter(f"this is no JSON: {fault}") from fault
    if not isinstance(row, dict) or not isinstance(row.get("html"), str):
        raise InvalidParameter("a page is an object with `html`", faults=[Fault("body", "html", "is missing")])
    observed_at = row.get("observed_at")
    try:
        instant = datetime.fromisoformat(observed_at) if observed_at else None
    except (TypeError, ValueError) as fault:
        raise InvalidParameter("observed_at is no ISO 8601 instant") from fault
    if instant and not instant.tzinfo:
        raise InvalidParameter("observed_at needs an offset")
    url, content_type = (value if isinstance(value := row.get(key), str) else None for key in ("url", "content_type"))
    return Found(name, row["html"].encode("utf-8", "replace"), url, instant, content_type)


def _in_warc(path: Path, file: BinaryIO, max_bytes: int) -> Iterator[Found]:
    records = 0
    try:
        for record in ArchiveIterator(file):
            records += record.rec_type is not None
            if record.rec_type == "response" and _is_page(record):
                yield _page_of(record, max_bytes)
    except (ArchiveLoadFailed, EOFError, ValueError) as fault:
        yield Found(str(path), error=f"the archive is broken: {fault}")
    else:
        if not records:
            yield Found(str(path), error="the archive holds no records")


def _is_page(record: ArcWarcRecord) -> bool:
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "") if headers else ""
    return bool(headers) and headers.get_statuscode() == "200" and kind.split(";")[0].strip().lower() in PAGE_TYPES


def _page_of(record: ArcWarcRecord, max_bytes: int) -> Found:
    url = record.rec_headers.get_header("WARC-Target-URI")
    date = record.rec_headers.get_header("WARC-Date")
    return Found(
        name=url or "a page without an address",
        content=record.content_stream().read(max_bytes + 1),
        url=url,
        observed_at=datetime.fromisoformat(date) if date else None,
        content_type=record.http_headers.get_header("Content-Type"),
    )
