"""The same use cases from a terminal, one file a command."""

import typer

from app.cli.fixture import fixture_command
from app.cli.parse import parse_command

app = typer.Typer(
    name="liveblog",
    help="Turn live-blog pages into entries, store them, and serve them over HTTP.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def liveblog() -> None:
    """Turn live-blog pages into entries, store them, and serve them over HTTP."""


app.command("parse")(parse_command)
app.command("fixture")(fixture_command)


def main() -> None:
    """Run the `liveblog` command."""
    app()
