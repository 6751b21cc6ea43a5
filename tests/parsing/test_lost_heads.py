"""Titles and bylines found in bodies when a whole page lacks them."""

from app.parsing.document import Author, Body, RawEntry, Source
from app.parsing.lost_heads import find_lost_heads


def entries(*bodies: tuple[str, str]) -> list[RawEntry]:
    """Entries with these bodies, HTML and text, and nothing else."""
    return [RawEntry(Source.DOM, body=Body(html=html, text=text)) for html, text in bodies]


def test_bylines_that_open_bodies_sign_them() -> None:
    """A line such as "By Jo Doe" above the text of most posts is their author, and no text."""
    found = entries(
        ('<p>By <a href="https://x.example">Jo Doe</a></p><p>It rains.</p>', "By Jo Doe\n\nIt rains."),
        ("<p>By Ann Poe &amp; Jo Doe</p><p>It pours.</p>", "By Ann Poe & Jo Doe\n\nIt pours."),
        ("<p>It snows.</p>", "It snows."),
    )
    find_lost_heads(found)
    assert [[author.name for author in entry.authors] for entry in found] == [["Jo Doe"], ["Ann Poe", "Jo Doe"], []]
    assert [entry.body.text for entry in found] == ["It rains.", "It pours.", "It snows."]
    assert found[0].body.html == "<p>It rains.</p>"


def test_signatures_that_close_bodies_sign_them() -> None:
    """So is one such as "— Jo Doe" below."""
    found = entries(*[("<p>It rains.</p><p>— Jo Doe</p>", "It rains.\n\n— Jo Doe")] * 2)
    find_lost_heads(found)
    assert [entry.authors for entry in found] == [(Author("Jo Doe"),)] * 2
    assert found[0].body.html == "<p>It rains.</p>"


def test_headings_that_open_bodies_are_titles() -> None:
    """A heading above the text of most posts is their title."""
    found = entries(*[("<h3>Rain</h3><p>It rains.</p>", "Rain\n\nIt rains.")] * 2)
    find_lost_heads(found)
    assert [(entry.title, entry.body.text) for entry in found] == [("Rain", "It rains.")] * 2


def test_a_page_that_signs_its_posts_is_left_alone() -> None:
    """Where one post has an author, what looks like a byline elsewhere is text."""
    found = entries(*[("<p>By Jo Doe</p><p>It rains.</p>", "By Jo Doe\n\nIt rains.")] * 3)
    found[2].authors = (Author("Ann Poe"),)
    find_lost_heads(found)
    assert found[0].body.text.startswith("By Jo Doe")


def test_prose_is_no_byline() -> None:
    """Sentences that begin with "By" and the like stay text."""
    text = "By noon the ferry had not sailed.\n\nNobody knew why."
    found = entries(*[(f"<p>{text}</p>", text)] * 3)
    find_lost_heads(found)
    assert all(not entry.authors and entry.body.text == text for entry in found)


def test_what_is_left_of_a_byline_is_dropped() -> None:
    """Where the name stood in an element of its own, "By" alone is no text; a post that says just that keeps it."""
    found = entries(
        ("<p>Par</p><p>Il pleut.</p>", "Par\n\nIl pleut."), ("<p>It rains.</p><p>By</p>", "It rains.\n\nBy")
    )
    unsigned = entries(("<p>Par</p><p>Il pleut.</p>", "Par\n\nIl pleut."))
    for entry in found:
        entry.authors = (Author("Jo Doe"),)
    find_lost_heads(found)
    find_lost_heads(unsigned)
    assert [(entry.body.text, entry.body.html) for entry in found] == [
        ("Il pleut.", "<p>Il pleut.</p>"),
        ("It rains.", "<p>It rains.</p>"),
    ]
    assert unsigned[0].body.text.startswith("Par")
