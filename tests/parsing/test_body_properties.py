"""Whatever markup comes in, the body that comes out is of allowed tags only and reads back as itself."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from app.parsing.body import read_body
from app.parsing.document import Body
from app.parsing.words import words

BASE = "https://news.example/live/storm"

TAGS = words(
    """
    p div span b strong i em u s del ins sub sup code q cite a h1 h2 h3 h6 ul ol li dl dt dd blockquote table caption
    thead tbody tfoot tr td th pre br hr img picture source figure figcaption section article aside header footer nav
    details summary form button input select option textarea iframe video audio noscript template svg math mtext style
    script title xmp plaintext amp-img amp-twitter x-unknown font center label small time
    """
)

ATTRIBUTES = st.sampled_from(
    [
        "",
        ' class="share-buttons"',
        ' class="caption"',
        ' class="credit"',
        ' class="twitter-tweet"',
        ' class="video-player"',
        ' class="related"',
        " hidden",
        ' href="/story"',
        ' href="javascript:alert(1)"',
        ' href="https://twitter.com/someone/status/1234567"',
        ' src="/photo.jpg" width="800" height="600"',
        ' src="https://www.youtube.com/embed/abcdefghijk"',
        ' colspan="3"',
        ' onclick="alert(1)"',
        ' style="display:none"',
    ]
)

TEXTS = st.one_of(
    st.sampled_from(
        ["Rain", " ", "\n", " over Avelon. ", "Read more: ", "&lt;b&gt;", "&amp;lt;", "\u00a0", "<", "--!>"]
    ),
    st.text(max_size=12),
)


@st.composite
def tag_soup(draw: st.DrawFn) -> str:
    """Tags that open and close in any order, with text between."""
    pieces = []
    for _ in range(draw(st.integers(1, 24))):
        tag = draw(st.sampled_from(sorted(TAGS)))
        kind = draw(st.sampled_from("oocct"))
        if kind == "o":
            pieces.append(f"<{tag}{draw(ATTRIBUTES)}>")
        elif kind == "c":
            pieces.append(f"</{tag}>")
        else:
            pieces.append(draw(TEXTS))
    return "".join(pieces)


OUTPUT = re.compile(
    r"</?(?:p|h[2-6]|ul|ol|li|blockquote|table|caption|thead|tbody|tfoot|tr|pre|strong|em|s|del|ins|sub|sup|code|cite"
    r"|figure|figcaption|br)>"
    r'|<t[dh](?: colspan="\d{1,3}")?(?: rowspan="\d{1,3}")?>|</t[dh]>'
    r'|<a href="(?:https?://|mailto:|tel:)[^"<>\s]+" rel="nofollow noopener">|</a>'
    r'|<img src="https?://[^"<>\s]+" alt="[^"<>]*"(?: width="\d+")?(?: height="\d+")?>'
    r"|[^<>]"
)


def body_of(html: str) -> Body:
    """The body of a document whose `body` holds `html`."""
    root = LexborHTMLParser(f"<!doctype html><body>{html}").body
    return read_body([root] if root else [], base_url=BASE)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tag_soup())
def test_bodies_hold_allowed_markup_only(html: str) -> None:
    """Every tag and attribute is one of a short list, and no character is left unescaped."""
    assert OUTPUT.sub("", body_of(html).html.replace("\n", "")) == ""


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tag_soup())
def test_bodies_read_back_as_themselves(html: str) -> None:
    """A body's HTML parsed and read once more is the very same HTML."""
    written = body_of(html).html
    assert body_of(written).html == written


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tag_soup())
def test_texts_are_tidy(html: str) -> None:
    """A text has no control characters, no surrogates, no blank ends, no piled-up blank lines."""
    text = body_of(html).text
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u00a0\u00ad\u200b]", text)
    text.encode()
