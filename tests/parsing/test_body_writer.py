"""The writer's own content model: whatever order things arrive in, what comes out is well made."""

from app.parsing.body_writer import MAX_NESTING, BodyWriter


def html_of(made: BodyWriter) -> str:
    """All that a writer wrote."""
    made.close(0)
    return "".join(made.html)


def test_text_without_a_place_makes_a_paragraph() -> None:
    """Text alone is enough."""
    made = BodyWriter()
    made.write("Rain")
    assert html_of(made) == "<p>Rain</p>"


def test_containers_open_when_there_is_something_in_them() -> None:
    """An empty list, quote or row leaves nothing."""
    made = BodyWriter()
    made.open("blockquote")
    made.open("ul")
    made.open("li")
    assert html_of(made) == ""


def test_missing_parts_of_lists_and_tables_are_supplied() -> None:
    """Text in a list is an item, text in a table a cell, a row without a section gets one."""
    made = BodyWriter()
    made.open("ul")
    made.write("one")
    made.open("li")
    made.write("two")
    made.close(0)
    made.open("table")
    made.write("three")
    made.open("tr")
    made.open("td")
    made.write("four")
    assert html_of(made) == (
        "<ul><li>one</li><li>two</li></ul>"
        "<table><tbody><tr><td>three</td></tr></tbody><tbody><tr><td>four</td></tr></tbody></table>"
    )


def test_parts_without_their_whole_are_refused() -> None:
    """An item outside a list and a cell outside a table cannot begin; so nothing is nested too deep."""
    made = BodyWriter()
    assert made.open("li") is None
    assert made.open("td") is None
    assert made.open("tr") is None
    for _ in range(MAX_NESTING):
        assert made.open("blockquote") is not None
    assert made.open("blockquote") is None


def test_inline_tags_close_before_their_paragraph_and_open_in_the_next() -> None:
    """Tags never overlap, and never stand empty."""
    made = BodyWriter()
    made.begin("strong")
    made.write("one")
    made.open("blockquote")
    made.write("two")
    made.close(0)
    made.end()
    made.begin("em")
    made.end()
    assert html_of(made) == "<p><strong>one</strong></p><blockquote><p><strong>two</strong></p></blockquote>"


def test_furniture_is_left_out_with_its_links() -> None:
    """A line that is a teaser, or shares the page, is not written, nor its links listed."""
    made = BodyWriter()
    made.write("Read more: ")
    made.begin_link("https://a.example/")
    made.write("Rivers rise")
    made.end_link()
    made.end_leaf()
    made.write("keep ")
    made.begin_link("https://b.example/")
    made.write("this")
    made.end_link()
    assert html_of(made) == '<p>keep <a href="https://b.example/" rel="nofollow noopener">this</a></p>'
    assert [link.url for link in made.links] == ["https://b.example/"]


def test_blocks_keep_a_place_that_may_be_filled_later() -> None:
    """A block's place is known before its HTML is."""
    made = BodyWriter()
    made.write("a")
    place = made.block("")
    made.write("b")
    made.html[place] = "<figure></figure>"
    assert html_of(made) == "<p>a</p><figure></figure><p>b</p>"
