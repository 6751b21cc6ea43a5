"""The images of an entry: the largest source of each, and no icons, portraits of authors or counting pixels."""

import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from app.parsing.document import Image
from app.parsing.roles import Role, role_of
from app.parsing.tidy import tidy
from app.parsing.urls import MAX_URL, web_url

Attributes = Mapping[str, str | None]

IMAGE_TAGS = frozenset({"img", "picture", "amp-img", "amp-anim"})

_SOURCES = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-full-src",
    "data-hi-res-src",
    "data-img-src",
    "src",
)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-src-set")
_CANDIDATE = re.compile(r"\s*(\S*[^\s,])(?:\s+(\d{1,5}(?:\.\d{1,4})?)([wx]))?(?:\s+\d+h)?\s*(?:,|$)")
_MOST_CANDIDATES = 40
_WIDTH_IN_URL = re.compile(r"[?&](?:w|width|imwidth)=(\d{2,4})\b|[/_-](\d{3,4})x\d{0,4}(?=[/_.?-]|$)", re.ASCII)
_PLACEHOLDERS = tuple(
    """
    placeholder /blank. /spacer. /pixel. transparent. /1x1 /clear.gif lazyload. lazy-load. lazyloader. /loading. /grey.
    /count.gif /counter.gif .met.vgwort.de scorecardresearch doubleclick.net facebook.com/tr? facebook.com/tr/ /beacon
    pixel.wp.com gravatar.com/ /emoji/ twemoji /avatar/ /avatars/ //avatars. //avatar.
    """.split()  # noqa: SIM905 - read as a list of words
)
"""Parts of addresses of what is no picture: placeholders, counters, portraits of commenters."""
_EMOJI = re.compile(r"/emoji/|twemoji|/72x72/|s\.w\.org/images/core/emoji", re.IGNORECASE)
_FORMATS = frozenset({"jpg", "jpeg", "png", "webp", "gif", "avif"})
_SIZE_IN_NAME = re.compile(r"-\d{2,4}x\d{2,4}$", re.ASCII)
_NAMED_IN_QUERY = re.compile(r"[?&](?:id|url|src|file|image|img|path|uuid)=", re.IGNORECASE)
_PICTURE = re.compile(r"(?:https?:)?/[^\s\"'<>]+\.(?:jpe?g|png|webp|avif|gif)(?:[?#][^\s\"'<>]*)?", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*", re.ASCII)
_SMALLEST = 40
_VECTOR = 200
_USUAL_WIDTH = 1200
_LONGEST_ALT = 1000
_LONGEST_EMOJI = 12


def read_image(node: LexborNode, attributes: Attributes, base_url: str | None) -> Image | None:
    """The content image that an element shows; None for an icon, a portrait, a pixel or nothing."""
    inner = node if node.tag != "picture" else node.css_first("img, amp-img")
    shown = attributes if inner is node else inner.attributes if inner is not None else {}
    if role_of(shown.get("class") or "") in (Role.AVATAR, Role.ICON, Role.ADVERT, Role.HIDDEN):
        return None
    width, height = number(shown.get("width")), number(shown.get("height"))
    if _tiny(width, height):
        return None
    largest = _largest(node, shown, base_url, width or 0)
    if largest is None or (largest.url.partition("?")[0].endswith(".svg") and (width or 0) < _VECTOR):
        return None
    if largest.stated and width and largest.stated != width:
        width, height = largest.stated, round(height * largest.stated / width) if height else None
    alt = tidy(shown.get("alt") or "")[:_LONGEST_ALT].strip() or None
    return Image(largest.url, alt=alt, width=width or None, height=height or None)


def emoji_of(attributes: Attributes) -> str | None:
    """The character that an emoji's picture stands for."""
    alt = attributes.get("alt") or ""
    if not alt or len(alt) > _LONGEST_EMOJI or alt.isascii():
        return None
    is_emoji = _EMOJI.search(attributes.get("src") or "") or role_of(attributes.get("class") or "") is Role.ICON
    return alt if is_emoji else None


def same_picture(url: str) -> str:
    """A key that two sizes or formats of one picture share."""
    file, _, query = url.partition("?")
    name, _, extension = file.rpartition(".")
    if extension.lower() not in _FORMATS or (query and _NAMED_IN_QUERY.search(url)):
        return url
    return _SIZE_IN_NAME.sub("", name.partition(":")[2])


def number(value: str | None) -> int | None:
    """A whole number of pixels; None when the attribute says none."""
    found = _NUMBER.fullmatch(value) if value else None
    return int(found[1]) if found else None


def figure(image: Image) -> str:
    """The safe HTML of an image with its caption and credit."""
    size = (f' width="{image.width}"' if image.width else "") + (f' height="{image.height}"' if image.height else "")
    credit = f"<cite>{escape(image.credit, quote=False)}</cite>" if image.credit else ""
    caption = escape(image.caption, quote=False) if image.caption else ""
    legend = f"<figcaption>{' '.join(filter(None, (caption, credit)))}</figcaption>" if caption or credit else ""
    return f'<figure><img src="{escape(image.url or "")}" alt="{escape(image.alt or "")}"{size}>{legend}</figure>'


def _is_placeholder(url: str) -> bool:
    return any(map(url.lower().__contains__, _PLACEHOLDERS))


def _tiny(width: int | None, height: int | None) -> bool:
    if width is not None and height is not None:
        return max(width, height) <= _SMALLEST or min(width, height) <= 2  # noqa: PLR2004 - a pixel or a line
    side = width if width is not None else height
    return side is not None and side <= _SMALLEST


class _Source(NamedTuple):
    url: str
    stated: int
    """The width in pixels, or the density, that a `srcset` states; 0 when it states none."""
    shown: int
    """The width that the page shows the image at; 0 when nothing tells, or this is not what it shows."""
    is_usual: bool
    """Whether every reader can show the format."""

    @property
    def rank(self) -> tuple[int, bool]:
        """The larger, the better."""
        return self.stated or _width_in(self.url) or self.shown, self.is_usual


def _largest(node: LexborNode, shown: Attributes, base_url: str | None, width: int) -> _Source | None:
    sources = _sources(node, shown, width)
    if len(sources) > 1:
        sources.sort(key=lambda source: source.rank, reverse=True)
    for source in sources:
        url = web_url(source.url, base_url)
        if url and not _is_placeholder(url):
            return source._replace(url=url, stated=source.rank[0] if len(sources) > 1 else 0)
    url = _kept_for_a_script(shown, base_url)
    return _Source(url, 0, 0, is_usual=True) if url else None


def _kept_for_a_script(shown: Attributes, base_url: str | None) -> str | None:
    """The address of a picture in whatever data attribute a page's script takes it from."""
    for key, value in shown.items():
        if value and key.startswith("data-") and _PICTURE.fullmatch(value[:MAX_URL]):
            url = web_url(value, base_url)
            if url and not _is_placeholder(url):
                return url
    return None


def _sources(node: LexborNode, shown: Attributes, width: int) -> list[_Source]:
    found = []
    for key in _SOURCES:
        url = shown.get(key)
        if url and not url.startswith("data:") and ("/" in url or "." in url):
            found.append(_Source(_sized(url, shown), 0, width, is_usual=True))
    for key in _SETS:
        found += _set_members(shown.get(key), width, is_usual=True)
    if node.tag == "picture":
        for source in node.css("source"):
            attributes = source.attributes
            is_usual = (attributes.get("type") or "") not in ("image/avif", "image/webp")
            for key in _SETS:
                found += _set_members(attributes.get(key), width, is_usual=is_usual)
    return found


def _sized(url: str, shown: Attributes) -> str:
    """An address made of a template ("/{width}/boat.jpg") and the widths that an attribute lists."""
    if "{width}" not in url:
        return url
    widths = [int(width) for width in re.findall(r"\b\d{2,4}\b", (shown.get("data-widths") or "")[:_LONGEST_ALT])]
    return url.replace("{width}", str(max(widths, default=_USUAL_WIDTH)))


def _set_members(srcset: str | None, width: int, *, is_usual: bool) -> list[_Source]:
    members: list[_Source] = []
    position = 0
    while srcset and position < len(srcset) and len(members) < _MOST_CANDIDATES:
        member = _CANDIDATE.match(srcset, position)
        if member is None:
            break
        position = member.end()
        size = float(member[2] or 0) * (1 if member[3] == "w" else width or 1)
        members.append(_Source(member[1], int(size), 0, is_usual))
    return members


def _width_in(url: str) -> int:
    found = _WIDTH_IN_URL.search(url)
    return int(found[1] or found[2]) if found else 0
