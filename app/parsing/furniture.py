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

_AD_KEYS = words("data-ad data-ad-slot data-ad-unit data-ad-client data-ad-unit-path data-adslot data-google-query-id")
_AD_IDS = ("ad-", "ads-", "ad_", "div-gpt-ad", "google_ads", "taboola", "outbrain", "advert")
_KINDS = {"VideoObject": Role.PLAYER, "AudioObject": Role.SOUND}
_CONTROLS = words("button navigation toolbar menu menubar tooltip dialog alertdialog search form tablist")
_MOST_CONTROL_TEXT = 200
_MOST_PLAYER_TEXT = 600
_MOST_CARD_TEXT = 600
_MOST_FIGURE_TEXT = 600
_MOST_TITLE = 80
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SHOWN = "blockquote, iframe, video, figure, amp-twitter, amp-instagram, amp-facebook, twitter-widget"
_PICTURES = words("img picture amp-img figure")
_HEADINGS = words("h1 h2 h3 h4 h5 h6")
_WRAPPERS = words("a div span")
_MOST_WRAPPERS = 3
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
    kind = (attributes.get("itemtype") or "").rpartition("/")[2]
    if kind in _KINDS:
        return _KINDS[kind]
    named = attributes.get("data-component") or attributes.get("data-testid") or attributes.get("data-type")
    role = role_of(named) if named else Role.NONE
    return role if role in MOST_TEXT or role in (Role.PLAYER, Role.SOUND) else Role.NONE


def is_furniture(node: LexborNode, role: Role) -> bool:
    """Whether an element that is called furniture is small, or linked, enough to be so."""
    text = len(node.text().strip())
    if role is Role.RELATED:
        return text == 0 or linked_text(node) * 10 > text * 3
    if role is Role.SHARE and node.css_first(_SHOWN) is not None:
        return False
    return text <= MOST_TEXT[role]


def card_heading(node: LexborNode) -> LexborNode | None:
    """The heading of a block that teases another article: a picture first, then a heading that is all link."""
    first = _element_at(node.first_child)
    picture = _innermost(first)
    if first is None or picture is None or picture.tag not in _PICTURES:
        return None
    heading = _innermost(_element_at(first.next))
    if heading is None or heading.tag not in _HEADINGS or len(node.text()) > _MOST_CARD_TEXT or first.text().strip():
        return None
    text = heading.text().strip()
    return heading if text and linked_text(heading) >= len(text) else None


def _element_at(node: LexborNode | None) -> LexborNode | None:
    """A node, or the next that shows something."""
    while node is not None and (
        node.is_comment_node or (node.tag_id == _TEXT and not (node.text_content or "").strip())
    ):
        node = node.next
    return node


def _innermost(node: LexborNode | None) -> LexborNode | None:
    """What stands first in a node's wrappers."""
    for _ in range(_MOST_WRAPPERS):
        if node is None or node.tag not in _WRAPPERS:
            break
        node = _element_at(node.first_child)
    return node


def is_wordy_figure(node: LexborNode) -> bool:
    """Whether a figure says far more than its captions do, so that it is a figure by name only."""
    words_said = len(node.text())
    if words_said <= _MOST_FIGURE_TEXT:
        return False
    return words_said - sum(len(each.text()) for each in node.css("figcaption")) > _MOST_FIGURE_TEXT


def linked_heading(link: LexborNode) -> LexborNode | None:
    """The heading in a link that teases another article as a whole."""
    heading = link.css_first(", ".join(sorted(_HEADINGS)))
    return heading if heading is not None and len(link.text()) <= _MOST_CARD_TEXT else None


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
