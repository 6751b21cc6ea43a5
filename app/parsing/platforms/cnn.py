"""CNN's live stories since 2023."""

from app.parsing.platform import Platform


class Cnn(Platform):
    """A post's headline and time stay empty until scripts fill them: they come from the JSON-LD, joined by post id.

    The text of the JSON-LD has its quotation marks rewritten and no captions, so the markup's is taken.
    """

    name = "cnn"
    marker = 'article[data-component-name="live-story-post"], .live-story-post__content'
    hosts = ("cnn.com",)
    publisher = "CNN"
    zone = "America/New_York"

    entry = 'article[data-post-id], .live-story-post__wrapper, article[data-component-name="live-story-post"]'
    entry_id = "[data-post-id]@data-post-id"
    title = ".live-story-post__headline"
    time = ".live-story-post__timestamp, .live-story-post__header time"
    time_machine = "time@datetime"
    updated_machine = "[data-last-updated]@data-last-updated"
    author = ".live-story-post__byline"
    body = ".live-story-post__content"
    skip = (".social-share", '[class*="social-share"]', ".related-content", '[data-component-name="related-content"]')

    headline = "h1.headline_live-story__text"
    key_points = "ul.list_live-story__items li:not(article li)"
    declared = "[data-initial-count]@data-initial-count"


class CnnStellar(Platform):
    """Live pages of 2019 to 2023: hashed classes, of which the first words stay; a header holds time, title, byline."""

    name = "cnn-stellar"
    marker = 'article [class*="post-content-rendered"], article [class*="render-stellar-contentstyles"]'
    hosts = ("cnn.com",)
    publisher = "CNN"
    zone = "America/New_York"

    entry = 'article:has([class*="post-content-rendered"], [class*="render-stellar-contentstyles"])'
    entry_id = "@id"
    title = "header h2"
    time = "header span"
    time_machine = "header time@datetime"
    author = "header p"
    body = '[class*="post-content-rendered"], [class*="render-stellar-contentstyles__Content"]'
    skip = ('[class*="social-share"]', '[class*="SocialShare"]')
