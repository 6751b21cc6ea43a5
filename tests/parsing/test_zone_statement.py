"""What a page says of its own clock."""

import pytest

from app.parsing.zone_statement import stated_zone


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Sunday, June 9, 2024 · All times Eastern (ET) · oldest first", "America/New_York"),
        ("All times Central. Our reporters are in the court room.", "America/Chicago"),
        ("Times are in Pacific Time", "America/Los_Angeles"),
        ("All times BST", "Europe/London"),
        ("(times are GMT)", "Etc/GMT"),
        ("All times are Madrid time (CET/CEST).", "Europe/Madrid"),
        ("29 de septiembre de 2021 · Hora canaria", "Atlantic/Canary"),
        ("Horário de Brasília", "America/Sao_Paulo"),
        ("Alle Zeiten MEZ", "Europe/Berlin"),
        ("الأربعاء 16 أبريل 2025 (توقيت الرياض)", "Asia/Riyadh"),
        ("آخر تحديث: ٥ مارس ٢٠٢٥ (بتوقيت عمّان)", "Asia/Amman"),
        ("بتوقيت بيروت", "Asia/Beirut"),
        ("All times are local", None),
        ("He paid three times the price in London", None),
        ("It was the best of times at the harbour", None),
        ("a las 12 horas de hoy", None),
        ("ore 14 di oggi", None),
        ("", None),
    ],
)
def test_a_statement_names_a_zone(line: str, zone: str | None) -> None:
    """Statements in several languages name a zone; sentences that only sound like one do not."""
    assert stated_zone([line]) == zone
