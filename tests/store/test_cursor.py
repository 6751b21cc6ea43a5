"""Cursors come back as they were given, to the query that gave them, and to no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidParameter
from app.store.cursor import Cursor, decode, encode

places = st.tuples(st.one_of(st.text(max_size=40), st.integers(-(2**60), 2**60)), st.text(max_size=40))


@given(places, st.booleans(), st.binary())
def test_there_and_back(place: tuple[str | int, str], forward: bool, query: bytes) -> None:  # noqa: FBT001
    """A cursor decodes to what was encoded."""
    if any(isinstance(part, str) and not part.isprintable() for part in place):
        return
    cursor = Cursor(place, forward=forward)
    assert decode(encode(cursor, query), query) == cursor


@given(st.text(max_size=200))
def test_made_up(text: str) -> None:
    """No text that we did not give is taken for a cursor."""
    with pytest.raises(InvalidParameter):
        decode(text, b"query")


def test_every_character_counts() -> None:
    """A cursor with any character changed, missing or added is refused."""
    given_out = encode(Cursor(("2026-03-04T12:00:00+00:00", "x")), b"query")
    assert given_out.replace("-", "").replace("_", "").isalnum()
    for position in range(len(given_out)):
        changed = "A" if given_out[position] != "A" else "B"
        for altered in (
            given_out[:position] + changed + given_out[position + 1 :],
            given_out[:position] + given_out[position + 1 :],
            given_out[:position],
            given_out[:position] + "!" + given_out[position:],
        ):
            with pytest.raises(InvalidParameter):
                decode(altered, b"query")
    with pytest.raises(InvalidParameter):
        decode(given_out, b"another query")
