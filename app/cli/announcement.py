"""What `liveblog serve` says once it answers."""

from collections.abc import Sequence
from importlib.metadata import version


def announcement(address: str, place: str, examples: Sequence[str]) -> str:
    """The address, where the data lies, and a curl line for each of the `examples`, which are paths with a query."""
    lines = [f"Liveblog API {version('liveblog-api')} answers on {address}", f"Its data lies in {place}", "", "Try:"]
    return "\n".join([*lines, *(f"  curl '{address}{example}'" for example in examples)])
