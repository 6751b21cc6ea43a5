"""The ABC's (Australian Broadcasting Corporation's) live blogs."""

from app.parsing.platform import Platform


class AbcAustralia(Platform):
    """The JSON-LD holds the posts; each one's address ends in `#live-blog-post-<n>`; the markup is hashed."""

    name = "abc-au"
    data_needle = "#live-blog-post-"
    hosts = ("abc.net.au",)
    publisher = "ABC News"
    zone = "Australia/Sydney"
