"""Which of a page's times is right, where its markup and its structured data differ."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.parsing.document import RawEntry, Source, TimeText
from app.parsing.join import Pair
from app.parsing.timing import Setting, Timed, settle_edits, settle_times

LONDON = Setting(zone=ZoneInfo("Europe/London"), language="en-GB")
UNKNOWN = Setting()


def pairs(*times: tuple[TimeText | None, TimeText | None]) -> list[Pair]:
    """Entries with the times that their markup and their structured data give."""
    return [
        Pair(RawEntry(Source.DOM, time=ours), RawEntry(Source.JSON_LD, time=theirs) if theirs else None)
        for ours, theirs in times
    ]


def settle(found: list[Pair], setting: Setting) -> tuple[list[Timed], list[str]]:
    """The settled times and the warnings."""
    warnings: list[str] = []
    return settle_times(found, setting, warnings), warnings


def clocks(timed: list[Timed]) -> list[str]:
    """The instants' clocks in UTC."""
    return [one.instant.at.strftime("%d %H:%M") if one.instant.at else "" for one in timed]


def test_schedule_is_told_by_the_order_of_the_page() -> None:
    """Posts written ahead: the times shown run down the page, those in the data do not; the former are right."""
    written = ["06:10", "06:40", "05:20", "05:15"]
    published = ["11:00", "10:00", "09:00", "05:15"]
    found = pairs(
        *(
            (TimeText(machine=f"2023-06-10T{p}:00Z"), TimeText(machine=f"2023-06-10T{w}:00Z"))
            for p, w in zip(published, written, strict=True)
        )
    )
    timed, warnings = settle(found, LONDON)
    assert clocks(timed) == [f"10 {clock}" for clock in published]
    assert "order follows those shown" in warnings[0]


def test_data_win_where_the_page_follows_them() -> None:
    """The other way round, the times of the data are taken."""
    shown = ["06:10", "06:40", "05:20", "05:50"]
    told = ["11:00", "10:00", "09:00", "05:15"]
    found = pairs(
        *(
            (TimeText(machine=f"2023-06-10T{s}:00Z"), TimeText(machine=f"2023-06-10T{t}:00Z"))
            for s, t in zip(shown, told, strict=True)
        )
    )
    timed, _ = settle(found, LONDON)
    assert clocks(timed) == [f"10 {clock}" for clock in told]
    assert {one.source for one in timed} == {Source.JSON_LD}


def test_local_times_marked_as_utc_are_moved() -> None:
    """A constant shift that no visible clock confirms betrays local times with a Z; all posts shown move."""
    both = [
        (TimeText(machine=f"2024-07-01T{hour}:30:00Z"), TimeText(machine=f"2024-07-01T{hour - 2}:30:00Z"))
        for hour in (18, 17, 16, 15)
    ]
    found = pairs(*both, (TimeText(machine="2024-07-01T14:30:00Z"), None))
    timed, warnings = settle(found, UNKNOWN)
    assert clocks(timed) == ["01 16:30", "01 15:30", "01 14:30", "01 13:30", "01 12:30"]
    assert "2 hours" in warnings[0]


def test_clock_that_a_reader_sees_confirms_the_markup() -> None:
    """Where the visible clock in the page's zone agrees with the markup, the shift is the data's fault."""
    found = pairs(
        *(
            (
                TimeText(f"1 July 2024 {hour}:30", f"2024-07-01T{hour - 1}:30:00Z"),
                TimeText(machine=f"2024-07-01T{hour}:30:00Z"),
            )
            for hour in (18, 17, 16, 15)
        )
    )
    timed, _ = settle(found, LONDON)
    assert clocks(timed) == ["01 17:30", "01 16:30", "01 15:30", "01 14:30"]


def test_data_give_clocks_their_day() -> None:
    """A clock alone is placed by the data's full instant, and keeps its own words."""
    found = pairs((TimeText("10:05"), TimeText(machine="2024-07-18T10:05:00+01:00")))
    timed, _ = settle(found, LONDON)
    assert clocks(timed) == ["18 09:05"]
    assert timed[0].instant.raw == "10:05"
    assert timed[0].source is Source.JSON_LD


def test_more_exact_of_two_that_agree_is_taken() -> None:
    """Seconds beat minutes."""
    found = pairs((TimeText("18 July 2024 10:05"), TimeText(machine="2024-07-18T09:05:42Z")))
    timed, warnings = settle(found, LONDON)
    assert timed[0].instant.at == datetime(2024, 7, 18, 9, 5, 42, tzinfo=UTC)
    assert warnings == []


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (TimeText("18 July 2024 10:05", "2024-07-18T09:05:00Z"), "2024-07-18T09:04:10Z"),
        (TimeText("10:05", "2024-07-18T09:04:10Z"), None),
        (TimeText("10:05", "2024-07-18T09:05:55Z"), "2024-07-18T09:04:10Z"),
    ],
)
def test_minute_that_readers_see_is_taken(shown: TimeText, told: str | None) -> None:
    """A machine's time a minute beside what readers are told is when it was saved."""
    timed, _ = settle(pairs((shown, TimeText(machine=told) if told else None)), LONDON)
    assert timed[0].instant.at is not None
    assert timed[0].instant.at.strftime("%H:%M") == "09:05"


def test_minutes_counted_back_are_no_minute_that_readers_see() -> None:
    """How long ago it was is less exact than the data, whose seconds are taken."""
    setting = Setting(
        zone=ZoneInfo("Europe/London"), language="en-GB", observed_at=datetime(2024, 7, 18, 9, 10, 30, tzinfo=UTC)
    )
    timed, _ = settle(pairs((TimeText("5 minutes ago"), TimeText(machine="2024-07-18T09:06:12Z"))), setting)
    assert timed[0].instant.at == datetime(2024, 7, 18, 9, 6, 12, tzinfo=UTC)


def test_time_that_nothing_places_stays_unknown() -> None:
    """A clock without any day is no instant, and keeps its words."""
    timed, _ = settle(pairs((TimeText("10:05"), None)), Setting())
    assert timed[0].instant.at is None
    assert timed[0].instant.raw == "10:05"


def test_edit_comes_after_publication() -> None:
    """An edit's clock belongs to the day of publication; one that lies before it is none."""
    entries = [
        Pair(RawEntry(Source.DOM, time=TimeText(machine="2024-07-18T09:05:00Z"), updated=TimeText("10:20"))),
        Pair(RawEntry(Source.DOM, time=TimeText(machine="2024-07-18T08:00:00Z"), updated=TimeText("07:20"))),
        Pair(RawEntry(Source.DOM, time=TimeText(machine="2024-07-18T07:00:00Z"))),
    ]
    published, _ = settle(entries, LONDON)
    edits = settle_edits(entries, published, LONDON)
    assert clocks(edits) == ["18 09:20", "", ""]
