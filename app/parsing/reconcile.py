"""Make one blog of what a page's sources show: the markup, its structured data, its head.

For a post that the markup shows, the markup is what readers see and wins where it says anything; structured data fill
what it leaves open and add the entries that stand only there. Every field remembers where it came from.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import TypeVar

from app.parsing.choice import choose, whom_to_trust
from app.parsing.clock import Instant
from app.parsing.distrust import distrust
from app.parsing.document import Coverage, ParsedBlog, ParsedEntry, RawBlog, Rejected, Source, TimeText, Topic
from app.parsing.identity import derived_id, make_distinct
from app.parsing.join import Pair, join, unite_copies
from app.parsing.language import guess_language
from app.parsing.page import Page
from app.parsing.time_text import read_time
from app.parsing.timing import Setting, settle_edits, settle_times
from app.parsing.urls import parts_of
from app.parsing.zones import zone_named, zone_of

T = TypeVar("T")
_SAMPLE_ENTRIES = 40


@dataclass(slots=True)
class Sources:
    """What one page shows, source by source; `shown` is the markup, `data` the structured data."""

    platform: str
    head: RawBlog
    shown: RawBlog | None = None
    data: RawBlog | None = None
    zone: str | None = None
    """The zone that the page's platform goes by."""
    guessed: bool = False
    """Whether `shown` was found without knowing the page's platform."""
    warnings: list[str] = field(default_factory=list)

    def first(self, value: Callable[[RawBlog], T | None]) -> T | None:
        """A value of the blog from the first source that has it: markup, structured data, head."""
        found = (value(blog) for blog in (self.shown, self.data, self.head) if blog)
        return next((one for one in found if one), None)

    def time(self, value: Callable[[RawBlog], TimeText | None]) -> TimeText | None:
        """A time of the blog, from where machines read it before where readers do: these carry their zone."""
        found = (value(blog) for blog in (self.data, self.head, self.shown) if blog)
        return next((one for one in found if one), None)


def reconcile(page: Page, sources: Sources) -> ParsedBlog:
    """The blog that the sources together tell of; its entries are in page order."""
    shown, data, warnings = sources.shown, sources.data, sources.warnings
    if data:
        warnings += distrust(data, shown=bool(shown and shown.entries))
    setting = _setting(page, sources)
    pairs = _pairs(shown, data, setting)
    times = settle_times(pairs, setting, warnings)
    edits = settle_edits(pairs, times, setting)
    trust = whom_to_trust(shown, data, pairs, guessed=sources.guessed)
    entries = [choose(pair, timed, edit, trust) for pair, timed, edit in zip(pairs, times, edits, strict=True)]
    kept = [entry for entry in entries if not _is_empty(entry)]
    rejected = list(shown.rejected) if shown else []
    if len(kept) < len(entries):
        rejected.append(Rejected("empty", len(entries) - len(kept)))
    url = sources.first(lambda blog: blog.url) or page.url
    return ParsedBlog(
        platform=sources.platform,
        coverage=_coverage(len(kept), sources, rejected, url),
        url=url,
        headline=sources.first(lambda blog: blog.headline),
        description=sources.first(lambda blog: blog.description),
        publisher=sources.first(lambda blog: blog.publisher),
        language=setting.language,
        authors=sources.first(lambda blog: blog.authors) or (),
        key_points=sources.first(lambda blog: blog.key_points) or (),
        topics=_topics(data.topics if data else (), sources.head.topics),
        published_at=_exact(sources.time(lambda blog: blog.published or blog.started), setting),
        updated_at=_exact(sources.time(lambda blog: blog.updated), setting),
        ended_at=_exact(sources.time(lambda blog: blog.ended), setting),
        time_zone=setting.zone.key if setting.zone else None,
        warnings=tuple(dict.fromkeys(warnings)),
        entries=tuple(_identified(kept)),
    )


def _setting(page: Page, sources: Sources) -> Setting:
    """The page's clock: its zone, its language and its own last update."""
    declared = None if page.is_plain_text else page.language
    language = declared or sources.first(lambda blog: blog.language) or guess_language(_sample(sources))
    publisher = sources.first(lambda blog: blog.publisher)
    address = sources.first(lambda blog: blog.url) or page.url
    zone = (
        zone_named(sources.first(lambda blog: blog.stated_zone) or sources.zone or "")
        or zone_of(publisher=publisher, language=language, host=_host(address), offsets=_offsets(sources))
        or zone_named(sources.first(lambda blog: blog.time_zone) or "")
    )
    setting = Setting(zone, language, page.observed_at)
    updated, started = (
        sources.time(lambda blog: blog.updated),
        sources.first(lambda blog: blog.started or blog.published),
    )
    if updated and not started and _is_day(updated, setting) and _runs_forward(sources.shown):
        # A bare date above a stream that begins with its oldest post is the day of that post.
        updated, started = None, updated
    return replace(setting, updated_at=_last_moment(updated, setting), started_at=_instant(started, setting))


def _sample(sources: Sources) -> str:
    """Some of the posts' text."""
    blogs = [blog for blog in (sources.shown, sources.data) if blog]
    return " ".join(entry.body.text for blog in blogs[:1] for entry in blog.entries[:_SAMPLE_ENTRIES])


