"""Text as Postgres and Unicode's normal forms take it."""

from unicodedata import normalize

from app.store.storable import storable, stream_safe

JOINER = "\N{COMBINING GRAPHEME JOINER}"


def test_what_postgres_refuses() -> None:
    """NUL goes, and a lone surrogate becomes a question mark."""
    assert storable("a\0b\ud800c") == "ab?c"


def test_long_runs_of_marks_are_broken_up() -> None:
    """No run that normal forms sort is longer than thirty, and nothing is lost."""
    marks = "a" + "\u0315\u0300" * 100_000
    safe = stream_safe(marks)
    assert safe.replace(JOINER, "") == marks
    assert max(len(run) for run in safe.split(JOINER)) <= 31
    assert normalize("NFC", safe).startswith("\u00e0\u0300")


def test_ordinary_text_stays() -> None:
    """Accents, vowels of Indic scripts and signs are far from so many."""
    for text in ("plain", "Cafe\u0301 – “Odile” …", "वह हिंदी बोलती है", "e" + "\u0301" * 29):
        assert stream_safe(text) == text
