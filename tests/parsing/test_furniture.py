"""What is furniture, told from lines and elements."""

import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from app.parsing import furniture
from app.parsing.roles import Role


@pytest.mark.parametrize(
    ("text", "linked", "shared"),
    [
        ("Advertisement", 0, 0),
        ("Story continues below", 0, 0),
        ("Read more: Rivers rise", 12, 0),
        ("Veja também: O rio sobe", 10, 0),
        ("Share on X Share on Facebook", 28, 28),
    ],
)
def test_lines_of_furniture_are_told(text: str, linked: int, shared: int) -> None:
    """Labels, teasers that are all link, and share links are left out, in the languages of newsrooms."""
    assert furniture.is_left_out(text, linked, shared)


@pytest.mark.parametrize(
    ("text", "linked", "shared"),
    [
        ("Read more: Rivers rise", 0, 0),
        ("More than forty", 5, 0),
        ("Rivers rise", 11, 0),
        ("Read more about the flood", 25, 0),
        ("Read more in the report of Monday", 6, 0),
        ("Tweet @jo what you see from where you are", 3, 3),
    ],
)
def test_other_lines_stay(text: str, linked: int, shared: int) -> None:
    """A line with words of its own is text."""
    assert not furniture.is_left_out(text, linked, shared)


def test_bait_takes_no_time() -> None:
    """No pattern backtracks over long lines."""
    began = time.process_time()
    for bait in ("read more " * 100_000, "\u2013" * 500_000, "à lire " * 100_000, "read more" + " " * 500_000 + "x"):
        furniture.is_left_out(bait, 1, 0)
        furniture.is_left_out(bait, len(bait), 0)
        furniture.shares(bait)
        furniture.is_unseen({"style": ";" + " " * 500_000})
    assert time.process_time() - began < 2


def test_elements_with_much_text_are_no_furniture() -> None:
    """A name does not make an element furniture once it holds more than such furniture does."""
    node = LexborHTMLParser(f"<div>{'Long words of an entry. ' * 100}</div>").css_first("div")
    assert not any(furniture.is_furniture(node, role) for role in furniture.MOST_TEXT)
    short = LexborHTMLParser("<div>Share</div>").css_first("div")
    assert furniture.is_furniture(short, Role.SHARE)
    assert not furniture.is_furniture(short, Role.RELATED)
