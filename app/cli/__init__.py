"""The same use cases from a terminal, one file a command: `liveblog serve` is `serve_command` in `app.cli.serve`."""

import sys
from importlib import import_module
from typing import cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from app.errors import LiveblogError

COMMANDS = ("serve", "work", "parse", "ingest", "watch", "reparse", "migrate", "fixture")


class Commands(TyperGroup):
    """Commands that are imported when they are called, so that a small one does not wait for what a big one needs."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002 (typer's interface)
        """The names of all commands, in the order in which help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]  # noqa: ARG002
        """The command of this name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(cmd_name)(getattr(import_module(f"app.cli.{cmd_name}"), f"{cmd_name}_command"))
        return cast("TyperCommand", get_command(alone))


app = typer.Typer(
    name="liveblog",
    help="Turn live-blog pages into entries, store them, and serve them over HTTP.",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def liveblog() -> None:
    """Turn live-blog pages into entries, store them, and serve them over HTTP."""


def main() -> None:
    """Run the `liveblog` command; an error of ours is one line on stderr and exit status 1."""
    try:
        app()
    except LiveblogError as error:
        typer.echo(f"liveblog: {error}", err=True)
        sys.exit(1)
