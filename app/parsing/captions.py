"""What stands under a picture: its caption and whose picture it is."""

import re

from selectolax.lexbor import LexborNode

from app.parsing.credits import split_caption_credit
from app.parsing.roles import Role, role_of
from app.parsing.tidy import tidy

_UNSEEN = frozenset({"script", "style", "template", "noscript", "button", "svg", "form", "-comment", "img", "iframe"})
_UNSEEN_ROLES = frozenset({Role.HIDDEN, Role.ICON, Role.SHARE})
_INLINE = frozenset({"span", "a", "b", "strong", "i", "em", "sup", "sub"})
_CREDIT_WORD = re.compile(r"source|credit|copyright|quelle|crédit", re.IGNORECASE)
_CREDIT_MARK = re.compile(r"\b(Credit)(?:\.\.\.|…)\s*")
_TEXT = 2
_MOST_WORDS = 60
_MOST_NODES = 400
_LONGEST = 2000
_MOST_LABELS = 4
_DASHES = " |\u2013\u2014"
_MARKS = frozenset(":：|([（©Ⓒ")


def read_caption(node: LexborNode) -> tuple[str | None, str | None]:
    """The caption and the credit in a `figcaption` or the like; None for what it does not say."""
    caption: list[str] = []
    credit: list[str] = []
    stack = [(node, caption)]
    for _ in range(_MOST_NODES):
        if not stack:
            break
        current, into = stack.pop()
        if current.tag_id == _TEXT:
            into.append(current.text_content or "")
            continue
        if current.tag in ("cite", "small") or _role(current) is Role.CREDIT:
            into = credit
        if current.tag not in _INLINE:
            into.append(" ")
        stack += _children(current, into, credit)
    return _told_apart(_tidy(caption), _tidy(credit))


def _children(node: LexborNode, into: list[str], credit: list[str]) -> list[tuple[LexborNode, list[str]]]:
    """A node's children, last first, and where their text goes; unseen words ("Image source,") tell of the next."""
    found: list[tuple[LexborNode, list[str]]] = []
    child = node.first_child
    while child is not None and len(found) < _MOST_NODES:
        if child.tag_id == _TEXT or not _is_unseen(child):
            found.append((child, into))
        elif _role(child) is Role.HIDDEN and _CREDIT_WORD.search(child.text()[:_MOST_WORDS]):
            into = credit
        child = child.next
    return found[::-1]


def _is_unseen(node: LexborNode) -> bool:
    return node.tag in _UNSEEN or _role(node) in _UNSEEN_ROLES or "hidden" in node.attributes


def _role(node: LexborNode) -> Role:
    attributes = node.attributes
    return role_of(attributes.get("class") or "") if attributes else Role.NONE


def _told_apart(caption: str | None, credit: str | None) -> tuple[str | None, str | None]:
    if credit is None and caption:
        caption, credit = split_caption_credit(_CREDIT_MARK.sub(r" \1: ", caption))
    for _ in range(_MOST_LABELS):
        bare = split_caption_credit(credit)[1] if credit and not _MARKS.isdisjoint(credit) else None
        if bare is None or bare == credit:
            break
        credit = bare
    return caption.rstrip(_DASHES) or None if caption else None, credit


def _tidy(pieces: list[str]) -> str | None:
    return tidy("".join(pieces))[:_LONGEST].strip() or None
