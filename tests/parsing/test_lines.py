"""What lines are, by their words and links."""

import pytest

from app.parsing.lines import Line, line_of, shares


@pytest.mark.parametrize(
    ("text", "linked", "shared"),
    [
        ("Advertisement", 0, 0),
        ("Story continues below", 0, 0),
        ("View on Threads", 15, 0),
        ("Read more: Rivers rise", 11, 0),
        ("READ MORE | Rivers rise.", 11, 0),
        ("Veja também: O rio sobe", 10, 0),
        ("Leer más: El río sube", 21, 0),
        ("Share on X Share on Facebook", 28, 28),
    ],
)
def test_furniture_is_told(text: str, linked: int, shared: int) -> None:
    """Labels, teasers that are all link, and share links, in the languages of newsrooms."""
    assert line_of(text, linked, shared) is Line.FURNITURE


@pytest.mark.parametrize(
    ("text", "linked", "shared"),
    [
        ("Read more: Rivers rise", 0, 0),
        ("More than forty", 5, 0),
        ("Read more in the report of Monday", 6, 0),
        ("Tweet @jo what you see from where you are", 3, 3),
        ("Related to the flood", 0, 0),
    ],
)
def test_lines_with_words_of_their_own_stay(text: str, linked: int, shared: int) -> None:
    """A line that says more than a teaser's head and its link is text."""
    assert line_of(text, linked, shared) is Line.WORDS


@pytest.mark.parametrize(
    "text",
    ["Read more:", "Related articles", "READ MORE", "Lesen Sie auch", "More:", "Watch:", "LEE TAMBIÉN:", "Läs också"],
)
def test_heads_of_teasers_are_told(text: str) -> None:
    """What announces links is told apart, for it depends on what follows."""
    assert line_of(text, 0, 0) is Line.TEASER_HEAD


def test_lines_that_are_all_link_are_told() -> None:
    """Marks around the link do not matter."""
    assert line_of("\u2022 Rivers rise.", 11, 0) is Line.LINK
    assert line_of("Read more about the flood", 25, 0) is Line.LINK


def test_share_services_are_told_by_address() -> None:
    """A service's share page is one, its posts and profiles are not."""
    assert shares("https://www.facebook.com/sharer/sharer.php?u=x")
    assert shares("https://x.com/intent/tweet?url=x")
    assert not shares("https://x.com/jo/status/1")
    assert not shares("https://news.example/?u=facebook.com/sharer")


@pytest.mark.parametrize(
    ("bait", "line"),
    [
        ("read more " * 100_000, Line.WORDS),
        ("\u2013" * 500_000, Line.WORDS),
        ("à lire " * 100_000, Line.WORDS),
        ("read more" + " " * 500_000 + "x", Line.FURNITURE),
    ],
    ids=["words", "dashes", "heads", "blanks"],
)
def test_bait_is_read_in_one_go(bait: str, line: Line) -> None:
    """Long lines made to send a pattern back and forth are lines like others; a pattern that did would never end."""
    assert line_of(bait, 0, 0) is Line.WORDS
    assert line_of(bait, 1, 0) is line
    assert not shares(bait)
