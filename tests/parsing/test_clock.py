"""Streams of times: which instant each post gets, and which are left without one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.parsing.clock import Instant, constant_offset, resolve
from app.parsing.document import TimeText

LONDON = ZoneInfo("Europe/London")
BERLIN = ZoneInfo("Europe/Berlin")
SEEN = datetime(2026, 1, 29, 12, 0, tzinfo=UTC)


def instants(  # noqa: PLR0913
    *texts: str | TimeText | None,
    zone: ZoneInfo | None = LONDON,
    language: str | None = "en-GB",
    observed_at: datetime | None = None,
    anchor: datetime | None = None,
    started: datetime | None = None,
    pinned: tuple[bool, ...] = (),
    machine_is_local: bool = False,
) -> list[Instant]:
    """The instants of a stream given as visible texts."""
    times = [TimeText(text=text) if isinstance(text, str) else text for text in texts]
    return resolve(
        times,
        zone=zone,
        language=language,
        observed_at=observed_at,
        anchor=anchor,
        started=started,
        pinned=pinned,
        machine_is_local=machine_is_local,
    )


def shown(found: list[Instant]) -> list[str | None]:
    """Instants as short UTC texts."""
    return [instant.at.strftime("%d %H:%M") if instant.at else None for instant in found]


def test_clocks_above_a_dated_post_belong_to_the_next_day() -> None:
    """A newest-first stream whose older posts carry their date gives the undated ones the day after midnight."""
    found = instants("07:14", "03:08", "00:00", "Wednesday 28 January 2026 23:00", "Wednesday 28 January 2026 22:57")
    assert shown(found) == ["29 07:14", "29 03:08", "29 00:00", "28 23:00", "28 22:57"]
    assert [instant.inferred for instant in found] == [True, True, True, False, False]
    assert {instant.precision for instant in found} == {"minute"}
    assert found[0].raw == "07:14"


def test_oldest_first_streams_cross_midnight_forwards() -> None:
    """A stream that runs oldest first gets the next day where its clock falls."""
    found = instants("28 January 2026 22:10", "22:40", "23:55", "00:05", "01:30")
    assert shown(found) == ["28 22:10", "28 22:40", "28 23:55", "29 00:05", "29 01:30"]


def test_the_pages_update_dates_a_stream_of_clocks() -> None:
    """Without any date in the stream, the newest post is the last one before the page's update."""
    found = instants("09:20", "08:10", "23:50", "23:10", anchor=datetime(2026, 1, 29, 9, 30, tzinfo=UTC))
    assert shown(found) == ["29 09:20", "29 08:10", "28 23:50", "28 23:10"]


def test_the_capture_dates_a_stream_of_clocks() -> None:
    """A clock that would lie after the capture belongs to the day before."""
    assert shown(instants("23:50", "23:10", observed_at=datetime(2026, 1, 29, 0, 20, tzinfo=UTC))) == [
        "28 23:50",
        "28 23:10",
    ]


def test_a_stream_that_nothing_dates_stays_undated() -> None:
    """Clocks alone tell no day, and none is made up."""
    found = instants("09:20", "08:10")
    assert found == [Instant(raw="09:20"), Instant(raw="08:10")]


def test_relative_times_count_back_from_the_capture() -> None:
    """Minutes are good to the minute, hours to the day, weeks tell nothing; without a capture nothing is told."""
    found = instants("8m ago", "3 hours ago", "7w ago", observed_at=SEEN)
    assert shown(found) == ["29 11:52", "29 09:00", None]
    assert [instant.precision for instant in found] == ["minute", "day", None]
    assert shown(instants("8m ago")) == [None]


def test_machine_values_win_over_text() -> None:
    """A machine-readable instant is taken as it stands, with seconds."""
    (found,) = instants(TimeText(text="8m ago", machine="2026-01-28T23:00:05Z"))
    assert found == Instant(datetime(2026, 1, 28, 23, 0, 5, tzinfo=UTC), "second", "8m ago", inferred=False)


def test_naive_machine_values_use_the_zone() -> None:
    """A machine-readable time without an offset is a local one; without a zone it is good to the day."""
    value = TimeText(machine="2024-07-18T11:48")
    assert shown(instants(value)) == ["18 10:48"]
    assert [found.precision for found in (*instants(value), *instants(value, zone=None))] == ["minute", "day"]


def test_local_times_marked_utc_are_read_as_local_on_the_callers_word() -> None:
    """`machine_is_local` takes the Z off; an offset that is no Z stays."""
    values = TimeText(machine="2026-01-28T14:05:00Z"), TimeText(machine="2026-01-28T14:05:00+01:00")
    assert shown(instants(*values, zone=BERLIN, machine_is_local=True)) == ["28 13:05", "28 13:05"]


def test_a_machine_value_repeated_on_every_post_is_the_pages_own() -> None:
    """When texts move and machine values don't, the texts are right."""
    machine = "2026-01-28T06:00:00Z"
    found = instants(*(TimeText(text, machine) for text in ("28 Jan 2026 11:00", "10:30", "10:05", "09:55")))
    assert shown(found) == ["28 11:00", "28 10:30", "28 10:05", "28 09:55"]


