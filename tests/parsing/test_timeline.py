"""The walk along a stream: order, midnight, posts out of order."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.parsing.clock import resolve
from app.parsing.document import TimeText
from app.parsing.timeline import Mark, PageTimes, place, runs_newest_first

SPANS = ((2020, 1, 1), (2030, 1, 1)), ((2026, 3, 29), (2026, 4, 1)), ((2026, 10, 25), (2026, 10, 28))
ENDS = st.one_of(
    *(
        st.datetimes(datetime(*first), datetime(*last))  # noqa: DTZ001
        for first, last in (
            ((2020, 1, 1), (2030, 1, 1)),
            ((2026, 3, 29), (2026, 4, 1)),
            ((2026, 10, 25), (2026, 10, 28)),
        )
    )
)
DAY = timedelta(days=1)
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC")


def marks(*clocks: str) -> list[Mark]:
    """Marks of clocks such as "07:14"."""
    return [Mark(int(clock[:2]) * 3600 + int(clock[3:]) * 60) for clock in clocks]


def test_the_order_is_the_majoritys() -> None:
    """One post out of order, or a midnight, does not turn a stream round."""
    assert runs_newest_first(marks("01:00", "00:10", "23:50", "22:00"))
    assert not runs_newest_first(marks("22:00", "23:50", "00:10", "01:00"))
    assert runs_newest_first(marks("08:00", "14:00", "13:00", "12:00"))
    assert runs_newest_first([])


def test_a_gap_between_dated_posts_that_can_not_be_bridged_stays_open() -> None:
    """Where the posts before and after point to different days, none is made up."""
    stream = marks("10:00", "09:00", "08:00", "07:00")
    stream[0].day, stream[3].day = date(2026, 1, 29), date(2026, 1, 27)
    assert place(stream, PageTimes(), newest_first=True) == []
    assert stream[1].day is None


def test_a_single_post_out_of_order_is_set_aside() -> None:
    """A post far out of its place gets its neighbours' day, and they keep theirs."""
    stream = marks("14:00", "13:30", "08:00", "13:10", "12:00")
    place(stream, PageTimes(updated=datetime(2026, 1, 29, 14, 5)), newest_first=True)  # noqa: DTZ001
    assert {mark.day for mark in stream} == {date(2026, 1, 29)}


@given(
    st.lists(st.integers(1, 9 * 60), min_size=3, max_size=60),
    ENDS,
    st.sampled_from(ZONES),
    st.booleans(),
)
def test_streams_of_clocks_come_back_whole(gaps: list[int], end: datetime, zone: str, newest_first: bool) -> None:  # noqa: FBT001
    """Clocks less than a night apart give the instants they were written at, both ways, in any zone.

    Around a change of clocks an hour is lost or comes twice, so there the order is what must hold.
    """
    home = ZoneInfo(zone)
    at = end.replace(second=0, microsecond=0, tzinfo=UTC)
    instants = [at]
    for gap in gaps:
        at -= timedelta(minutes=gap)
        instants.append(at)
    page = instants if newest_first else instants[::-1]
    texts = [TimeText(instant.astimezone(home).strftime("%H:%M")) for instant in page]
    texts[0 if newest_first else -1] = TimeText(instants[0].astimezone(home).strftime("%d %B %Y %H:%M"))
    found = [one.at for one in resolve(texts, zone=home, language="en", observed_at=None, anchor=None)]
    rising = [instant for instant in (found[::-1] if newest_first else found) if instant]
    assert rising == sorted(rising)
    if len({(instant + shift).astimezone(home).utcoffset() for instant in instants for shift in (-DAY, DAY)}) == 1:
        assert found == page


@given(st.lists(st.none() | st.text(alphabet="0123456789:. amp/-", max_size=12), max_size=40), st.booleans())
def test_any_stream_is_answered(texts: list[str | None], dated: bool) -> None:  # noqa: FBT001
    """Whatever the texts, there is one instant for each, in UTC or none."""
    times = [TimeText(text) if text is not None else None for text in texts]
    anchor = datetime(2026, 1, 29, tzinfo=UTC) if dated else None
    found = resolve(times, zone=ZoneInfo("Europe/London"), language=None, observed_at=anchor, anchor=anchor)
    assert len(found) == len(times)
    assert all(one.at is None or one.at.tzinfo is UTC for one in found)
