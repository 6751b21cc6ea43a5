"""Bodies: safe HTML, plain text, and what stays out of both."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from app.parsing.body import read_body
from app.parsing.document import Body, Link

BASE = "https://news.example/live/storm"
REL = 'rel="nofollow noopener"'


def body_of(html: str, *, base_url: str | None = BASE, skip: tuple[str, ...] = ()) -> Body:
    """The body of one entry whose markup is `html`."""
    tree = LexborHTMLParser(f"<!doctype html><body><div id=entry>{html}</div>")
    return read_body(tree.css("#entry"), base_url=base_url, skip=skip)


def test_paragraphs_become_paragraphs_with_blank_lines_between() -> None:
    """Each paragraph is one in the HTML and one in the text."""
    body = body_of("<p>Rain  fell\non Avelon.</p>\n <p>It stopped&nbsp;at <b>noon</b>.</p>")
    assert body.html == "<p>Rain fell on Avelon.</p><p>It stopped at <strong>noon</strong>.</p>"
    assert body.text == "Rain fell on Avelon.\n\nIt stopped at noon."


def test_blocks_that_act_as_paragraphs_become_paragraphs() -> None:
    """Divisions, sections and unknown elements leave no trace but the paragraph they make."""
    body = body_of("<div>One</div><section><div>Two</div></section><x-block>Three</x-block>loose <span>Four</span>")
    assert body.html == "<p>One</p><p>Two</p><p>Three</p><p>loose Four</p>"


def test_links_are_absolute_and_carry_no_following() -> None:
    """A relative link is joined with the page's address; its text and address are listed, once."""
    body = body_of('<p>See <a href="/maps?x=1&y=2" onclick="x()">the map</a>, <a href="/maps?x=1&y=2">the map</a>.</p>')
    link = f'<a href="https://news.example/maps?x=1&amp;y=2" {REL}>the map</a>'
    assert body.html == f"<p>See {link}, {link}.</p>"
    assert body.links == (Link("https://news.example/maps?x=1&y=2", "the map"),)


def test_relative_links_are_text_where_the_page_has_no_address() -> None:
    """Without an address to join with, the link's words stay and the link goes."""
    assert body_of('<p>See <a href="/maps">the map</a>.</p>', base_url=None).html == "<p>See the map.</p>"


def test_a_link_around_blocks_is_a_link_in_each() -> None:
    """A link that spans paragraphs links each paragraph's text."""
    body = body_of('<a href="/a"><div>One</div><div>Two</div></a>')
    link = f'<a href="https://news.example/a" {REL}>'
    assert body.html == f"<p>{link}One</a></p><p>{link}Two</a></p>"
    assert body.links == (Link("https://news.example/a", "One"), Link("https://news.example/a", "Two"))


def test_lists_keep_their_items_and_each_has_a_line() -> None:
    """Items stand on lines of their own, nested ones too."""
    body = body_of("<p>Due:</p><ul> <li>rain <li>wind<ol><li>east<li>west</ol></ul><p>End</p>")
    assert body.html == ("<p>Due:</p><ul><li>rain</li><li>wind<ol><li>east</li><li>west</li></ol></li></ul><p>End</p>")
    assert body.text == "Due:\n\nrain\nwind\neast\nwest\n\nEnd"


def test_tables_keep_rows_spans_and_empty_cells() -> None:
    """Cells are parted by bars and rows by lines; spans are whole numbers within bounds."""
    body = body_of(
        "<table><thead><tr><th colspan=2>Gauge<tbody><tr><td><td rowspan='3' onclick=x>4 m<tr><td>1<td>2</table>"
        "<table><tr><td colspan=99999>x</table>"
    )
    assert body.html == (
        '<table><thead><tr><th colspan="2">Gauge</th></tr></thead><tbody><tr><td></td><td rowspan="3">4 m</td></tr>'
        "<tr><td>1</td><td>2</td></tr></tbody></table><table><tbody><tr><td>x</td></tr></tbody></table>"
    )
    assert body.text == "Gauge\n4 m\n1 | 2\n\nx"


def test_headings_and_quotes_keep_their_rank() -> None:
    """A heading of the first rank becomes one of the second; a quote holds paragraphs."""
    body = body_of("<h1>Flood</h1><h4>North</h4><blockquote>We wait,<p>she said.</p></blockquote>")
    assert body.html == "<h2>Flood</h2><h4>North</h4><blockquote><p>We wait,</p><p>she said.</p></blockquote>"
    assert body.text == "Flood\n\nNorth\n\nWe wait,\n\nshe said."


def test_short_quotations_get_their_marks() -> None:
    """A `q`'s marks, which a browser draws, are written into HTML and text alike."""
    assert body_of("<p>He said <q>no</q>.</p>").text == "He said “no”."


def test_emphasis_has_one_tag_each_and_never_nests_in_itself() -> None:
    """Old and new tags for one thing become one; empty ones vanish; blanks stay outside."""
    body = body_of("<p><b>Big <strong>and</strong></b><i> loud</i><em></em> <strike>old</strike> H<sub>2</sub>O</p>")
    assert body.html == "<p><strong>Big and</strong> <em>loud</em> <s>old</s> H<sub>2</sub>O</p>"