def _is_day(time: TimeText, setting: Setting) -> bool:
    return setting.resolve([time])[0].precision == "day"


def _runs_forward(shown: RawBlog | None) -> bool:
    """Whether the clocks of the posts mostly rise down the page."""
    texts = [entry.time.text for entry in shown.entries[:_SAMPLE_ENTRIES] if entry.time] if shown else []
    readings = [reading for text in texts if text and (reading := read_time(text)) and reading.has_clock]
    clocks = [(reading.hour or 0, reading.minute) for reading in readings]
    steps = list(pairwise(clocks))
    return sum(a < b for a, b in steps) > sum(a > b for a, b in steps)


def _host(address: str | None) -> str | None:
    return parts_of(address).hostname


def _offsets(sources: Sources) -> Iterable[timedelta]:
    """The UTC offsets that machine-readable times of the page carry."""
    for blog in (sources.shown, sources.data):
        for entry in blog.entries if blog else ():
            machine = entry.time.machine if entry.time else None
            if machine and len(machine) > 16 and machine[10:11] == "T":  # noqa: PLR2004 (shorter ones carry no offset)
                try:
                    offset = datetime.fromisoformat(machine).utcoffset()
                except ValueError:
                    continue
                if offset is not None:
                    yield offset


def _exact(time: TimeText | None, setting: Setting) -> datetime | None:
    """As `_instant`, but None for a mere day."""
    found = setting.resolve([time])[0] if time else None
    return found.at if found and found.precision != "day" else None


def _instant(time: TimeText | None, setting: Setting) -> datetime | None:
    return setting.resolve([time])[0].at if time else None


def _last_moment(time: TimeText | None, setting: Setting) -> datetime | None:
    """As `_instant`, but of a mere day its end, or the moment at which the page was seen on that day."""
    found = setting.resolve([time])[0] if time else None
    if found is None or found.at is None or found.precision != "day":
        return found.at if found else None
    end = found.at + timedelta(days=1, minutes=-1)
    seen = setting.observed_at
    return seen if seen and found.at <= seen < end else end


def _pairs(shown: RawBlog | None, data: RawBlog | None, setting: Setting) -> list[Pair]:
    ours = unite_copies(shown.entries) if shown else []
    theirs = unite_copies(data.entries) if data else []

    @cache
    def instants() -> dict[int, datetime | None]:
        found: dict[int, datetime | None] = {}
        for entries in (ours, theirs):
            resolved = setting.resolve([entry.time for entry in entries], [entry.pinned for entry in entries])
            found |= {id(entry): _minute(instant) for entry, instant in zip(entries, resolved, strict=True)}
        return found

    return join(ours, theirs, lambda entry: instants()[id(entry)])


def _minute(instant: Instant) -> datetime | None:
    return instant.at.replace(second=0, microsecond=0) if instant.at and not instant.inferred else None


def _identified(entries: Sequence[ParsedEntry]) -> list[ParsedEntry]:
    """The entries with identifiers, derived where the page gives none, each different from all others."""
    named = [
        entry.external_id
        or derived_id(
            Instant(entry.published_at, entry.time_precision, entry.published_at_raw),
            entry.authors,
            entry.title,
            entry.body_text,
        )
        for entry in entries
    ]
    times = [entry.published_at for entry in entries if entry.published_at]
    newest_first = len(times) < 2 or times[0] >= times[-1]  # noqa: PLR2004
    distinct = make_distinct(named, newest_first=newest_first)
    return [
        entry if entry.external_id == name else _renamed(entry, name)
        for entry, name in zip(entries, distinct, strict=True)
    ]


def _renamed(entry: ParsedEntry, name: str) -> ParsedEntry:
    provenance = entry.provenance if entry.external_id else {**entry.provenance, "external_id": Source.INFERRED}
    return replace(entry, external_id=name, provenance=provenance)


def _is_empty(entry: ParsedEntry) -> bool:
    return not (entry.title or entry.body_text or entry.images or entry.embeds)


def _coverage(found: int, sources: Sources, rejected: Sequence[Rejected], url: str | None) -> Coverage:
    shown, data = sources.shown, sources.data
    told = shown.declared_entries if shown else None
    declared = max(filter(None, (told, data.declared_entries if data else None)), default=None)
    older = dict.fromkeys(
        page for blog in (shown, data, sources.head) if blog for page in blog.older_pages if page != url
    )
    complete = None
    if older or (declared is not None and found < declared):
        complete = False
    elif told is not None:
        complete = True
    return Coverage(found, declared, _by_reason(rejected), tuple(older), complete)


def _by_reason(rejected: Sequence[Rejected]) -> tuple[Rejected, ...]:
    counts: Counter[str] = Counter()
    samples: dict[str, str | None] = {}
    for one in rejected:
        counts[one.reason] += one.count
        samples[one.reason] = samples.get(one.reason) or one.sample
    return tuple(Rejected(reason, count, samples[reason]) for reason, count in counts.items())


def _topics(*sources: Iterable[Topic]) -> tuple[Topic, ...]:
    return tuple({topic.name.casefold(): topic for topics in reversed(sources) for topic in topics}.values())
