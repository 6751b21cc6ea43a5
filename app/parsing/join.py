"""Which posts of the markup and which of the structured data are the same entry.

Posts are the same when they share an identifier, else when their text begins alike, else when title and text do, else
when they alone were published at the same instant. A key that two posts of one source share tells nothing.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qsl

from app.parsing.document import RawEntry
from app.parsing.urls import parts_of

_PREFIX = re.compile(r"^(?:[a-z]+[-_:])+(?=[\w-]{4,}$)", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")
_SHORT = 250
_LIKE = 50
"""Letters at the start of two texts that make them the same."""


@dataclass(slots=True)
class Pair:
    """One entry as the markup shows it and as the structured data do; at least one of them is there."""

    shown: RawEntry | None = None
    data: RawEntry | None = None


def squash(text: str | None) -> str:
    """The letters and digits of a text, folded, to compare by."""
    return _squashed(text) if text and len(text) <= _SHORT else _NO_WORD.sub("", text or "").casefold()


@lru_cache(maxsize=20_000)
def _squashed(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()


def id_keys(entry: RawEntry) -> set[str]:
    """The forms in which sources write an entry's identifier: as it is, without "block-", from its own address."""
    names = {entry.external_id} if entry.external_id else set()
    if entry.permalink:
        parts = parts_of(entry.permalink)
        names.add(parts.fragment)
        names.update(value for _, value in parse_qsl(parts.query))
    names.discard("")
    return {name.casefold() for name in names} | {_PREFIX.sub("", name).casefold() for name in names}


def text_start(entry: RawEntry) -> str | None:
    """The start of the text, where it is long enough to tell entries apart."""
    start = squash(entry.body.text[: 4 * _LIKE])[:_LIKE]
    return start if len(start) >= _LIKE // 2 else None


def title_key(entry: RawEntry) -> str | None:
    """The title, to compare by."""
    return squash(entry.title) or None


def join(
    shown: Sequence[RawEntry], data: Sequence[RawEntry], instant: Callable[[RawEntry], datetime | None] = lambda _: None
) -> list[Pair]:
    """Every entry once, in page order; what only the structured data hold stands between its neighbours there."""
    partner: dict[int, int] = {}
    for keys in (id_keys, _one(text_start), _one(title_key), _one(instant)):
        if len(partner) == min(len(shown), len(data)):
            break
        _match(shown, data, keys, partner)
    return _in_order(shown, data, partner)


def unite_copies(entries: Iterable[RawEntry]) -> list[RawEntry]:
    """The entries with copies of one post united, at the place of the copy that is not pinned, or else has a time.

    A copy has the identifier and the words of another, or the words and the time; a pinned one may leave out its time.
    """
    entries = list(entries)
    groups: list[list[RawEntry]] = []
    by_key: dict[Hashable, list[RawEntry]] = {}
    for entry in entries:
        keys = _copy_keys(entry)
        group = next((by_key[key] for key in keys if key in by_key and _is_copy(entry, by_key[key][0], key)), None)
        if group is None:
            groups.append(group := [])
        group.append(entry)
        for key in keys:
            by_key.setdefault(key, group)
    united = {id(max(group, key=_fullness)): group for group in groups}
    return [_united(entry, united[id(entry)]) for entry in entries if id(entry) in united]


def _copy_keys(entry: RawEntry) -> list[Hashable]:
    fragment = parts_of(entry.permalink).fragment if entry.permalink else None
    keys: list[Hashable] = [name.casefold() for name in (entry.external_id, fragment) if name]
    title, start, told = title_key(entry), text_start(entry), _told(entry)
    if title or start:
        keys.append((title, start, told))
    if start:
        keys += [(title, start), (start, told)]
    return keys


def _fullness(entry: RawEntry) -> tuple[bool, bool]:
    return not entry.pinned, entry.time is not None


def _told(entry: RawEntry) -> str | None:
    return (entry.time.text or entry.time.machine) if entry.time else None


def _is_copy(entry: RawEntry, other: RawEntry, key: Hashable) -> bool:
    ours, theirs = (title_key(entry), text_start(entry)), (title_key(other), text_start(other))
    if key == ours and not (entry.pinned or other.pinned):
        return False
    return all(mine is None or yours is None or mine == yours for mine, yours in zip(ours, theirs, strict=True))


def _united(entry: RawEntry, copies: Sequence[RawEntry]) -> RawEntry:
    if len(copies) == 1:
        return entry
    pinned, key_event = any(copy.pinned for copy in copies), any(copy.key_event for copy in copies)
    return replace(entry, pinned=pinned, key_event=key_event)


def _one(key: Callable[[RawEntry], Hashable | None]) -> Callable[[RawEntry], set[Hashable]]:
    def keys(entry: RawEntry) -> set[Hashable]:
        found = key(entry)
        return set() if found is None else {found}

    return keys


def _match(
    shown: Sequence[RawEntry],
    data: Sequence[RawEntry],
    keys: Callable[[RawEntry], Iterable[Hashable]],
    partner: dict[int, int],
) -> None:
    """Add to `partner`, from data to shown, those without one that share a key no other post of their source has."""
    taken = set(partner.values())
    left = {key: place for key, place in _unique(shown, keys).items() if place not in taken}
    for key, place in _unique(data, keys).items():
        other = left.get(key)
        if other is not None and place not in partner and other not in taken:
            partner[place] = other
            taken.add(other)


def _unique(entries: Sequence[RawEntry], keys: Callable[[RawEntry], Iterable[Hashable]]) -> dict[Hashable, int]:
    found = [(key, place) for place, entry in enumerate(entries) for key in keys(entry)]
    uses = Counter(key for key, _ in found)
    return {key: place for key, place in found if uses[key] == 1}


def _in_order(shown: Sequence[RawEntry], data: Sequence[RawEntry], partner: dict[int, int]) -> list[Pair]:
    """The markup's order, with each entry that only the data hold after the one that the data put before it."""
    order = range(len(data))
    places = [partner[place] for place in order if place in partner]
    backwards = sum(later < earlier for earlier, later in itertools.pairwise(places)) * 2 > len(places) - 1 > 0
    pairs = [Pair(entry) for entry in shown]
    after: dict[int, list[Pair]] = {}
    last = -1
    for place in reversed(order) if backwards else order:
        if place in partner:
            last = partner[place]
            pairs[last].data = data[place]
        else:
            after.setdefault(last, []).append(Pair(data=data[place]))
    return after.get(-1, []) + [pair for place, here in enumerate(pairs) for pair in (here, *after.get(place, []))]
