"""Bodies out of strings of HTML: safe, with addresses made absolute, and never beyond the limits."""

from app.parsing.fragment import body_of_html


def test_fragment_becomes_a_body() -> None:
    """Paragraphs, emphasis and links are kept, scripts are not, and text without an element counts."""
    body = body_of_html(
        'Ahoy <p>On <b>deck</b> <a href="/log">log</a></p><script>x()</script>', base_url="https://a.example/"
    )
    assert body.text == "Ahoy\n\nOn deck log"
    assert 'href="https://a.example/log"' in body.html
    assert "script" not in body.html


def test_fragment_beyond_the_limits_is_empty() -> None:
    """Markup nested too deep to build a tree of gives an empty body and no error."""
    assert body_of_html("<div>" * 100_000, base_url=None).text == ""
