"""Names that recur in a blog's entries."""

import pytest

from app.enrich.names import add_recurring_names
from app.parsing.document import Coverage, ParsedBlog, ParsedEntry, Topic

COMMON = "later it was and so we all in roads the then did go am im der"
"""Words that open sentences in these tests, in small letters as every longer blog has them."""


def names(*texts: str, language: str | None = "en", title: str | None = None) -> list[set[str]]:
    """The topics found for entries with these texts."""
    entries = tuple(
        ParsedEntry(external_id=str(number), title=title, body_text=text) for number, text in enumerate(texts)
    )
    entries += (ParsedEntry(external_id="common", body_text=COMMON),)
    blog = ParsedBlog(platform="x", coverage=Coverage(len(entries)), language=language, entries=entries)
    return [{topic.name for topic in entry.topics} for entry in add_recurring_names(blog).entries[:-1]]


def test_a_name_in_three_entries_is_a_topic_of_each() -> None:
    """People, places and organisations that recur are found where they stand, and nowhere else."""
    found = names(
        "The mayor of Velmouth spoke to Ilka Torvald.",
        "In Velmouth the bridge is shut, says Ilka Torvald.",
        "Trains to Velmouth wait. A spokesman for Ilka Torvald declined.",
        "Nothing happened in Port Alma.",
    )
    assert found == [{"Velmouth", "Ilka Torvald"}] * 3 + [set()]


def test_a_surname_alone_counts_as_the_full_name() -> None:
    """After the first mentions papers drop the first name; the topic stays one."""
    found = names(
        "We heard from Ilka Torvald today.",
        "Then spoke President Ilka Torvald.",
        "It was Torvald who came back.",
        "And so Torvald won.",
    )
    assert found == [{"Ilka Torvald"}] * 4


def test_a_place_is_not_short_for_what_is_named_after_it() -> None:
    """One longer name that happens to end in a frequent word does not swallow it."""
    found = names("We go to Stadium Velmouth.", *["We go to Velmouth."] * 6)
    assert found == [set(), *[{"Velmouth"}] * 6]


def test_possessives_end_a_name() -> None:
    """What belongs to someone is not part of their name."""
    found = names(*["So we saw Velmouth's Old Pier and the Giants' Hall."] * 3)
    assert found == [{"Velmouth", "Old Pier", "Giants", "Hall"}] * 3


def test_elided_articles_are_no_part_of_a_name() -> None:
    """French and Italian join articles to names; the name stays whole, and so does one that starts with O'."""
    found = names(*["nous allons à l'Ormonde avec d’Ostrava et Sean O'Malley"] * 3, language="fr")
    assert found == [{"Ormonde", "Ostrava", "Sean O'Malley"}] * 3


def test_a_derived_word_beside_its_name_says_nothing_more() -> None:
    """Adjectives and plurals of a name are left out where the name itself is a topic."""
    found = names(*["we see Ostravia and the Ostravian and Ostravians"] * 3)
    assert found == [{"Ostravia"}] * 3


def test_pieces_of_a_longer_name_are_no_names() -> None:
    """Words that stand only inside the name of an institute are no topics of their own."""
    assert names(*["we asked the Institute for Harbours and Tides here"] * 3) == [set()] * 3


def test_nouns_with_capitals_are_seen_without_a_language() -> None:
    """A German page that does not say its language is told by its capitals."""
    text = "So ist der Hafen am Morgen zu, und die Fähre wartet auf den Wind, sagt Ilka Torvald."
    assert names(*[text] * 3, language=None) == [{"Ilka Torvald"}] * 3


@pytest.mark.parametrize("piece", [".", "ab.", "Ab ", "of ", "a'", "a-", "A\n", "Ab of ", "Ab and ", "Ab for "])
def test_no_text_takes_long(piece: str) -> None:
    """The time grows with the text and not with its square, which would take minutes here."""
    text = "Ab " + piece * 30_000 + "x"
    assert len(names(text, text, text)) == 3


def test_an_office_of_a_place_is_not_the_place() -> None:
    """The place by itself does not count as the office named after it."""
    found = names(
        "The Bishop of Velmouth came.",
        "All of Velmouth is dark.",
        "Roads to Velmouth are shut.",
        "In Velmouth it rains.",
    )
    assert found[1:] == [{"Velmouth"}] * 3


@pytest.mark.parametrize(
    "text",
    [
        "The ferry waits. The harbour is shut. Nobody sails.",
        "On Wednesday in January the ferry waits.",
        "FERRIES STOPPED AGAIN TODAY",
        "Nobody knows. Nobody asks. Nobody tells.",
        "He met President again and Mr too.",
        "Then I've seen it and so I’m gone and we Don't go.",
        "Then @HarbourMaster wrote #StormOdette.",
        "We have Velmouth-based ferries.",
        "Then the Prime Minister left.",
        "Later it rained at 13.45. Meanwhile it was so.",
    ],
)
def test_what_is_no_name_is_no_topic(text: str) -> None:
    """Words that open sentences, days and months, shouting and bare titles are not taken for names."""
    assert names(text, text, text, text) == [set()] * 4


def test_titles_before_a_name_are_not_part_of_it() -> None:
    """President, Mr and the like are dropped."""
    found = names("Then Prime Minister Torvald spoke.", "And Mr Torvald left.", "Did on Monday Ms Torvald see it?")
    assert found == [{"Torvald"}] * 3


def test_headlines_in_title_case_say_nothing() -> None:
    """Where every word has a capital, capitals do not mark names."""
    assert names("the ferry waits", "it sails", "it sinks", title="Big Storm Hits The Northern Harbour") == [set()] * 3


def test_german_nouns_are_no_names() -> None:
    """Where nouns have capitals, single words are not taken; full names and acronyms are."""
    found = names(
        "Der Hafen ist zu, sagt Ilka Torvald. Nur die THWF hilft.",
        "Am Hafen wartet Ilka Torvald auf die THWF.",
        "Im Hafen hilft die THWF, so Ilka Torvald.",
        language="de",
    )
    assert found == [{"Ilka Torvald", "THWF"}] * 3


def test_the_publishers_spelling_wins() -> None:
    """A name that the publisher tags as well stays the publisher's topic."""
    entries = tuple(
        ParsedEntry(external_id=str(number), body_text="Go to Velmouth now.", topics=(Topic("VELMOUTH"),))
        for number in range(3)
    )
    blog = add_recurring_names(ParsedBlog(platform="x", coverage=Coverage(3), language="en", entries=entries))
    assert blog.entries[0].topics == (Topic("VELMOUTH", source="publisher"),)
