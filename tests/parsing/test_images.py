"""One image element: what its attributes tell."""

import pytest

from app.parsing.document import Image
from app.parsing.images import emoji_of, figure, number, same_picture


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://i.example/a/boat.jpg?w=300", "http://i.example/a/boat.webp?w=900", True),
        ("https://i.example/boat-300x200.jpg", "https://i.example/boat.jpg", True),
        ("https://i.example/a/boat.jpg", "https://i.example/b/boat.jpg", False),
        ("https://i.example/resize.jpg?url=boat", "https://i.example/resize.jpg?url=gate", False),
        ("https://i.example/photo?id=1", "https://i.example/photo?id=2", False),
    ],
)
def test_sizes_and_formats_of_a_picture_are_the_same(one: str, other: str, *, same: bool) -> None:
    """The file tells the picture, except where a query names it."""
    assert (same_picture(one) == same_picture(other)) is same


@pytest.mark.parametrize(
    ("value", "pixels"), [("640", 640), (" 640px ", 640), ("640.5", 640), ("100%", None), ("-1", None), ("", None)]
)
def test_numbers_of_pixels_are_read(value: str, pixels: int | None) -> None:
    """Anything but a plain number of pixels is none."""
    assert number(value) == pixels


def test_emoji_are_told_by_address_or_class() -> None:
    """The picture of a character has that character as its text; other pictures have not."""
    assert emoji_of({"class": "emoji", "alt": "☔", "src": "/x.png"}) == "☔"
    assert emoji_of({"alt": "☔", "src": "https://t.example/twemoji/2614.png"}) == "☔"
    assert emoji_of({"alt": "☔", "src": "/photo.jpg"}) is None
    assert emoji_of({"class": "emoji", "alt": "rain", "src": "/x.png"}) is None


def test_figures_escape_all_that_pages_say() -> None:
    """Alternative text, caption and credit are text wherever they stand."""
    image = Image("https://i.example/a.jpg?x=1&y=2", alt='"><b>', caption="<i>", credit="</cite>&")
    assert figure(image) == (
        '<figure><img src="https://i.example/a.jpg?x=1&amp;y=2" alt="&quot;&gt;&lt;b&gt;">'
        "<figcaption>&lt;i&gt; <cite>&lt;/cite&gt;&amp;</cite></figcaption></figure>"
    )
