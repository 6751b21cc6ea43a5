"""What of an entry is furniture and no content: share bars, adverts, sign-ups, teasers, unseen things.

Each rule is narrow and has a limit of text: an element that holds more is content, whatever it is called.
"""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from app.parsing.roles import Role, role_of
from app.parsing.words import words

Attributes = Mapping[str, str | None]

MOST_TEXT = {Role.SHARE: 300, Role.ADVERT: 1200, Role.SIGN_UP: 800, Role.RELATED: 400, Role.AVATAR: 120, Role.ICON: 40}
"""An element with more text than this is no such furniture, whatever it is called."""

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
    r"(?:lea|leer) (?:también|tambien|más|mas)|vea también|te puede interesar|leggi (?:anche|di più)|vedi anche|"
    r"leia (?:também|tambem|mais)|veja também|saiba mais|lees (?:ook|meer|verder)|bekijk ook|"
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
    "view on x",
}
_SLACK = 4
_END_MARKS = " .!:\u00bb\u203a>\u2192"
_LONGEST_LABEL = 50

_AD_KEYS = words("data-ad data-ad-slot data-ad-unit data-ad-client data-ad-unit-path data-adslot data-google-query-id")
_AD_IDS = ("ad-", "ads-", "ad_", "div-gpt-ad", "google_ads", "taboola", "outbrain", "advert")
_CONTROLS = words("button navigation toolbar menu menubar tooltip dialog alertdialog search form tablist")
_MOST_CONTROL_TEXT = 200
_MOST_PLAYER_TEXT = 600
_MOST_TITLE = 80
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SHOWN = "blockquote, iframe, video, figure, amp-twitter, amp-instagram, amp-facebook, twitter-widget"
_PICTURES = words("img picture amp-img figure")
_HEADINGS = words("h1 h2 h3 h4 h5 h6")
_TEXT = 2


def is_unseen(attributes: Attributes) -> bool:
    """Whether an element's attributes keep it from the screen."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _UNSEEN.search(style) is not None


def is_control(node: LexborNode, attributes: Attributes) -> bool:
    """Whether an element's ARIA role makes it a button, menu, dialog or the like."""
    return attributes.get("role") in _CONTROLS and len(node.text()) <= _MOST_CONTROL_TEXT


def stated_role(attributes: Attributes) -> Role:
    """The role that an element's id and data attributes give it, where its class gives none."""
    identifier = attributes.get("id") or ""
    if identifier.startswith("datawrapper-"):
        return Role.CHART
    if not _AD_KEYS.isdisjoint(attributes) or identifier.startswith(_AD_IDS):
        return Role.ADVERT
    named = attributes.get("data-component") or attributes.get("data-testid")
    role = role_of(named) if named else Role.NONE
    return role if role in MOST_TEXT else Role.NONE


def is_furniture(node: LexborNode, role: Role) -> bool:
    """Whether an element that is called furniture is small, or linked, enough to be so."""
    text = len(node.text().strip())
    if role is Role.RELATED:
        return text == 0 or linked_text(node) * 10 > text * 3
    if role is Role.SHARE and node.css_first(_SHOWN) is not None:
        return False
    return text <= MOST_TEXT[role]


def is_card(node: LexborNode) -> bool:
    """Whether a block teases another article: a picture first and then a heading that is all link."""
    first = node.first_child
    if first is None or first.tag not in _PICTURES:
        return False
    second = first.next
    while second is not None and second.tag_id == _TEXT and not (second.text_content or "").strip():
        second = second.next
    if second is None or second.tag not in _HEADINGS:
        return False
    text = second.text().strip()
    return bool(text) and linked_text(second) >= len(text)


def is_linked_aside(node: LexborNode) -> bool:
    """Whether an aside is mostly links to elsewhere."""
    return linked_text(node) * 5 > len(node.text().strip()) * 3


def may_be_player(node: LexborNode) -> bool:
    """Whether an element that is called a player holds no more words than a player's title and caption."""
    if len(node.text().strip()) > _MOST_PLAYER_TEXT:
        return False
    paragraphs = node.css("p")
    return all(
        len(each.text()) <= _MOST_TITLE or role_of(each.attributes.get("class") or "") is Role.CAPTION
        for each in paragraphs
    )


def linked_text(node: LexborNode) -> int:
    """How many characters of a node's text are linked."""
    return sum(len(link.text().strip()) for link in node.css("a"))


def shares(url: str) -> bool:
    """Whether a link opens a service to share the page with."""
    return _SHARE_SERVICES.search(url) is not None


def is_left_out(text: str, linked: int, shared: int) -> bool:
    """Whether a paragraph is furniture: an advert's label, share links, a teaser ("Read more: ...") that is all link.

    `linked` and `shared` are how many of the text's characters are linked, and linked to share services.
    """
    if shared and len(text) - shared <= len(text) // 4 + _SLACK:
        return True
    if linked:
        core = text.rstrip(_END_MARKS)
        head = core[: max(len(core) - linked, 0)]
        if (_TEASER_HEAD.fullmatch(head) if head.strip() else _TEASER_LINK.match(text)) is not None:
            return True
    return len(text) <= _LONGEST_LABEL and text.casefold().strip(" .:") in _LABELS


def is_share_label(text: str) -> bool:
    """Whether a share link's text is no more than its name."""
    return text.strip().casefold() in _SHARE_WORDS or not text.strip()
