"""NBC News' live blogs."""

from app.parsing.platform import Platform


class Nbc(Platform):
    """The JSON-LD holds every post in full, with its own authors; the markup loads posts by script."""

    name = "nbc"
    data_needle = "#rcrd"
    hosts = ("nbcnews.com",)
    publisher = "NBC News"
    zone = "America/New_York"
