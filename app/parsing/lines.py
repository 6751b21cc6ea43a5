"""What one line of an entry is: words of its own, or furniture: an advert's label, share links, a teaser."""

import re
from enum import Enum

from app.parsing.words import words


class Line(Enum):
    """What a paragraph, heading or item is by its words and links alone."""

    WORDS = "words"
    LINK = "link"
    """All link: words, unless a teaser's head stands above."""
    TEASER_HEAD = "teaser head"
    """"Read more:", without what to read: furniture, if nothing but links follow."""
    FURNITURE = "furniture"


_SHARE_SERVICES = re.compile(
    r"^(?:whatsapp:|fb-messenger:|fb:|sms:|mailto:\?|mailto:$|viber:|tg:)|"
    r"//(?:[\w-]+\.)*(?:facebook\.com/(?:sharer|share\.php|dialog/(?:share|feed|send))|"
    r"(?:twitter|x)\.com/(?:intent/(?:tweet|post)|share\b)|"
    r"whatsapp\.com/send|wa\.me/\?|t\.me/share|telegram\.me/share|linkedin\.com/(?:shareArticle|sharing|cws/share)|"
    r"pinterest\.com/pin/create|reddit\.com/submit|tumblr\.com/(?:share|widgets/share)|flipboard\.com/bookmarklet|"
    r"vk\.com/share|xing\.com/(?:spi/shares|app/user)|getpocket\.com/(?:edit|save)|threads\.net/intent|bsky\.app/intent|"
    r"line\.me/R/msg|addtoany\.com|news\.ycombinator\.com/submitlink)",
    re.IGNORECASE | re.ASCII,
)
_SHARE_WORDS = words(
    """
    share tweet post email e-mail mail facebook twitter x whatsapp telegram linkedin pinterest reddit messenger copy
    print teilen twittern partager compartir condividi compartilhar delen udostępnij dela
    """
)
_TEASER_WORDS = (
    r"\W{0,3}(?:read (?:more|next|also)|also read|see also|more on this(?: story)?|"
    r"lesen sie (?:auch|mehr)|lies auch|mehr (?:dazu|zum thema|lesen)|(?:à )?lire (?:aussi|également|plus)|voir aussi|"
    r"(?:lea|leer|lee) (?:también|tambien|más|mas)|vea también|te puede interesar|leggi (?:anche|di più)|vedi anche|"
    r"leia (?:também|tambem|mais)|veja também|saiba mais|lees (?:ook|meer|verder)|bekijk ook|"
    r"ayrıca oku(?:yun)?|czytaj (?:też|także|również)|läs (?:också|även|mer)|læs også|les også|lue myös|"
    r"читайте (?:также|також)|"
    r"related(?: (?:stories|articles?|content|news|links?))?|recommended|don'?t miss|auch interessant|weiterlesen|"
    r"zum thema)"
)
_TEASER_HEAD = re.compile(
    rf"(?:{_TEASER_WORDS}|(?:read|more|watch(?: more)?|listen|lire)\s?[:|>])[\W_]*", re.IGNORECASE
)
_TEASER_LINK = re.compile(rf"{_TEASER_WORDS}\s*(?:[:|>\u00bb\u203a\u2013\u2014-]|$)", re.IGNORECASE)
_LABELS = words(
    """
    advertisement advertising ad anzeige werbung publicité publicidad pubblicità publicidade advertentie reklama
    annons sponsored sponsorisé gesponsert
    """
) | {
    "article continues below",
    "story continues below",
    "story continues below advertisement",
    "scroll down for more",
    "copy link",
    "view this post on instagram",
    "view this post on threads",
    "view on instagram",
    "view on threads",
    "view on facebook",
    "view on twitter",
    "view more on twitter",
    "view more on x",
    "view on x",
}
_SLACK = 4
_END_MARKS = " .!:\u00bb\u203a>\u2192"
_LONGEST_LABEL = 50


def line_of(text: str, linked: int, shared: int) -> Line:
    """What a line is; `linked` and `shared` are how many of its characters are linked, and linked to share services."""
    if shared and len(text) - shared <= len(text) // 4 + _SLACK:
        return Line.FURNITURE
    if len(text) <= _LONGEST_LABEL and text.casefold().strip(" .:") in _LABELS:
        return Line.FURNITURE
    if not linked:
        return Line.TEASER_HEAD if len(text) <= _LONGEST_LABEL and _TEASER_HEAD.fullmatch(text) else Line.WORDS
    core = text.rstrip(_END_MARKS)
    head = core[: max(len(core) - linked, 0)]
    if _TEASER_HEAD.fullmatch(head) if head.strip() else _TEASER_LINK.match(text):
        return Line.FURNITURE
    return Line.LINK if len(text) - linked <= _SLACK else Line.WORDS


def shares(url: str) -> bool:
    """Whether a link opens a service to share the page with."""
    return _SHARE_SERVICES.search(url) is not None


def is_share_label(text: str) -> bool:
    """Whether a share link's text is no more than its name."""
    return text.strip().casefold() in _SHARE_WORDS or not text.strip()