def test_emphasis_around_blocks_is_emphasis_in_each() -> None:
    """An inline tag that wraps paragraphs is closed and opened again, never left across them."""
    assert body_of("<b><p>One</p><p>Two</p></b>").html == "<p><strong>One</strong></p><p><strong>Two</strong></p>"


def test_one_break_is_a_line_and_two_are_a_paragraph() -> None:
    """Forced breaks are kept within, and dropped at the ends of, a paragraph."""
    body = body_of("<br>One<br>two<br><br>Three<br>")
    assert body.html == "<p>One<br>two</p><p>Three</p>"
    assert body.text == "One\ntwo\n\nThree"


def test_preformatted_text_keeps_its_lines() -> None:
    """White space of preformatted text stays as it is."""
    body = body_of("<pre>\n a\n   b\n</pre>")
    assert body.html == "<pre> a\n   b\n</pre>"
    assert body.text == "a\n   b"


def test_what_shows_nothing_is_left_out_of_words() -> None:
    """Soft hyphens, zero-width spaces, control characters and direction overrides go; joiners stay."""
    body = body_of("<p>Do&shy;nau&#8203;dampf&#x202e;er&#0;</p><p>👩&zwj;🚒</p>")
    assert body.text == "Donaudampfer\ufffd\n\n👩\u200d🚒"


def test_characters_are_escaped_once() -> None:
    """Entities are characters in the text and entities in the HTML."""
    body = body_of("<p>1 &lt; 2 &amp;amp; &copy; &quot;x&quot;</p>")
    assert body.html == '<p>1 &lt; 2 &amp;amp; © "x"</p>'
    assert body.text == '1 < 2 &amp; © "x"'


def test_named_parts_are_skipped() -> None:
    """Selectors name what lies within the nodes and is no body."""
    body = body_of("<h2>Title</h2><time>09:14</time><p>Text</p>", skip=("h2", "time"))
    assert body.html == "<p>Text</p>"


def test_text_nodes_among_siblings_are_read() -> None:
    """Nodes may be any siblings, bare text among them; those side by side make one paragraph, those apart do not."""
    root = LexborHTMLParser("<body>One <b>two</b><!-- x --> more<p>three</p><i>four</i><hr><u>five</u>").body
    assert root is not None
    nodes = list(root.iter(include_text=True))
    assert read_body(nodes, base_url=None).text == "One two more\n\nthree\n\nfour\n\nfive"
    assert read_body([nodes[0], nodes[-1]], base_url=None).text == "One\n\nfive"


@pytest.mark.parametrize(
    "furniture",
    [
        "<script>x()</script><style>p{}</style><template><p>x</p></template><!-- x -->",
        "<nav><a href=/>Home</a></nav><button>Show more</button><svg><title>x</title><text>y</text></svg>",
        "<form><p>Sign up</p><input value=x><select><option>x</select><textarea>x</textarea></form>",
        '<ul class="post__share-buttons"><li><a href="https://x.com/intent/tweet?url=u">Tweet this</a></ul>',
        '<p><a href="https://www.facebook.com/sharer/sharer.php?u=x">Share on Facebook</a></p>',
        '<p><a href="whatsapp://send?text=x">WhatsApp</a> <a href="mailto:?body=x">Email</a></p>',
        '<div class="ad-slot">Buy</div><div id="div-gpt-ad-7">Buy</div><p data-ad-slot=3>Buy</p><p>Advertisement</p>',
        '<div class="newsletter-signup"><p>Get our briefing every morning.</p></div>',
        '<aside class="element element-rich-link"><p>Related: <a href=/x>Other story about the flood</a></p></aside>',
        "<aside><a href=/1>A story of the flood</a> <a href=/2>Another story</a> and more</aside>",
        "<p>Read more: <b><a href=/x>Rivers rise</a></b></p>",
        "<p><strong>READ MORE</strong> | <a href=/x>Rivers rise</a>.</p>",
        "<p>Lesen Sie auch: <a href=/x>Pegel steigt</a></p>",
        "<p><span>Lire aussi</span><a href=/x>La crue</a></p>",
        "<p><a href=/x>Leer más: La crecida</a></p>",
        "<p><b>Read more:</b></p><p><a href=/x>Rivers rise</a></p><p><a href=/y>Dams hold</a></p>",
        "<h3>Related articles</h3><ul><li><a href=/x>Rivers rise</a></li><li><a href=/y>Dams hold</a></li></ul>",
        "<div><figure><img src=/x.jpg></figure><h3><a href=/x>Another article</a></h3><p>Its summary</p></div>",
        "<a href=/x><img src=/y.jpg><h3>Another article</h3></a>",
        "<div><a href=/x><img src=/y.jpg></a> <div><h3><a href=/x>Another article</a></h3><p>More</p></div></div>",
        '<p hidden>x</p><p style="color:red; display : none">x</p><span class="sr-only">opens in new tab</span>',
        '<div class="visually-hidden">Image</div><div role="toolbar">A B</div><div aria-hidden=true>Copied!</div>',
        "<footer><time>09:14</time> <a href=/p>Permalink</a></footer>",
    ],
)
def test_furniture_is_no_body(furniture: str) -> None:
    """Share bars, adverts, sign-ups, teasers, unseen and interactive things are neither HTML nor text nor media."""
    assert body_of(f"<p>Before</p>{furniture}<p>After</p>") == Body("<p>Before</p><p>After</p>", "Before\n\nAfter")


