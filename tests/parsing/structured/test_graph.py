"""The graph of a page's structured data."""

from app.parsing.json_data import Json
from app.parsing.structured.graph import likeness


def test_nodes_that_hold_one_another_many_times_are_not_written_out() -> None:
    """Forty nodes, each twice in the next, would make a trillion when compared by their text."""
    node: dict[str, Json] = {"url": "https://news.example/1.jpg"}
    for _ in range(40):
        node = {"image": node, "thumbnail": node}
    assert likeness(node, ["image"]) is None


def test_nodes_that_hold_themselves_are_like_no_other() -> None:
    """A cycle has no end to compare."""
    node: dict[str, Json] = {}
    node["image"] = node
    assert likeness(node, ["image"]) is None


def test_equal_values_are_alike() -> None:
    """What stands on every update alike is recognised, whatever else differs."""
    one: dict[str, Json] = {"image": {"url": "https://news.example/1.jpg"}, "headline": "A"}
    other: dict[str, Json] = {"image": {"url": "https://news.example/1.jpg"}, "headline": "B"}
    assert likeness(one, ["image"]) == likeness(other, ["image"]) is not None
