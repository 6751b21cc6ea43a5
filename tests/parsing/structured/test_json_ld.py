"""Live blogs in JSON-LD, in the shapes that publishers give them."""

import json
from typing import Any

import pytest

from app.parsing.document import Author, RawBlog, Source, TimeText
from app.parsing.page import Page
from app.parsing.structured import read_structured

URL = "https://news.test/live/harbour-fire"
Data = dict[str, Any]


def update(number: int, **more: object) -> Data:
    """One update as a publisher writes it."""
    return {
        "@type": "BlogPosting",
        "@id": f"{URL}#block-{number}",
        "headline": f"Crane {number} is down",
        "datePublished": f"2024-05-01T10:{number:02}:00+02:00",
        "articleBody": f"Tug number {number} left the harbour.",
        **more,
    }


def live_blog(*updates: Data, **more: object) -> Data:
    """A blog of the given updates."""
    return {"@type": "LiveBlogPosting", "url": URL, "headline": "Harbour fire", "liveBlogUpdate": list(updates), **more}


def read(*data: Any, url: str | None = URL) -> RawBlog | None:  # noqa: ANN401
    """The blog in a page with one JSON-LD script for each argument."""
    texts = (json.dumps(each).replace("</", "<\\/") for each in data)
    scripts = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    blogs = read_structured(Page(f"<!doctype html><title>x</title>{scripts}<p>y".encode(), url=url))
    return blogs[0] if blogs else None


def entry(**more: object) -> Any:  # noqa: ANN401
    """The entry of a blog with a single update that has the given properties."""
    blog = read(live_blog(update(1, **more)))
    assert blog is not None
    return blog.entries[0]


