"""Structured data that repeat the page on every entry say nothing of the entries."""

from app.parsing.distrust import distrust
from app.parsing.document import Author, Body, Image, RawBlog, RawEntry, Source, TimeText

PEOPLE = (Author("Ann Roe"), Author("Jo Doe"))


def blog(*entries: RawEntry, **more: object) -> RawBlog:
    """Structured data of a blog with these entries."""
    return RawBlog(Source.JSON_LD, entries=list(entries), **more)  # type: ignore[arg-type]


def update(number: int, **more: object) -> RawEntry:
    """An update with a text of its own."""
    body = more.pop("body", Body(text=f"Something happened for the {number}th time today."))
    return RawEntry(Source.JSON_LD, external_id=str(number), body=body, **more)  # type: ignore[arg-type]


def test_page_date_on_every_entry_is_left_out() -> None:
    """The page's date repeated is no time of an entry, and a warning says so."""
    page = TimeText(machine="2026-03-05T07:00:00Z")
    data = blog(*(update(n, time=page) for n in range(3)), published=page)
    warnings = distrust(data, shown=True)
    assert [entry.time for entry in data.entries] == [None, None, None]
    assert "3 entries one and the same publication time" in warnings[0]


def test_times_that_differ_are_kept() -> None:
    """Entries' own times stay, and so does one that happens to be the page's."""
    page = TimeText(machine="2026-03-05T07:00:00Z")
    data = blog(update(1, time=TimeText(machine="2026-03-05T08:00:00Z")), update(2, time=page), published=page)
    assert distrust(data, shown=True) == []
    assert all(entry.time for entry in data.entries)


def test_page_headline_on_every_entry_is_left_out() -> None:
    """The page's headline is no title of an entry; another that repeats may be one."""
    data = blog(
        update(1, title="Ferry live"), update(2, title="FERRY LIVE"), update(3, title="Noon"), headline="Ferry live"
    )
    distrust(data, shown=False)
    assert [entry.title for entry in data.entries] == [None, None, "Noon"]


def test_headline_that_is_the_text_is_no_title() -> None:
    """A headline made of the text, with a clock in front or cut off, is left out."""
    texts = [
        f"The {n}th boat has left the quay with all its lamps lit and nobody on board to put them out." for n in (1, 2)
    ]
    data = blog(*(update(n, title=f"10:0{n} {text}", body=Body(text=text)) for n, text in enumerate(texts)))
    distrust(data, shown=False)
    assert [entry.title for entry in data.entries] == [None, None]


def test_title_that_opens_the_text_is_kept() -> None:
    """A short heading that the text takes up again is a heading."""
    data = blog(*(update(n, title=f"Boat {n}", body=Body(text=f"Boat {n} has left the quay.")) for n in (1, 2)))
    distrust(data, shown=False)
    assert [entry.title for entry in data.entries] == ["Boat 1", "Boat 2"]


def test_whole_byline_on_every_entry_is_left_out() -> None:
    """Four names on each of many updates are the page's, and nobody's in particular."""
    data = blog(*(update(n, authors=PEOPLE) for n in range(4)), authors=PEOPLE)
    assert "whole page's byline" in distrust(data, shown=False)[0]
    assert all(entry.authors == () for entry in data.entries)


def test_publisher_on_every_entry_is_left_out() -> None:
    """A publisher that signs every update beside posts that name nobody has signed none."""
    quay = (Author("Quay News"),)
    data = blog(*(update(n, authors=quay) for n in range(3)), authors=PEOPLE, publisher="Quay News")
    distrust(data, shown=True)
    assert all(entry.authors == () for entry in data.entries)


def test_lone_author_is_kept_where_the_data_stand_alone() -> None:
    """One name may well have written everything, unless the markup shows the posts and names nobody."""
    lone = (Author("Ann Roe"),)
    alone = blog(*(update(n, authors=lone) for n in range(3)), authors=lone)
    distrust(alone, shown=False)
    assert alone.entries[0].authors == lone
    beside = blog(*(update(n, authors=lone) for n in range(3)), authors=lone)
    distrust(beside, shown=True)
    assert beside.entries[0].authors == ()


def test_poster_is_no_picture_of_an_entry() -> None:
    """A picture without caption on most entries is the page's; one of an entry's own stays."""
    poster, own = Image("https://x.example/poster.png"), Image("https://x.example/own.jpg")
    data = blog(*(update(n, body=Body(text=f"Text {n}", images=(poster,))) for n in range(3)))
    data.entries[0].body = Body(text="Text", images=(poster, own))
    distrust(data, shown=False)
    assert [entry.body.images for entry in data.entries] == [(own,), (), ()]
