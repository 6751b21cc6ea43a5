"""Hostile pages are refused before a tree of them is built; real and sloppy ones are not."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from app.errors import PageTooComplex, PageTooLarge
from app.parsing.guard import Limits, build_tree, refuse_excess
from app.parsing.page import Page

CORPUS = Path(os.environ.get("LIVEBLOG_CORPUS", Path(__file__).parents[3] / "shared" / "corpus")) / "pages"

NESTED = {
    "div": "<div>",
    "formatting": "<b>",
    "links in blocks": "<a><div>",
    "unknown": "<x-y>",
    "quoted end": '<div title="</div>">',
    "end in a single-quoted value": "<div title='</div>'>",
    "end in a name": "<div </div>",
    "end in a comment": "<div><!--</div>-->",
    "end in an odd comment": "<div><!--> --!> <!-- </div> --!>",
    "end in a script": "<div><script></div></script>",
    "end in a script with an escape": "<div><script><!--<script></script></div>--></script>",
    "end in a style": "<div><style></div></style>",
    "end in a title": "<div><title></div></title>",
    "end in a text area": "<div><textarea></div></textarea>",
    "end in an instruction": "<div><? </div ?>",
    "end in a CDATA section of SVG": "<svg><g><![CDATA[</g>]]>",
    "end out of sight": "<div><object></div></object>",
    "end of a cell's block": "<div><table><td></div>",
    "end of an inline tag outside of a block": "<span><div></span>",
    "end of a form": "<form><div></form>",
    "other ends": "<div></p></span></section>",
    "upper case": "<DIV>",
    "lists": "<ul><li>",
    "tables": "<table><tr><td>",
    "tables in tables": "<table><tr><td><table>",
    "SVG": "<svg>",
    "SVG shapes": "<svg><g>",
    "SVG that only seems to close itself": "<svg><g a=b/>",
    "SVG that closes itself": "<svg/><g></svg>",
    "HTML in SVG": "<svg><foreignObject><div>",
    "HTML out of SVG": "<svg><b><x/>",
    "style in SVG": "<svg><style></style/><g>",
    "MathML": "<math><mi>",
    "menus": "<select><div>",
    "templates": "<template><div>",
    "framesets": "<frameset>",
    "buttons in objects": "<object><button>",
    "objects": "<marquee>",
    "listing": "<listing>",
    "misnested formatting": "<p><b class=x{n}>t</p>",
}


@pytest.mark.parametrize("unit", NESTED.values(), ids=NESTED)
def test_deep_nesting_is_refused_however_it_is_hidden(unit: str) -> None:
    """Tags nested deeper than the limit are refused, whatever pretends to close them."""
    page = Page(b"<!doctype html>" + "".join(unit.replace("{n}", str(number)) for number in range(20_000)).encode())
    with pytest.raises(PageTooComplex):
        _ = page.tree


@pytest.mark.parametrize(
    "content",
    [
        b"<div>" * 1_000_000,
        b"<b>" * 100_000,
        b"<table>" + b"<div>" * 100_000,
        b"<div " + b" ".join(b"a%d" % number for number in range(200_000)) + b">",
        b"<div " + b" ".join(b'a%d="v"' % number for number in range(200_000)) + b">",
        b"<p>" + b"".join(b"<b class=x%d>" % number for number in range(200)) + b"</p>" + b"<p>t</p>" * 100_000,
        b"".join(b"<html a%d>" % number for number in range(20_000)),
        b"".join(b"<body a%d>" % number for number in range(20_000)),
        b"<i></i>" * 1_000_000,
        b"".join(b"<p><font size=%d>t" % number for number in range(50_000)),
    ],
    ids=[
        "a million nested divs",
        "100,000 nested b",
        "100,000 divs put before a table",
        "200,000 attributes on one tag",
        "200,000 attributes with values",
        "formatting repeated in each paragraph",
        "attributes gathered by html",
        "attributes gathered by body",
        "two million tags",
        "unclosed formatting",
    ],
)
def test_pages_that_would_keep_the_parser_busy_are_refused(content: bytes) -> None:
    """What takes the parser quadratic time or space is refused."""
    with pytest.raises(PageTooComplex):
        _ = Page(content).tree


def test_fifty_megabytes_of_tiny_tags_are_too_large() -> None:
    """A page of that size is refused by its bytes alone."""
    with pytest.raises(PageTooLarge):
        Page(b"<b></b>" * 7_500_000)


@pytest.mark.parametrize(
    "content",
    [
        b"<p>t" * 20_000,
        b"<ul>" + b"<li>t" * 20_000,
        b"<dl>" + b"<dt>t<dd>t" * 10_000,
        b"<table>" + b"<tr><td>t<td>t" * 10_000,
        b"<select>" + b"<option>t" * 10_000,
        b"<p>t<br>t<img src=x><hr>" * 5_000,
        b"<P>t<BR>t<IMG SRC=x></P>" * 5_000,
        b"<div><p>t</div>" * 5_000,
        b"<p><span>t</p>" * 5_000,
        b"<div><b>t</b></div>" * 10_000,
        b"<div><b>t</div>" * 1_000,
        b"<p><a name=x>t<a name=y>t" * 5_000,
        b"<div></div></div></section>" * 5_000,
        b"<svg viewBox='0 0 1 1'><path d='M0 0'/><use href='#x'></use></svg>" * 5_000,
        b"<svg><style><![CDATA[a>b{}]]></style><title>t</title><g><path d=x></g></svg>" * 5_000,
        b"<script>if (a<b) document.write('<div><div><div>')</script>" * 2_000,
        b"<!-- <div><div> -->" * 5_000,
        b'<div data-html="<div><div>"></div>' * 5_000,
        b"a < b && c > d " * 5_000,
        b"<form><div></form></div>" * 1_000,
        b"<button>t<button>t" * 1_000,
        b"<ruby>t<rp>(<rt>t<rp>)</ruby>" * 2_000,
    ],
)
def test_sloppy_pages_are_taken(content: bytes) -> None:
    """End tags that HTML lets one leave out, and common mistakes, do not count as nesting."""
    page = Page(b"<!doctype html><title>t</title>" + content)
    assert page.tree.body is not None


def test_limits_are_the_callers() -> None:
    """Depth, attributes and tags up to the limit are taken, one more is refused with the limit in the message."""
    limits = Limits(max_depth=10, max_attributes=5, max_tags=100)
    refuse_excess(b"<div>" * 10, limits)
    with pytest.raises(PageTooComplex, match="more than 10 deep"):
        refuse_excess(b"<div>" * 11, limits)
    refuse_excess(b"<div a b=1 c='2' d=\"3\" e>" * 2, limits)
    with pytest.raises(PageTooComplex, match="too many attributes"):
        refuse_excess(b"<div a b=1 c='2' d=\"3\" e f>", limits)
    refuse_excess(b"<br>" * 100, limits)
    with pytest.raises(PageTooComplex, match="more than 100 tags"):
        refuse_excess(b"<br>" * 101, limits)


def test_a_page_of_few_tags_is_judged_by_its_tree() -> None:
    """Where a tree is soon built, its own depth decides; attributes are counted before."""
    limits = Limits(max_depth=10, max_attributes=5)
    assert build_tree(b"<div>" * 10, limits).css_first("div")
    assert build_tree(b"<p>t" * 50 + b"</div>" * 50, limits).css_first("p")
    with pytest.raises(PageTooComplex, match="more than 10 deep"):
        build_tree(b"<div>" * 11, limits)
    with pytest.raises(PageTooComplex, match="more than 10 deep"):
        build_tree(b"<svg>" + b"<g>" * 10, limits)
    with pytest.raises(PageTooComplex, match="too many attributes"):
        build_tree(b"<p>t</p><script>a < b</script><!-- c --><div a b=1 c='2' d=\"3\" e f>", limits)
    with pytest.raises(PageTooComplex, match="html and body tags have too many attributes"):
        build_tree(b"".join(b"<body a%d b%d c%d>" % (n, n, n) for n in range(1_000)), limits)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not at hand")
def test_no_real_page_is_refused() -> None:
    """All pages of the corpus pass with a fraction of the default depth."""
    for path in CORPUS.iterdir():
        refuse_excess(path.read_bytes(), Limits(max_depth=128, max_attributes=64, max_tags=100_000))


NAMES = [
    "div",
    "p",
    "span",
    "b",
    "i",
    "a",
    "font",
    "nobr",
    "li",
    "ul",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "caption",
    "select",
    "option",
    "button",
    "form",
    "object",
    "template",
    "svg",
    "math",
    "g",
    "path",
    "foreignObject",
    "desc",
    "title",
    "mi",
    "h1",
    "h2",
    "pre",
    "hr",
    "br",
    "img",
    "input",
    "script",
    "style",
    "textarea",
    "noscript",
    "ruby",
    "rt",
    "x-y",
]
TAGS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["<", "<", "</"]),
        st.sampled_from(NAMES),
        st.sampled_from(["", "", " a=b", ' a="</div>"', " a='>'", "/", " a=b/", ' ="x>"', ' a="x"b', "\n"]),
        st.sampled_from([">", ">", ">text"]),
    ),
)
ODDITIES = st.sampled_from(
    [
        "text",
        " ",
        "<!--</div>-->",
        "<!--<div>",
        "-->",
        "<![CDATA[<div>]]>",
        "<script><!--<script></script>",
        "</ >",
        "<b",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TAGS | ODDITIES, min_size=1, max_size=12))
def test_nesting_is_told_as_the_parser_builds_it(soup: list[str]) -> None:
    """What the guard lets pass for a depth is not built much deeper by the parser."""
    markup = ("".join(soup) * 40).encode()
    limits = Limits(max_depth=30)
    try:
        refuse_excess(markup, limits)
    except PageTooComplex:
        return
    tree = LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)
    assert tree.root is None or depth(tree.root) <= 2 * limits.max_depth + 12


def depth(root: LexborNode) -> int:
    """The most elements within one another."""
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(child, level + 1) for child in node.iter()]
    return deepest
