"""Which stored entry each post is."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from app.parsing.document import ParsedEntry
from app.store.content import content, content_hash
from app.store.matching import MANY_ALIKE, Pairing, Post, Stored
from tests.store.samples import entry, minutes


def post(parsed: ParsedEntry) -> Post:
    """A post as the recorder sees it."""
    columns = content(parsed)
    return Post(columns, columns["published_at"], content_hash(columns))


def stored(number: int, parsed: ParsedEntry) -> Stored:
    """An entry as it stands in the database, with this number as its id."""
    columns = content(parsed)
    kept: dict[str, Any] = {
        name: columns[name]
        for name in ("external_id", "permalink", "title", "authors", "topics", "published_at", "time_precision")
    }
    return Stored(
        id=UUID(int=number),
        **kept,
        time_provenance=None,
        updated_at=None,
        sort_at=columns["published_at"],
        content_hash=content_hash(columns),
        version=1,
        last_seen_at=minutes(0),
        on_page=True,
        deleted_at=None,
    )


def pairs(posts: list[ParsedEntry], entries: list[ParsedEntry], **options: Any) -> dict[int, int]:  # noqa: ANN401
    """Position of a post to the number of the entry that it is."""
    known = [stored(number, parsed) for number, parsed in enumerate(entries)]
    pairing = Pairing([post(parsed) for parsed in posts], known, **options)
    texts = {each.id: entries[each.id.int].body_text for each in known}
    pairing.pair_by_text({entry_id: texts[entry_id] for entry_id in pairing.look_alikes()})
    return {position: entry.id.int for position, entry in pairing.pairs.items()}


def test_id_decides() -> None:
    """The page's id decides over everything else."""
    one, other = entry(1), entry(2)
    assert pairs([replace(one, external_id="post-2"), replace(other, external_id="post-1")], [one, other]) == {
        0: 1,
        1: 0,
    }


def test_permalink() -> None:
    """A permalink of its own names an entry; one that several share, or that is the blog's, does not."""
    one, other = entry(1, permalink="https://v.example/#1"), entry(2, permalink="https://v.example/")
    moved = replace(one, external_id="x", title="x", body_text="x", published_at=minutes(9))
    assert pairs([moved], [one, other]) == {0: 0}
    assert pairs([replace(moved, permalink=other.permalink)], [other], blog_url=other.permalink) == {}
    assert pairs([moved, replace(moved, external_id="y")], [one]) == {}


def test_content() -> None:
    """The same content is the same entry: at the same minute, or at any time if it is long."""
    short, long = entry(1, body_text="Wet.", title=None), entry(2)
    new = {"external_id": "x", "permalink": None}
    assert pairs([replace(short, **new)], [short]) == {0: 0}
    assert pairs([replace(short, **new, published_at=minutes(50))], [short]) == {}
    assert pairs([replace(long, **new, published_at=minutes(50))], [long]) == {0: 0}


def test_words() -> None:
    """By one author at one time, an entry is recognised by its title or much of its text, and the best one wins."""
    new = {"external_id": "x", "permalink": None}
    one = entry(1, title="Mill lost", body_text="a b c d e f")
    assert pairs([replace(one, **new, body_text="all is new")], [one]) == {0: 0}
    assert pairs([replace(one, **new, title=None, body_text="a b c d e z")], [one]) == {0: 0}
    assert pairs([replace(one, **new, title=None, body_text="u v w x y z")], [one]) == {}
    near = replace(one, external_id="near", permalink=None, body_text="a b c x y z")
    assert pairs([replace(one, **new, title=None, body_text="a b c d e z")], [near, one]) == {0: 1}


def test_many_alike() -> None:
    """Among many by one author at one time, words decide nothing."""
    entries = [
        entry(1, external_id=f"a{n}", permalink=None, title=None, body_text=f"a b c {n}") for n in range(MANY_ALIKE + 1)
    ]
    assert pairs([entry(1, external_id="x", permalink=None, title=None, body_text="a b c d")], entries) == {}
    assert pairs([entry(1, external_id="x", permalink=None, title=None, body_text="a b c d")], entries[1:]) != {}
