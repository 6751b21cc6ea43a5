"""Which of a page's times is right, entry by entry: the one shown, the one in the structured data, or the one inferred.

Both are resolved on their own first. Where they agree, the more exact one is taken. Where they differ by the same
quarter-hours throughout, one of them is local time marked as UTC, and the clock a reader sees tells which. Where they
differ from post to post, one tells when a post was written and the other when it was published; the page's own order
follows publication.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.parsing.clock import Instant, constant_offset, resolve
from app.parsing.document import Source, TimeText
from app.parsing.join import Pair

_SAME = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a page tells of its clock: zone, language, the moment it was seen, its own update and start."""

    zone: ZoneInfo | None = None
    language: str | None = None
    observed_at: datetime | None = None
    updated_at: datetime | None = None
    started_at: datetime | None = None

    def resolve(self, times: Sequence[TimeText | None], pinned: Sequence[bool] = ()) -> list[Instant]:
        """The instants of a stream's times, in page order."""
        return resolve(
            times,
            zone=self.zone,
            language=self.language,
            observed_at=self.observed_at,
            anchor=self.updated_at,
            started=self.started_at,
            pinned=pinned,
        )


@dataclass(frozen=True, slots=True)
class Timed:
    """An entry's instant and where it was found."""

    instant: Instant
    source: Source


def settle_times(pairs: Sequence[Pair], setting: Setting, warnings: list[str]) -> list[Timed]:
    """When each entry was published; contradictions that were decided are added to the warnings."""
    pinned = [bool(pair.shown and pair.shown.pinned) for pair in pairs]
    shown_texts = [pair.shown.time if pair.shown else None for pair in pairs]
    shown = setting.resolve(shown_texts, pinned)
    data = setting.resolve([pair.data.time if pair.data else None for pair in pairs], pinned)
    shift = constant_offset([one.at for one in shown], [one.at for one in data])
    if shift and not _clock_confirms(shown, shown_texts, setting):
        warnings.append(f"times shown lie {_hours(shift)} from those in the structured data; the latter are taken")
        shown = [_moved(one, -shift) for one in shown]
    prefer_data = _data_follow_the_order(shown, data)
    if _contradict(shown, data):
        which = "in the structured data" if prefer_data else "shown"
        warnings.append(f"times shown and times in the structured data differ; the page's order follows those {which}")
    return [
        _timed(pair, ours, theirs, prefer_data=prefer_data)
        for pair, ours, theirs in zip(pairs, shown, data, strict=True)
    ]


def settle_edits(pairs: Sequence[Pair], published: Sequence[Timed], setting: Setting) -> list[Timed]:
    """When each entry was last changed, which is after publication; a clock alone belongs to the same day."""
    found = []
    for pair, timed in zip(pairs, published, strict=True):
        entry = next((one for one in (pair.shown, pair.data) if one and one.updated), None)
        time, at = entry.updated if entry else None, timed.instant.at
        if time and at and not time.day:
            time = TimeText(time.text, time.machine, at.astimezone(setting.zone or UTC).date().isoformat())
        found.append((time, entry.source if entry else Source.INFERRED))
    instants = setting.resolve([time for time, _ in found])
    return [
        Timed(instant if instant.at and timed.instant.at and instant.at > timed.instant.at else Instant(), source)
        for instant, timed, (_, source) in zip(instants, published, found, strict=True)
    ]


def _timed(pair: Pair, shown: Instant, data: Instant, *, prefer_data: bool) -> Timed:
    shown_source = pair.shown.source if pair.shown else Source.DOM
    data_source = pair.data.source if pair.data else Source.JSON_LD
    if data.at is None:
        return Timed(shown if pair.shown else data, Source.INFERRED if shown.inferred else shown_source)
    agree = shown.at is not None and abs(shown.at - data.at) <= _SAME
    coarse = shown.at is None or shown.inferred or shown.precision == "day"
    if agree and _tells_another_minute(shown, data):
        return Timed(shown, shown_source)
    if coarse or prefer_data or (agree and data.precision == "second" != shown.precision):
        return Timed(Instant(data.at, data.precision, shown.raw or data.raw, data.inferred), data_source)
    return Timed(shown, shown_source)


def _tells_another_minute(shown: Instant, data: Instant) -> bool:
    """Whether readers are told a minute that is not the one of the structured data, cut off."""
    if shown.at is None or data.at is None or shown.precision != "minute" or shown.counted_back:
        return False
    return shown.at != data.at.replace(second=0, microsecond=0)


def _both(shown: Sequence[Instant], data: Sequence[Instant]) -> list[tuple[datetime, datetime]]:
    pairs = zip(shown, data, strict=True)
    return [(ours.at, theirs.at) for ours, theirs in pairs if ours.at and theirs.at and not ours.inferred]


def _contradict(shown: Sequence[Instant], data: Sequence[Instant]) -> bool:
    both = _both(shown, data)
    apart = sum(abs(ours - theirs) > _SAME for ours, theirs in both)
    return len(both) > 2 and apart * 5 > len(both)  # noqa: PLR2004


def _data_follow_the_order(shown: Sequence[Instant], data: Sequence[Instant]) -> bool:
    """Whether the times of the structured data run one way down the page and the times shown do so less."""
    both = _both(shown, data)
    return _contradict(shown, data) and _disorder([b for _, b in both]) < _disorder([a for a, _ in both])


def _disorder(times: Sequence[datetime]) -> int:
    """Neighbours that stand the other way round than most."""
    steps = list(pairwise(times))
    return min(sum(a < b for a, b in steps), sum(a > b for a, b in steps))


def _clock_confirms(shown: Sequence[Instant], texts: Sequence[TimeText | None], setting: Setting) -> bool:
    """Whether the clocks that readers see, in the page's own zone, agree with the machine-readable times."""
    if setting.zone is None:
        return False
    bare = [TimeText(text.text, None, text.day) if text and text.machine and text.text else None for text in texts]
    pairs = zip(shown, setting.resolve(bare), strict=True)
    seen = [abs(a.at - b.at) <= _SAME for a, b in pairs if a.at and b.at and b.precision != "day"]
    return len(seen) > 0 and sum(seen) * 2 > len(seen)


def _moved(instant: Instant, by: timedelta) -> Instant:
    if instant.at is None:
        return instant
    precision = "minute" if instant.precision == "day" else instant.precision
    return replace(instant, at=instant.at + by, precision=precision)


def _hours(shift: timedelta) -> str:
    return f"{abs(shift.total_seconds()) / 3600:g} hours"