def test_day_headings_without_a_year_date_their_posts() -> None:
    """A heading's year is the one that puts it last before the page's update."""
    heading = TimeText("11.04 Uhr", day="Donnerstag, 18. Juli"), TimeText("15.32 Uhr", day="Mittwoch, 17. Juli")
    found = instants(*heading, zone=BERLIN, language="de", anchor=datetime(2024, 7, 18, 9, 8, tzinfo=UTC))
    assert [str(instant.at) for instant in found] == ["2024-07-18 09:04:00+00:00", "2024-07-17 13:32:00+00:00"]


def test_figures_in_either_order_are_decided_by_the_neighbours() -> None:
    """A date like 03/04/2026 is what lies near the other posts, and nothing where nothing lies near."""
    assert shown(instants("03/04/2026 14:05", language=None, anchor=datetime(2026, 4, 3, 14, 0, tzinfo=UTC))) == [
        "03 13:05"
    ]
    assert shown(instants("03/04/2026 14:05", language=None)) == [None]
    assert shown(instants("03/04/2026 14:05", language="en-US", zone=ZoneInfo("America/New_York"))) == ["04 19:05"]


def test_a_pinned_post_does_not_break_the_days() -> None:
    """A post from this morning above newer ones is no crossing of midnight."""
    texts = "08:00", "14:00", "13:50", "13:20", "09:10", "07:55"
    expected = ["29 08:00", "29 14:00", "29 13:50", "29 13:20", "29 09:10", "29 07:55"]
    late = datetime(2026, 1, 29, 14, 5, tzinfo=UTC)
    assert shown(instants(*texts, observed_at=late)) == expected
    assert shown(instants(*texts, observed_at=late, pinned=(True,))) == expected


def test_match_minutes_are_kept_as_they_are() -> None:
    """A minute of play is a time, and not one of the day."""
    assert instants("67'", "45+2'", observed_at=SEEN) == [Instant(raw="67'"), Instant(raw="45+2'")]


def test_named_zones_count_for_their_posts() -> None:
    """A zone named beside a clock decides, whatever the page's own is."""
    found = instants("Jan. 28, 2026 at 11:00 p.m. ET", "28 January 2026 23:00 GMT")
    assert shown(found) == ["29 04:00", "28 23:00"]


def test_ambiguous_abbreviations_follow_the_page() -> None:
    """The abbreviation IST is Israel's, Ireland's or India's, as the page's zone says."""
    zones = "Asia/Jerusalem", "Europe/Dublin", "Asia/Kolkata"
    found = [instants("2 July 2026 14:00 IST", zone=ZoneInfo(zone))[0] for zone in zones]
    assert shown(found) == ["02 11:00", "02 13:00", "02 08:30"]


def test_the_hour_that_comes_twice_is_told_apart_by_the_stream() -> None:
    """When clocks go back, a second 01:10 after 01:50 is an hour later."""
    found = instants("25 October 2026 00:50", "01:10", "01:50", "01:10", "01:40", "02:05")
    assert shown(found) == ["24 23:50", "25 00:10", "25 00:50", "25 01:10", "25 01:40", "25 02:05"]


def test_a_day_without_a_clock_is_good_to_the_day() -> None:
    """A date alone becomes midnight UTC of the day the page names, with that precision."""
    (found,) = instants("28 January 2026", zone=BERLIN)
    assert (found.at, found.precision) == (datetime(2026, 1, 28, tzinfo=UTC), "day")


def test_missing_times_stay_missing() -> None:
    """A post without a time gets none, and does not disturb the others."""
    found = instants("28 January 2026 10:00", None, TimeText(), "rubbish", "09:00")
    assert shown(found) == ["28 10:00", None, None, None, "28 09:00"]


def test_no_times_give_no_instants() -> None:
    """An empty stream is answered with an empty list."""
    assert instants() == []


@pytest.mark.parametrize(
    ("shift", "expected"),
    [(timedelta(hours=1), timedelta(hours=1)), (timedelta(hours=-5, minutes=-30), timedelta(hours=-5, minutes=-30))],
)
def test_a_constant_offset_between_two_sources_is_found(shift: timedelta, expected: timedelta) -> None:
    """A shift by whole quarter-hours that nearly every pair shows is named."""
    theirs = [SEEN + timedelta(minutes=7 * step) for step in range(12)]
    ours: list[datetime | None] = [at + shift for at in theirs]
    ours[3] = None
    assert constant_offset(ours, theirs) == expected


def test_seconds_that_one_source_leaves_out_hide_no_offset() -> None:
    """Clocks to the minute are compared with instants to the second."""
    theirs = [SEEN + timedelta(minutes=7 * step, seconds=13 * step % 60) for step in range(12)]
    ours = [at.replace(second=0) + timedelta(hours=1) for at in theirs]
    assert constant_offset(ours, theirs) == timedelta(hours=1)


