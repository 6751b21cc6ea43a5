"""Picture credits: told from captions, and from bylines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.parsing.credits import is_credit_line, split_caption_credit


@pytest.mark.parametrize(
    "text",
    [
        "(Reuters)",
        "(AFP/Getty)",
        "(Sample Presidential Court)",
        "(The XY via Getty Images)",
        "(Image: Getty)",
        "Photograph: Jo Doe/PA",
        "Getty Images",
        "© Jo Doe",
        "Image source, Reuters",
        "Foto: Jo Doe / dpa",
    ],
)
def test_credit_lines(text: str) -> None:
    """A line that only credits a picture is told."""
    assert is_credit_line(text)


@pytest.mark.parametrize(
    "text",
    ["", "Reuters", "Jo Doe", "(laughs)", "(2019)", "Photos of the day show boats", "Video shows fire", "(left)"],
)
def test_other_lines(text: str) -> None:
    """Names, asides and sentences are no credits."""
    assert not is_credit_line(text)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Boats at dusk (AP)", "Boats at dusk", "AP"),
        ("Boats. Photograph: Jo Doe/PA", "Boats.", "Jo Doe/PA"),
        ("Boats (The XY via Getty Images)", "Boats", "The XY via Getty Images"),
        ("Boats (Image: Getty)", "Boats", "Getty"),
        ("Boats © AFP", "Boats", "AFP"),
        ("Boats (left)", "Boats (left)", None),
        ("Boats. Photograph: www.example.org", "Boats.", "www.example.org"),
        ("In pictures: Two boats come in", "In pictures: Two boats come in", None),
        ("Boats of the alliance (NATO)", "Boats of the alliance (NATO)", None),
        ("They sailed far (New South Wales).", "They sailed far (New South Wales).", None),
        ("Boats in the bay (Sample Presidential Court)", "Boats in the bay", "Sample Presidential Court"),
        ("Boats in the bay (AFP/Getty).", "Boats in the bay", "AFP/Getty"),
        ("Boats", "Boats", None),
        ("(Reuters)", None, "Reuters"),
        ("", None, None),
    ],
)
def test_captions_are_parted_from_credits(text: str, caption: str | None, credit: str | None) -> None:
    """A caption and its credit come apart; one without the other leaves the other empty."""
    assert split_caption_credit(text) == (caption, credit)


@given(st.text(max_size=300))
def test_any_caption_is_answered(text: str) -> None:
    """Whatever the text, caption and credit are parts of it, or None."""
    for part in split_caption_credit(text):
        assert part is None or part in " ".join(text.split())
    assert is_credit_line(text) in {True, False}
