"""SportoweFakty's match reports (Wirtualna Polska): posts of text between the score cards of each heat."""

from app.parsing.document import TimeText
from app.parsing.page import Page
from app.parsing.platform import Platform


class SportoweFakty(Platform):
    """Clocks have no day; posts at the start and end of play show a sign instead of one. Score cards are no posts."""

    name = "sportowefakty"
    marker = ".coventry .coventry__body"
    hosts = ("sportowefakty.wp.pl",)
    publisher = "WP SportoweFakty"
    zone = "Europe/Warsaw"
    language = "pl"

    entry = ".coventry"
    entry_id = "@id"
    time = ".coventry__aside time"
    body = ".coventry__body"
    skip = (".emotions", "form.poll")
    key_event = ".coventry--highlight"
    rejects = {"score card": ".coventry--composite"}

    published = ".icon-calendar + span"

    def read_published(self, page: Page) -> TimeText | None:
        """The day of the match without its kick-off, before which posts are written as well."""
        shown = super().read_published(page)
        return TimeText((shown.text or "").partition(",")[0]) if shown else None
