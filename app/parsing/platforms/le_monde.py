"""Le Monde's live pages."""

from app.parsing.platform import Platform


class LeMonde(Platform):
    """A reader's question stands as a quotation before the answer and signs nothing; "L'essentiel" marks key events."""

    name = "le-monde"
    marker = "section.post.post__live-container"
    hosts = ("lemonde.fr",)
    publisher = "Le Monde"
    zone = "Europe/Paris"
    language = "fr"

    entry = "section.post.post__live-container"
    entry_id = "@id"
    title = ".post__live-container--title"
    time = ".info-content .date, span.date"
    time_machine = "time@datetime"
    author = ".post__live-container--signature"
    body = ".content--live, section.post:not(:has(.content--live)) .meta__social--new-live-post"
    skip = (
        ".info-content",
        ".header-content__live",
        ".flag-live__border__label",
        ".post__live-container--comment-author",
        ".post__live-container--signature",
        ".post__live-container--link-content",
        ".read-also-live__container",
        ".post__live-container--share",
    )
    key_event = ".post__live-container--essential, [data-post-essential]"

    headline = "h1"
    byline = ".article__author-link"
    key_points = ".hero__live-content li, .summary-live li"
