"""What stands under a picture: its caption and whose picture it is."""

from selectolax.lexbor import LexborNode

from app.parsing.credits import split_caption_credit
from app.parsing.roles import Role, role_of
from app.parsing.tidy import tidy

_UNSEEN = frozenset({"script", "style", "template", "noscript", "button", "svg", "form", "-comment", "img", "iframe"})
_TEXT = 2
_MOST_NODES = 400
_LONGEST = 2000
_MOST_LABELS = 4
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
        tag = current.tag
        if tag in _UNSEEN:
            continue
        attributes = current.attributes
        role = role_of(attributes.get("class") or "") if attributes else Role.NONE
        if role in (Role.HIDDEN, Role.ICON, Role.SHARE) or "hidden" in attributes:
            continue
        if role is Role.CREDIT or tag in ("cite", "small"):
            into = credit
        if tag not in ("span", "a", "b", "strong", "i", "em", "sup", "sub"):
            into.append(" ")
        child = current.last_child
        while child is not None:
            stack.append((child, into))
            child = child.prev
    return _told_apart(_tidy(caption), _tidy(credit))


def _told_apart(caption: str | None, credit: str | None) -> tuple[str | None, str | None]:
    if credit is None and caption:
        caption, credit = split_caption_credit(caption)
    for _ in range(_MOST_LABELS):
        bare = split_caption_credit(credit)[1] if credit and not _MARKS.isdisjoint(credit) else None
        if bare is None or bare == credit:
            break
        credit = bare
    return caption, credit


def _tidy(pieces: list[str]) -> str | None:
    return tidy("".join(pieces))[:_LONGEST].strip() or None
