"""Put the tokens of one written time together: which figure is the hour, which the day, what "ago" counts."""

import re
from collections.abc import Sequence
from datetime import date, timedelta, timezone
from typing import Any, Final

from app.parsing.time_reading import YEARS, Reading
from app.parsing.time_tokens import MOST_TOKENS, Token

_WIDEST_OFFSET: Final = timedelta(hours=14)
_H_IS_A_CLOCK: Final = frozenset({"fr", "pt", "es", "ca"})
_MONTH_FIRST: Final = frozenset({"ja", "ko", "zh"})
_HOUR_WORDS: Final = frozenset({"h", "uur", "heures", "heure", "horas", "godz", "часов", "час", "saat"})
_HALVES: Final = frozenset({"am", "pm", "night"})
_FOREIGN: Final = frozenset({"unknown", "junk"})
_POINTED: Final = re.compile(r"[0-2]?\d\.[0-5]\d\.[0-5]\d")
_FIGURES: Final = ("number", "clock", "cjkclock", "dotted", "pair", "dmy", "dm", "ymd", "cjk", "month", "either")
_STATEMENTS: Final = frozenset({"hour", "day", "weekday", "days_back", "ago"})


def assemble(found: Sequence[Token], language: str | None = None) -> Reading | None:
    """The reading of tokens that together state one time, or None when they don't."""
    if not 0 < len(found) <= MOST_TOKENS or any(token.kind in _FOREIGN for token in found):
        return None
    draft = _Draft(_told_once(found), (language or "").lower())
    draft.take_age()
    draft.take_clock()
    draft.take_date()
    draft.take_zone()
    return draft.reading() if draft.holds() else None


def _told_once(found: Sequence[Token]) -> Sequence[Token]:
    """The tokens without the copy that screen readers are given of what is shown, or the other way round."""
    clocks = [index for index, token in enumerate(found) if token.kind in {"clock", "dotted", "cjkclock"}]
    if len(clocks) != 2 or found[clocks[0]].value != found[clocks[1]].value:
        return found
    first, second = found[: clocks[1]], found[clocks[1] :]
    told = {(token.kind, token.value) for token in first}
    return first if all((token.kind, token.value) in told for token in second if token.kind in _FIGURES) else found


