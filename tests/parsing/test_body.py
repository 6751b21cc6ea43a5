"""Bodies: safe HTML, plain text, and what stays out of both."""

from selectolax.lexbor import LexborHTMLParser

from app.parsing.body import read_body
from app.parsing.document import Body, Link

BASE = "https://news.example/live/storm"


def body_of(html: str, *, base_url: str | None = BASE, skip: tuple[str, ...] = ()) -> Body:
    """The body of one entry whose markup is `html`."""
    tree = LexborHTMLParser(f"<!doctype html><body><div id=entry>{html}</div>")
    return read_body(tree.css("#entry"), base_url=base_url, skip=skip)


def test_paragraphs_become_paragraphs_with_blank_lines_between() -> None:
    """Each paragraph is one in the HTML and one in the text."""
    body = body_of("<p>Rain  fell\non Avelon.</p>\n <p>It stopped&nbsp;at <b>noon</b>.</p>")
    assert body.html == "<p>Rain fell on Avelon.</p><p>It stopped at <strong>noon</strong>.</p>"
    assert body.text == "Rain fell on Avelon.\n\nIt stopped at noon."


def test_links_are_absolute_and_carry_no_following() -> None:
    """A relative link is joined with the page's address; its text and address are listed."""
    body = body_of('<p>See <a href="/maps?x=1&y=2" onclick="x()">the map</a>.</p>')
    assert body.html == (
        '<p>See <a href="https://news.example/maps?x=1&amp;y=2" rel="nofollow noopener">the map</a>.</p>'
    )
    assert body.links == (Link("https://news.example/maps?x=1&y=2", "the map"),)
