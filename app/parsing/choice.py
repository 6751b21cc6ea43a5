"""One entry from what the markup and the structured data say of it, field by field, with where each was found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.parsing.document import Body, ParsedEntry, RawBlog, RawEntry, Source
from app.parsing.join import Pair, squash
from app.parsing.timing import Timed

T = TypeVar("T")

_GUESSED = ("title", "authors")
"""Fields that are guessed from where a line stands, on pages of no known platform."""
_FEW = 3
"""Posts that both sources sign from which they can be compared."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Which source is asked first for a field, and whether it is asked alone."""

    told: frozenset[str] = frozenset()
    """Fields that the markup shows on any entry: on the others it then says that there is none."""
    data_first: frozenset[str] = frozenset()
    """Fields that the structured data tell at least as often as markup that was read without knowing its platform."""


def whom_to_trust(shown: RawBlog | None, data: RawBlog | None, pairs: Sequence[Pair], *, guessed: bool) -> Trust:
    """Whom to ask for each field, given what both sources show; `guessed`: the markup is of no known platform.

    Structured data that sign as the markup does wherever both sign are believed where the markup names nobody.
    """
    ours, theirs = (_counts(blog.entries if blog else []) for blog in (shown, data))
    data_first = {name for name in _GUESSED if guessed and 0 < theirs[name] >= ours[name]}
    told = {name for name, count in ours.items() if count and name not in data_first}
    if data and _sign_alike(pairs, data.publisher):
        told.discard("authors")
    return Trust(frozenset(told), frozenset(data_first))


def _sign_alike(pairs: Sequence[Pair], publisher: str | None) -> bool:
    """Whether the data name the same authors as the markup, more than one of them, and never just the publisher."""
    signatures = {tuple(author.name for author in pair.data.authors) for pair in pairs if pair.data}
    both = [(pair.shown.authors, pair.data.authors) for pair in pairs if pair.shown and pair.data]
    signed = [(ours, theirs) for ours, theirs in both if ours and theirs]
    alike = sum({author.name for author in ours} == {author.name for author in theirs} for ours, theirs in signed)
    varied = len(signatures - {()}) > 1 and (publisher,) not in signatures
    return varied and len(signed) >= _FEW and alike == len(signed)


def _counts(entries: Sequence[RawEntry]) -> dict[str, int]:
    return {
        "title": sum(bool(entry.title) for entry in entries),
        "authors": sum(bool(entry.authors) for entry in entries),
        "key_event": sum(entry.key_event for entry in entries),
    }


def choose(pair: Pair, published: Timed, updated: Timed, trust: Trust) -> ParsedEntry:
    """The entry; its identifier is empty where no source gives one."""
    provenance: dict[str, Source] = {}

    def first(name: str, value: Callable[[RawEntry], T | None], nothing: T) -> T:
        sources = (pair.shown,) if pair.shown and name in trust.told else (pair.shown, pair.data)
        for entry in reversed(sources) if name in trust.data_first else sources:
            found = value(entry) if entry else None
            if entry and found:
                provenance[name] = entry.source
                return found
        return nothing

    body, source = _body(pair)
    if body.text or body.images or body.embeds:
        provenance["body"] = source
    if published.instant.at or published.instant.raw:
        provenance["published_at"] = published.source
    if updated.instant.at:
        provenance["updated_at"] = updated.source
    return ParsedEntry(
        external_id=first("external_id", lambda entry: entry.external_id, ""),
        permalink=first("permalink", lambda entry: entry.permalink, "") or None,
        title=first("title", lambda entry: entry.title, "") or None,
        published_at=published.instant.at,
        published_at_raw=published.instant.raw,
        time_precision=published.instant.precision,
        updated_at=updated.instant.at,
        authors=first("authors", lambda entry: entry.authors, ()),
        key_event=first("key_event", lambda entry: entry.key_event, nothing=False),
        pinned=first("pinned", lambda entry: entry.pinned, nothing=False),
        body_html=body.html,
        body_text=body.text,
        images=body.images,
        embeds=body.embeds,
        links=body.links,
        topics=first("topics", lambda entry: entry.topics, ()),
        provenance=provenance,
    )


def _body(pair: Pair) -> tuple[Body, Source]:
    """The body the markup shows, unless it shows none or breaks off where the structured data go on."""
    if pair.shown is None or pair.data is None:
        entry = pair.shown or pair.data
        return (entry.body, entry.source) if entry else (Body(), Source.INFERRED)
    shown, data = pair.shown.body, pair.data.body
    breaks_off = len(data.text) > 2 * len(shown.text) and squash(data.text).startswith(squash(shown.text))
    if breaks_off:
        kept = replace(data, images=shown.images or data.images, embeds=shown.embeds or data.embeds)
        return kept, pair.data.source
    return shown, pair.shown.source
