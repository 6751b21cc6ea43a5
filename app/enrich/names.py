"""Names that recur in a blog's entries, as topics: people, places and organisations that the page does not tag.

Works by capitals, so for scripts without them nothing is found. Precision comes first: a name must stand in several
entries, in the middle of a sentence at least once, and a single word never in small letters.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from app.enrich.topics import merge_topics
from app.parsing.calendar_words import WORDS as CALENDAR_WORDS
from app.parsing.document import ParsedBlog, ParsedEntry, Topic

MIN_ENTRIES = 3
MAX_NAMES = 30
MAX_WORDS = 4
MIN_LETTERS = 3
MAX_ACRONYM = 6
HEADLINE_CAPITALS = 0.6

SENTENCE_BREAK = re.compile(r"(?<=[^\W\d_]{2})[.!?…]+(?=\s)|[\n:;()\"“”„«»|]|[.!?…]+$")
TOKEN = re.compile(r"[^\W\d_][\w'’\-]*|\S")  # noqa: RUF001 (the apostrophe that texts have)
POSSESSIVE = re.compile(r"['’]s$")  # noqa: RUF001 (as above)
PARTICLES = frozenset({"al", "bin", "da", "de", "del", "della", "der", "di", "dos", "du", "ibn", "of", "van", "von"})
HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "dr", "prof", "professor", "president", "minister"}
    | {"senator", "governor", "mayor", "king", "queen", "prince", "princess", "general", "chancellor", "secretary"}
    | {"herr", "frau", "madame", "monsieur", "mme", "señor", "señora", "dom", "don"}
)
CAPITALISES_NOUNS = frozenset({"de", "lb"})
DATE_KINDS = frozenset({"month", "weekday", "either", "relday"})

Sentence = list[str]


@dataclass
class _Seen:
    """Where a name was seen: the entries by position, and whether ever inside a sentence."""

    entries: set[int] = field(default_factory=set)
    inside: bool = False
    spellings: Counter[str] = field(default_factory=Counter)


def add_recurring_names(blog: ParsedBlog) -> ParsedBlog:
    """Give entries the names that recur in the blog and stand in their own title or text."""
    language = (blog.language or "").split("-")[0].lower()
    texts = [list(_sentences(entry)) for entry in blog.entries]
    small = {word for text in texts for sentence in text for word in sentence if word.islower()}
    seen = _find(texts, small)
    if language in CAPITALISES_NOUNS:
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


def _sentences(entry: ParsedEntry) -> Iterator[Sentence]:
    """The words of title and text, sentence by sentence; a title in title case says nothing about names."""
    words = (entry.title or "").split()
    capitals = sum(word[0].isupper() for word in words)
    title_case = len(words) > MAX_WORDS and capitals > HEADLINE_CAPITALS * len(words)
    text = entry.body_text if title_case else f"{entry.title or ''}\n{entry.body_text}"
    for sentence in SENTENCE_BREAK.split(text):
        yield [POSSESSIVE.sub("", token) for token in TOKEN.findall(sentence)]


def _find(texts: list[list[Sentence]], small: AbstractSet[str]) -> dict[str, _Seen]:
    """Every name by its folded form."""
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for position, text in enumerate(texts):
        for sentence in text:
            for start, run in _runs(sentence):
                words = _name_in(run, starts_sentence=start == 0, small=small)
                if words:
                    name = seen[" ".join(words).casefold()]
                    name.entries.add(position)
                    name.inside |= start > 0 or len(words) < len(run)
                    name.spellings[" ".join(words)] += 1
    return seen


def _runs(sentence: Sentence) -> Iterator[tuple[int, list[str]]]:
    """Runs of capitalised words and particles between them, each with its place in the sentence."""
    run: list[str] = []
    for place, word in enumerate([*sentence, "."]):
        if word[0].isupper() or (run and word in PARTICLES):
            run.append(word)
        elif run:
            yield place - len(run), run
            run = []


def _name_in(run: list[str], *, starts_sentence: bool, small: AbstractSet[str]) -> list[str]:
    """The name in a run, without what is no part of it, or nothing."""
    words = run
    if starts_sentence and words[0].casefold() in small:
        words = words[1:]
    while words and (words[0].casefold() in HONORIFICS or words[0] in PARTICLES):
        words = words[1:]
    while words and words[-1] in PARTICLES:
        words = words[:-1]
    letters = sum(map(len, words))
    shouted = letters > MAX_ACRONYM and all(word.isupper() for word in words)
    if len(words) > MAX_WORDS or letters < MIN_LETTERS or shouted or all(map(_is_date_word, words)):
        return []
    return words


def _is_date_word(word: str) -> bool:
    known = CALENDAR_WORDS.get(word.lower())
    return known is not None and known.kind in DATE_KINDS


def _choose(seen: dict[str, _Seen], small: AbstractSet[str]) -> list[_Seen]:
    """The names worth a topic, the most frequent first."""
    _count_surnames_as_full_names(seen)
    fit = [
        (key, name)
        for key, name in seen.items()
        if len(name.entries) >= MIN_ENTRIES and name.inside and key not in small
    ]
    return [name for _, name in sorted(fit, key=lambda item: (-len(item[1].entries), item[0]))[:MAX_NAMES]]


def _count_surnames_as_full_names(seen: dict[str, _Seen]) -> None:
    """A last word alone stands for the one longer name that ends in it."""
    full: dict[str, list[str]] = defaultdict(list)
    for key in seen:
        first, _, last = key.rpartition(" ")
        # "Liverpool" alone is not short for the Bishop of Liverpool.
        if first and " of " not in key:
            full[last].append(key)
    for surname, names in full.items():
        if len(names) == 1 and surname in seen:
            alone = seen.pop(surname)
            seen[names[0]].entries |= alone.entries
            seen[names[0]].inside |= alone.inside
