"""Markdown."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

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


MARKUP = st.text(alphabet="ab 1.)-+*_#=<>&;`~[]()!|\\\"'\n:/", min_size=1, max_size=25)
PLAIN = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "softbreak", "hr"}


@settings(max_examples=300, deadline=None)
@given(title=MARKUP, body=MARKUP)
def test_no_text_turns_into_markup(title: str, body: str) -> None:
    """Read by CommonMark's rules, titles and texts are what they were, and nothing but headings and paragraphs."""
    title = " ".join(title.split())
    paragraphs = [[" ".join(line.split()) for line in part.split("\n") if line.strip()] for part in body.split("\n\n")]
    paragraphs = [lines for lines in paragraphs if lines]
    entry = {"title": title, "body_text": "\n\n".join("\n".join(lines) for lines in paragraphs)}
    tokens = MarkdownIt("commonmark").parse(render_markdown({"headline": title or "Storm"}, [entry]))
    inline = [token.children or [] for token in tokens if token.type == "inline"]
    assert {token.type for token in tokens} | {child.type for children in inline for child in children} <= PLAIN
    read = ["".join(child.content or " " for child in children) for children in inline]
    expected = [title or "Storm", *([title] if title else []), *(" ".join(lines) for lines in paragraphs)]
    assert read == expected
