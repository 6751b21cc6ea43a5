"""`liveblog parse`: what one page holds, on standard output, without a database."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.cli.pages import fail, observed, read_page
from app.errors import LiveblogError, NoLiveBlog
from app.parsing.document import ParsedBlog
from app.parsing.parse import parse
from app.render.csv import header_row, render_csv
from app.render.json import blog_dict, blog_json
from app.render.json_ld import render_json_ld

NO_LIVE_BLOG = 3
REFUSED = 1


class Format(StrEnum):
    """How a parsed blog is written."""

    JSON = "json"
    TABLE = "table"
    JSONLD = "jsonld"
    CSV = "csv"


def parse_command(
    source: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="A file, a URL, or - for standard input.")],
    url: Annotated[str | None, typer.Option(help="Where the page comes from.")] = None,
    observed_at: Annotated[str | None, typer.Option(help="When the page was seen, in ISO 8601.")] = None,
    output: Annotated[Format, typer.Option("--format", help="How to write the blog.")] = Format.JSON,
) -> None:
    """Print the live blog on a page. Exit status 3: the page holds none; 1: it cannot be read."""
    seen = observed(observed_at)
    try:
        blog = parse(read_page(source, url, seen))
    except NoLiveBlog as nothing:
        raise fail(nothing, NO_LIVE_BLOG) from None
    except LiveblogError as refused:
        raise fail(refused, REFUSED) from None
    _write(blog, output)


def _write(blog: ParsedBlog, output: Format) -> None:
    match output:
        case Format.JSON:
            typer.echo(blog_json(blog, indent=True))
        case Format.JSONLD:
            plain = blog_dict(blog)
            typer.echo(render_json_ld(plain, plain["entries"]))
        case Format.CSV:
            typer.echo(header_row(), nl=False)
            for line in render_csv(blog_dict(blog)["entries"]):
                typer.echo(line, nl=False)
        case Format.TABLE:
            Console().print(_table(blog))


def _table(blog: ParsedBlog) -> Table:
    coverage = blog.coverage
    of = f" of {coverage.declared}" if coverage.declared else ""
    caption = "\n".join([f"{coverage.found}{of} entries, platform {blog.platform}", *blog.warnings])
    table = Table(title=blog.headline, caption=caption, title_justify="left", caption_justify="left")
    for column in ("Published (UTC)", "Key", "Author", "Title or text"):
        table.add_column(column, overflow="fold")
    for entry in blog.entries:
        when = entry.published_at.strftime("%Y-%m-%d %H:%M") if entry.published_at else entry.published_at_raw or ""
        authors = ", ".join(author.name for author in entry.authors)
        table.add_row(when, "*" if entry.key_event else "", authors, entry.title or entry.body_text[:100])
    return table
