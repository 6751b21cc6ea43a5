"""How right the parser is, on the project's own pages and, where it is present, on the corpus of labelled pages.

Usage: python benchmarks/accuracy.py [--write]

Each set is measured twice: as the parser stands, and held out, with the file of each page's own platform left out, so
that the page is one of an unknown platform. `--write` puts the tables into docs/accuracy.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.errors import LiveblogError
from app.parsing.claim import all_platforms, claim
from app.parsing.page import Page
from app.parsing.parse import parse
from app.parsing.platform import Platform
from app.render.json import blog_dict

ROOT = Path(__file__).parents[1]
CORPUS = Path(os.environ.get("LIVEBLOG_CORPUS", ROOT.parent / "shared" / "corpus"))
DOC = ROOT / "docs" / "accuracy.md"
FIELDS = ("f1", "time", "author", "title", "body", "key", "media")

sys.path.insert(0, str(ROOT))
from tests.platforms.fixtures import FIXTURES  # noqa: E402 (the fixtures are no package of the service)


def others(page: Page) -> Sequence[Platform]:
    """All platforms but those in the file of the one that claims the page."""
    own = None if page.is_plain_text else claim(page, all_platforms())
    return [one for one in all_platforms() if own is None or type(one).__module__ != type(own).__module__]


def read(page: Page, *, held_out: bool) -> dict[str, Any]:
    """The page's blog, without entries where none are found."""
    try:
        return blog_dict(parse(page, others(page) if held_out else None))
    except LiveblogError:
        return {"entries": []}


def compare(expected: dict[str, Any], found: dict[str, Any]) -> dict[str, float]:
    """The share of entries found and not invented, and of their fields that are as reviewed."""
    key = lambda entry: (entry["title"], entry["body_text"][:60], entry["published_at"])  # noqa: E731
    loose = lambda entry: entry["body_text"][:60] or entry["title"]  # noqa: E731
    unseen = list(found["entries"])
    pairs = []
    for like in (key, loose):
        for want in expected["entries"]:
            if any(want is one for one, _ in pairs):
                continue
            got = next((one for one in unseen if like(one) == like(want)), None)
            if got is not None:
                unseen.remove(got)
                pairs.append((want, got))
    whole = len(expected["entries"]) + len(found["entries"])
    checks = {
        "time": lambda entry: entry["published_at"],
        "author": lambda entry: {author["name"] for author in entry["authors"]},
        "title": lambda entry: entry["title"],
        "body": lambda entry: entry["body_text"],
        "key": lambda entry: entry["key_event"],
        "media": lambda entry: len(entry["images"]),
    }
    shares = {
        name: sum(get(a) == get(b) for a, b in pairs) / len(pairs) if pairs else 0.0 for name, get in checks.items()
    }
    return {"f1": 2 * len(pairs) / whole if whole else 0.0, **shares}


def own_pages(*, held_out: bool) -> str:
    """The table of the project's own pages."""
    lines = [f"{'page':58}" + "".join(f"{name:>8}" for name in FIELDS)]
    rows = []
    for fixture in FIXTURES:
        row = compare(fixture.expected, read(fixture.page, held_out=held_out))
        rows.append(row)
        lines.append(f"{str(fixture)[:57]:58}" + "".join(f"{row[name]:8.3f}" for name in FIELDS))
    mean = {name: sum(row[name] for row in rows) / len(rows) for name in FIELDS}
    lines.append(f"{f'mean of {len(rows)} pages':58}" + "".join(f"{mean[name]:8.3f}" for name in FIELDS))
    return "\n".join(lines)


def corpus_pages(*, held_out: bool) -> str:
    """The corpus's own score of its pages."""
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted((CORPUS / "pages").glob("*.html")):
            label = CORPUS / "truth" / f"{file.stem}.truth.json"
            truth = json.loads(label.read_text("utf-8")) if label.exists() else {}
            page = Page(file.read_bytes(), url=truth.get("url"), observed_at=_end_of_day(truth))
            Path(folder, f"{file.stem}.json").write_text(json.dumps(read(page, held_out=held_out)), "utf-8")
        command = [sys.executable, str(CORPUS / "score.py"), str(CORPUS / "truth"), folder]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


def _end_of_day(truth: dict[str, Any]) -> datetime | None:
    if not truth.get("reference_date"):
        return None
    return datetime.fromisoformat(f"{truth['reference_date']}T23:59").replace(tzinfo=ZoneInfo(truth["timezone"]))


def main() -> None:
    """Print the tables; write them where asked."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    write = options.parse_args().write
    tables = {
        "The project's own pages": own_pages(held_out=False),
        "The project's own pages, held out": own_pages(held_out=True),
    }
    if (CORPUS / "score.py").exists():
        tables["The corpus"] = corpus_pages(held_out=False)
        tables["The corpus, held out"] = corpus_pages(held_out=True)
    for title, table in tables.items():
        print(f"{title}\n{table}\n")
    if write:
        text = DOC.read_text("utf-8")
        head = text[: text.index("## The project's own pages")] if "## The project's own pages" in text else text
        written = [f"## {title}\n\n```\n{table}\n```\n" for title, table in tables.items()]
        today = datetime.now(ZoneInfo("UTC")).date().isoformat()
        DOC.write_text(_dated(head, today) + "\n".join(written), "utf-8")


def _dated(head: str, today: str) -> str:
    lines = [f"Measured on {today}." if line.startswith("Measured on ") else line for line in head.splitlines()]
    return "\n".join(lines).rstrip() + "\n\n"


if __name__ == "__main__":
    main()
