"""Terms of rules in texts: whole words, whatever their case and accents."""

import pytest

from app.store.rule_words import Rule, Rules


@pytest.mark.parametrize(
    ("term", "text", "holds"),
    [
        ("ferry", "The FERRY, at last.", True),
        ("ferry", "Two ferryboats wait.", False),
        ("Café Odile", "a cafe-odile table", True),
        ("cafe odile", "At the Cafe\u0301 Odile", True),
        ("ferry strike", "The ferry. Strike or not?", True),
        ("ferry strike", "The ferry crew's strike", False),
        ("Straße", "STRASSE", True),
        ("हिंदी", "वह हिंदी बोलती है", True),
        ("ह", "वह हिंदी बोलती है", False),
        ("ferry strike ends", "ferry strike ferry strike ends", True),
    ],
)
def test_whole_words_and_phrases(term: str, text: str, holds: bool) -> None:  # noqa: FBT001 (a case of the table)
    """A term is found where its words follow each other, and nowhere inside a word."""
    assert bool(Rules([Rule("t", "T", (term,))]).matching([text], None)) is holds


def test_no_phrase_goes_from_title_into_text() -> None:
    """A title's last word and a text's first are no phrase."""
    rules = Rules([Rule("t", "T", ("ferry strike",))])
    assert not rules.matching(["The ferry", "Strike called off"], None)


def test_any_all_none_and_language() -> None:
    """One of `any_of`, all of `all_of`, none of `none_of`, in the rule's language only."""
    rules = Rules([Rule("t", "T", ("ferry", "boat"), ("strike", "harbour"), ("film",), "en")])
    assert rules.matching(["Boat strike in the harbour"], "en")
    assert not rules.matching(["Boat strike in the harbour"], "de")
    assert not rules.matching(["Boat strike"], "en")
    assert not rules.matching(["Strike in the harbour"], "en")
    assert not rules.matching(["Boat strike in the harbour, the film"], "en")


def test_topics_of_publisher_and_text_stay() -> None:
    """A rule adds its topic unless the entry has it; what rules of before gave goes."""
    columns = {
        "title": None,
        "body_text": "The ferry waits.",
        "topics": [
            {"name": "Ferry", "slug": "ferry", "source": "publisher"},
            {"name": "Old", "slug": "old", "source": "rule"},
        ],
    }
    rules = Rules([Rule("ferry", "FERRY", ("ferry",)), Rule("delays", "Delays", ("waits",))])
    assert rules.label(columns, None) == [
        {"name": "Ferry", "slug": "ferry", "source": "publisher"},
        {"name": "Delays", "slug": "delays", "source": "rule"},
    ]
