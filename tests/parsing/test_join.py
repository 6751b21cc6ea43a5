"""Which posts of the markup and of the structured data are the same entry."""

from datetime import UTC, datetime

from app.parsing.document import Body, RawEntry, Source, TimeText
from app.parsing.join import join, squash, unite_copies

LONG = "The ferry left the quay at noon with forty cars and came back with none of them, the harbour master said."


def shown(external_id: str | None = None, title: str | None = None, text: str = "", **more: object) -> RawEntry:
    """A post of the markup."""
    return RawEntry(Source.DOM, external_id=external_id, title=title, body=Body(text=text), **more)  # type: ignore[arg-type]


def data(external_id: str | None = None, title: str | None = None, text: str = "", **more: object) -> RawEntry:
    """A post of the structured data."""
    return RawEntry(Source.JSON_LD, external_id=external_id, title=title, body=Body(text=text), **more)  # type: ignore[arg-type]


def names(entries: list[RawEntry]) -> list[str | None]:
    """The entries' identifiers."""
    return [entry.external_id for entry in entries]


def test_squash_keeps_letters_and_figures() -> None:
    """Case, punctuation and white space do not tell texts apart."""
    assert squash("  “Ferry”\u00a0LEAVES, at 12! ") == "ferryleavesat12"
    assert squash(None) == ""


def test_same_identifier_in_other_spelling_is_the_same_entry() -> None:
    """A block's id, the fragment of its address and its bare number name one entry."""
    pairs = join(
        [shown("block-64620b708f08"), shown("post-1288914"), shown("751101")],
        [
            data(None, permalink="https://x.example/live?page=with:block-64620b708f08#block-64620b708f08"),
            data("1288914"),
            data("751101"),
        ],
    )
    assert [pair.shown is not None and pair.data is not None for pair in pairs] == [True, True, True]


def test_text_joins_where_identifiers_do_not() -> None:
    """Flattened and cut-off text begins as the markup's does."""
    pairs = join([shown("a", "Noon", LONG)], [data("z", None, LONG[:80])])
    assert len(pairs) == 1


def test_time_joins_where_nothing_else_does() -> None:
    """Two posts that alone share an instant are one."""
    noon = datetime(2026, 3, 5, 12, tzinfo=UTC)
    one, two = shown(None, None, "Short."), data(None, None, "Rewritten.")
    assert len(join([one], [two], lambda _: noon)) == 1


def test_key_shared_within_a_source_joins_nothing() -> None:
    """A title that stands on every update says nothing."""
    pairs = join([shown("a", "Live"), shown("b", "Live")], [data("y", "Live"), data("z", "Live")])
    assert len(pairs) == 4


def test_entries_of_the_data_alone_stand_between_their_neighbours() -> None:
    """What the markup does not show keeps its place in the page's order."""
    pairs = join([shown("a"), shown("c")], [data("a"), data("b"), data("c"), data("d")])
    assert [(pair.shown or pair.data).external_id for pair in pairs] == ["a", "b", "c", "d"]  # type: ignore[union-attr]


def test_data_that_run_the_other_way_are_turned() -> None:
    """Oldest-first data fill a newest-first page from its end."""
    pairs = join([shown("d"), shown("c")], [data("a"), data("b"), data("c"), data("d")])
    assert [(pair.shown or pair.data).external_id for pair in pairs] == ["d", "c", "b", "a"]  # type: ignore[union-attr]


def test_pinned_copy_gives_its_mark_to_the_post_in_the_stream() -> None:
    """Two copies are one entry, pinned, at the place of the one that is not held at the top."""
    time = TimeText("12:05")
    top = shown(None, "What we know", LONG, pinned=True, time=None)
    below = shown("b", "What we know", LONG, time=time)
    united = unite_copies([top, shown("a", "News", "Something else."), below])
    assert names(united) == ["a", "b"]
    assert united[1].pinned
    assert not below.pinned


def test_uniting_twice_changes_nothing_more() -> None:
    """Uniting leaves its input as it is."""
    entries = [shown("x", "T", LONG, pinned=True), shown("x", "T", LONG)]
    assert names(unite_copies(entries)) == names(unite_copies(entries)) == ["x"]


def test_posts_of_one_title_at_other_times_stay_apart() -> None:
    """A story told again later is another entry."""
    entries = [shown(None, "Noon", LONG, time=TimeText("07:04")), shown(None, "Noon", LONG, time=TimeText("03:33"))]
    assert len(unite_copies(entries)) == 2


def test_many_entries_join_in_linear_time() -> None:
    """Five thousand entries on either side are joined by their identifiers at once."""
    count = 5000
    pairs = join([shown(f"p-{n}x") for n in range(count)], [data(f"p-{n}x") for n in range(count)])
    assert len(pairs) == count
