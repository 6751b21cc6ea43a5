"""Which rules a text answers to: whole words and phrases, whatever their case and accents. Pure.

The terms of all rules stand in one tree of words, along which the text is walked once: so a text costs about the same
under one rule and under a hundred. Terms are words and never patterns: no text and no rule makes matching slow.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from unicodedata import category, normalize

from app.store.storable import stream_safe

MAX_TEXT_CHARACTERS = 100_000
"""What lies beyond is not looked at, as it is not searched."""

_LATIN_ACCENTS = re.compile("(?<=[a-z0-9])[\u0300-\u036f]+")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """When an entry is about a topic: one of `any_of` (if there are any), all of `all_of`, none of `none_of`."""

    slug: str
    name: str
    any_of: tuple[str, ...]
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    language: str | None = None
    """Only entries of blogs in this language (ISO 639, without a region)."""


class _Spacing(dict[int, str]):
    """Every character that is part of a word as it is, every other as a space; learned as characters come."""

    def __missing__(self, code: int) -> str:
        # Marks are the vowels of Indic scripts: they belong to words as letters do.
        character = chr(code)
        self[code] = character if category(character)[0] in "LNM" else " "
        return self[code]


_SPACING = _Spacing()


def words_of(text: str) -> Words:
    """The words of a text without case and without accents on Latin letters, as slugs have them."""
    bounded = stream_safe(text[:MAX_TEXT_CHARACTERS])
    folded = normalize("NFD", normalize("NFKC", bounded).casefold())
    return tuple(normalize("NFC", _LATIN_ACCENTS.sub("", folded)).translate(_SPACING).split())


@dataclass(slots=True)
class _Node:
    """A place in the tree of words: where a term ends, if one does, and the words that may follow."""

    term: Words | None = None
    following: dict[str, "_Node"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Terms:
    rule: Rule
    any_of: frozenset[Words]
    all_of: frozenset[Words]
    none_of: frozenset[Words]

    def agree(self, found: set[Words], language: str | None) -> bool:
        return (
            self.rule.language in {None, language}
            and (not self.any_of or not self.any_of.isdisjoint(found))
            and self.all_of <= found
            and self.none_of.isdisjoint(found)
        )


class Rules:
    """Rules made ready to be held against many texts."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._root = _Node()
        self._rules = [
            _Terms(rule, self._terms(rule.any_of), self._terms(rule.all_of), self._terms(rule.none_of))
            for rule in sorted(rules, key=lambda rule: rule.slug)
        ]

    def __bool__(self) -> bool:
        return bool(self._rules)

    def matching(self, texts: Iterable[str], language: str | None) -> list[Rule]:
        """The rules that an entry with these texts answers to, by slug. No phrase goes from one text into the next."""
        found: set[Words] = set()
        for text in texts:
            found |= self._found(words_of(text))
        return [terms.rule for terms in self._rules if terms.agree(found, language)]

    def label(self, columns: dict[str, Any], language: str | None) -> list[dict[str, str]]:
        """The topics of an entry: the publisher's and the text's as they are, then those that only rules give it."""
        topics: list[dict[str, str]] = [topic for topic in columns["topics"] if topic["source"] != "rule"]
        if not self._rules:
            return topics
        known = {topic["slug"] for topic in topics}
        matching = self.matching((columns["title"] or "", columns["body_text"]), language)
        return topics + [
            {"name": rule.name, "slug": rule.slug, "source": "rule"} for rule in matching if rule.slug not in known
        ]

    def _terms(self, terms: Iterable[str]) -> frozenset[Words]:
        parts = frozenset(words_of(term) for term in terms)
        for words in parts:
            node = self._root
            for word in words:
                node = node.following.setdefault(word, _Node())
            node.term = words
        return parts

    def _found(self, words: Sequence[str]) -> set[Words]:
        found: set[Words] = set()
        for start in range(len(words)):
            node: _Node | None = self._root
            for position in range(start, len(words)):
                node = node.following.get(words[position]) if node else None
                if node is None:
                    break
                if node.term:
                    found.add(node.term)
        return found


@lru_cache(maxsize=4)
def made_ready(rules: tuple[Rule, ...]) -> Rules:
    """The rules, made ready once for as long as they stay the same."""
    return Rules(rules)