def test_no_constant_offset_where_sources_agree_or_scatter() -> None:
    """Agreement, scatter and too few pairs name no shift."""
    theirs = [SEEN + timedelta(minutes=7 * step) for step in range(12)]
    assert constant_offset(theirs, theirs) is None
    assert constant_offset([at + timedelta(minutes=step) for step, at in enumerate(theirs)], theirs) is None
    assert constant_offset([SEEN + timedelta(hours=1)], [SEEN]) is None


def test_a_time_told_twice_is_taken_from_its_clock() -> None:
    """Of "2h ago" and a full date in one text, the date is the more exact."""
    (found,) = instants("2h ago, Wed 28 Jan 2026 at 11:05pm", observed_at=SEEN)
    assert (shown([found]), found.precision) == (["28 23:05"], "minute")
    (found,) = instants("3h ago / 11:05 PM", observed_at=datetime(2026, 1, 29, 1, 50, tzinfo=UTC))
    assert (shown([found]), found.precision) == (["28 23:05"], "minute")


def test_a_naive_machine_value_takes_the_zone_its_text_names() -> None:
    """The text beside a machine-readable time without an offset may name the zone."""
    assert shown(instants(TimeText("11:05 a.m. ET", "2026-01-28T11:05:00"))) == ["28 16:05"]


def test_a_heading_of_a_weekday_is_the_last_such_day() -> None:
    """A weekday alone is the last one before the page's update; "yesterday" counts back from the capture."""
    heading = [TimeText("14:05", day="Wednesday"), TimeText("14:05", day="Yesterday")]
    assert shown(instants(*heading, observed_at=SEEN)) == ["28 14:05", "28 14:05"]
    assert shown(instants(*heading)) == [None, None]


def test_midnight_beside_every_post_is_a_day_without_a_clock() -> None:
    """When every machine-readable time is a midnight, the visible clocks are the right ones."""
    times = [TimeText(text, "2026-01-28T00:00:00Z") for text in ("14:05", "13:10")]
    assert shown(instants(*times, TimeText("12:00", "2026-01-28T00:00:00Z"))) == ["28 14:05", "28 13:10", "28 12:00"]
    earlier = TimeText("23:50", "2026-01-27T00:00:00Z")
    assert shown(instants(*times, earlier)) == ["28 14:05", "28 13:10", "27 23:50"]


def test_the_pages_start_dates_a_stream_seen_long_after() -> None:
    """Without an update, the oldest post is the first after the page's publication."""
    started = datetime(2026, 1, 28, 22, 0, tzinfo=UTC)
    for observed_at in (None, datetime(2027, 3, 1, tzinfo=UTC)):
        found = instants("01:10", "00:05", "23:40", "22:05", started=started, observed_at=observed_at)
        assert shown(found) == ["29 01:10", "29 00:05", "28 23:40", "28 22:05"]


def test_a_capture_soon_after_the_start_tells_more_than_the_start() -> None:
    """A page seen while it was live may show its last posts only, far from its start."""
    started = datetime(2026, 1, 28, 6, 0, tzinfo=UTC)
    assert shown(instants("11:50", "11:20", started=started, observed_at=SEEN)) == ["29 11:50", "29 11:20"]


def test_a_pinned_copy_gets_the_day_of_the_post_it_copies() -> None:
    """A clock that stands in the stream once more belongs to that post's day."""
    texts = "23:10", "09:20", "08:10", "23:10", "22:00"
    found = instants(*texts, anchor=datetime(2026, 1, 29, 9, 25, tzinfo=UTC))
    assert shown(found) == ["28 23:10", "29 09:20", "29 08:10", "28 23:10", "28 22:00"]


def test_a_dated_post_pinned_above_undated_ones_does_not_date_them() -> None:
    """Undated posts follow the dated ones below them, not an older one at the top."""
    texts = "27 January 2026 20:00", "09:20", "08:10", "28 January 2026 22:00", "28 January 2026 21:00"
    assert shown(instants(*texts)) == ["27 20:00", "29 09:20", "29 08:10", "28 22:00", "28 21:00"]


@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_page_times_no_page_can_have_are_passed_over(year: int) -> None:
    """An instant from the caller in an impossible year tells nothing and breaks nothing."""
    far = datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    texts = "14:05", "8m ago", "yesterday", "9999 days ago", "28 January", "Wednesday", "03/04/2026"
    found = instants(*texts, observed_at=far, anchor=far, started=far, language="en")
    assert shown(found) == [None] * len(texts)


def test_a_time_counted_back_dates_its_neighbours() -> None:
    """A post told in minutes ago is as good as a dated one for the clocks around it."""
    assert shown(instants("5m ago", "11:40", "23:50", observed_at=SEEN)) == ["29 11:55", "29 11:40", "28 23:50"]


def test_a_zone_that_one_post_names_is_the_streams_where_the_page_has_none() -> None:
    """Without a zone of the page's own, the one that any of its texts names is taken for all."""
    found = instants("28 January 2026 15:00", "14:05 GMT", "13:05", zone=None)
    assert shown(found) == ["28 15:00", "28 14:05", "28 13:05"]
    assert {instant.precision for instant in found} == {"minute"}
