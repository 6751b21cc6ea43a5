"""`liveblog key create`: a new API key."""

import secrets
from typing import Annotated, Literal

import typer

BYTES = 32


def key_command(
    action: Annotated[Literal["create"], typer.Argument(help="Make a key.")],  # noqa: ARG001 (there is one)
) -> None:
    """Print a new API key on standard output; it is kept nowhere. The service takes those in LIVEBLOG_API_KEYS."""
    typer.echo(f"lb_{secrets.token_urlsafe(BYTES)}")
    typer.echo(
        "Give it to the service in LIVEBLOG_API_KEYS (several with commas) and start it again;"
        " send it as `Authorization: Bearer KEY`.",
        err=True,
    )
