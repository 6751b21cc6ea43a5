"""Changes as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from app.store.changes import Change, ChangePage

MEDIA_TYPE = "text/event-stream"


def opening(since: int, retry_seconds: float) -> bytes:
    """What a stream begins with: when to come back, and where from, even before anything happened."""
    return b"retry: %d\nid: %d\n\n" % (round(retry_seconds * 1000), since)


def events(page: ChangePage, told: int) -> bytes:
    """The changes of a page; without any a comment, and the position where it moved on from the one `told` last."""
    if page.changes:
        return b"".join(map(_event, page.changes))
    # An id without data is no event, and yet browsers come back with it.
    return b": nothing new\n\n" if page.next_since == told else b": nothing new\nid: %d\n\n" % page.next_since


def _event(change: Change) -> bytes:
    # Postgres writes JSON on one line: a line break within a text is escaped.
    return b"id: %d\nevent: entry.%b\ndata: %b\n\n" % (change.seq, change.kind.encode(), change.document)
