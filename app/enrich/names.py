"""Names that recur in a blog's entries, as topics: people, places and organisations that the page does not tag.

Works by capitals, so for scripts without them nothing is found. Precision comes first: a name must stand in several
entries, in the middle of a sentence at least once, and a single word never in small letters.
"""

from collections import Counter, defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import chain

from app.enrich.sentences import Sentence, capital_share, sentences_of
from app.enrich.topics import merge_topics
from app.parsing.calendar_words import WORDS as CALENDAR_WORDS
from app.parsing.document import ParsedBlog, Topic

MIN_ENTRIES = 3
MAX_NAMES = 30
MAX_WORDS = 4
MIN_LETTERS = 3
MAX_ACRONYM = 6
MIN_WEEKDAY = 5
"""Letters of a weekday that is dropped before a name; shorter ones are names as well (Mo, Sol, Mar)."""
MIN_STEM = 5
MAX_ENDING = 4
"""Letters after the stem of a word that is derived from a name: Ukrain-ians."""
MIN_FULL_SHARE = 1 / 3
"""A full name must stand this often beside its last word alone to be what that word is short for."""
MAX_RIVALS = 0.2
NOUNS_SHARE = 0.28
"""Text with more capitals inside sentences capitalises its nouns: German has over 0.3, others under 0.25."""

