"""The same use cases from a terminal, one file a command: `liveblog serve` is `serve_command` in `app.cli.serve`."""

import sys
from importlib import import_module
from typing import cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from app.errors import LiveblogError

COMMANDS = ("serve", "work", "parse", "ingest", "watch", "reparse", "export", "key", "migrate", "fixture")


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
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def liveblog() -> None:
    """Turn live-blog pages into entries, store them, and serve them over HTTP."""


def main() -> None:
    """Run the `liveblog` command; an error is one line on stderr, with exit status 2 for wrong usage and 1 for ours."""
    try:
        status = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except typer.TyperException as wrong:
        context = getattr(wrong, "ctx", None)
        hint = f"; see {context.command_path} --help" if context else ""
        typer.echo(f"liveblog: {' '.join(wrong.format_message().split()).rstrip('.')}{hint}", err=True)
        sys.exit(wrong.exit_code)
    except LiveblogError as error:
        typer.echo(f"liveblog: {error}", err=True)
        sys.exit(1)
    sys.exit(status)