SHAPES = {
    "object": live_blog(update(1), update(2)),
    "list": [{"@type": "WebSite"}, live_blog(update(1), update(2))],
    "graph": {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, live_blog(update(1), update(2))]},
    "list of types": live_blog(update(1), update(2)) | {"@type": ["NewsArticle", "LiveBlogPosting"]},
    "type as URL": live_blog(update(1), update(2)) | {"@type": "https://schema.org/LiveBlogPosting"},
    "type with prefix": live_blog(update(1), update(2)) | {"@type": "schema:LiveBlogPosting"},
    "type unsaid": {key: value for key, value in live_blog(update(1), update(2)).items() if key != "@type"},
    "main entity": {"@type": "WebPage", "mainEntity": live_blog(update(1), update(2))},
    "part": {"@type": "NewsArticle", "hasPart": [{"@type": "WebPageElement"}, live_blog(update(1), update(2))]},
    "whole": {"@type": "NewsArticle", "isPartOf": {"@type": "WebPage", "mainEntity": live_blog(update(1), update(2))}},
    "list object": live_blog() | {"liveBlogUpdate": {"@list": [update(1), update(2)]}},
    "set object": live_blog() | {"liveBlogUpdate": {"@set": [update(1), update(2)]}},
    "numbered object": live_blog() | {"liveBlogUpdate": {"0": update(1), "1": update(2)}},
    "item list": live_blog()
    | {
        "liveBlogUpdate": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "item": update(1)},
                {"@type": "ListItem", "position": 2, "item": update(2)},
            ],
        }
    },
    "nested lists": live_blog() | {"liveBlogUpdate": [[update(1)], [update(2)]]},
    "blogPosts": live_blog() | {"liveBlogUpdate": [], "blogPosts": [update(1), update(2)]},
    "blogPost": live_blog() | {"liveBlogUpdate": None, "blogPost": [update(1), update(2)]},
    "updates": live_blog() | {"liveBlogUpdate": "", "updates": [update(1), update(2)]},
    "references": {
        "@graph": [
            live_blog() | {"liveBlogUpdate": [{"@id": f"{URL}#block-1"}, {"@id": f"{URL}#block-2"}]},
            update(1),
            update(2),
        ]
    },
    "parts that name their whole": {
        "@graph": [
            {"@type": "LiveBlogPosting", "@id": URL, "headline": "Harbour fire"},
            update(1, isPartOf={"@id": URL}),
            update(2, isPartOf={"@id": URL}),
        ]
    },
    "other types of update": live_blog(
        update(1) | {"@type": "SocialMediaPosting"}, update(2) | {"@type": "NewsArticle"}
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_finds_the_blog_in_every_shape(shape: str) -> None:
    """Whatever the shape, the same blog with the same two entries comes out."""
    blog = read(SHAPES[shape])
    assert blog is not None
    assert (blog.source, blog.url, blog.headline) == (Source.JSON_LD, URL, "Harbour fire")
    assert blog.declared_entries == 2
    assert [found.external_id for found in blog.entries] == ["block-1", "block-2"]
    assert [found.permalink for found in blog.entries] == [f"{URL}#block-1", f"{URL}#block-2"]
    assert [found.title for found in blog.entries] == ["Crane 1 is down", "Crane 2 is down"]
    assert [found.body.text for found in blog.entries] == [f"Tug number {n} left the harbour." for n in (1, 2)]
    assert blog.entries[0].time == TimeText(machine="2024-05-01T10:01:00+02:00")


def test_a_single_update_may_stand_without_a_list() -> None:
    """An object in place of a list is the one update."""
    blog = read(live_blog() | {"liveBlogUpdate": update(7)})
    assert blog is not None
    assert [found.external_id for found in blog.entries] == ["block-7"]


def test_reads_what_the_blog_says_of_itself() -> None:
    """Headline, description, publisher, authors, language, topics and times of the blog come along."""
    blog = read(
        live_blog(
            headline="Harbour fire: &quot;all safe&quot;",
            description="<p>What we <b>know</b></p>",
            publisher={"@type": "Organization", "name": "The Tidewater Post"},
            author=[{"@type": "Person", "name": "Ada Fjord", "url": "/by/ada", "jobTitle": "Reporter"}],
            inLanguage={"@type": "Language", "name": "English", "alternateName": "en"},
            keywords="harbour, fire , Harbour,",
            about=[{"@type": "Thing", "name": "Rescue"}],
            coverageStartTime="2024-05-01T08:00:00Z",
            coverageEndTime="2024-05-01T20:00:00Z",
            datePublished="2024-05-01T08:01:00Z",
            dateModified="2024-05-01T20:02:00Z",
        )
    )
    assert blog is not None
    assert (blog.headline, blog.description) == ('Harbour fire: "all safe"', "What we know")
    assert (blog.publisher, blog.language) == ("The Tidewater Post", "English")
    assert blog.authors == (Author("Ada Fjord", url="https://news.test/by/ada", role="Reporter"),)
    assert [topic.name for topic in blog.topics] == ["harbour", "fire", "Rescue"]
    times = (blog.started, blog.ended, blog.published, blog.updated)
    assert [time.machine for time in times if time] == [
        "2024-05-01T08:00:00Z",
        "2024-05-01T20:00:00Z",
        "2024-05-01T08:01:00Z",
        "2024-05-01T20:02:00Z",
    ]
    assert (blog.entries, blog.declared_entries) == ([], None)


@pytest.mark.parametrize(
    ("properties", "external_id", "permalink"),
    [
        ({"@id": "646219928f08"}, "646219928f08", None),
        ({"@id": None, "url": f"{URL}#h_88aa"}, "h_88aa", f"{URL}#h_88aa"),
        ({"@id": f"{URL}?post=asset:3bdf-9f39"}, "asset:3bdf-9f39", f"{URL}?post=asset:3bdf-9f39"),
        ({"@id": None, "url": f"{URL}?post-id=cl9"}, "cl9", f"{URL}?post-id=cl9"),
        ({"@id": None, "url": f"{URL}?postId=51c0#read"}, "read", f"{URL}?postId=51c0#read"),
        ({"@id": None, "url": f"{URL}?page=with:block-7"}, "block-7", f"{URL}?page=with:block-7"),
        ({"@id": None, "url": "/live/harbour-fire#rcrd119593"}, "rcrd119593", f"{URL}#rcrd119593"),
        ({"@id": "#liveblogPost12"}, "liveblogPost12", f"{URL}#liveblogPost12"),
        ({"@id": None, "url": "https://news.test/live/harbour-fire/card/tugs-leave-9Zk"}, "tugs-leave-9Zk", None),
        ({"@id": None, "url": URL}, None, None),
        ({"@id": None, "url": f"{URL}/?utm_source=feed"}, None, None),
        ({"@id": "_:b12", "identifier": "p-12"}, "p-12", None),
        ({"@id": None, "mainEntityOfPage": {"@type": "WebPage", "@id": f"{URL}#e4"}}, "e4", f"{URL}#e4"),
    ],
)
def test_an_update_is_named_by_what_is_its_own_in_its_url(
    properties: Data, external_id: str | None, permalink: str | None
) -> None:
    """Fragment, known query parameter or own path give the id; the page's own URL gives none."""
    found = entry(**properties)
    assert found.external_id == external_id
    if permalink:
        assert found.permalink == permalink


def test_positions_are_no_ids() -> None:
    """Ids that count down a newest-first page name other entries after the next update, and are dropped."""
    newest_first = [update(30 - n, **{"@id": f"{URL}#post{n}"}) for n in (1, 2, 3)]
    blog = read(live_blog(*newest_first))
    assert blog is not None
    assert [found.external_id for found in blog.entries] == [None, None, None]
    oldest_first = [update(n, **{"@id": f"{URL}#post{n}"}) for n in (1, 2, 3)]
    blog = read(live_blog(*oldest_first))
    assert blog is not None
    assert [found.external_id for found in blog.entries] == ["post1", "post2", "post3"]


def test_an_id_that_several_entries_share_is_none() -> None:
    """The same id on different entries is dropped; the very same entry twice is one."""
    same = {"@id": f"{URL}#live"}
    blog = read(live_blog(update(1, **same), update(2, **same), update(3), update(3)))
    assert blog is not None
    assert [found.external_id for found in blog.entries] == [None, None, "block-3"]


@pytest.mark.parametrize(
    ("headline", "body", "title"),
    [
        ("Crane is down", "Tugs left.", "Crane is down"),
        ("Tugs left the harbour at ten and…", "Tugs left the harbour at ten and went north.", None),
        ("Tugs left the harbour at ten ...", "Tugs left the harbour at ten and went north.", None),
        ("Tugs left.", "Tugs left. They went north.", None),
        ("Tugs left", "Tugs left", None),
        ("10:15 (CET) Tugs left", "Tugs left", None),
        ("Tugs left the harbour this very morning", "Tugs left the harbour this very morning and went north.", None),
        ("Tugs", "Tugs left the harbour.", "Tugs"),
        ("Tugs &#39;gone&#39;\n for  good", "They left.", "Tugs 'gone' for good"),
        ("<b>Tugs</b> gone", "They left.", "Tugs gone"),
        ("", "They left.", None),
        ("Harbour fire", "They left.", "Harbour fire"),
    ],
)
def test_a_headline_that_repeats_the_text_is_no_title(headline: str, body: str, title: str | None) -> None:
    """A headline cut from the body is no title; one that repeats the blog's is left to be judged with other sources."""
    assert entry(headline=headline, articleBody=body).title == title


@pytest.mark.parametrize(
    ("properties", "text", "html"),
    [
        ({"articleBody": "One.\n\nTwo & three."}, "One.\n\nTwo & three.", "<p>One.</p><p>Two &amp; three.</p>"),
        ({"articleBody": "&quot;One&quot; &amp;#39;two&amp;#39;"}, "\"One\" 'two'", "<p>\"One\" 'two'</p>"),
        ({"articleBody": "<p>One <b>two</b></p>"}, "One two", "<p>One <strong>two</strong></p>"),
        ({"articleBody": "&lt;p&gt;One &lt;em&gt;two&lt;/em&gt;&lt;/p&gt;"}, "One two", "<p>One <em>two</em></p>"),
        ({"articleBody": "5 < 6 and x<y"}, "5 < 6 and x<y", "<p>5 &lt; 6 and x&lt;y</p>"),
        ({"articleBody": ["One.", "Two."]}, "One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ({"articleBody": {"@value": "One."}}, "One.", "<p>One.</p>"),
        ({"articleBody": None, "text": "One."}, "One.", "<p>One.</p>"),
        ({"articleBody": "", "description": "One."}, "One.", "<p>One.</p>"),
        ({"articleBody": "<p onclick='x()'>One<script>alert(1)</script></p>"}, "One", "<p>One</p>"),
        ({"articleBody": "\u200bOne\xa0two"}, "One two", "<p>One two</p>"),
        ({"articleBody": None}, "", ""),
    ],
)
def test_bodies_come_as_text_as_html_and_escaped(properties: Data, text: str, html: str) -> None:
    """Plain text, HTML and escaped HTML give the same safe body."""
    body = entry(**properties).body
    assert (body.text, body.html) == (text, html)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ada Fjord", ["Ada Fjord"]),
        ("By Ada Fjord and Bo Strand", ["Ada Fjord", "Bo Strand"]),
        ({"@type": "Person", "name": "Ada Fjord, Bo Strand"}, ["Ada Fjord", "Bo Strand"]),
        ("https://news.test/by/ada", []),
        ({"@type": "Person", "name": "Ada Fjord"}, ["Ada Fjord"]),
        ([{"name": "Ada Fjord"}, "Bo Strand", {"name": "Ada Fjord"}], ["Ada Fjord", "Bo Strand"]),
        ({"@id": "#ada"}, ["Ada Fjord"]),
        ({"@type": "Organization", "name": "The Tidewater Post"}, ["The Tidewater Post"]),
        ({"@list": [{"name": "Ada Fjord"}, {"name": "Bo Strand"}]}, ["Ada Fjord", "Bo Strand"]),
        ({"name": ["Ada Fjord", "Bo Strand"]}, ["Ada Fjord", "Bo Strand"]),
        ([], []),
        ("", []),
        (17, []),
        ([None, {}, {"name": None}, {"@id": "#nobody"}], []),
    ],
)
def test_authors_come_in_many_shapes(author: object, names: list[str]) -> None:
    """Names, people, organisations, lists and references all give authors; nonsense gives none."""
    blog = read(
        {"@graph": [live_blog(update(1, author=author)), {"@id": "#ada", "@type": "Person", "name": "Ada Fjord"}]}
    )
    assert blog is not None
    assert [found.name for found in blog.entries[0].authors] == names