class _Draft:
    """Takes tokens for the parts of one time, each token once, and holds when no figure is left over."""

    def __init__(self, found: Sequence[Token], language: str) -> None:
        self.found = found
        self.language = language
        self.parts: dict[str, Any] = {}
        self.taken: set[int] = set()
        self.by_kind: dict[str, list[int]] = {}
        for index, token in enumerate(found):
            self.by_kind.setdefault(token.kind, []).append(index)

    def _all(self, *kinds: str) -> list[int]:
        listed = [index for kind in kinds if kind in self.by_kind for index in self.by_kind[kind]]
        return sorted(index for index in listed if index not in self.taken) if listed else listed

    def _kind(self, index: int) -> str:
        return self.found[index].kind if 0 <= index < len(self.found) and index not in self.taken else ""

    def _take(self, *indices: int) -> None:
        self.taken.update(indices)

    def take_age(self) -> None:
        """Takes "5 minutes ago", "1 hr 20 min ago", "just now"; a bare "8m" or "2h" where nothing else is said."""
        if self._all("now"):
            self.parts["ago"] = timedelta(0)
            self._take(*self._all("number", "one"))
            return
        if not (self._all("ago", "agounit") or self._is_bare_age()):
            return
        spans: dict[int, int] = {}
        for index in self._all("unit", "agounit", "span"):
            unit, before = self.found[index].value[0], self._kind(index - 1)
            if before == "number" and self.found[index].kind != "span":
                spans.setdefault(unit, self.found[index - 1].value[0])
                self._take(index - 1)
            elif before == "one" or self.found[index].kind == "span":
                spans.setdefault(unit, 1)
        if spans:
            self.parts["ago"] = timedelta(seconds=sum(count * unit for unit, count in spans.items()))
            self.parts["ago_unit"] = min(spans)

    def _is_bare_age(self) -> bool:
        if [token.kind for token in self.found] != ["number", "unit"] or self.found[1].text not in {"m", "h", "d", "w"}:
            return False
        return not (self.found[1].text == "h" and self.language[:2] in _H_IS_A_CLOCK)

    def take_clock(self) -> None:
        """Takes the time of day: a clock, or an hour with a word that makes it one ("11 PM", "14 Uhr")."""
        whole = self._all("clock", "cjkclock") or self._all("dotted")[:1] or self._pointed() or self._lone_hours()
        if len(whole) > 1:
            whole = self._one_of_two_zones(whole)
        if len(whole) != 1:
            return
        clock = self._clock_at(whole[0])
        if clock is not None:
            self.parts |= dict(zip(("hour", "minute", "second"), clock, strict=True))
            self._take(whole[0])

    def _pointed(self) -> list[int]:
        """A clock with seconds that alone would be a day ("16.11.43"), beside a day."""
        days = self._all("ymd", "cjk", "dmy", "month")
        return [index for index in days[1:] if len(days) == 2 and _POINTED.fullmatch(self.found[index].text)]

    def _clock_at(self, index: int) -> tuple[int, int, int | None] | None:
        token = self.found[index]
        hour, minute, second, *_ = (*token.value, None, None)
        if token.kind == "number" and len(token.text) == 4:
            hour, minute = divmod(token.value[0], 100)
        hour, minute = _on_the_24_hour_clock(hour or 0, self._half(index)), minute or 0
        return (hour, minute, second) if hour < 24 and minute < 60 else None

    def _one_of_two_zones(self, clocks: list[int]) -> list[int]:
        """Of one time told in two zones ("23:05 (20:05 GMT)", "11 PM ET / 8 PM PT") the first clock, with its zone."""
        zones = [self._zone_after(clock) for clock in clocks]
        told = [self._clock_at(clock) for clock in clocks]
        if len(clocks) != 2 or zones[1] is None or told[0] is None or told[1] is None:
            return clocks
        if zones[0] is None:
            if self.found[zones[1]].text not in {"gmt", "utc"}:
                return clocks
            minutes = (told[0][0] - told[1][0]) * 60 + told[0][1] - told[1][1]
            self.parts["offset"] = timezone(timedelta(minutes=(minutes + 720) % 1440 - 720))
        self._take(clocks[1], zones[1])
        return clocks[:1]

    def _zone_after(self, clock: int) -> int | None:
        after = clock + 2 if self._kind(clock + 1) in _HALVES else clock + 1
        return after if self._kind(after) in {"zone", "utc"} else None

    def _lone_hours(self) -> list[int]:
        return [index for index in self._all("number") if self._is_hour(index)]

    def _is_hour(self, index: int) -> bool:
        before, after = self._kind(index - 1), self._kind(index + 1)
        if len(self.found[index].text) == 4:
            is_year = self.found[index].value[0] in YEARS and self._all("month", "either")
            return after == "zone" and not is_year
        return (
            after in {"am", "pm", "night", "mark"}
            or before == "lead"
            or (before in {"am", "pm", "night"} and not self.found[index - 1].text.isascii())
            or (after == "unit" and self.found[index + 1].text in _HOUR_WORDS)
        )

    def _half(self, clock: int) -> str:
        """What half of the day stands beside the clock; "am" before a date is German for "on"."""
        after, before = self._kind(clock + 1), self._kind(clock - 1)
        if after in _HALVES:
            return after
        return before if before in _HALVES and not self.found[clock - 1].text.isascii() else ""

    def take_date(self) -> None:
        """Takes the day: in figures, in words, as a weekday or as "yesterday"."""
        with_clock = "hour" in self.parts
        for index in self._all("weekday"):
            self.parts["weekday"] = self.found[index].value[0]
        for index in self._all("relday"):
            self.parts["days_back"] = self.found[index].value[0]
        beside = with_clock or "weekday" in self.parts
        figures = self._all("ymd", "cjk", "dmy", "dm") or (self._all("dotted", "pair") if beside else [])
        if figures:
            self._take_figures(figures[0])
        else:
            self._take_words()

    def _take_figures(self, index: int) -> None:
        token = self.found[index]
        values = list(token.value)
        year = values.pop(0) if token.kind == "ymd" or (token.kind == "cjk" and len(values) > 2) else None
        if len(values) > 2:
            year = values.pop()
        first, second = values
        if token.kind in {"ymd", "cjk"}:
            self._set_date(index, year, first, second)
        elif self._day_comes_first(first, second, dotted="." in token.text):
            self._set_date(index, year, second, first)
            self.parts["either_order"] = "." not in token.text and self._is_open(first, second)
        else:
            self._set_date(index, year, first, second)

    def _day_comes_first(self, first: int, second: int, *, dotted: bool) -> bool:
        if first > 12 or second > 12:
            return first > 12
        return self.language[:2] not in _MONTH_FIRST and (dotted or not self.language.startswith("en-us"))

    def _is_open(self, first: int, second: int) -> bool:
        """Whether nothing tells which of the two figures is the month: English is written in both orders."""
        return first != second and max(first, second) <= 12 and self.language in {"", "en", "en-ca"}

    def _set_date(self, index: int, year: int | None, month: int, day: int) -> None:
        if year is not None and year < 100:
            year += 2000
        if _is_date(year, month, day):
            self.parts |= {"year": year, "month": month, "day": day}
            self._take(index)

    def _take_words(self) -> None:
        numbers = self._all("number")
        months = self._all("month") or (self._all("either") if numbers else [])
        if not months and numbers and "ago" not in self.parts:
            months = [index for index in self._all("ago") if self.found[index].text == "ago"]
        for index in set(self._all("either")) - set(months[:1]):
            self.parts.setdefault("weekday", self.found[index].value[0] % 10)
            self._take(index)
        if len(months) != 1 or not 1 <= len(numbers) <= 2:
            return
        month = self.found[months[0]]
        number = month.value[0] // 10 if month.kind == "either" else month.value[0]
        years = [index for index in numbers if self.found[index].value[0] in YEARS]
        days = [index for index in numbers if index not in years]
        if len(days) == 2:
            years = [days.pop()]
        if len(days) == 1:
            self._set_date(
                months[0], self.found[years[0]].value[0] if years else None, number, self.found[days[0]].value[0]
            )
            if "day" in self.parts:
                self._take(*numbers)

    def take_zone(self) -> None:
        """Takes the zone: an abbreviation, or an offset in figures."""
        for index in self._all("zone"):
            self.parts["zone"] = self.found[index].text
        for index in self._all("utc", "off"):
            hours, *minutes = self.found[index].value
            if len(str(hours)) > 2:
                hours, minutes = hours // 100, [hours % 100]
            shift = timedelta(hours=hours, minutes=minutes[0] if minutes else 0)
            if shift <= _WIDEST_OFFSET:
                self.parts["offset"] = timezone(-shift if "-" in self.found[index].text else shift)

    def holds(self) -> bool:
        """Whether the text states a time and nothing is left over that a time does not explain."""
        return bool(self.parts.keys() & _STATEMENTS) and not self._all(*_FIGURES)

    def reading(self) -> Reading:
        """What was taken."""
        return Reading(**self.parts)


def _on_the_24_hour_clock(hour: int, half: str) -> int:
    if hour > 12 or not half:
        return hour
    if half == "night":
        half = "pm" if 6 <= hour < 12 else "am"
    return hour % 12 + (12 if half == "pm" else 0)


def _is_date(year: int | None, month: int, day: int) -> bool:
    try:
        return date(year or 2000, month, day).year in YEARS
    except ValueError:
        return False
