"""Bylines: who signs, with which role, and what is no signature at all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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
        ("Par J.-P. Exemple", ["J.-P. Exemple"]),
        ("A.-S. R.", ["A.-S. R."]),
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
        ("By Jo Doe/Reuters", ["Jo Doe", "Reuters"]),
        ("Reuters, AP", ["Reuters", "AP"]),
        ("From CNN's Jo Doe and Ann Roe", ["Jo Doe", "Ann Roe"]),
        ("By JO DOE AND ANN ROE", ["JO DOE", "ANN ROE"]),
        ("By AP and Sample Staff", ["AP", "Sample Staff"]),
        ("Von Jo Doe, Kiew", ["Jo Doe"]),
        ("By Jo Doe, New York", ["Jo Doe"]),
        ("Jo Doe, Reporting from Jerusalem", ["Jo Doe"]),
        ("Jo Doe reporting from Kyiv", ["Jo Doe"]),
        ("Jo DoeReporting from Kyiv", ["Jo Doe"]),
        ("Posted by Jo Doe 5 mins ago", ["Jo Doe"]),
        ("Written by: Jo Doe, Edited by: Ann Roe", ["Jo Doe"]),
        ("(Reporting by Jo Doe and Ann Roe in Kyiv; Editing by Bo Moe)", ["Jo Doe", "Ann Roe"]),
        ("Mit Material von dpa", ["dpa"]),
        ("By Our Foreign Staff", ["Our Foreign Staff"]),
        ("文/张三", ["张三"]),
        ("记者 张三", ["张三"]),
        ("رويترز", ["رويترز"]),
        ("ТАСС", ["ТАСС"]),
        ("Ann Roe Reporting from Kyiv", ["Ann Roe"]),
        ("【山田例子】", ["山田例子"]),
        ("Jo Doe | 14:05", ["Jo Doe"]),
        ("(Jo Doe, Radio Nord)", ["Jo Doe"]),
        ("（山田 例子）", ["山田 例子"]),
        ("Geschreven door Jo de Doe", ["Jo de Doe"]),
        ("Escrito por Ana Roe", ["Ana Roe"]),
        ("Από: Μαρία Ρόε", ["Μαρία Ρόε"]),
        ("रिपोर्ट: अनु रो", ["अनु रो"]),
        ("مراسلنا نادر رو", ["نادر رو"]),
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
        ("By the BBC's Jo Doe", "BBC"),
        ("By Jo Doe Associated Press", "Associated Press"),
        ("Jo Doe BBC News", "BBC News"),
        ("Jo Doe (Kiev, envoyée spéciale)", "Kiev, envoyée spéciale"),
        ("Jo Doe Senior political correspondent", "Senior political correspondent"),
        ("CNN Meteorologist Jo Doe", "CNN Meteorologist"),
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
        "Periodista de Nación",
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
        "Ann Roe, the mayor of the town, said so",
        "Ann Roe and three boats came in",
        "Sampleland's President Roe",
        "Good morning",
        "World news",
        "Middle East",
        "Premier League",
        "Home Office",
        "Press release",
        "Welcome to our live blog",
        "Editing by Jo Doe",
        "By Jo Doe/Getty Images",
        "Jo Doe/Reuters",
        "Photographs by Jo Doe",
        "War in Sampleland",
        "記者山田例攝",
        "가시거리가 1.2km까지 회복됐다.",
        "山田例子撮影",
        "直播開始",
        "– We’re in our seats in the hall. The doors are shut.",
        "– That’s a wrap, at 70 minutes.",
        "14:05",
        "x" * 5000,
        "By " * 2000,
    ],
)
def test_what_is_no_byline_names_nobody(text: str) -> None:
    """Labels, counts, credits, attributions of embedded posts and sentences sign nothing."""
    assert read_byline(text) == ()


@given(st.text(max_size=400))
@example("By " + "(" * 200)
@example("By " + "A. " * 90)
@example("By " + "Jo Doe, " * 40)
@example("\ue000(\ue001")
def test_any_text_is_answered(text: str) -> None:
    """Whatever the text, names come back clean: not empty, on one line, each once."""
    names = [author.name for author in read_byline(text)]
    assert all(name and name == " ".join(name.split()) for name in names)
    assert len({name.casefold() for name in names}) == len(names)


NAMES = st.sampled_from(
    ["Jo Doe", "Ann Roe", "Li Na", "Jan de Voorbeeld", "Conor O'Sample", "Zoë Prüfung", "J. R. Moe"]
)


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), st.sampled_from(["By ", "Von ", "Par ", "", "— "]))
def test_lists_of_names_come_back(names: list[str], opener: str) -> None:
    """Names put together in the usual way come apart again, in order."""
    listed = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    assert [author.name for author in read_byline(opener + listed)] == names
