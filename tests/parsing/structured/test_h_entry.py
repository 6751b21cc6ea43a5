"""Live blogs in microformats."""

from app.parsing.document import Author, RawBlog, TimeText
from app.parsing.page import Page
from app.parsing.structured import read_structured

URL = "https://news.test/live/harvest"


def entry(number: int, inner: str = "") -> str:
    """One entry as microformats2 mark it."""
    return f"""
      <article class="h-entry" id="e{number}">
        <h2 class="p-name">Field {number}</h2>
        <a class="u-url" href="#e{number}">
          <time class="dt-published" datetime="2024-09-0{number}T08:00:00Z">8 am</time></a>
        <div class="e-content"><p>Sheaf <i>{number}</i>.</p></div>
        <span class="p-author h-card"><a class="p-name u-url" href="/by/ada">Ada Fjord</a></span>
        <a class="p-category">barley</a>{inner}
      </article>"""


def read(markup: str) -> RawBlog | None:
    """The blog that a page with this markup holds, if any."""
    blogs = read_structured(Page(f"<!doctype html><body>{markup}</body>".encode(), url=URL))
    return blogs[0] if blogs else None


def test_reads_a_feed_of_entries() -> None:
    """Name, time, address, author, category and content of each entry come out, and the feed's own name."""
    entries = "".join(entry(number) for number in (3, 2, 1))
    blog = read(f'<main class="h-feed"><h1 class="p-name">Harvest</h1>{entries}</main>')
    assert blog is not None
    assert blog.headline == "Harvest"
    assert [found.external_id for found in blog.entries] == ["e3", "e2", "e1"]
    first = blog.entries[0]
    assert (first.title, first.permalink) == ("Field 3", f"{URL}#e3")
    assert first.time == TimeText(text="8 am", machine="2024-09-03T08:00:00Z")
    assert [author.name for author in first.authors] == ["Ada Fjord"]
    assert (first.body.text, first.body.html) == ("Sheaf 3.", "<p>Sheaf <em>3</em>.</p>")
    assert [topic.name for topic in first.topics] == ["barley"]


def test_reads_the_older_class_names() -> None:
    """`hentry`, `entry-title`, `entry-content`, `published` and `vcard` mean the same."""
    post = (
        '<div class="hentry" id="h{0}"><h3 class="entry-title">Row {0}</h3><abbr class="published" '
        'title="2024-09-01T0{0}:00:00Z">{0} am</abbr><span class="author vcard">'
        '<span class="fn">Bo Strand</span></span>'
        '<div class="entry-content">Cut.</div></div>'
    )
    blog = read('<div class="hfeed">' + "".join(post.format(number) for number in (5, 4, 3)) + "</div>")
    assert blog is not None
    assert [found.title for found in blog.entries] == ["Row 5", "Row 4", "Row 3"]
    assert blog.entries[0].time == TimeText(text="5 am", machine="2024-09-01T05:00:00Z")
    assert blog.entries[0].authors == (Author("Bo Strand"),)


def test_the_entry_that_holds_the_others_is_the_blog() -> None:
    """A theme that marks the whole article as an entry too gives the headline and no entry."""
    entries = "".join(entry(number) for number in (3, 2, 1))
    blog = read(f'<div class="hentry"><h1 class="entry-title">Harvest</h1>{entries}</div>')
    assert blog is not None
    assert (blog.headline, len(blog.entries)) == ("Harvest", 3)


def test_a_name_that_is_the_content_is_no_title() -> None:
    """Notes whose content is their name have no title."""
    note = (
        '<div class="h-entry"><p class="p-name e-content">Rain at {0}.</p>'
        '<time class="dt-published">{0}:00</time></div>'
    )
    blog = read("".join(note.format(hour) for hour in (12, 11, 10)))
    assert blog is not None
    assert (blog.entries[0].title, blog.entries[0].body.text) == (None, "Rain at 12.")


def test_one_article_with_a_few_teasers_is_no_live_blog() -> None:
    """Two entries, or entries without time or content, are none."""
    assert read(entry(1) + entry(2)) is None
    assert read('<div class="hentry"><h2 class="entry-title">Teaser</h2></div>' * 6) is None
