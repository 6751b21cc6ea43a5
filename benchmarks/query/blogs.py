"""Made blogs: each as two pages, what it first showed and what it showed after edits and removals.

A blog follows from the seed and its number alone, so any part of a data set can be made by itself and in any process.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from math import exp, log
from random import Random

from app.parsing.document import Author, Coverage, Embed, Image, Link, ParsedBlog, ParsedEntry, Source, Topic
from benchmarks.query.texts import LANGUAGE_SHARES, names, paragraphs, title

END = datetime(2026, 10, 1, tzinfo=UTC)
ENTRIES_A_YEAR = 1_000_000
SMALLEST, LARGEST = 5, 2_000
AUTHORS, TOPICS, PUBLISHERS, HOSTS = 5_000, 3_000, 40, 400
OLDEST_ENTRIES = 20

UNSIGNED, UNTIMED, KEY_EVENT, TITLED, PINNED = 0.12, 0.01, 0.04, 0.6, 0.3
EDITED, REMOVED, STATED_EDIT = 0.06, 0.015, 0.5
WITH_IMAGE, WITH_EMBED, WITH_LINK = 0.10, 0.08, 0.25


@dataclass(frozen=True, slots=True)
class Outline:
    """What is settled of a blog before its entries are made."""

    seed: int
    number: int
    """From the oldest blog, 0, to the newest."""
    size: int
    start: datetime


@dataclass(frozen=True, slots=True)
class MadeBlog:
    """Two pages of a blog and when they were seen. Entries that did not change are the same objects in both."""

    first: ParsedBlog
    first_seen_at: datetime
    second: ParsedBlog
    second_seen_at: datetime


def outlines(seed: int, entries: int) -> list[Outline]:
    """Blogs with that many entries in all, spread over a year for each million."""
    rng = Random(f"outlines {seed} {entries}")
    largest = min(LARGEST, max(2 * SMALLEST, entries // 10))
    sizes: list[int] = []
    while entries - sum(sizes) > largest + SMALLEST:
        sizes += _sizes(rng, largest, (entries - sum(sizes)) // largest)
    rest = entries - sum(sizes)
    sizes += [rest - rest // 2, rest // 2] if rest > largest else [rest] * (rest > 0)
    span = timedelta(days=365) * (entries / ENTRIES_A_YEAR)
    starts = sorted(END - span * rng.random() for _ in sizes)
    return [Outline(seed, number, size, at) for number, (size, at) in enumerate(zip(sizes, starts, strict=True))]


def make_blog(outline: Outline) -> MadeBlog:
    """The blog of an outline."""
    rng = Random(f"blog {outline.seed} {outline.number}")
    language = rng.choices(list(LANGUAGE_SHARES), weights=list(LANGUAGE_SHARES.values()))[0]
    publisher = _zipf("publishers", PUBLISHERS, rng)
    url = f"https://{publisher.lower().replace(' ', '')}.example/live/{outline.number}"
    team = [Author(_zipf("authors", AUTHORS, rng)) for _ in range(rng.randint(1, 8))]
    tags = [Topic(_zipf("topics", TOPICS, rng)) for _ in range(rng.randint(1, 4))]
    names_found = [Topic(_zipf("topics", TOPICS, rng), "text") for _ in range(rng.randint(0, 12))]
    made = _Entries(outline, rng, language, url, team, tags, names_found)
    shown = [made.entry(place) for place in range(outline.size)]
    first_seen_at = made.at + timedelta(minutes=1)
    first = ParsedBlog(
        platform="made",
        coverage=Coverage(found=len(shown)),
        url=url,
        headline=title(language, rng),
        publisher=publisher,
        language=language,
        authors=tuple(dict.fromkeys(team[:2])),
        topics=tuple(dict.fromkeys(tags)),
        published_at=outline.start,
        entries=tuple(reversed(shown)),
    )
    second_seen_at = first_seen_at + timedelta(minutes=rng.randint(5, 300))
    later = _edited(first.entries, second_seen_at, rng)
    return MadeBlog(first, first_seen_at, replace(first, entries=tuple(later)), second_seen_at)


class _Entries:
    """Makes a blog's entries, the oldest first."""

    def __init__(  # noqa: PLR0913, PLR0917 (what a blog's entries have in common)
        self,
        outline: Outline,
        rng: Random,
        language: str,
        url: str,
        team: list[Author],
        tags: list[Topic],
        names_found: list[Topic],
    ) -> None:
        self.at = outline.start
        self._outline, self._rng, self._language, self._url = outline, rng, language, url
        self._team, self._tags, self._names_found = team, tags, names_found
        self._pinned = rng.randrange(outline.size) if rng.random() < PINNED else None
        self._gap_minutes = rng.lognormvariate(1.5, 0.6)

    def entry(self, place: int) -> ParsedEntry:
        """The next entry."""
        rng = self._rng
        self.at += timedelta(seconds=round(rng.expovariate(1 / (self._gap_minutes * 60))))
        at = self.at.replace(second=0, microsecond=0)
        timed = rng.random() >= UNTIMED or place in {0, self._outline.size - 1}
        oldest = self._outline.number == 0 and place < OLDEST_ENTRIES
        body = paragraphs(self._language, rng, oldest=oldest)
        links = self._links() if rng.random() < WITH_LINK else ()
        external_id = f"block-{self._outline.number:x}-{place:x}"
        authors = () if rng.random() < UNSIGNED else tuple({*rng.choices(self._team, k=rng.choice((1, 1, 1, 2)))})
        return ParsedEntry(
            external_id=external_id,
            permalink=f"{self._url}#{external_id}",
            title=title(self._language, rng) if rng.random() < TITLED else None,
            published_at=at if timed else None,
            published_at_raw=at.isoformat() if timed else None,
            time_precision="minute" if timed else None,
            authors=tuple(sorted(authors, key=lambda author: author.name)),
            key_event=rng.random() < KEY_EVENT,
            pinned=place == self._pinned,
            body_html="".join(f"<p>{paragraph}</p>" for paragraph in body) + _anchors(links),
            body_text="\n\n".join([*body, *(link.text for link in links)]),
            images=self._images(external_id) if rng.random() < WITH_IMAGE else (),
            embeds=(Embed("https://social.example/post/1", "social", "post"),) if rng.random() < WITH_EMBED else (),
            links=links,
            topics=self._topics(),
            provenance={"published_at": Source.DOM, "authors": Source.DOM, "body": Source.DOM},
        )

    def _topics(self) -> tuple[Topic, ...]:
        found = self._rng.sample(self._names_found, k=min(len(self._names_found), self._rng.choice((0, 0, 1, 2, 3))))
        return tuple({topic.name: topic for topic in [*found, *self._tags]}.values())

    def _links(self) -> tuple[Link, ...]:
        host = f"www.site-{int(_skewed(HOSTS, self._rng))}.example"
        return (Link(f"https://{host}/story/{self._rng.randrange(10**6)}", title(self._language, self._rng)),)

    def _images(self, external_id: str) -> tuple[Image, ...]:
        caption = title(self._language, self._rng)
        return (Image(f"https://img.example/{external_id}.jpg?w=1200", caption, caption, "Staff", 1200, 800),)


