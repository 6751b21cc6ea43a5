"""Print what `.env.example` must hold: every setting, what it means and its default."""

from pydantic.fields import FieldInfo

from app.settings import Settings

_HEAD = """\
# Every setting of the service. Copy this file to `.env` and take the # off the lines you change;
# the environment outranks the file, and options on the command line outrank both.
"""


def env_example() -> str:
    """The text of `.env.example`."""
    return "\n".join([_HEAD, *(_entry(name, field) for name, field in Settings.model_fields.items())])


def _entry(name: str, field: FieldInfo) -> str:
    default = "" if field.default in (None, ()) else str(field.default).removesuffix(".0")
    return f"# {field.description}\n#{environment_name(name)}={default.lower() if default in _SWITCHES else default}\n"


def environment_name(name: str) -> str:
    """What the environment calls a setting."""
    return "DATABASE_URL" if name == "database_url" else f"LIVEBLOG_{name.upper()}"


_SWITCHES = ("True", "False")

if __name__ == "__main__":
    print(env_example(), end="")
