"""An entry's text as sentences of words, so that capitals can be told from the start of a sentence."""

import re
from collections.abc import Iterator

from app.parsing.document import ParsedEntry

Sentence = list[str]
"""Words as they are written, and marks; a mark stands wherever a name cannot go on."""

HEADLINE_WORDS = 4
HEADLINE_CAPITALS = 0.6

ENDS = ".!?…"
PARTS = '\\n:;()"“”„«»|'
# Two letters before the full stop, so that the initials in J. Smith and U.S. Army end nothing. The mark comes first in
# the pattern and what stands before it later, so that other characters are passed over quickly.
BREAK = re.compile(
    rf"[{ENDS}{PARTS}](?:(?<=[{PARTS}])|(?:(?<=[^\W\d_]{{2}}[{ENDS}])|(?<=[\d%\]][{ENDS}]))[{ENDS}]*(?=\s))"
)
# A handle or a hashtag is one token that starts with its mark: how it is written says nothing about names.
TOKEN = re.compile(r"[@#]\w+|[^\W\d_][\w'’\-]*|\S")  # noqa: RUF001 (the apostrophe that texts have)
APOSTROPHE = re.compile(r"['’]")  # noqa: RUF001 (as above)
JOINT = re.compile(r"['’\-]")  # noqa: RUF001 (as above)
MARK = "'"


def sentences_of(entry: ParsedEntry) -> Iterator[Sentence]:
    """The sentences of title and text, without a title in title case: there, capitals do not mark names."""
    text = entry.body_text if _is_title_case(entry.title or "") else f"{entry.title or ''}\n{entry.body_text}"
    for sentence in BREAK.split(text):
        if sentence:
            tokens: Sentence = TOKEN.findall(sentence)
            yield [word for token in tokens for word in _words(token)] if JOINT.search(sentence) else tokens


def capital_share(texts: list[list[Sentence]]) -> float:
    """How many of the words inside sentences have a capital, from 0 to 1."""
    words = [word for text in texts for sentence in text for word in sentence[1:] if word[0].isalpha()]
    return sum(word[0].isupper() for word in words) / max(1, len(words))


def _is_title_case(title: str) -> bool:
    words = title.split()
    return len(words) > HEADLINE_WORDS and sum(word[0].isupper() for word in words) > HEADLINE_CAPITALS * len(words)


def _words(token: str) -> list[str]:
    """A token without what grammar has joined to a word: l'Ukraine, Ukraine's, the Giants', I've, Kyiv-based."""
    if token.rpartition("-")[2].islower() and "-" in token:
        return [token.lower()]
    parts = APOSTROPHE.split(token, maxsplit=1)
    if len(parts) == 1:
        return [token]
    head, tail = parts
    if head.islower() and tail[:1].isupper():
        return [tail]
    if tail in {"", "s"} and head:
        return [head, MARK]
    return [token.lower()] if tail.islower() else [token]
