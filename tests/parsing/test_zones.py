"""Zones: by publisher, language, host, offset and abbreviation."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from app.parsing import zones
from app.parsing.zones import abbreviated, zone_named, zone_of


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        ({"publisher": "The Independent"}, "Europe/London"),
        ({"publisher": " the  GUARDIAN "}, "Europe/London"),
        ({"publisher": "Mirror Online"}, "Europe/London"),
        ({"publisher": "ABC News", "host": "abcnews.go.com"}, "America/New_York"),
        ({"publisher": "ABC News", "host": "www.abc.net.au"}, "Australia/Sydney"),
        ({"publisher": "ABC News"}, None),
        ({"publisher": "CNN.com"}, "America/New_York"),
        ({"host": "g1.globo.com", "language": "pt"}, "America/Sao_Paulo"),
        ({"host": "www.theguardian.com", "language": "en"}, "Europe/London"),
        ({"publisher": "Unheard Of", "host": "..."}, None),
        ({"publisher": "NZZ", "language": "de"}, "Europe/Zurich"),
        ({"language": "de-CH"}, "Europe/Zurich"),
        ({"language": "en-GB"}, "Europe/London"),
        ({"language": "en_IN"}, "Asia/Kolkata"),
        ({"language": "pl"}, "Europe/Warsaw"),
        ({"language": "en"}, None),
        ({"language": "en-US"}, None),
        ({"language": "es"}, None),
        ({"language": "es", "host": "www.example.es"}, "Europe/Madrid"),
        ({"host": "example.co.uk"}, "Europe/London"),
        ({"host": "diario.example.com.co", "language": "es"}, "America/Bogota"),
        ({"host": "start-up.example.co", "language": "es"}, None),
        ({"language": "hr"}, "Europe/Zagreb"),
        ({"host": "example.com"}, None),
        ({"offsets": [timedelta(hours=5, minutes=30)] * 3}, "Asia/Kolkata"),
        ({"offsets": [timedelta(hours=1)]}, None),
        ({}, None),
        ({"publisher": "", "language": "", "host": ""}, None),
    ],
)
def test_home_zones(hints: dict[str, object], expected: str | None) -> None:
    """Each hint names the zone it can answer for, and none where it can't."""
    found = zone_of(**hints)  # type: ignore[arg-type]
    assert (found.key if found else None) == expected


def test_every_zone_in_the_tables_exists() -> None:
    """No table names a zone that the database does not have."""
    named = {zone for zone in zones.ABBREVIATIONS.values() if isinstance(zone, str)}
    named |= {line.split()[0] for line in (zones._PUBLISHERS + zones._COUNTRIES).strip().splitlines() if line}  # noqa: SLF001
    assert named <= available_timezones()


def test_unknown_zone_names_are_none() -> None:
    """A zone name from a page may be anything."""
    assert [zone_named(name) for name in ("Nowhere/Town", "", "../../etc/passwd", "\x00", "x" * 5000)] == [None] * 5


def test_abbreviations_follow_the_page_first() -> None:
    """An abbreviation that the page's own zone goes by is that zone; GMT in a British summer is GMT."""
    summer, winter = date(2026, 7, 2), date(2026, 1, 2)
    london, sydney = ZoneInfo("Europe/London"), ZoneInfo("Australia/Sydney")
    assert abbreviated("bst", summer, london) is london
    assert abbreviated("gmt", summer, london) is UTC
    assert abbreviated("gmt", winter, london) is london
    assert abbreviated("aest", None, sydney) is sydney
    assert abbreviated("est", summer, None) == ZoneInfo("America/New_York")
    assert abbreviated("xyz", summer, london) is None
