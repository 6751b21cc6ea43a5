"""Changes as server-sent events."""

from app.push.sse import events, opening
from app.store.changes import Change, ChangePage


def test_a_stream_opens_with_its_place() -> None:
    """When to come back, in milliseconds, and where from."""
    assert opening(7, 1.5) == b"retry: 1500\nid: 7\n\n"


def test_a_change_is_one_event() -> None:
    """Its seq, its kind and its document, on lines of their own."""
    page = ChangePage([Change(8, "created", b"{}"), Change(9, "deleted", b"[]")], 9, 9, has_more=False)
    assert events(page, 7) == (b"id: 8\nevent: entry.created\ndata: {}\n\nid: 9\nevent: entry.deleted\ndata: []\n\n")


def test_quiet_is_a_comment() -> None:
    """And tells how far the log was looked through, when that is news."""
    page = ChangePage([], 9, 9, has_more=False)
    assert events(page, 9) == b": nothing new\n\n"
    assert events(page, 7) == b": nothing new\nid: 9\n\n"
