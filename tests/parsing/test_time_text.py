"""Single written times: what each states, in every form and language that live blogs use."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.parsing.time_reading import Reading
from app.parsing.time_text import read_loosely, read_time
from app.parsing.time_tokens import plain

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FIRST, LAST = datetime(1995, 1, 1), datetime(2090, 1, 1)  # noqa: DTZ001


def told(text: str, language: str | None = None) -> str | None:
    """What a text states, as "2026-01-28 Wed 23:00:00 zone" with dots for what it leaves open."""
    reading = read_time(text, language)
    if reading is None:
        return None
    if reading.in_play:
        return "in play"
    if reading.ago is not None:
        return f"-{int(reading.ago.total_seconds())}s/{reading.ago_unit}"
    day = f"{reading.year or '....'}-{reading.month:02}-{reading.day:02}" if reading.day and reading.month else ""
    weekday = "" if reading.weekday is None else WEEKDAYS[reading.weekday]
    back = "" if reading.days_back is None else f"{reading.days_back}d back"
    clock = "" if reading.hour is None else f"{reading.hour:02}:{reading.minute:02}"
    clock += "" if reading.second is None else f":{reading.second:02}"
    zone = str(reading.offset) if reading.offset else reading.zone or ""
    either = "?" if reading.either_order else ""
    return " ".join(part for part in (day + either, weekday, back, clock, zone) if part)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("07:14", "07:14"),
        (" 7:14 ", "07:14"),
        ("7.14am", "07:14"),
        ("7:14 p.m.", "19:14"),
        ("7:14 P.M.", "19:14"),
        ("7:14\u202fPM", "19:14"),
        ("12:05 am", "00:05"),
        ("12:05 pm", "12:05"),
        ("11 PM", "23:00"),
        ("23:59:59", "23:59:59"),
        ("14h30", "14:30"),
        ("14 h 30", "14:30"),
        ("14.05 Uhr", "14:05"),
        ("18:16 Uhr", "18:16"),
        ("14 Uhr", "14:00"),
        ("kl. 14.05", "14:05"),
        ("kl 14", "14:00"),
        ("klo 14.05", "14:05"),
        ("godz. 14:05", "14:05"),
        ("14.05 uur", "14:05"),
        ("ore 14.05", "14:05"),
        ("às 14h05", "14:05"),
        ("a las 14:05", "14:05"),
        ("v 14:05", "14:05"),
        ("saat 14:05", "14:05"),
        ("午後2時05分", "14:05"),
        ("14時30分", "14:30"),
        ("14時", "14:00"),
        ("下午2:05", "14:05"),
        ("凌晨1:05", "01:05"),
        ("오후 2시 5분", "14:05"),
        ("오전 9:05", "09:05"),
        ("५:३०", "05:30"),
        ("रात 11:05 बजे", "23:05"),
        ("शाम 6:05 बजे", "18:05"),
        ("सुबह 6:05 बजे", "06:05"),
        ("٠٥:٣٠ م", "17:30"),
        ("11:05 ص", "11:05"),
        ("الساعة 14:05", "14:05"),
        ("Published at 14:05", "14:05"),
        ("Updated 8.12am", "08:12"),
        ("LAST UPDATED: 8.12AM", "08:12"),
        ("14:05:", "14:05"),
        ("(14:05)", "14:05"),
        ("[14:05]", "14:05"),
        ("12.50\u00a0BST", "12:50 bst"),
        ("11:00 p.m. ET", "23:00 et"),
        ("14:05 GMT", "14:05 gmt"),
        ("GMT 14:05", "14:05 gmt"),
        ("14:05 MESZ", "14:05 mesz"),
        ("14:05 UTC+2", "14:05 UTC+02:00"),
        ("10:14 GMT+1", "10:14 UTC+01:00"),
        ("10:14 GMT-03:30", "10:14 UTC-03:30"),
        ("14:05 (IST)", "14:05 ist"),
        ("14:05 (غرينتش)", "14:05 غرينتش"),
        ("14:05 بتوقيت غرينتش", "14:05 بتوقيت غرينتش"),
        ("11 PM ET / 8 PM PT", "23:00 et"),
        ("0830 GMT", "08:30 gmt"),
        ("11pm UK time", "23:00 uk time"),
        ("12 noon", "12:00"),
        ("12 midnight", "00:00"),
        ("23:05h", "23:05"),
    ],
)
def test_clocks(text: str, clock: str) -> None:
    """A time of day is read in any notation, and states no day."""
    assert told(text) == clock


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Wednesday 28 January 2026 23:00", None, "2026-01-28 Wed 23:00"),
        ("28 Jan 2026, 11:00 PM GMT", None, "2026-01-28 23:00 gmt"),
        ("Jan. 28, 2026 at 11:00 p.m. ET", None, "2026-01-28 23:00 et"),
        ("January 28th, 2026", None, "2026-01-28"),
        ("17.09.2024 • 18:16 Uhr", "de", "2024-09-17 18:16"),
        ("17. 9. 2024 18:16", "cs", "2024-09-17 18:16"),
        ("Di., 17.09.2024, 18:16 Uhr", "de", "2024-09-17 Tue 18:16"),
        ("am 28. Januar 2026 um 12:05 Uhr", "de", "2026-01-28 12:05"),
        ("Freitag, 18. Juli", "de", "....-07-18 Fri"),
        ("28.9. 16.05", "de", "....-09-28 16:05"),
        ("28.09 16:05", "pl", "....-09-28 16:05"),
        ("28-09 16:05", "pl", "....-09-28 16:05"),
        ("le 28 janvier 2026 à 14h30", "fr", "2026-01-28 14:30"),
        ("mercredi 1er juillet 2026", "fr", "2026-07-01 Wed"),
        ("mar. 28 ene. 2026 14:05", "es", "2026-01-28 Tue 14:05"),
        ("28 de enero de 2026 a las 14:05", "es", "2026-01-28 14:05"),
        ("5 ago 2024 14:05", "es", "2024-08-05 14:05"),
        ("mercoledì 28 gennaio 2026, ore 14:05", "it", "2026-01-28 Wed 14:05"),
        ("quarta-feira, 28 de janeiro de 2026 às 14h05", "pt", "2026-01-28 Wed 14:05"),
        ("woensdag 28 januari 2026 om 14:05 uur", "nl", "2026-01-28 Wed 14:05"),
        ("28 Stycznia 2026, 18:00", "pl", "2026-01-28 18:00"),
        ("onsdag 28 januari 2026 kl 14.05", "sv", "2026-01-28 Wed 14:05"),
        ("ons. 28. jan. 2026 kl. 14:05", "da", "2026-01-28 Wed 14:05"),
        ("28. desember 2026 kl. 14:05", "no", "2026-12-28 14:05"),
        ("keskiviikkona 28. tammikuuta 2026 klo 14.05", "fi", "2026-01-28 Wed 14:05"),
        ("28. ledna 2026 14:05", "cs", "2026-01-28 14:05"),
        ("28 Ocak 2026 14:05", "tr", "2026-01-28 14:05"),
        ("28 января 2026 г. в 14:05", "ru", "2026-01-28 14:05"),
        ("28 січня 2026, 14:05", "uk", "2026-01-28 14:05"),
        ("٢٨ يناير ٢٠٢٦ ١١:٠٥ م", "ar", "2026-01-28 23:05"),
        ("الأربعاء 28 كانون الثاني 2026", "ar", "2026-01-28 Wed"),
        ("28 जनवरी 2026, 11:05 बजे", "hi", "2026-01-28 11:05"),
        ("1月28日(水)14時05分", "ja", "....-01-28 Wed 14:05"),
        ("2026年1月28日 14:05", "zh", "2026-01-28 14:05"),
        ("2026년 1월 28일 오후 2:05", "ko", "2026-01-28 14:05"),
        ("14:05 25 Feb", None, "....-02-25 14:05"),
        ("20:49, 5 Aug 2024", None, "2024-08-05 20:49"),
        ("11:50, Thu, Jul 18, 2024", None, "2024-07-18 Thu 11:50"),
        ("18:16 (IST), Oct 02", None, "....-10-02 18:16 ist"),
        ("Oct 02, 2020, 19:02:47 IST", None, "2020-10-02 19:02:47 ist"),
        (", Publish Date - May 23, 2022 / 12:17 PM IST", None, "2022-05-23 12:17 ist"),
        ("First published on Mon 15 May 2023 05.38 BST", None, "2023-05-15 Mon 05:38 bst"),
        ("Last Updated: 10:14 GMT+1 Tuesday, 28 June 2016", None, "2016-06-28 Tue 10:14 UTC+01:00"),
        ("Monday, 15 May 2023 at 11:24 Greenwich Mean Time", None, "2023-05-15 Mon 11:24 greenwich mean time"),
        ("Wed, 28 Jan 2026 23:00:00 +0000", None, "2026-01-28 Wed 23:00:00 UTC"),
        ("Thu Jul 18 2024 11:50:13 GMT+0100 (British Summer Time)", None, "2024-07-18 Thu 11:50:13 UTC+01:00"),
        ("2026-01-28", None, "2026-01-28"),
        ("2026/01/28 14:05", None, "2026-01-28 14:05"),
        ("2026-01-28 23:00 UTC", None, "2026-01-28 23:00 utc"),
        ("25/12/2026", None, "2026-12-25"),
        ("12/25/2026", None, "2026-12-25"),
        ("03/04/2026", None, "2026-04-03?"),
        ("03/04/2026", "en", "2026-04-03?"),
        ("03/04/2026", "en-GB", "2026-04-03"),
        ("03/04/2026", "en-US", "2026-03-04"),
        ("03/04/2026", "fr", "2026-04-03"),
        ("03.04.2026", None, "2026-04-03"),
        ("1/8(木) 23:05", "ja", "....-01-08 Thu 23:05"),
        ("01-08 23:05", "zh", "....-01-08 23:05"),
        ("2026.01.28. 오후 11:05", "ko", "2026-01-28 23:05"),
        ("28-Jan-2026 23:05", None, "2026-01-28 23:05"),
        ("28 ene 2026 - 23:05 CET", "es", "2026-01-28 23:05 cet"),
        ("11:05 p.m. ET, January 28, 2026", None, "2026-01-28 23:05 et"),
        ("28 Jan 2026 - 23:05 (20:05 GMT)", None, "2026-01-28 23:05 UTC+03:00"),
        ("29 Jan 2026 - 00:05 (21:05 GMT)", None, "2026-01-29 00:05 UTC+03:00"),
        ("28 Jan 2026 2305 GMT", None, "2026-01-28 23:05 gmt"),
        ("28 Januari 2026 23:05 WIB", "id", "2026-01-28 23:05 wib"),
        ("yesterday at 14:05", None, "1d back 14:05"),
        ("Today 14:05", None, "0d back 14:05"),
        ("gestern, 14:05 Uhr", "de", "1d back 14:05"),
        ("hier à 14h05", "fr", "1d back 14:05"),
        ("ayer a las 14:05", "es", "1d back 14:05"),
        ("ieri alle 14:05", "it", "1d back 14:05"),
        ("ontem às 14h05", "pt", "1d back 14:05"),
        ("gisteren 14:05", "nl", "1d back 14:05"),
        ("26/12/2016 at 16.11.43", "en-GB", "2016-12-26 16:11:43"),
        ("16.11.43", None, "2043-11-16"),
        ("wczoraj, 14:05", "pl", "1d back 14:05"),
        ("i går kl. 14.05", "da", "1d back 14:05"),
        ("igår 14.05", "sv", "1d back 14:05"),
        ("сегодня в 14:05", "ru", "0d back 14:05"),
        ("昨日 14:05", "ja", "1d back 14:05"),
        ("昨天14:05", "zh", "1d back 14:05"),
        ("أمس 14:05", "ar", "1d back 14:05"),
        ("आज 14:05 बजे", "hi", "0d back 14:05"),
        ("Wednesday", None, "Wed"),
    ],
)  # fmt: skip
def test_days_with_and_without_clocks(text: str, language: str | None, expected: str) -> None:
    """Days are read in words and figures, in any order and language, with a year or without."""
    assert told(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8m ago", "-480s/60"),
        ("8m", "-480s/60"),
        ("2h", "-7200s/3600"),
        ("2d ago", "-172800s/86400"),
        ("7w ago", "-4233600s/604800"),
        ("40 Min Ago", "-2400s/60"),
        ("21 mins ago", "-1260s/60"),
        ("An hour ago", "-3600s/3600"),
        ("1 hours ago", "-3600s/3600"),
        ("1 hr 20 min ago", "-4800s/60"),
        ("for 1 time og 15 minutter siden", "-4500s/60"),
        ("vor 1 Stunde und 15 Minuten", "-4500s/60"),
        ("hace 1 hora y 15 minutos", "-4500s/60"),
        ("för 1 timme och 5 minuter sedan", "-3900s/60"),
        ("2h 30m ago", "-9000s/60"),
        ("From 49m ago", "-2940s/60"),
        ("just now", "-0s/60"),
        ("vor 5 Minuten", "-300s/60"),
        ("vor einer Stunde", "-3600s/3600"),
        ("il y a 3 heures", "-10800s/3600"),
        ("il y a une heure", "-3600s/3600"),
        ("hace 2 h", "-7200s/3600"),
        ("hace 5 minutos", "-300s/60"),
        ("5 minuti fa", "-300s/60"),
        ("un'ora fa", "-3600s/3600"),
        ("há 5 minutos", "-300s/60"),
        ("5 minuten geleden", "-300s/60"),
        ("10 minut temu", "-600s/60"),
        ("för 2 timmar sedan", "-7200s/3600"),
        ("for 5 minutter siden", "-300s/60"),
        ("5 minuuttia sitten", "-300s/60"),
        ("před 5 minutami", "-300s/60"),
        ("5 dakika önce", "-300s/60"),
        ("5 минут назад", "-300s/60"),
        ("5 хвилин тому", "-300s/60"),
        ("منذ 5 دقائق", "-300s/60"),
        ("منذ ساعتين", "-7200s/7200"),
        ("5 मिनट पहले", "-300s/60"),
        ("5分前", "-300s/60"),
        ("2時間前", "-7200s/3600"),
        ("5分钟前", "-300s/60"),
        ("2小时前", "-7200s/3600"),
        ("5분 전", "-300s/60"),
        ("5 menit yang lalu", "-300s/60"),
        ("לפני 5 דקות", "-300s/60"),
        ("5 minutes ago 5 min ago", "-300s/60"),
    ],
)
def test_relative_times(text: str, expected: str) -> None:
    """How long ago, and how exactly that is told."""
    assert told(text) == expected


@pytest.mark.parametrize(
    "text", ["67'", "45+2'", "45'+2", "90 + 4 min", "67. Minute", "34.2 overs", "Over 34", "HT", "FT"]
)
def test_minutes_of_play(text: str) -> None:
    """A match's minutes and overs are times, and not ones of the day."""
    assert told(text) == "in play"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1692003712", "2023-08-14 09:01:52 UTC"),
        ("1692003712000", "2023-08-14 09:01:52 UTC"),
        ("1692003712.", "2023-08-14 09:01:52 UTC"),
        ("1692003712000000", "2023-08-14 09:01:52 UTC"),
        ("2023-05-15T11:24:31.000Z", "2023-05-15 11:24:31 UTC"),
        ("2026-01-28T23:00:00.123456789Z", "2026-01-28 23:00:00 UTC"),
        ("2020-10-02T19:02:47+05:30", "2020-10-02 19:02:47 UTC+05:30"),
        ("2020-10-02T19:02:47+0530", "2020-10-02 19:02:47 UTC+05:30"),
        ("2020-10-02IST19:02:47+05:30", "2020-10-02 19:02:47 UTC+05:30"),
        ("2024-07-18T11:48", "2024-07-18 11:48"),
        ("2024-07-18 11:48:10", "2024-07-18 11:48:10"),
        ("20260128T230000Z", "2026-01-28 23:00:00 UTC"),
        ("20260128", "2026-01-28"),
        ("202601282300", "2026-01-28 23:00"),
    ],
)
def test_machine_readable_times(text: str, expected: str) -> None:
    """ISO 8601 in its extended and compact forms, and Unix epochs."""
    assert told(text) == expected


