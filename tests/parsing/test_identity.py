"""Identifiers of entries that the publisher gives none."""

from datetime import UTC, datetime

from app.parsing.clock import Instant
from app.parsing.document import Author
from app.parsing.identity import derived_id, make_distinct

NOON = Instant(datetime(2026, 3, 5, 12, 0, tzinfo=UTC), "minute", "12:00")
ANN = (Author("Ann Roe"),)


def test_edited_text_keeps_the_identifier() -> None:
    """What an edit changes is no part of it."""
    assert derived_id(NOON, ANN, "Ferry leaves", "First.") == derived_id(NOON, ANN, "Ferry leaves", "Second, longer.")


def test_time_author_and_title_tell_entries_apart() -> None:
    """Another minute, author or title is another entry."""
    later = Instant(datetime(2026, 3, 5, 12, 1, tzinfo=UTC), "minute", "12:01")
    ids = {
        derived_id(NOON, ANN, "Ferry leaves", ""),
        derived_id(later, ANN, "Ferry leaves", ""),
        derived_id(NOON, (), "Ferry leaves", ""),
        derived_id(NOON, ANN, "Ferry is back", ""),
    }
    assert len(ids) == 4


def test_clock_and_full_date_of_one_instant_agree() -> None:
    """When the page shows the day later on, the entry stays the same."""
    dated = Instant(NOON.at, "minute", "Thursday 5 March 2026 12:00")
    assert derived_id(NOON, ANN, None, "Text") == derived_id(dated, ANN, None, "Text")


def test_time_counted_back_is_no_part_of_it() -> None:
    """A text such as "8m ago" names another minute with each look."""
    first = Instant(datetime(2026, 3, 5, 12, 0, tzinfo=UTC), "minute", "8m ago", inferred=True)
    second = Instant(datetime(2026, 3, 5, 12, 1, tzinfo=UTC), "minute", "9m ago", inferred=True)
    assert derived_id(first, ANN, "Ferry leaves", "") == derived_id(second, ANN, "Ferry leaves", "")


def test_equal_identifiers_are_numbered_from_the_oldest() -> None:
    """A newer entry with the same key changes no older one's identifier, whichever way the page runs."""
    assert make_distinct(["a", "a", "b"], newest_first=True) == ["a-2", "a", "b"]
    assert make_distinct(["a", "a", "a", "b"], newest_first=True) == ["a-3", "a-2", "a", "b"]
    assert make_distinct(["b", "a", "a"], newest_first=False) == ["b", "a", "a-2"]


def test_numbered_identifiers_meet_none_that_exists() -> None:
    """All identifiers differ, even where a publisher's looks like a numbered one."""
    distinct = make_distinct(["a-2", "a", "a", "a-2"], newest_first=False)
    assert len(set(distinct)) == 4


def test_many_equal_identifiers_take_linear_time() -> None:
    """Twenty thousand posts of one identifier are told apart at once."""
    assert len(set(make_distinct(["x"] * 20_000, newest_first=True))) == 20_000
