"""Text as Postgres can hold it."""


def storable(text: str) -> str:
    """The text without NUL characters, and with lone surrogates replaced."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
