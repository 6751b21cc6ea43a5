"""Topics of a blog and of its entries."""

from app.enrich.topics import MAX_TOPICS, merge_topics, spread_blog_topics
from app.parsing.document import Coverage, ParsedBlog, ParsedEntry, Topic


def test_entries_get_the_topics_of_their_blog_after_their_own() -> None:
    """The publisher's tags on the blog hold for its entries; a topic is named once."""
    blog = ParsedBlog(
        platform="x",
        coverage=Coverage(1),
        topics=(Topic("Weather"), Topic("ferries")),
        entries=(ParsedEntry(external_id="1", topics=(Topic("Ferries"),)),),
    )
    assert [topic.name for topic in spread_blog_topics(blog).entries[0].topics] == ["Ferries", "Weather"]


def test_topics_are_merged_by_name() -> None:
    """White space and case make no new topic, empty names make none, and there is an end to them."""
    merged = merge_topics([Topic(" Port  Alma "), Topic("")], [Topic("PORT ALMA", source="text")])
    assert merged == (Topic("Port Alma"),)
    assert len(merge_topics(Topic(str(number)) for number in range(1000))) == MAX_TOPICS
