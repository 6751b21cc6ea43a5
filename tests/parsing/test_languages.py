"""Pages of no known platform, in many languages: every post's instant and authors come out right."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.parsing.page import Page
from app.parsing.parse import parse

CLOCKS = ((28, 14, 5), (28, 13, 40), (28, 11, 10), (28, 9, 20), (28, 0, 10), (27, 23, 30), (27, 22, 15))
TIMES = [datetime(2026, 1, day, hour, minute) for day, hour, minute in CLOCKS]  # noqa: DTZ001
LATIN = "The boats came into the little harbour with the evening wind, and those who waited there tied them up."
TEXTS = {
    "ar": "وصلت القوارب إلى الميناء الصغير مع رياح المساء وربطها الناس الذين كانوا ينتظرونها هناك منذ الصباح.",
    "hi": "शाम की हवा के साथ नावें छोटे बंदरगाह में आईं और वहाँ इंतज़ार कर रहे लोगों ने उन्हें बाँध दिया।",
    "zh": "船只随着晚风驶入小港口，在那里等候的人们把它们系好，然后一起回家吃晚饭，港口管理员对此表示满意。",
    "ja": "船は夕方の風とともに小さな港に入り、そこで待っていた人々によって係留された。港長は満足していると述べた。",
}


def twelve(at: datetime) -> str:
    """The time on a 12-hour clock, without its half."""
    return f"{at.hour % 12 or 12}:{at:%M}"


FORMS: dict[str, tuple[str | None, Callable[[datetime], str], dict[str, list[str]]]] = {
    "en-US": (
        "America/New_York",
        lambda at: f"Jan. {at.day}, 2026, {twelve(at)} {'p.m.' if at.hour >= 12 else 'a.m.'} ET",
        {
            "Jo Doe": ["Jo Doe"],
            "Ann Roe Reporting from Kyiv": ["Ann Roe"],
            "By Jo Doe and Ann Roe": ["Jo Doe", "Ann Roe"],
        },
    ),
    "de-CH": (
        "Europe/Zurich",
        lambda at: f"{at:%H.%M} Uhr",
        {"Jo Muster (jmu.)": ["Jo Muster"], "sda": ["sda"], "dpa/afp": ["dpa", "afp"]},
    ),
    "fr": (
        "Europe/Paris",
        lambda at: f"{at.hour} h {at:%M}",
        {
            "Par Jean Exemple": ["Jean Exemple"],
            "AFP": ["AFP"],
            "Anne Le Modèle et Jean Exemple": ["Anne Le Modèle", "Jean Exemple"],
        },
    ),
    "es": (
        None,
        lambda at: f"{at:%H:%M}h",
        {"Por Ana Ejemplo": ["Ana Ejemplo"], "Agencias": ["Agencias"], "Luis Muestra": ["Luis Muestra"]},
    ),
    "it": (
        "Europe/Rome",
        lambda at: f"Ore {at:%H:%M}",
        {"di Marco Esempio": ["Marco Esempio"], "Redazione": ["Redazione"], "Anna Prova": ["Anna Prova"]},
    ),
    "pt-BR": (
        "America/Sao_Paulo",
        lambda at: f"{at:%d/%m/%Y %Hh%M}",
        {"Por Ana Exemplo": ["Ana Exemplo"], "Por g1": ["g1"], "Por Redação": ["Redação"]},
    ),
    "nl": (
        "Europe/Amsterdam",
        lambda at: f"{at:%H:%M} uur",
        {"Door Jan de Voorbeeld": ["Jan de Voorbeeld"], "ANP": ["ANP"], "Piet Proef": ["Piet Proef"]},
    ),
    "pl": (
        "Europe/Warsaw",
        lambda at: f"{at:%H:%M}",
        {"Jan Przykład": ["Jan Przykład"], "PAP": ["PAP"], "oprac. Anna Wzór": ["Anna Wzór"]},
    ),
    "sv": (
        "Europe/Stockholm",
        lambda at: f"kl {at:%H.%M}",
        {"Kari Exempel": ["Kari Exempel"], "TT": ["TT"], "Ola Prov och Kari Exempel": ["Ola Prov", "Kari Exempel"]},
    ),
    "da": (
        "Europe/Copenhagen",
        lambda at: f"{at.day}. jan. 2026 kl. {at:%H:%M}",
        {"Af Kari Eksempel": ["Kari Eksempel"], "Ritzau": ["Ritzau"], "Ola Prøve": ["Ola Prøve"]},
    ),
    "fi": (
        "Europe/Helsinki",
        lambda at: f"klo {at.hour}.{at:%M}",
        {"Matti Esimerkki": ["Matti Esimerkki"], "STT": ["STT"], "Liisa Malli": ["Liisa Malli"]},
    ),
    "tr": (
        "Europe/Istanbul",
        lambda at: f"{at:%d.%m.%Y - %H:%M}",
        {"Ali Örnek": ["Ali Örnek"], "AA": ["AA"], "Ayşe Deneme": ["Ayşe Deneme"]},
    ),
    "ru": (
        None,
        lambda at: f"{at.day} января, {at:%H:%M}",
        {"Иван Примеров": ["Иван Примеров"], "ТАСС": ["ТАСС"], "Анна Образцова": ["Анна Образцова"]},
    ),
    "ar": (
        None,
        lambda at: f"{twelve(at)} {'م' if at.hour >= 12 else 'ص'}",
        {"أحمد مثال": ["أحمد مثال"], "رويترز": ["رويترز"], "ليلى نموذج": ["ليلى نموذج"]},
    ),
    "hi": (
        "Asia/Kolkata",
        lambda at: f"{at:%d} जनवरी 2026, {at:%H:%M} बजे",
        {"अर्पण नमूना": ["अर्पण नमूना"], "भाषा": ["भाषा"], "रीता उदाहरण": ["रीता उदाहरण"]},
    ),
    "zh": (
        "Asia/Shanghai",
        lambda at: f"{at:%m-%d %H:%M}",
        {"记者 张三": ["张三"], "新华社": ["新华社"], "李四": ["李四"]},
    ),
    "ja": (
        "Asia/Tokyo",
        lambda at: f"{at.month}月{at.day}日 {at.hour}時{at:%M}分",
        {"山田例子": ["山田例子"], "共同": ["共同"], "佐藤見本記者": ["佐藤見本"]},
    ),
}


@pytest.mark.parametrize("language", FORMS)
def test_times_and_authors_in_each_language(language: str) -> None:
    """A zone that the language does not tell leaves the clock as the page shows it, good to the day."""
    zone, form, bylines = FORMS[language]
    signers = list(bylines)
    posts = "".join(
        f'<div class="post"><p class="meta"><span class="when">{form(at)}</span>'
        f'<span class="who">{signers[place % len(signers)]}</span></p>'
        f"<h3>Title {place}</h3><p>{TEXTS.get(language, LATIN)}</p></div>"
        for place, at in enumerate(TIMES)
    )
    html = f'<html lang="{language}"><title>Blog</title><h1>Boats on the lake</h1><main>{posts}</main></html>'
    seen = TIMES[0].replace(tzinfo=ZoneInfo(zone or "UTC")) + timedelta(minutes=20)
    blog = parse(Page(html.encode(), observed_at=seen.astimezone(UTC)))
    shown = [
        entry.published_at.astimezone(seen.tzinfo).replace(tzinfo=None) for entry in blog.entries if entry.published_at
    ]
    assert shown == TIMES
    assert {entry.time_precision for entry in blog.entries} == {"minute" if zone else "day"}
    assert [[author.name for author in entry.authors] for entry in blog.entries] == [
        bylines[signers[place % len(signers)]] for place in range(len(TIMES))
    ]