@pytest.mark.parametrize(
    "content",
    [
        '<p class="share-price">The share price fell.</p>',
        '<p class="ad-free advert-watch">The regulator looks at adverts.</p>',
        '<p class="has-share-tools">A post with tools.</p>',
        '<p class="hidden md:block">Shown on wide screens.</p>',
        '<p>Read more about it in <a href="https://news.example/a">the report</a> of Monday.</p>',
        '<p><a href="https://news.example/a">Full story: rivers rise</a></p>',
        '<p>More than <a href="https://news.example/a">forty</a></p>',
        '<p>Watch <a href="https://news.example/a">this space</a></p>',
        '<p>Tweet <a href="https://twitter.com/intent/tweet?text=@jo">@jo</a> what you see</p>',
        "<p>Advertisement spending fell.</p>",
        f"<figure><img src=/a.jpg><p>{'Rain fell on the town all night. ' * 20}</p></figure>",
        '<div class="d-none d-md-block">Shown on wide screens.</div>',
        "<h3>Recommended</h3><p>Boil the water first.</p>",
        "<p>Read more:</p><p>The poem begins with rain.</p>",
        "<aside><p>Dr Ada Brook has led the gauge service for nine years.</p></aside>",
        f'<div class="related"><p>{"The minister said that the dams would hold. " * 3}</p></div>',
        f'<div class="share"><p>{"Shares of the water company fell again. " * 10}</p></div>',
        f'<div class="video"><p>{"What follows is the mayor in her own words. " * 5}</p><img src=/x.jpg></div>',
    ],
)
def test_what_merely_sounds_like_furniture_stays(content: str) -> None:
    """Names are read by their words and weighed by what an element holds: no text is lost to a class."""
    words = LexborHTMLParser(content).text(separator=" ").split()
    assert body_of(content).text.split() == words


def test_the_only_node_is_the_entry_whatever_its_names() -> None:
    """Furniture is looked for within an entry; its own class does not make it a video or an advert."""
    for names in ("post video", "ad", "share", "sr-only", "related"):
        tree = LexborHTMLParser(f'<div class="{names}" data-video-id=1>Rain <img src="/a.jpg"></div>')
        body = read_body(tree.css("div"), base_url=BASE)
        assert (body.text, len(body.images)) == ("Rain", 1)


def test_an_entry_that_looks_like_a_card_keeps_its_text() -> None:
    """A picture and a linked heading tease another article, unless the heading is the entry's own, which is skipped."""
    card = "<div><img src=/a.jpg><h3><a href=/x>Flood</a></h3><p>Rain fell.</p></div>"
    assert body_of(card) == Body()
    assert body_of(card, skip=("h3",)).text == "Rain fell."
    linked = "<a href=/x><h3>Flood</h3><p>Rain fell.</p></a>"
    assert body_of(linked) == Body()
    assert body_of(linked, skip=("h3",)).text == "Rain fell."


def test_posts_of_social_networks_stay_as_quotes() -> None:
    """An embedded post's words are body text; the pictures in it are none of the entry's."""
    body = body_of(
        '<blockquote class="twitter-tweet"><p>Water at the gate <img src="/t.jpg"></p>&mdash; Jo Brook (@jo) '
        '<a href="https://twitter.com/jo/status/1234567?ref_src=x">May 1</a></blockquote>'
    )
    assert body.text == "Water at the gate\n\n— Jo Brook (@jo) May 1"
    assert body.images == ()
    assert [embed.url for embed in body.embeds] == ["https://twitter.com/i/status/1234567"]


def test_endless_nesting_is_read_without_recursion() -> None:
    """Thousands of elements within each other neither overflow nor slow the reading, and their text is kept."""
    depth = 5000
    for tag in ("div", "blockquote", "b", "figure", "section class=related"):
        assert body_of(f"<{tag}>" * depth + "deep").text == "deep"


def test_nesting_is_bounded() -> None:
    """Lists, quotes and tables hold each other only so deep; what lies deeper becomes paragraphs."""
    html = body_of("<ul><li>" * 100 + "deep").html
    assert html.count("<ul>") <= 10
    assert "deep" in html


def test_no_nodes_make_an_empty_body() -> None:
    """Nothing gives nothing."""
    assert read_body([], base_url=BASE) == Body()
    assert body_of(" <p> </p><ul><li></li></ul><blockquote><br></blockquote><table><tr><td></table><hr>") == Body()
