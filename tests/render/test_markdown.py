"""Markdown."""

from app.render.markdown import render_markdown
from tests.render.samples import BLOG, ENTRIES


def test_text_stays_text() -> None:
    """Characters that Markdown would act on are escaped, headings and signatures are not."""
    text = render_markdown(BLOG, ENTRIES)
    assert text.startswith("# Storm Odette: \\<ferries\\> stop & wait\n")
    assert "## Bridge & tunnel shut" in text
    assert "2026-03-04T12:00:00Z · Mira Tolland, Joss Hearn · **Key event**" in text
    assert "\n1\\. Not a list" in text
    assert "\\# not a heading" in text
    assert "45+2'" in text
