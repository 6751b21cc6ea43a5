"""The Times of Israel's live blogs."""

from app.parsing.platform import Platform


class TimesOfIsrael(Platform):
    """The time is a span with epoch seconds, its text "Today, 4:05 pm"; the title links to the post's page."""

    name = "times-of-israel"
    marker = '[id^="liveblog-entry-"] .liveblog-paragraph'
    hosts = ("timesofisrael.com",)
    publisher = "The Times of Israel"
    zone = "Asia/Jerusalem"

    entry = '[id^="liveblog-entry-"]'
    entry_id = "@id"
    permalink = ".liveblog-paragraph h4 a@href"
    title = ".liveblog-paragraph h4"
    time = ".liveblog-date span[data-timestamp]"
    time_machine = ".liveblog-date span[data-timestamp]@data-timestamp"
    author = ".liveblog-paragraph .byline"
    body = ".liveblog-paragraph"
    skip = (".liveblog-social", ".single-share", "ul.social")

    headline = "h1.headline"