def _edited(entries: tuple[ParsedEntry, ...], seen_at: datetime, rng: Random) -> list[ParsedEntry]:
    """The entries as a later page shows them: some edited, a few gone, never those at the ends."""
    later = []
    for place, entry in enumerate(entries):
        ends = place in {0, len(entries) - 1}
        if not ends and entry.published_at and len(entries) > LARGEST // 100 and rng.random() < REMOVED:
            continue
        if rng.random() < EDITED:
            stated = seen_at - timedelta(minutes=1) if rng.random() < STATED_EDIT else None
            entry = replace(  # noqa: PLW2901 (the entry as it is from here on)
                entry,
                body_text=f"{entry.body_text}\n\nCorrected.",
                body_html=f"{entry.body_html}<p>Corrected.</p>",
                updated_at=stated,
            )
        later.append(entry)
    return later


def _anchors(links: tuple[Link, ...]) -> str:
    return "".join(f'<p><a href="{link.url}">{link.text}</a></p>' for link in links)


def _sizes(rng: Random, largest: int, count: int) -> list[int]:
    return [round(exp(rng.uniform(log(SMALLEST), log(largest)))) for _ in range(max(1, count))]


@cache
def _named(kind: str, count: int) -> tuple[list[str], list[float]]:
    return names(kind, count), list(accumulate(1 / rank for rank in range(1, count + 1)))


def _zipf(kind: str, count: int, rng: Random) -> str:
    """A name, the first of them most often, as Zipf's law has it."""
    known, weights = _named(kind, count)
    return rng.choices(known, cum_weights=weights)[0]


def _skewed(count: int, rng: Random) -> float:
    return count * rng.random() ** 3
