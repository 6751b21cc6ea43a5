"""`liveblog migrate`: bring the database up to date."""

import typer

from app.cli.database import database
from app.cli.options import DataDir, read_settings
from app.cli.stopping import until_stopped


def migrate_command(data_dir: DataDir = None) -> None:
    """Bring the database's schema up to date, and start nothing."""
    with until_stopped(), database(read_settings(data_dir=data_dir)):
        typer.echo("The database is up to date.")
