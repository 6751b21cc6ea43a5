"""The Financial Times' live news."""

from app.parsing.platform import Platform


class FinancialTimes(Platform):
    """The time shown is "3 minutes ago" or printed by scripts; further reading and adverts stand within the posts."""

    name = "financial-times"
    marker = "article.x-live-blog-post .x-live-blog-post__body"
    hosts = ("ft.com",)
    publisher = "Financial Times"
    zone = "Europe/London"

    entry = "article.x-live-blog-post"
    entry_id = "@id"
    title = ".x-live-blog-post__title"
    time = ".x-live-blog-post__meta time"
    time_machine = ".x-live-blog-post__meta time@datetime"
    author = ".x-live-blog-post__byline"
    body = ".x-live-blog-post__body"
    skip = (".x-live-blog-post__controls", '[class*="recommended-further-reading"]', ".o-expander__toggle")
    key_event = ".x-live-blog-post__breaking-news"
