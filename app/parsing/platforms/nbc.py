"""NBC News' live blogs."""

from app.parsing.platform import Platform


class Nbc(Platform):
    """The JSON-LD holds every post in full, with its own authors; the markup loads posts by script."""

    name = "nbc"
    needle = "#rcrd"
    marker = 'script[type="application/ld+json"]'
    hosts = ("nbcnews.com",)
    publisher = "NBC News"
    zone = "America/New_York"
