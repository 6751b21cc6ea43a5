"""Text as a reader sees it."""

import pytest

from app.parsing.tidy import tidy, visible


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (" a  b\t\nc ", "a b c"),
        ("a\u00a0b\u3000c\u2028d", "a b c d"),
        ("Donau\u00addampf\u200ber\ufeff", "Donaudampfer"),
        ("\u202etxet\u202c \x00\x07\x9f\ud800", "txet"),
        ("می\u200cخواهم 👩\u200d🚒", "می\u200cخواهم 👩\u200d🚒"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_text_is_tidied(raw: str, text: str) -> None:
    """White space is one space; what shows nothing is gone, joiners excepted."""
    assert tidy(raw) == text


def test_visible_text_keeps_its_lines() -> None:
    """Only line ends are made alike and unseen characters dropped."""
    assert visible("a\r\n  b\rc\u00a0d\u200b\x0ce") == "a\n  b\nc d e"
