"""What the commands share: an option, and the settings that options and environment add up to."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from app.errors import ConfigurationError
from app.settings import Settings

DataDir = Annotated[Path | None, typer.Option(help="Where embedded Postgres keeps its files.", show_default="data")]


def read_settings(**flags: object) -> Settings:
    """Settings, in which what was said on the command line outranks the environment."""
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = str(first["loc"][0])
        name = field if field.isupper() else f"LIVEBLOG_{field.upper()}"
        raise ConfigurationError(f"the setting {name} makes no sense: {first['msg']}") from None
