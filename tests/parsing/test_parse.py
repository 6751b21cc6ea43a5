"""The whole way from a page to a blog: what each source contributes, and what is said of it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from app.errors import LiveblogError, NoLiveBlog
from app.parsing.claim import all_platforms, claim
from app.parsing.document import RawBlog, RawEntry, Source
from app.parsing.page import Page
from app.parsing.parse import parse
from app.parsing.platform import Platform, Tier
from app.parsing.post import Post

TEXT = "The ferry left the quay at noon with forty cars and came back with none of them."


class Quay(Platform):
    """A made-up publisher's platform."""

    name = "quay"
    marker = "section.quay"
    hosts = ("quay.example",)
    publisher = "Quay News"
    zone = "Europe/London"
    entry = "article"
    entry_id = "@id"
    title = "h3"
    time = "time"
    time_machine = "time@datetime"
    author = ".by"
    rejects = {"advert": ".ad"}  # noqa: RUF012 (read only)
    older_pages = "a.older@href"


class Vendor(Quay):
    """A vendor's platform that publishers use as well."""

    name = "vendor"
    tier = Tier.VENDOR


class Harbour(Quay):
    """Another publisher's platform with the same marker."""

    name = "harbour"
    hosts = ("harbour.example",)


class Broken(Quay):
    """A platform that cannot read one of its posts."""

    name = "broken"

    def read_title(self, post: Post) -> str | None:
        """The title, or a fault."""
        if post.value("@id") == "b":
            raise ValueError("strange post")
        return super().read_title(post)


def article(name: str, clock: str, more: str = "") -> str:
    """One post of Quay News."""
    time = f"<time datetime='2026-03-05T{clock}:00Z'>{clock}</time>"
    return f"<article id='{name}'>{time}<h3>Title {name}</h3><p>{TEXT}</p>{more}</article>"


def page(body: str, url: str | None = None, head: str = "") -> Page:
    """A page around a body."""
    return Page(f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode(), url=url)


STREAM = f"<section class='quay'>{article('c', '12:00')}{article('b', '11:00')}{article('a', '10:00')}</section>"


def test_known_platform_reads_its_markup() -> None:
    """Fields come from where the platform says, with where they were found."""
    blog = parse(page(STREAM), [Quay()])
    first = blog.entries[0]
    assert (blog.platform, blog.publisher, len(blog.entries)) == ("quay", "Quay News", 3)
    assert (first.external_id, first.title, first.body_text) == ("c", "Title c", TEXT)
    assert first.published_at == datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert first.provenance["title"] is Source.DOM


def test_publisher_comes_before_vendor_and_host_breaks_a_tie() -> None:
    """The first tier decides, then the platform at home on the page's host."""
    found = page(STREAM, url="https://www.harbour.example/live")
    chosen = claim(found, [Vendor(), Quay(), Harbour()])
    assert chosen is not None
    assert chosen.name == "harbour"
    other = claim(page(STREAM), [Vendor(), Quay()])
    assert other is not None
    assert other.name == "quay"


def test_rejected_posts_are_counted_with_their_reason() -> None:
    """An advert in the stream is no entry, and the coverage says so."""
    blog = parse(page(STREAM.replace("<p>", "<p class='ad'>", 1)), [Quay()])
    assert len(blog.entries) == 2
    assert [(one.reason, one.count) for one in blog.coverage.rejected] == [("advert", 1)]


def test_one_strange_post_costs_no_other() -> None:
    """A post that cannot be read is counted, the others are entries."""
    blog = parse(page(STREAM), [Broken()])
    assert [entry.external_id for entry in blog.entries] == ["c", "a"]
    assert blog.coverage.rejected[0].reason == "unreadable: ValueError"


def test_older_pages_make_the_blog_incomplete() -> None:
    """Links to older entries are named, absolute, and the page is no whole blog."""
    blog = parse(page(STREAM + "<a class='older' href='?page=2'>Older</a>", url="https://quay.example/live"), [Quay()])
    assert blog.coverage.older_pages == ("https://quay.example/live?page=2",)
    assert blog.coverage.complete is False


def test_redesigned_page_falls_back_to_what_repeats() -> None:
    """A platform whose posts are not where it expects them says so, and the posts are found all the same."""
    redesigned = STREAM.replace("<article", "<div class='post'").replace("</article>", "</div>")
    blog = parse(page(redesigned), [Quay()])
    assert [entry.title for entry in blog.entries] == ["Title c", "Title b", "Title a"]
    assert "no posts stand where it has them" in blog.warnings[0]


JSON_LD = """<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Ferry live",
"publisher": {"name": "Quay News"}, "liveBlogUpdate": [%s]}</script>"""


def update(name: str, clock: str) -> str:
    """One update of the structured data."""
    return (
        f'{{"@type": "BlogPosting", "@id": "#{name}", "headline": "Title {name}", '
        f'"datePublished": "2026-03-05T{clock}:00Z", "articleBody": "{TEXT}"}}'
    )


