"""Live blogs in microdata and RDFa."""

from app.parsing.document import Author, RawBlog, Source, TimeText
from app.parsing.page import Page
from app.parsing.structured import read_structured

URL = "https://news.test/live/regatta"

MICRODATA = """
<article itemscope itemtype="https://schema.org/LiveBlogPosting" itemid="https://news.test/live/regatta" itemref="tags">
  <h1 itemprop="headline">Regatta day</h1>
  <meta itemprop="coverageStartTime" content="2024-06-01T08:00:00Z">
  <div itemprop="publisher" itemscope itemtype="https://schema.org/Organization">
    <span itemprop="name">The Tidewater Post</span>
  </div>
  <section itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" id="s2">
    <a itemprop="url" href="#s2">link</a>
    <h2 itemprop="headline">Wind turns</h2>
    <time itemprop="datePublished" datetime="2024-06-01T10:20:00Z">10:20</time>
    <span itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/by/bo">
      <span itemprop="name">Bo Strand</span></a></span>
    <div itemprop="articleBody"><p>It <b>turned</b> east.</p><p>Boats wait.</p></div>
    <img itemprop="image" src="/img/boats.jpg" alt="boats">
  </section>
  <section itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" id="s1">
    <link itemprop="url" href="#s1">
    <time itemprop="datePublished" content="2024-06-01T10:05:00Z">10:05</time>
    <p itemprop="author">Ada Fjord</p>
    <h3 itemprop="headline">First start</h3>
    <p>Eight boats are off.</p>
  </section>
</article>
<ul id="tags"><li itemprop="keywords">sailing</li></ul>
"""

RDFA = """
<article vocab="https://schema.org/" typeof="LiveBlogPosting" resource="https://news.test/live/regatta">
  <h1 property="headline">Regatta day</h1>
  <section property="liveBlogUpdate" typeof="BlogPosting" resource="#s2">
    <h2 property="headline">Wind turns</h2>
    <time property="datePublished" datetime="2024-06-01T10:20:00Z">10:20</time>
    <span property="author" typeof="Person"><span property="name">Bo Strand</span></span>
    <div property="articleBody"><p>It <b>turned</b> east.</p><p>Boats wait.</p></div>
  </section>
  <section property="schema:liveBlogUpdate" typeof="schema:BlogPosting" resource="#s1">
    <time property="schema:datePublished" content="2024-06-01T10:05:00Z">10:05</time>
    <p property="schema:articleBody">Eight boats are off.</p>
  </section>
</article>
"""


def read(markup: str) -> RawBlog:
    """The one blog that a page with this markup holds."""
    (blog,) = read_structured(Page(f"<!doctype html><body>{markup}</body>".encode(), url=URL))
    return blog


def test_reads_microdata() -> None:
    """Items, nested items, links, times, `itemref` and bodies with markup come out."""
    blog = read(MICRODATA)
    assert (blog.source, blog.url, blog.headline) == (Source.MICRODATA, URL, "Regatta day")
    assert (blog.publisher, [topic.name for topic in blog.topics]) == ("The Tidewater Post", ["sailing"])
    assert blog.started == TimeText(machine="2024-06-01T08:00:00Z")
    second, first = blog.entries
    assert (second.external_id, second.permalink, second.title) == ("s2", f"{URL}#s2", "Wind turns")
    assert second.time == TimeText(text="10:20", machine="2024-06-01T10:20:00Z")
    assert second.authors == (Author("Bo Strand", url="https://news.test/by/bo"),)
    assert second.body.text == "It turned east.\n\nBoats wait."
    assert [image.url for image in second.body.images] == ["https://news.test/img/boats.jpg"]
    assert first.title == "First start"
    assert first.authors == (Author("Ada Fjord"),)


def test_a_body_that_is_not_marked_is_the_rest_of_the_update() -> None:
    """Without `articleBody` the update's own markup is the body, less its title, time and author."""
    assert read(MICRODATA).entries[1].body.text == "Eight boats are off."


def test_reads_rdfa() -> None:
    """`typeof`, `property` and `resource` say the same, with and without a prefix."""
    blog = read(RDFA)
    assert (blog.source, blog.url, blog.headline) == (Source.RDFA, URL, "Regatta day")
    second, first = blog.entries
    assert (second.external_id, second.title) == ("s2", "Wind turns")
    assert second.authors == (Author("Bo Strand"),)
    assert second.body.html == "<p>It <strong>turned</strong> east.</p><p>Boats wait.</p>"
    assert (first.external_id, first.body.text) == ("s1", "Eight boats are off.")
    assert first.time == TimeText(text="10:05", machine="2024-06-01T10:05:00Z")


def test_a_post_in_a_live_blog_is_an_update_of_it() -> None:
    """Posts that are only nested, without `itemprop`, are the blog's updates."""
    blog = read(
        '<main itemscope itemtype="http://schema.org/LiveBlogPosting"><meta itemprop="headline" content="Regatta">'
        '<div itemscope itemtype="http://schema.org/BlogPosting" itemid="#p1"><p itemprop="articleBody">One.</p></div>'
        '<div itemscope itemtype="http://schema.org/BlogPosting" itemid="#p2"><p itemprop="articleBody">Two.</p></div>'
        "</main>"
    )
    assert [(entry.external_id, entry.body.text) for entry in blog.entries] == [("p1", "One."), ("p2", "Two.")]


def test_other_items_are_no_live_blog() -> None:
    """An article in microdata is none."""
    markup = '<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">x</h1></article>'
    assert read_structured(Page(markup.encode(), url=URL)) == []


def test_items_that_refer_to_each_other_do_no_harm() -> None:
    """`itemref` in a circle, to itself and to nothing is survived."""
    blog = read(
        '<div id="a" itemscope itemtype="https://schema.org/LiveBlogPosting" itemref="b a none">'
        '<p itemprop="headline">Regatta</p></div>'
        '<div id="b" itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" itemref="a b">'
        '<p itemprop="articleBody">One.</p></div>'
    )
    assert blog.headline == "Regatta"
    assert [entry.body.text for entry in blog.entries] == ["One."]
