"""The same use cases from a terminal, one file a command."""

import typer

app = typer.Typer(
    name="liveblog",
    help="Turn live-blog pages into entries, store them, and serve them over HTTP.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def liveblog() -> None:
    """Turn live-blog pages into entries, store them, and serve them over HTTP."""


def main() -> None:
    """Run the `liveblog` command."""
    app()
