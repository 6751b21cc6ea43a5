"""What is furniture, told from elements."""

from selectolax.lexbor import LexborHTMLParser

from app.parsing import furniture
from app.parsing.roles import Role


def test_unseen_styles_are_told() -> None:
    """Only a declaration that hides counts, and none takes long to find."""
    assert furniture.is_unseen({"style": "color:red; display : none"})
    assert furniture.is_unseen({"hidden": None})
    assert not furniture.is_unseen({"style": "--display:none"})
    assert not furniture.is_unseen({"style": ";" + " " * 500_000})


def test_elements_with_much_text_are_no_furniture() -> None:
    """A name does not make an element furniture once it holds more than such furniture does."""
    node = LexborHTMLParser(f"<div>{'Long words of an entry. ' * 100}</div>").css_first("div")
    assert not any(furniture.is_furniture(node, role) for role in furniture.MOST_TEXT)
    short = LexborHTMLParser("<div>Share</div>").css_first("div")
    assert furniture.is_furniture(short, Role.SHARE)
    assert not furniture.is_furniture(short, Role.RELATED)
