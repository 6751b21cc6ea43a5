"""Languages told by their small words."""

import pytest

from app.parsing.language import guess_language

TEXTS = {
    "en": "The ferry has not sailed since the morning, and the harbour master said that it will wait for the wind.",
    "de": "Die Fähre ist seit dem Morgen nicht ausgelaufen, und der Hafenmeister wird sich nach dem Wind richten.",
    "fr": "Le ferry est resté dans le port et les passagers attendent sur le quai avec les agents qui sont là.",
    "es": "El transbordador no ha salido del puerto y los pasajeros esperan en el muelle con las maletas por la noche.",
    "it": "Il traghetto non è partito dal porto e gli abitanti della città aspettano che il vento si calmi.",
    "pt": "O barco não saiu do porto e os passageiros esperam no cais com as malas, que se molharam na noite.",
    "nl": "De veerboot is niet uitgevaren en het water van de haven staat te hoog voor een schip dat naar zee wil.",
    "pl": "Prom nie wypłynął z portu i pasażerowie czekają na wiatr, jak mówi kapitan, oraz że to nie jest koniec.",
    "sv": "Färjan har inte gått och det är hög våg på fjärden som gör att den inte kan lämna hamnen än för vind.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_or_two_is_enough(language: str) -> None:
    """Ordinary text is told by its small words."""
    assert guess_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "14:05", "Mira Tolland", "Velmouth Port Alma", "速報 港が閉鎖", "x" * 100_000])
def test_what_does_not_tell_is_not_guessed(text: str) -> None:
    """Names, figures and other scripts give nothing."""
    assert guess_language(text) is None
