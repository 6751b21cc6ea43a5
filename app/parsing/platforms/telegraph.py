"""The Telegraph's live blogs."""

from app.parsing.platform import Platform


class Telegraph(Platform):
    """A post's picture names its file in `data-src` and `meta`; times are exact, bylines stand on the page alone."""

    name = "telegraph"
    marker = ".live-post .live-post__wrapper-body-article"
    hosts = ("telegraph.co.uk",)
    publisher = "The Telegraph"
    zone = "Europe/London"

    entry = ".live-post"
    entry_id = "@id"
    title = ".live-post__title"
    time = ".live-post__wrapper-body-timestamp time"
    time_machine = ".live-post__wrapper-body-timestamp time@datetime"
    author = ".live-post__author, .live-post__byline"
    body = ".live-post__wrapper-body-article"
    skip = (".teaser", ".article-betting-unit-container", ".live-post__share")

    byline = '[data-test="byline"]'
    key_points = '[data-test="standfirst"] li, .live-post-summary li'