def test_images_are_the_largest_of_each_picture_and_no_logos() -> None:
    """Crops of one picture are one image, with caption and credit; the publisher's logo is none."""
    logo = "https://img.news.test/logo.png"
    found = entry(
        publisher={"@type": "Organization", "name": "Post", "logo": {"@type": "ImageObject", "url": logo}},
        image=[
            logo,
            {"@type": "ImageObject", "url": "https://img.news.test/tug.jpg?w=300", "width": 300},
            {
                "@type": "ImageObject",
                "url": "https://img.news.test/tug.jpg?w=1200",
                "width": {"@type": "QuantitativeValue", "value": 1200},
                "height": "800px",
                "caption": "A tug &amp; a crane",
                "creditText": "Bo Strand",
            },
        ],
    )
    assert [(image.url, image.width, image.height) for image in found.body.images] == [
        ("https://img.news.test/tug.jpg?w=1200", 1200, 800)
    ]
    assert (found.body.images[0].caption, found.body.images[0].credit) == ("A tug & a crane", "Bo Strand")


def test_shared_content_and_video_are_embeds() -> None:
    """A video and a shared post become embeds, each once; a shared page is none."""
    video = {"@type": "VideoObject", "embedUrl": "https://www.youtube.com/embed/abc123DEF45"}
    found = entry(
        video=video,
        sharedContent=[
            video,
            {"@type": "SocialMediaPosting", "url": "https://x.com/tidewater/status/123456"},
            {"@type": "WebPage", "url": "https://news.test/other"},
        ],
    )
    assert [embed.provider for embed in found.body.embeds] == ["YouTube", "X"]


def test_two_descriptions_of_one_blog_are_merged() -> None:
    """The canonical and the AMP description make one blog with the entries of both."""
    amp = live_blog(update(2), update(3), url=f"{URL}/amp", publisher={"name": "The Tidewater Post"})
    blog = read(live_blog(update(1), update(2), update(4)), amp)
    assert blog is not None
    assert (blog.url, blog.publisher) == (URL, "The Tidewater Post")
    assert [found.external_id for found in blog.entries] == ["block-1", "block-2", "block-4", "block-3"]


def test_another_blog_on_the_page_is_left_out() -> None:
    """A teaser of another live blog adds nothing."""
    teaser = live_blog(headline="Budget day", url="https://news.test/live/budget")
    blog = read(teaser, live_blog(update(1)))
    assert blog is not None
    assert (blog.headline, len(blog.entries)) == ("Harbour fire", 1)


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "headline": "Harbour fire", "articleBody": "Text."},
        {"@type": "WebSite"},
        [],
        [[]],
        {},
        {"@graph": {"@graph": []}},
    ],
)
def test_no_live_blog_gives_none(data: Any) -> None:  # noqa: ANN401
    """Other data describe no live blog."""
    assert read(data) is None
