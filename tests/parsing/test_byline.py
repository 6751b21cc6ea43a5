"""Bylines: who signs, with which role, and what is no signature at all."""

import pytest

from app.parsing.byline import read_byline


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Roe", ["Ann Roe"]),
        ("By Jo Doe, Ann Roe and Li Na in Kyiv", ["Jo Doe", "Ann Roe", "Li Na"]),
        ("Von Jo Doe und Karla Muster", ["Jo Doe", "Karla Muster"]),
        ("Par Jean Exemple et Anne Le Modèle", ["Jean Exemple", "Anne Le Modèle"]),
        ("Por Ana Ejemplo y Luis Muestra y Caso", ["Ana Ejemplo", "Luis Muestra y Caso"]),
        ("Di Marco Esempio e Anna Prova", ["Marco Esempio", "Anna Prova"]),
        ("Door Jan de Voorbeeld en Piet Proef", ["Jan de Voorbeeld", "Piet Proef"]),
        ("Av Kari Eksempel og Ola Prøve", ["Kari Eksempel", "Ola Prøve"]),
        ("— Jo Doe", ["Jo Doe"]),
        ("Ursula von der Muster", ["Ursula von der Muster"]),
        ("Conor O'Sample", ["Conor O'Sample"]),
        ("Muhammad al-Mithal", ["Muhammad al-Mithal"]),
        ("Mabel Sample-Roe", ["Mabel Sample-Roe"]),
        ("J. R. Doe", ["J. R. Doe"]),
        ("أحمد مثال", ["أحمد مثال"]),
        ("अर्पण नमूना", ["अर्पण नमूना"]),
        ("Иван Примеров", ["Иван Примеров"]),
        ("山田例子記者", ["山田例子"]),
        ("Jo Doe (8am-2pm) and Ann Roe (2pm-8pm)", ["Jo Doe", "Ann Roe"]),
        ("Jo Doe in Kyiv and Ann Roe in Moscow", ["Jo Doe", "Ann Roe"]),
        ("By Jo Doe, 14.05 Uhr", ["Jo Doe"]),
        ("By Madonna", ["Madonna"]),
        ("Reuters", ["Reuters"]),
        ("dpa/Reuters", ["dpa", "Reuters"]),
        ("Jo Doe and Reuters", ["Jo Doe", "Reuters"]),
        ("Guardian staff and agencies", ["Guardian staff", "agencies"]),
        ("BBC News", ["BBC News"]),
        ("Jo Doe, Ann Roe, Jo Doe", ["Jo Doe", "Ann Roe"]),
    ],
)
def test_names_are_read(text: str, names: list[str]) -> None:
    """A byline gives the names it signs with, in order, each once."""
    assert [author.name for author in read_byline(text)] == names


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Jo Doe, Political editor", "Political editor"),
        ("Jo Doe Political editor", "Political editor"),
        ("Jo Doe\nReporter, BBC News", "Reporter, BBC News"),
        ("Jo Doe, our correspondent in Kyiv", "our correspondent in Kyiv"),
        ("By Jo Doe, Reuters", "Reuters"),
        ("Jo Doe @jodoe", "@jodoe"),
        ("Jo Doe", None),
    ],
)
def test_roles_stand_apart_from_names(text: str, role: str | None) -> None:
    """What a person is, or works for, is the author's role."""
    assert [(author.name, author.role) for author in read_byline(text)] == [("Jo Doe", role)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KEY EVENT",
        "Key Event",
        "Share",
        "Updated",
        "Updated 14:05",
        "12 comments",
        "Breaking News",
        "Watch live",
        "Photograph: Jo Doe/AP",
        "(AP)",
        "Getty Images",
        "The minister said on Monday that it was over",
        "By the numbers",
        "— Jo Doe (@jodoe) January 28, 2026",
        "Reporter, BBC News",
        "Read more: Jo Doe",
        "x" * 5000,
        "By " * 2000,
    ],
)
def test_what_is_no_byline_names_nobody(text: str) -> None:
    """Labels, counts, credits, attributions of embedded posts and sentences sign nothing."""
    assert read_byline(text) == ()