def test_entries_of_the_structured_data_alone_are_entries() -> None:
    """What only the data hold is added in order, its fields marked as theirs."""
    head = JSON_LD % ", ".join(update(name, f"{hour}:00") for name, hour in zip("dcba", (13, 12, 11, 10), strict=True))
    blog = parse(page(STREAM, head=head), [Quay()])
    assert [entry.external_id for entry in blog.entries] == ["d", "c", "b", "a"]
    assert blog.entries[0].provenance["body"] is Source.JSON_LD
    assert blog.entries[1].provenance["body"] is Source.DOM


def test_structured_data_need_no_markup() -> None:
    """A page of JSON-LD and nothing else is a blog."""
    blog = parse(page("", head=JSON_LD % update("a", "10:00")), [])
    assert (blog.platform, blog.headline, len(blog.entries)) == ("json-ld", "Ferry live", 1)


def test_unrelated_posts_are_not_mixed_into_the_data() -> None:
    """A list that repeats beside the structured data is left alone when it tells of other things."""
    river = "".join(
        f"<div class='r'><time datetime='2026-03-0{n}T10:00Z'>10:00</time><p>Another story altogether, number {n}, "
        "told at some length for those who missed it.</p></div>"
        for n in range(1, 6)
    )
    blog = parse(page(river, head=JSON_LD % ", ".join([update("a", "10:00"), update("b", "11:00")])), [])
    assert [entry.external_id for entry in blog.entries] == ["a", "b"]


def test_microdata_without_texts_stand_beside_the_posts() -> None:
    """Microdata that hold no text give what they know to the posts that are shown."""
    posts = "".join(
        f"<li class='post' id='p{hour}'><span class='clock'>{hour}:30</span><p>{TEXT} It was boat {hour}.</p>"
        "<div itemprop='liveBlogUpdate' itemscope itemtype='https://schema.org/BlogPosting'>"
        f"<meta itemprop='url' content='#p{hour}'><meta itemprop='datePublished' content='2026-03-05T{hour}:30:00Z'>"
        "</div></li>"
        for hour in (14, 13, 12, 11, 10)
    )
    scope = f"<div itemscope itemtype='https://schema.org/LiveBlogPosting'><ul>{posts}</ul></div>"
    blog = parse(page(scope), [])
    assert [entry.body_text for entry in blog.entries] == [f"{TEXT} It was boat {n}." for n in (14, 13, 12, 11, 10)]
    assert {entry.published_at.date().isoformat() for entry in blog.entries if entry.published_at} == {"2026-03-05"}


def test_same_bytes_give_the_same_answer() -> None:
    """Parsing is pure: twice the same, and nothing is left in the page."""
    found = page(STREAM)
    assert parse(found, [Quay()]) == parse(found, [Quay()]) == parse(page(STREAM), [Quay()])


def test_platforms_are_found_by_walking_the_package() -> None:
    """Every platform is listed once, publishers first."""
    tiers = [platform.tier for platform in all_platforms()]
    assert tiers == sorted(tiers)
    assert len(tiers) > 10


def _hostile() -> Iterator[str]:
    yield "<time datetime='x'>" * 2000
    yield "<p>" + "12:00 " * 20_000
    yield "<p>" + "<b>12:00</b> a " * 20_000
    yield "<div data-time='1700000000'>" * 200 + "x" * 100
    yield "".join(f"<p>{n % 24}:{n % 60:02} , Jo Doe</p>" for n in range(5000))
    yield "".join(f"<h2>T</h2><p>{n % 24}:{n % 60:02}</p><p>{TEXT}</p>" for n in range(3000))
    yield "<p>" + "<br>12:00 , Jo Doe<br>Text of it." * 5000
    yield "<ul>" + "<li><span>12:00</span><span>Jo Doe</span>" * 5000
    yield "<blockquote><time datetime='2026-03-05'>" * 100 + "<p>x</p>" * 5000


@pytest.mark.parametrize("number", range(9))
def test_hostile_page_is_read_or_refused(number: int) -> None:
    """Bait for the search for posts ends in a blog or in one of our errors, and no page takes long."""
    body = list(_hostile())[number]
    with suppress(LiveblogError):
        assert parse(page(body)).entries


def test_empty_stream_is_no_live_blog() -> None:
    """Markup without posts is told apart from a page that cannot be read."""
    with pytest.raises(NoLiveBlog, match="no timestamped posts"):
        parse(page("<section class='quay'></section>"), [Quay()])


def test_refined_data_are_taken() -> None:
    """A platform may mend or drop what its publisher's data get wrong."""

    class Mending(Quay):
        """Drops one update and mends another."""

        name = "mending"
        entry = ""

        def refine(self, entry: RawEntry) -> RawEntry | None:
            """Without b, and a by another title."""
            entry.title = "Mended" if entry.external_id == "a" else entry.title
            return None if entry.external_id == "b" else entry

        def read(self, found: Page) -> RawBlog:
            """Nothing stands in the markup."""
            return RawBlog(Source.DOM, publisher=self.publisher if found else None)

    head = JSON_LD % ", ".join([update("b", "11:00"), update("a", "10:00")])
    blog = parse(page(STREAM, head=head), [Mending()])
    assert [(entry.external_id, entry.title) for entry in blog.entries] == [("a", "Mended")]
