"""Fields that a page's markup names otherwise than its platform declares are found where they usually stand."""

from app.parsing.page import Page
from app.parsing.parse import parse
from app.parsing.platform import Platform


class Quay(Platform):
    """A platform as it was declared once."""

    name = "quay"
    marker = ".quay-post"
    zone = "UTC"
    entry = ".quay-post"
    title = ".quay-title"
    time = "time"
    time_machine = "time@datetime"
    author = ".quay-author"
    body = ".quay-text"


def _post(clock: str, head: str, text: str) -> str:
    stamp = f"<time datetime='2024-05-06T{clock}:00Z'>{clock}</time>"
    return f"<div class=quay-post>{stamp}{head}{text}</div>"


def _page(*posts: str) -> Page:
    return Page(f"<html lang=en><body><h1>Quay live</h1>{''.join(posts)}</body></html>".encode())


def test_headings_and_bylines_outside_the_text_are_title_and_author() -> None:
    """Where no post has anything at the declared places, the usual ones count."""
    blog = parse(
        _page(
            _post(
                "10:00",
                "<h3>Tide turns</h3><p class=x-byline>By Ida Wharf</p>",
                "<div class=quay-text><p>Out.</p></div>",
            ),
            _post("09:00", "<h3>Tide waits</h3>", "<div class=quay-text><h4>Why?</h4><p>Nobody knows.</p></div>"),
        ),
        [Quay()],
    )
    assert [entry.title for entry in blog.entries] == ["Tide turns", "Tide waits"]
    assert [[author.name for author in entry.authors] for entry in blog.entries] == [["Ida Wharf"], []]
    assert blog.entries[1].body_text == "Why?\n\nNobody knows."


def test_a_declared_place_that_tells_anything_is_believed() -> None:
    """A heading of one post is none of another's where the declared titles stand."""
    blog = parse(
        _page(
            _post("10:00", "<b class=quay-title>Tide turns</b>", "<div class=quay-text><p>Out it goes.</p></div>"),
            _post("09:00", "<h3>More on tides</h3>", "<div class=quay-text><p>Nobody knows why.</p></div>"),
        ),
        [Quay()],
    )
    assert [entry.title for entry in blog.entries] == ["Tide turns", None]


def test_a_body_that_has_moved_is_all_that_is_left() -> None:
    """Where no post has the declared body, the post without its head is the text."""
    blog = parse(
        _page(
            _post("10:00", "<b class=quay-title>Tide turns</b>", "<section><p>Out it goes.</p></section>"),
            _post("09:00", "<b class=quay-title>Tide waits</b>", "<section><p>Nobody knows why.</p></section>"),
        ),
        [Quay()],
    )
    assert [(entry.title, entry.body_text) for entry in blog.entries] == [
        ("Tide turns", "Out it goes."),
        ("Tide waits", "Nobody knows why."),
    ]


def test_moved_fields_stay_with_their_page() -> None:
    """One page's places are not looked at on the next."""
    platform = Quay()
    moved = _post("10:00", "<h3>Tide turns</h3>", "<div class=quay-text><p>Out.</p></div>")
    parse(_page(moved, moved.replace("10:", "11:").replace("Out", "In")), [platform])
    assert platform.title == ".quay-title"
