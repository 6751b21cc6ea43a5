"""ZDFheute's live blogs."""

from app.parsing.platform import Platform


class ZdfHeute(Platform):
    """The JSON-LD alone holds posts, and only the latest of a long blog; their text carries markup."""

    name = "zdfheute"
    data_needle = "ZDFheute"
    hosts = ("zdfheute.de", "zdf.de")
    publisher = "ZDFheute"
    zone = "Europe/Berlin"
    language = "de"
