"""The Guardian's app templates, which the apps fill with blocks."""

from app.parsing.document import TimeText
from app.parsing.platform import Platform
from app.parsing.post import Post


class GuardianApp(Platform):
    """Templates since 2015: `div.block` with BEM names; the time's title is exact, its text may be "8m ago"."""

    name = "guardian-app"
    marker = "div.block p.block__time"
    hosts = ("theguardian.com",)
    publisher = "The Guardian"
    zone = "Europe/London"

    entry = "div.block:has(> p.block__time)"
    entry_id = "@id"
    title = "h2.block__title"
    time = "p.block__time"
    time_machine = "p.block__time@title"
    updated = "p.block__updated"
    body = ".block__body"
    skip = ("figure.element-rich-link", ".element-placeholder")
    key_event = ".block--live-key-event, .block--live-summary"

    headline = "h1.headline"
    byline = ".byline"
    key_points = ".standfirst li"

    def read_time(self, post: Post) -> TimeText | None:
        """The title beats the text, which may count back from a moment long gone; the last edit tells the day."""
        title = post.value(self.time_machine)
        if not title:
            return super().read_time(post)
        return TimeText(title, title if "T" in title else None, self.day_of(post))

    def day_of(self, post: Post) -> str | None:
        """The day that the line "Last Updated: 10:56 GMT Thursday, 20 February 2014" names."""
        _, comma, day = (post.value(self.updated) or "").rpartition(",")
        return day.strip() if comma else None


class GuardianApp2014(GuardianApp):
    """Templates of 2014: names with one hyphen, and a collapsed summary that repeats a post's first paragraph."""

    name = "guardian-app-2014"
    marker = "div.block > p.block-time:not(.published-time, .updated-time)"

    entry = "div.block:has(> p.block-time)"
    title = ".block-elements > h2:first-child"
    time = "p.block-time"
    time_machine = "p.block-time@title"
    updated = "p.block-updated"
    body = ".block-elements"
    key_event = ".block.key-event, .block.summary"
    rejects = {"repeated summary": ".live-summary-more"}
    headline = "h1"
