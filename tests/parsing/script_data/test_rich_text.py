"""Trees of nodes as editors of many kinds store them, made HTML."""

import pytest

from app.parsing.fragment import body_of_html
from app.parsing.json_data import Json
from app.parsing.script_data.rich_text import html_of, picture_html

BOLD_AND_LINK = (
    '<p>The <strong>weir</strong> at <a href="https://mill.test/" rel="nofollow noopener">the mill</a> holds.</p>'
)
LISTED = "<ul><li>Upper lock</li><li>Lower lock</li></ul>"


def body(value: Json) -> str:
    """The safe HTML of a value."""
    return body_of_html(html_of(value), base_url="https://news.test/").html


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param("<p>The <b>weir</b> at <a href='https://mill.test/'>the mill</a> holds.</p>", id="html"),
        pytest.param(
            {
                "nodeType": "document",
                "data": {},
                "content": [
                    {
                        "nodeType": "paragraph",
                        "data": {},
                        "content": [
                            {"nodeType": "text", "value": "The ", "marks": [], "data": {}},
                            {"nodeType": "text", "value": "weir", "marks": [{"type": "bold"}], "data": {}},
                            {"nodeType": "text", "value": " at ", "marks": [], "data": {}},
                            {
                                "nodeType": "hyperlink",
                                "data": {"uri": "https://mill.test/"},
                                "content": [{"nodeType": "text", "value": "the mill", "marks": [], "data": {}}],
                            },
                            {"nodeType": "text", "value": " holds.", "marks": [], "data": {}},
                        ],
                    }
                ],
            },
            id="contentful",
        ),
        pytest.param(
            {
                "type": "doc",
                "content": [
                    {
                        "type": "paragraph",
                        "content": [
                            {"type": "text", "text": "The "},
                            {"type": "text", "text": "weir", "marks": [{"type": "strong"}]},
                            {"type": "text", "text": " at "},
                            {
                                "type": "text",
                                "text": "the mill",
                                "marks": [{"type": "link", "attrs": {"href": "https://mill.test/"}}],
                            },
                            {"type": "text", "text": " holds."},
                        ],
                    }
                ],
            },
            id="prosemirror",
        ),
        pytest.param(
            [
                {
                    "_type": "block",
                    "style": "normal",
                    "markDefs": [{"_key": "k1", "_type": "link", "href": "https://mill.test/"}],
                    "children": [
                        {"_type": "span", "text": "The "},
                        {"_type": "span", "text": "weir", "marks": ["strong"]},
                        {"_type": "span", "text": " at "},
                        {"_type": "span", "text": "the mill", "marks": ["k1"]},
                        {"_type": "span", "text": " holds."},
                    ],
                }
            ],
            id="portable text",
        ),
        pytest.param(
            {
                "root": {
                    "type": "root",
                    "children": [
                        {
                            "type": "paragraph",
                            "children": [
                                {"type": "text", "text": "The ", "format": 0},
                                {"type": "text", "text": "weir", "bold": True},
                                {"type": "text", "text": " at "},
                                {"type": "link", "url": "https://mill.test/", "children": [{"text": "the mill"}]},
                                {"type": "text", "text": " holds."},
                            ],
                        }
                    ],
                }
            },
            id="lexical",
        ),
        pytest.param(
            {
                "blocks": [
                    {
                        "type": "paragraph",
                        "data": {"text": "The <b>weir</b> at <a href='https://mill.test/'>the mill</a> holds."},
                    }
                ]
            },
            id="editorjs",
        ),
        pytest.param(
            [
                {
                    "$tag": "p",
                    "children": [
                        "The ",
                        {"$tag": "strong", "children": "weir"},
                        " at ",
                        {"$tag": "a", "href": "https://mill.test/", "children": "the mill"},
                        " holds.",
                    ],
                }
            ],
            id="react",
        ),
    ],
)
def test_paragraphs_keep_emphasis_and_links(tree: Json) -> None:
    """Each editor's way of writing one sentence gives the same paragraph."""
    assert body(tree) == BOLD_AND_LINK


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(
            {"type": "list", "data": {"style": "unordered", "items": ["Upper lock", "Lower lock"]}}, id="strings"
        ),
        pytest.param(
            {
                "nodeType": "unordered-list",
                "content": [
                    {
                        "nodeType": "list-item",
                        "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text}]}],
                    }
                    for text in ("Upper lock", "Lower lock")
                ],
            },
            id="nodes",
        ),
        pytest.param(
            {"blocks": [{"type": "unordered-list-item", "text": text} for text in ("Upper lock", "Lower lock")]},
            id="draft",
        ),
        pytest.param(
            [
                {"_type": "block", "listItem": "bullet", "children": [{"_type": "span", "text": text}]}
                for text in ("Upper lock", "Lower lock")
            ],
            id="portable text",
        ),
    ],
)
def test_items_make_one_list(tree: Json) -> None:
    """Items are a list, whether or not a node holds them together."""
    assert body(tree).replace("<p>", "").replace("</p>", "") == LISTED


def test_plain_text_is_paragraphs_and_no_markup() -> None:
    """Each line of plain text is a paragraph, and what looks like an unknown tag in it stays text."""
    assert body("Water < 3 m & falling.\nGates open.") == "<p>Water &lt; 3 m &amp; falling.</p><p>Gates open.</p>"


def test_headings_quotes_and_pictures_keep_their_kind() -> None:
    """Blocks of other kinds come out as what they are; adverts and teasers do not."""
    tree = [
        {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "At the locks"}]},
        {"type": "quote", "data": {"text": "We can hold it."}},
        {"type": "image", "url": "https://news.test/weir.jpg", "caption": "The weir", "alt": "Water"},
        {"type": "embed", "data": {"service": "youtube", "source": "https://www.youtube.com/watch?v=abcdef12345"}},
        {"type": "advert", "text": "Buy boats"},
        {"type": "related", "items": [{"title": "More on boats"}]},
    ]
    found = body_of_html(html_of(tree), base_url=None)
    assert found.text == "At the locks\n\nWe can hold it."
    assert "<blockquote>" in found.html
    assert [(image.url, image.caption, image.alt) for image in found.images] == [
        ("https://news.test/weir.jpg", "The weir", "Water")
    ]
    assert [embed.provider for embed in found.embeds] == ["YouTube"]


def test_fields_of_media_are_pictures() -> None:
    """A field that holds a picture, or several, gives figures; one that holds none gives nothing."""
    picture = {"url": "https://news.test/a.jpg", "caption": "The <lock>", "credit": "Ada Fjord"}
    found = body_of_html(picture_html([picture, {"name": "no address"}, 7]), base_url=None)
    assert [(image.url, image.caption, image.credit) for image in found.images] == [
        ("https://news.test/a.jpg", "The <lock>", "Ada Fjord")
    ]
    assert picture_html("https://news.test/a.jpg") == ""


def test_huge_and_deep_trees_end() -> None:
    """Nodes that stand many times within one another cost no more than the limit allows."""
    node: Json = {"type": "paragraph", "children": [{"text": "drop"}]}
    for _ in range(40):
        node = {"type": "group", "children": [node, node]}
    assert len(html_of(node)) < 2_000_000
