"""The ABC's (Australian Broadcasting Corporation's) live blogs."""

from app.parsing.platform import Platform


class AbcAustralia(Platform):
    """The JSON-LD holds the posts; each one's address ends in `#live-blog-post-<n>`; the markup is hashed."""

    name = "abc-au"
    needle = "#live-blog-post-"
    marker = 'script[type="application/ld+json"]'
    hosts = ("abc.net.au",)
    publisher = "ABC News"
    zone = "Australia/Sydney"
