"""tagesschau.de's live blogs."""

from app.parsing.platform import Platform
from app.parsing.post import Post


class Tagesschau(Platform):
    """A post begins with an anchor that holds its time and title; its paragraphs follow as siblings, or stand within.

    The time is "17.09.2024 • 18:16 Uhr" or the clock alone. The last anchor links to the blog of the day before.
    """

    name = "tagesschau"
    marker = ".liveblog--anchor .liveblog__datetime"
    hosts = ("tagesschau.de",)
    publisher = "tagesschau.de"
    zone = "Europe/Berlin"
    language = "de"

    anchor = ".liveblog--anchor"
    until = ".meldungsfooter, .autorenzeile, .taglist, .teaser, .teaser-absatz, .sharing, footer"
    entry_id = "@id"
    title = "h2"
    time = ".liveblog__datetime"
    skip = (".liveblog__sharing", ".copytext-element__teaser")

    key_points = ".liveblog__summary li"
    older_pages = '.liveblog--anchor:not(:has(h2)) a[href*="liveblog"]@href'

    def reject(self, post: Post) -> str | None:
        """An anchor without a title is a link to another blog."""
        return super().reject(post) or (None if post.node.css_first("h2") else "no title")
