"""The fixture folders: `<platform>/<case>/` with page.html or page.txt, expected.json and perhaps request.json."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.parsing.page import Page

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Fixture:
    """One page of our own and what a person said that it holds."""

    folder: Path

    @property
    def platform(self) -> str:
        """The name that the folder stands under."""
        return self.folder.parent.name

    @property
    def expected(self) -> dict[str, Any]:
        """The reviewed answer."""
        return json.loads((self.folder / "expected.json").read_text("utf-8"))

    @property
    def page(self) -> Page:
        """The page, requested as request.json says."""
        file = next(path for path in (self.folder / "page.html", self.folder / "page.txt") if path.exists())
        request_file = self.folder / "request.json"
        request = json.loads(request_file.read_text("utf-8")) if request_file.exists() else {}
        observed = request.get("observed_at")
        return Page(
            file.read_bytes(),
            url=request.get("url"),
            observed_at=datetime.fromisoformat(observed) if observed else None,
            content_type=request.get("content_type") or ("text/plain" if file.suffix == ".txt" else None),
        )

    def __str__(self) -> str:
        return f"{self.platform}/{self.folder.name}"


FIXTURES = [Fixture(file.parent) for file in sorted(HERE.glob("*/*/page.*"))]
