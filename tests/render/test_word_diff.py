"""Differences in words."""

from hypothesis import given
from hypothesis import strategies as st

from app.render.word_diff import MAX_WORDS, Piece, word_diff


def test_a_changed_word_is_removed_and_added() -> None:
    """The words around a change stay."""
    assert word_diff("The ferry waits.", "The ferry sails.") == [
        Piece("same", "The ferry "),
        Piece("removed", "waits"),
        Piece("added", "sails"),
        Piece("same", "."),
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    """Nothing is lost and nothing invented, whatever the texts."""
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_long_texts_are_compared_by_paragraph() -> None:
    """A text of any length is compared in reasonable time, at a coarser grain."""
    long = "\n".join(f"line {number}" for number in range(MAX_WORDS))
    pieces = word_diff(long, long + "\nend")
    assert pieces[-1].kind == "added"
    assert pieces[0].kind == "same"