NO_TIMES = """Share|10:20 boats come in|98:70|25:10|2:1|3-2|14:05 Jan|January 2026|Jan Roe|31 February 2026|3 min read
14:05 and 15:05|£14.05|14.05%|1.094|45,000|12 comments|0000000000|9999999999999999999999|2026-13-45|1850-01-01"""


@pytest.mark.parametrize(
    "text", ["", " ", *NO_TIMES.replace("\n", "|").split("|"), "x" * 10_000, "1:" * 5_000, "+" * 5000]
)
def test_what_is_no_time(text: str) -> None:
    """Prose, scores, prices, counts and impossible times state nothing."""
    assert told(text) is None


def test_loose_reading_passes_unknown_words_over() -> None:
    """A text known to be a time is read past words that no calendar has."""
    assert read_loosely("Gemeldet: 14:05 Lokalzeit") == Reading(hour=14, minute=5)
    assert read_loosely("14:05 Updated 14:10") == Reading(hour=14, minute=5)
    assert read_loosely("nothing here") is None


@given(st.text(max_size=300), st.sampled_from([None, "en-US", "de", "ja", "sv", "ar", "\x00"]))
@example("٣" * 200, None)
@example("İ" * 50 + " 14:05", "tr")
@example("24:00", None)
@example("²:³⁰", None)
def test_reading_never_raises(text: str, language: str | None) -> None:
    """Any text is answered, and a stated time is a possible one."""
    reading = read_time(text, language)
    read_loosely(text, language)
    if reading is not None and reading.has_clock:
        assert time(reading.hour or 0, reading.minute, reading.second or 0)
    if reading is not None and reading.has_date:
        assert date(reading.year or 2000, reading.month or 0, reading.day or 0)