PARTICLES = frozenset({"al", "bin", "da", "de", "del", "della", "der", "di", "dos", "du", "ibn", "of", "van", "von"})
STOPS = frozenset(".!?…")
LINKS_WITHIN = frozenset({"for", "für", "pour", "para", "per", "voor", "för"})
LINKS = LINKS_WITHIN | frozenset({"and", "&", "und", "et", "y", "e", "i", "en", "och", "og"})
OFFICES = frozenset({"minister", "secretary", "president", "chancellor", "general", "governor", "senator", "mayor"})
HONORIFICS = OFFICES | frozenset(
    {"mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "dr", "prof", "professor", "king", "queen", "prince"}
    | {"princess", "herr", "frau", "madame", "monsieur", "mme", "señor", "señora", "dom", "don"}
)
CAPITALISES_NOUNS = frozenset({"de", "lb"})
DATE_KINDS = frozenset({"month", "weekday", "either", "relday"})


_Run = tuple[int, list[str]]


@dataclass
class _Seen:
    """Where a name was seen: the entries by position, and whether ever by itself inside a sentence."""

    entries: set[int] = field(default_factory=set)
    inside: bool = False
    spellings: Counter[str] = field(default_factory=Counter)

    def take(self, other: "_Seen") -> None:
        """Count what was seen under another form as this name."""
        self.entries |= other.entries
        self.inside |= other.inside


def add_recurring_names(blog: ParsedBlog) -> ParsedBlog:
    """Give entries the names that recur in the blog and stand in their own title or text."""
    texts = [list(sentences_of(entry)) for entry in blog.entries]
    words = set(chain.from_iterable(chain.from_iterable(texts)))
    small = {word for word in words if word.islower()}
    seen = _find(texts, small)
    if _capitalises_nouns(blog.language, texts):
        seen = {key: name for key, name in seen.items() if " " in key or key.upper() in name.spellings}
    topics: dict[int, list[Topic]] = defaultdict(list)
    for name in _choose(seen, small):
        spelling = name.spellings.most_common(1)[0][0]
        for position in name.entries:
            topics[position].append(Topic(spelling, source="text"))
    entries = tuple(
        replace(entry, topics=merge_topics(entry.topics, topics[position])) if position in topics else entry
        for position, entry in enumerate(blog.entries)
    )
    return replace(blog, entries=entries)


def _capitalises_nouns(language: str | None, texts: list[list[Sentence]]) -> bool:
    if language:
        return language.split("-")[0].lower() in CAPITALISES_NOUNS
    return capital_share(texts) > NOUNS_SHARE


def _find(texts: list[list[Sentence]], small: AbstractSet[str]) -> dict[str, _Seen]:
    """Every name by its folded form."""
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for position, text in enumerate(texts):
        for sentence in text:
            runs = _runs(sentence)
            if not runs:
                continue
            first = next((place for place, word in enumerate(sentence) if word[0].isalpha()), 0)
            pieces = _pieces(sentence, runs)
            for start, run in runs:
                words = _name_in(run, starts_sentence=start == first, small=small)
                if words:
                    name = seen[" ".join(words).casefold()]
                    name.entries.add(position)
                    opens = start == first or sentence[start - 1] in STOPS
                    name.inside |= start not in pieces and (not opens or len(words) < len(run))
                    name.spellings[" ".join(words)] += 1
    return seen


def _runs(sentence: Sentence) -> list[_Run]:
    """Runs of capitalised words and of particles behind them, each with its place in the sentence."""
    runs: list[_Run] = []
    end = 0
    # A word of small letters throughout is the usual case, and the quickest to tell.
    for place in [place for place, word in enumerate(sentence) if not word.islower() and word[0].isupper()]:
        if runs and place == end:
            start, run = runs[-1]
        else:
            start, run = place, []
            runs.append((start, run))
        end = place + 1
        while end < len(sentence) and sentence[end] in PARTICLES:
            end += 1
        run[place - start :] = sentence[place:end]
    return runs


def _pieces(sentence: Sentence, runs: list[_Run]) -> set[int]:
    """Where the runs start that may be pieces of a longer name, as in Institute for War and Peace."""
    pieces: set[int] = set()
    chain: list[int] = []
    within, end = False, -1
    for start, run in runs:
        link = sentence[end] if start == end + 1 and chain else ""
        if link not in LINKS:
            chain, within = [], False
        chain.append(start)
        within |= link in LINKS_WITHIN
        if within:
            pieces.update(chain)
            chain = [start]
        end = start + len(run)
    return pieces


def _name_in(run: list[str], *, starts_sentence: bool, small: AbstractSet[str]) -> list[str]:
    """The name in a run, without what is no part of it, or nothing."""
    start, end = 0, len(run)
    if starts_sentence and run[0].casefold() in small:
        start = 1
    while start < end and (skipped := _before_name(run, start)):
        start += skipped
    while start < end and run[end - 1] in PARTICLES:
        end -= 1
    words = run[start:end]
    letters = sum(map(len, words))
    shouted = letters > MAX_ACRONYM and all(word.isupper() for word in words)
    if len(words) > MAX_WORDS or letters < MIN_LETTERS or shouted or all(map(_is_date_word, words)):
        return []
    return words


def _before_name(run: list[str], start: int) -> int:
    """How many words here are a weekday, a title or an office before a name, and no part of it."""
    word, following = run[start].casefold(), run[start + 1 : start + 2]
    if word in HONORIFICS or word in PARTICLES:
        return 1
    if following and following[0].casefold() in OFFICES:
        return 2
    known = CALENDAR_WORDS.get(word)
    return int(known is not None and known.kind == "weekday" and len(word) >= MIN_WEEKDAY)


def _is_date_word(word: str) -> bool:
    known = CALENDAR_WORDS.get(word.lower())
    return known is not None and known.kind in DATE_KINDS


def _choose(seen: dict[str, _Seen], small: AbstractSet[str]) -> list[_Seen]:
    """The names worth a topic, the most frequent first."""
    _count_surnames_as_full_names(seen)
    fit = {
        key: name for key, name in seen.items() if len(name.entries) >= MIN_ENTRIES and name.inside and key not in small
    }
    stems = {(len(key), key[:-1]) for key in fit if len(key) >= MIN_STEM}
    chosen = [(key, name) for key, name in fit.items() if not _is_derived(key, stems)]
    return [name for _, name in sorted(chosen, key=lambda item: (-len(item[1].entries), item[0]))[:MAX_NAMES]]


def _is_derived(key: str, stems: AbstractSet[tuple[int, str]]) -> bool:
    """Whether a shorter name with another ending is there: Ukrainian beside Ukraine says nothing more."""
    shortest = max(MIN_STEM, len(key) - MAX_ENDING + 1)
    return any((length, key[: length - 1]) in stems for length in range(shortest, len(key)))


def _count_surnames_as_full_names(seen: dict[str, _Seen]) -> None:
    """A last word alone stands for the one longer name that ends in it, when that is there often enough."""
    longer: dict[str, list[str]] = defaultdict(list)
    for key in seen:
        first, _, last = key.rpartition(" ")
        # "Liverpool" alone is not short for the Bishop of Liverpool.
        if first and " of " not in key:
            longer[last].append(key)
    for surname, keys in longer.items():
        full = max(keys, key=lambda key: (len(seen[key].entries), -len(key)))
        for key in keys:
            if key.endswith(f" {full}"):
                seen[full].take(seen.pop(key))
        rivals = sum(len(seen[key].entries) for key in keys if key != full and key in seen)
        alone = seen.get(surname)
        if not alone or surname.upper() in alone.spellings:
            continue
        times = len(seen[full].entries)
        if times > 1 and times >= MIN_FULL_SHARE * len(alone.entries) and rivals <= MAX_RIVALS * times:
            seen[full].take(seen.pop(surname))
