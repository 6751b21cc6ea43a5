"""ESPN's football commentaries: minutes of the match instead of clocks."""

from app.parsing.platform import Platform


class EspnCommentary(Platform):
    """Rows of a table: the minute, a sign and what happened. The minute is kept as it is; it tells no instant."""

    name = "espn-commentary"
    marker = '[data-behavior="soccer_commentary"] .game-details'
    hosts = ("espn.com", "espn.co.uk", "espn.com.br", "espndeportes.espn.com")
    publisher = "ESPN"

    stream = '[data-behavior="soccer_commentary"]'
    entry = "tr:has(.game-details)"
    entry_id = "@data-id"
    time = ".time-stamp"
    body = ".game-details"
