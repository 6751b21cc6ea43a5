"""`liveblog fixture`: write a page's expected.json for a person to review."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli.pages import fail, observed, read_page
from app.errors import LiveblogError
from app.parsing.parse import parse
from app.render.json import blog_json


def fixture_command(
    page: Annotated[Path, typer.Argument(help="A fixture's page.html or page.txt.", exists=True, dir_okay=False)],
) -> None:
    """Write expected.json beside a page of tests/platforms, as the parser reads it now. Review every line of it."""
    request_file = page.parent / "request.json"
    request = json.loads(request_file.read_text("utf-8")) if request_file.exists() else {}
    try:
        blog = parse(read_page(str(page), request.get("url"), observed(request.get("observed_at"))))
    except LiveblogError as error:
        raise fail(error, 1) from None
    expected = page.parent / "expected.json"
    expected.write_bytes(blog_json(blog, indent=True) + b"\n")
    typer.echo(f"{expected}: {len(blog.entries)} entries, platform {blog.platform}")
