"""Captions and credits told apart."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from app.parsing.captions import read_caption


@pytest.mark.parametrize(
    ("html", "caption", "credit"),
    [
        ("Boats at dusk.", "Boats at dusk.", None),
        ("Boats at dusk. Photograph: Jo Brook/AP", "Boats at dusk.", "Jo Brook/AP"),
        ("Boats at dusk (Reuters)", "Boats at dusk", "Reuters"),
        ("(Getty Images)", None, "Getty Images"),
        ("Boats <span class=credit>Jo Brook</span>", "Boats", "Jo Brook"),
        ("Boats <cite>Jo Brook</cite>", "Boats", "Jo Brook"),
        ('Boats <span class="credit"> (<div><span></span>Image:</div>Jo Brook/AP)</span>', "Boats", "Jo Brook/AP"),
        ('<span class="visually-hidden">Image source, </span>Jo Brook', None, "Jo Brook"),
        ('<i class="sr-only">Image caption, </i>Boats', "Boats", None),
        (
            "<span>Boats.</span><span>Credit...<b>Jo Brook for The Herald</b></span>",
            "Boats.",
            "Jo Brook for The Herald",
        ),
        ("<button>Expand</button><svg><title>x</title></svg><script>x</script>Boats", "Boats", None),
        ("<p>Boats</p><p>at dusk</p>", "Boats at dusk", None),
        ("Boats \u2014 Photo: Jo Brook/AP", "Boats", "Jo Brook/AP"),
        ("<span></span>", None, None),
    ],
)
def test_captions_and_credits_are_told_apart(html: str, caption: str | None, credit: str | None) -> None:
    """By class, by tag, by unseen words and by how credits are written."""
    node = LexborHTMLParser(f"<figcaption>{html}</figcaption>").css_first("figcaption")
    assert read_caption(node) == (caption, credit)
