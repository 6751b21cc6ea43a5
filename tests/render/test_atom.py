"""Atom."""

from xml.etree.ElementTree import Element, fromstring

from app.render.atom import ATOM, render_atom
from app.render.links import FeedLinks
from tests.render.samples import BLOG, ENTRIES


def rendered() -> Element:
    """The feed, read back."""
    return fromstring(render_atom(BLOG, ENTRIES, FeedLinks("https://api.example/a", "https://api.example/b")))  # noqa: S314 (our own output)


def test_feed_and_entries_have_what_rfc_4287_requires() -> None:
    """Feed and every entry have one id, one title and one updated instant; the feed has an author."""
    feed = rendered()
    entries = feed.findall(f"{{{ATOM}}}entry")
    assert len(entries) == len(ENTRIES)
    for element in [feed, *entries]:
        for name in ("id", "title", "updated"):
            found = element.findall(f"{{{ATOM}}}{name}")
            assert len(found) == 1
            assert found[0].text
    assert feed.findtext(f"{{{ATOM}}}author/{{{ATOM}}}name") == "Mira Tolland"
    assert {link.get("rel") for link in feed.findall(f"{{{ATOM}}}link")} == {"self", "next", "alternate"}


def test_html_stays_html_and_what_xml_forbids_is_dropped() -> None:
    """Content is escaped HTML, and control characters that XML has no place for do not break the feed."""
    contents = [element.text or "" for element in rendered().iter(f"{{{ATOM}}}content")]
    assert contents[0] == ENTRIES[0]["body_html"]
    assert contents[1] == "<p>=HYPERLINK(1)</p>"
