"""Live blogs whose posts stand in the data of a page's scripts alone."""

import json

import pytest

from app.errors import NoLiveBlog
from app.parsing.document import ParsedBlog
from app.parsing.json_data import Json
from app.parsing.page import Page
from app.parsing.parse import parse

URL = "https://courier.test/news/locks"
TEXT = "The keeper of lock {} opens the gates at noon, and boats wait below the weir until the water is level."


def post(number: int, **fields: Json) -> dict[str, Json]:
    """One post as a content system might keep it."""
    return {
        "id": f"p{number}",
        "headline": f"Lock {number}",
        "publishedAt": f"2026-02-01T1{number}:00:00Z",
        "body": f"<p>{TEXT.format(number)}</p>",
        "author": {"name": "Ada Fjord", "jobTitle": "River reporter"},
        **fields,
    }


def page(state: Json, title: str = "Locks live", markup: str = "") -> Page:
    """A page with this data and, beside it, nothing but a shell."""
    return Page(
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><div id=app>{markup}</div>"
        f'<script type="application/json">{json.dumps(state)}</script></body></html>'.encode(),
        url=URL,
    )


def read(state: Json, title: str = "Locks live", markup: str = "") -> ParsedBlog:
    """The blog on such a page."""
    return parse(page(state, title, markup))


POSTS = [post(number) for number in (3, 2, 1)]


def test_reads_every_field_of_a_post() -> None:
    """Identifier, title, times, author, body, picture, topics and marks come out of fields of usual names."""
    first = post(
        3,
        updatedAt="2026-02-01T13:30:00Z",
        isKeyEvent=True,
        pinned=True,
        tags=[{"name": "Locks"}, "Rivers"],
        image={"url": "/weir.jpg", "caption": "The weir"},
    )
    entry = read({"page": {"liveblog": {"posts": [first, *POSTS[1:]]}}}).entries[0]
    assert (entry.external_id, entry.title, entry.body_text) == ("p3", "Lock 3", TEXT.format(3))
    assert [(author.name, author.role) for author in entry.authors] == [("Ada Fjord", "River reporter")]
    assert (entry.key_event, entry.pinned) == (True, True)
    assert [topic.name for topic in entry.topics] == ["Locks", "Rivers"]
    assert [(image.url, image.caption) for image in entry.images] == [("https://courier.test/weir.jpg", "The weir")]
    assert entry.published_at is not None
    assert entry.updated_at is not None
    assert entry.updated_at.isoformat() == "2026-02-01T13:30:00+00:00"


@pytest.mark.parametrize(
    "state",
    [
        pytest.param({"edges": [{"cursor": "x", "node": each} for each in POSTS]}, id="edges"),
        pytest.param({"entries": [{"id": each["id"], "attributes": each} for each in POSTS]}, id="attributes"),
        pytest.param({"updates": [{"sys": {"id": each["id"]}, "fields": each} for each in POSTS]}, id="fields"),
        pytest.param({"posts": {"byId": {each["id"]: each for each in POSTS}}}, id="by id"),
        pytest.param(
            {
                "ROOT_QUERY": {"liveblog": {"posts": [{"__ref": f"Post:{each['id']}"} for each in POSTS]}},
                "Person:9": {"__typename": "Person", "name": "Ada Fjord"},
                **{f"Post:{each['id']}": {**each, "author": {"__ref": "Person:9"}} for each in POSTS},
            },
            id="references",
        ),
        pytest.param(
            {"ticker": [{"uuid": e["id"], "titel": e["headline"], "zeit": 1769950800 + 3600 * n, "inhalt": e["body"],
                         "autor": "Von Ada Fjord"} for n, e in zip((2, 1, 0), POSTS, strict=True)]},
            id="other names",
        ),
    ],
)  # fmt: skip
def test_reads_posts_however_they_are_kept(state: dict[str, Json]) -> None:
    """Posts come out whole and newest first, whatever wraps or names them."""
    noise = {"related": [{**each, "id": f"r{each['id']}", "url": "/other"} for each in POSTS * 3]}
    blog = read({"props": {**state, **noise}})
    assert [(entry.external_id, entry.title) for entry in blog.entries] == [
        ("p3", "Lock 3"),
        ("p2", "Lock 2"),
        ("p1", "Lock 1"),
    ]
    assert {author.name for entry in blog.entries for author in entry.authors} == {"Ada Fjord"}
    assert [entry.published_at.hour for entry in blog.entries if entry.published_at] == [
        13,
        12,
        11,
    ] or "ticker" in state


