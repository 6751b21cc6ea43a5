"""What a page's head says of it, completed from the article in its JSON-LD."""

from app.parsing.document import RawBlog, Source, TimeText
from app.parsing.head import complete_head, read_head
from app.parsing.page import Page
from app.parsing.structured import read_article

PAGE = Page(
    b"<html><title>Kites</title><script type='application/ld+json'>"
    b'{"@type":"NewsArticle","headline":"Kites over Ald","datePublished":"2024-05-04T09:00:00+02:00",'
    b'"publisher":{"name":"The Kite"}}</script><h1>Kites today</h1></html>'
)


def test_article_completes_the_head() -> None:
    """The dates and publisher of a page's JSON-LD article fill what the head leaves open, and only that."""
    head = complete_head(read_head(PAGE), read_article(PAGE))
    assert head.headline == "Kites today"
    assert head.publisher == "The Kite"
    assert head.published == TimeText(machine="2024-05-04T09:00:00+02:00")


def test_head_without_an_article_stays() -> None:
    """A page without an article in its data leaves the head alone."""
    assert complete_head(RawBlog(Source.DOM), None) == RawBlog(Source.DOM)


def test_next_page_of_the_blog_is_named() -> None:
    """A link of the relation "next" counts when it leads on within the blog, not to another article."""
    page = Page(
        b"<html><head><link rel='canonical' href='https://kite.example/live/finals'>"
        b"<link rel='next' href='/live/finals?page=2'><link rel='next' href='/news/other-story'></head></html>"
    )
    assert read_head(page).older_pages == ("https://kite.example/live/finals?page=2",)


def test_dates_of_an_update_are_not_the_pages() -> None:
    """Microdata of updates within the blog's tell when these were written, and the blog's own when it was."""
    page = Page(
        b"<div itemscope><div itemprop=liveBlogUpdate itemscope><meta itemprop=dateModified content=2024-08-05T08:00Z>"
        b"</div><meta itemprop=dateModified content=2024-08-06T00:20Z></div>"
    )
    assert read_head(page).updated == TimeText(machine="2024-08-06T00:20Z")
