"""The same use cases from a terminal, one file a command: `liveblog serve` is `serve` in `app.cli.serve`."""

import sys
from importlib import import_module

import click
import typer
from typer.core import TyperGroup
from typer.main import get_command

from app.errors import LiveblogError

COMMANDS = ("serve", "migrate")


class Commands(TyperGroup):
    """Commands that are imported when they are called, so that a small one does not wait for what a big one needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's interface)
        """The names of all commands, in the order in which help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (as above)
        """The command of this name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(pretty_exceptions_enable=False)
        alone.command(cmd_name)(getattr(import_module(f"app.cli.{cmd_name}"), cmd_name))
        return get_command(alone)


from app.cli.fixture import fixture_command
from app.cli.parse import parse_command

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


app.command("parse")(parse_command)
app.command("fixture")(fixture_command)


def main() -> None:
    """Run the `liveblog` command; an error of ours is one line on stderr and exit status 1."""
    try:
        app()
    except LiveblogError as error:
        typer.echo(f"liveblog: {error}", err=True)
        sys.exit(1)
