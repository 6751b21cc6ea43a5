"""The body out of text or a piece of HTML that stands in a string, as data in scripts keep the text of posts."""

import re
from collections.abc import Sequence
from html import escape

from app.errors import PageTooComplex
from app.parsing.body import read_body
from app.parsing.document import Body
from app.parsing.guard import Limits, build_tree

_TAG = re.compile(r"<[^<>]{0,4000}>")


def body_of_html(markup: str, *, base_url: str | None, limits: Limits | None = None, skip: Sequence[str] = ()) -> Body:
    """The body that a string of HTML holds; of markup beyond the page's limits the text alone. Never raises.

    `skip` are CSS selectors of what is no body.
    """
    try:
        root = build_tree(markup.encode("utf-8", "replace"), limits or Limits()).body
    except PageTooComplex:
        return body_of_text(_TAG.sub("\n", markup))
    return read_body(root.iter(include_text=True), base_url=base_url, skip=skip) if root else Body()


def body_of_text(text: str) -> Body:
    """The body that plain text makes: each line that is not empty is a paragraph."""
    paragraphs = [tidy(line) for line in text.splitlines()]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph]
    html = "".join([f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs])
    return Body(html=html, text="\n\n".join(paragraphs))


def tidy(line: str) -> str:
    """A line with its runs of white space made single spaces."""
    line = line.strip()
    # A line that is tidy already, as most are, is told so ten times faster than it is split and joined.
    return line if line.isprintable() and "  " not in line else " ".join(line.split())