def test_reads_fields_by_what_their_names_hold() -> None:
    """Names in other languages, with their owner or form in them, or put into groups, are understood."""
    entries = [
        {
            "id_entrada": number,
            "titular": f"Esclusa {number}",
            "fecha_publicacion": f"2026-02-01T1{number}:00:00Z",
            "destacada": number == 3,
            "firmas": [{"nombre": "Ada Fjord", "cargo": "Periodista"}],
            "bloques": [{"tipo": "parrafo", "contenido": TEXT.format(number)}],
            "enlace": f"{URL}#{number}",
        }
        for number in (3, 2, 1)
    ]
    collection = [
        {
            "sys": {"id": f"e{number}", "publishedAt": "2026-02-02T00:00:00Z"},
            "entryTitle": f"Lock {number}",
            "timestamps": {"editedUtc": "2026-02-03T00:00:00Z", "firstPublishedUtc": f"2026-02-01T1{number}:00:00Z"},
            "flags": {"isKeyMoment": number == 3},
            "entryAuthorsCollection": {"items": [{"name": "Ada Fjord"}]},
            "coAuthors": [{"name": "Ben Roe"}],
            "entryBody": {"json": {"nodeType": "document", "content": [
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": TEXT.format(number)}]}
            ]}},
        }
        for number in (3, 2, 1)
    ]  # fmt: skip
    for state in ({"en_vivo": {"entradas": entries}}, {"entriesCollection": {"items": collection}}):
        blog = read(state)
        assert blog.entries[0].title in ("Esclusa 3", "Lock 3")
        assert [entry.published_at and entry.published_at.isoformat() for entry in blog.entries] == [
            f"2026-02-01T1{number}:00:00+00:00" for number in (3, 2, 1)
        ]
        assert [entry.body_text for entry in blog.entries] == [TEXT.format(number) for number in (3, 2, 1)]
        assert [entry.key_event for entry in blog.entries] == [True, False, False]
        assert {author.name for entry in blog.entries for author in entry.authors} >= {"Ada Fjord"}
    assert [author.name for author in blog.entries[0].authors] == ["Ada Fjord", "Ben Roe"]


def test_body_of_an_unknown_name_is_the_field_that_says_most() -> None:
    """Where no known name holds a text, the longest words do, and no address."""
    posts = [
        {"uid": n, "zprava": TEXT.format(n), "adresa": URL + "x" * 500, "publishedAt": f"2026-02-01T1{n}:00:00Z"}
        for n in (3, 2, 1)
    ]
    assert [entry.body_text for entry in read({"posts": posts}).entries] == [TEXT.format(n) for n in (3, 2, 1)]


def test_completes_the_posts_that_the_markup_shows() -> None:
    """Posts in the markup and those that stand in the data alone are one blog."""
    shown = "".join(
        f'<article><time datetime="2026-02-01T1{number}:00:00Z">{number} pm</time><h2>Lock {number}</h2>'
        f"<p>{TEXT.format(number)}</p></article>"
        for number in (5, 4, 3)
    )
    blog = read({"posts": [post(number) for number in (5, 4, 3, 2, 1)]}, markup=shown)
    assert [entry.title for entry in blog.entries] == ["Lock 5", "Lock 4", "Lock 3", "Lock 2", "Lock 1"]
    assert [entry.external_id for entry in blog.entries] == ["p5", "p4", "p3", "p2", "p1"]


def test_drafts_and_deleted_posts_are_left_out() -> None:
    """What an editor has not published is none of the blog's entries."""
    hidden = [post(4, isDraft=True), post(5, deleted=True)]
    assert [entry.external_id for entry in read({"posts": [*hidden, *POSTS]}).entries] == ["p3", "p2", "p1"]


@pytest.mark.parametrize(
    "state",
    [
        pytest.param({"relatedArticles": POSTS}, id="related articles"),
        pytest.param({"comments": POSTS}, id="comments"),
        pytest.param({"items": [post(n, replies=[], upvotes=n) for n in (3, 2, 1)]}, id="fields of comments"),
        pytest.param({"items": [post(n, url=f"/news/{n}") for n in (3, 2, 1)]}, id="teasers"),
        pytest.param({"items": [post(n, publishedAt=f"2026-02-0{n}") for n in (3, 2, 1)]}, id="days alone"),
        pytest.param({"items": [post(n, body="") for n in (3, 2, 1)]}, id="no texts"),
        pytest.param({"items": POSTS[:2]}, id="too few"),
    ],
)
def test_other_lists_are_no_live_blog(state: dict[str, Json]) -> None:
    """Teasers, readers' comments and archives that stand in the data are refused."""
    with pytest.raises(NoLiveBlog):
        read(state, title="The Courier")