@given(st.text(alphabet="0123456789:.-/ +apmhTZ年月日時分 juneago'", max_size=60))
def test_texts_of_figures_never_raise(text: str) -> None:
    """Texts made of what times are made of are answered as well."""
    read_time(text)
    read_loosely(text, "en-US")


@given(st.text())
def test_plain_text_keeps_its_length(text: str) -> None:
    """Positions in the plain text are positions in the text, whatever letters do when they turn small."""
    assert len(plain(text)) == len(text[:200])


FORMS = (
    "%A %d %B %Y %H:%M",
    "%d %b %Y, %I:%M %p",
    "%b. %d, %Y at %I.%M%p",
    "%d.%m.%Y • %H:%M Uhr",
    "%Y-%m-%dT%H:%M",
    "%Y%m%dT%H%M",
    "%H:%M %d %b %Y",
    "%Y年%m月%d日 %H時%M分",
    "%a, %d %b %Y %H:%M:00 +0000",
)


@given(st.datetimes(FIRST, LAST), st.sampled_from(FORMS))
def test_what_is_written_is_read_back(at: datetime, form: str) -> None:
    """A time written in any of these forms states what went in, to the minute."""
    reading = read_time(at.strftime(form))
    assert reading is not None
    assert (reading.year, reading.month, reading.day) == (at.year, at.month, at.day)
    assert (reading.hour, reading.minute) == (at.hour, at.minute)


@given(st.datetimes(FIRST, LAST), st.integers(-14 * 4, 14 * 4))
def test_iso_instants_are_read_back(at: datetime, quarters: int) -> None:
    """An ISO instant states its figures and its offset."""
    zone = timezone(timedelta(minutes=15 * quarters)) if quarters else UTC
    whole = at.replace(tzinfo=zone, microsecond=0)
    reading = read_time(whole.isoformat())
    assert reading is not None
    assert (reading.hour, reading.minute, reading.second, reading.offset) == (at.hour, at.minute, at.second, zone)
