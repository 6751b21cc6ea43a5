"""A page's own word on its clock: "All times Eastern (ET)", "Hora canaria", "Alle Zeiten MEZ"."""

import re
from collections.abc import Iterable

from app.parsing.zones import ABBREVIATIONS

_LONGEST = 300
_PLACES = """
America/New_York eastern|new york|washington
America/Chicago central|chicago
America/Denver mountain|denver
America/Los_Angeles pacific|los angeles
America/Sao_Paulo brasília|brasilia|são paulo
America/Argentina/Buenos_Aires buenos aires|argentina
America/Mexico_City ciudad de méxico|mexico city
Atlantic/Canary canaria|canarias
Europe/Madrid madrid|peninsular|española
Europe/London london|uk|british
Europe/Dublin dublin|irish
Europe/Paris paris|française
Europe/Berlin berlin|deutsche
Europe/Vienna wien|vienna
Europe/Zurich zürich|zurich
Europe/Rome roma|rome|italiana
Europe/Lisbon lisboa|lisbon
Europe/Brussels brussels|bruxelles
Europe/Amsterdam amsterdam
Europe/Warsaw warsaw|warszawa
Europe/Stockholm stockholm
Europe/Copenhagen copenhagen|københavn
Europe/Oslo oslo
Europe/Helsinki helsinki
Europe/Kyiv kyiv|kiev
Europe/Moscow moscow|moskau|moscou
Europe/Istanbul istanbul
Asia/Jerusalem jerusalem|israel
Asia/Riyadh riyadh|الرياض|السعودية|مكة المكرمة
Asia/Qatar doha|الدوحة
Asia/Dubai dubai|دبي|أبوظبي
Africa/Cairo cairo|القاهرة
Asia/Amman amman
Asia/Beirut beirut|بيروت
Asia/Damascus دمشق
Asia/Baghdad بغداد
Asia/Kuwait الكويت
Asia/Muscat مسقط
Asia/Bahrain المنامة
Africa/Tunis تونس
Africa/Algiers الجزائر
Africa/Casablanca الرباط
Africa/Tripoli طرابلس
Africa/Khartoum الخرطوم
Asia/Kolkata india|indian|indian standard
Asia/Tokyo tokyo|japan
Asia/Shanghai beijing|北京
Asia/Hong_Kong hong kong
Asia/Singapore singapore
Australia/Sydney sydney|melbourne
Pacific/Auckland auckland|wellington|new zealand
Etc/UTC greenwich|جرينتش|غرينتش
"""
_ZONES: dict[str, str] = {
    name: line.split(" ", 1)[0] for line in _PLACES.strip().splitlines() for name in line.split(" ", 1)[1].split("|")
}
_VOWEL_MARKS = re.compile("[\u064b-\u0652]")
_AMMAN = "عمّان"
"""Without its mark it is Oman."""
_NAME = r"([^\W\d_][^\W\d_]*(?:[ ][^\W\d_]+){0,2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:all |the )?times(?: shown| given| listed| here)?(?: are)?(?: in)? {_NAME}",
        rf"\b(?:alle|sämtliche)? ?(?:zeiten|zeitangaben|uhrzeiten)(?: sind)?(?: in)? {_NAME}",
        rf"\bhoras?(?: local)?(?: de| en| del)? {_NAME}",
        rf"\bheures?(?: locales?)?(?: de| en| à)? {_NAME}",
        rf"\bhorário (?:de |do )?{_NAME}",
        rf"\bor[ae](?: locali?)?(?: di)? {_NAME}",
        r"(?:ب|ال)?توقيت\s+([^\W\d_]+(?:\s[^\W\d_]+)?)",
        r"([^\W\d_]{2})时间",
    )
)


def stated_zone(lines: Iterable[str]) -> str | None:
    """The IANA zone that one of the lines says all times are in, or None."""
    for line in lines:
        text = _VOWEL_MARKS.sub("", line[:_LONGEST].replace(_AMMAN, "amman"))
        for form in _FORMS:
            match = form.search(text)
            zone = _zone(match[1]) if match else None
            if zone:
                return zone
    return None


def _zone(name: str) -> str | None:
    words = name.casefold().split()
    for length in range(len(words), 0, -1):
        known = " ".join(words[:length])
        zone = _ZONES.get(known) or ABBREVIATIONS.get(known)
        if isinstance(zone, str):
            return zone
        if zone is not None:
            # A bare offset, as GMT and BST are: the clock of those who write it so.
            return {"bst": "Europe/London", "gmt": "Etc/GMT", "utc": "Etc/UTC"}.get(known)
    return None
