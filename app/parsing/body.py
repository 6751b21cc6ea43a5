"""From the nodes of an entry to its body, in one walk: safe HTML, plain text, images, embeds and links.

`body_html` holds the tags of `app.parsing.body_writer` and `<figure>`s, nothing else: an image with its caption, or a
link to something shown from elsewhere. Posts of social networks stay as the quotes they are. The text leaves out what a
reader does not take for the entry's words: captions, credits, share bars, adverts, teasers, players' chrome.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape

from selectolax.lexbor import LexborNode

from app.parsing.body_writer import BodyWriter
from app.parsing.captions import read_caption
from app.parsing.document import Body, Embed, Image
from app.parsing.embeds import EMBED_KEYS, EMBED_TAGS, embed_at, is_post_url, label, read_embed
from app.parsing.furniture import MOST_TEXT, SHARE_WORDS, Role, is_left_out, role_of, shares
from app.parsing.media import IMAGE_TAGS, emoji_of, figure, number, read_image, same_picture
from app.parsing.urls import link_url
from app.parsing.words import words

Attributes = Mapping[str, str | None]
Leave = Callable[[], None]

_TEXT = 2
_INLINE = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "s", "strike": "s", "del": "del", "ins": "ins",
    "sub": "sub", "sup": "sup", "code": "code", "kbd": "code", "samp": "code", "tt": "code", "cite": "cite",
}  # fmt: skip
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}
_CONTAINERS = words(
    """
    blockquote ul ol menu dir li table thead tbody tfoot tr td th
    """
)
_BLOCKS = words(
    """
    div section article main header address details summary dl dt dd center fieldset hgroup search legend body html
    noindex optgroup listing
    """
)
_DROPPED = words(
    """
    script style template nav button input select textarea svg math canvas dialog datalist option map area param
    track source link meta title head base frame frameset noframes noembed xmp plaintext applet rp progress meter
    col colgroup amp-ad amp-embed amp-sticky-ad amp-auto-ads amp-analytics amp-pixel amp-social-share amp-lightbox
    amp-state amp-consent amp-sidebar amp-user-notification amp-next-page amp-timeago -comment -doctype
    """
)
_SPANS = words(
    """
    span font u small big mark abbr acronym dfn time data var bdi bdo ruby rt rb label output nobr ins-
    """
)
_AD_KEYS = words(
    """
    data-ad data-ad-slot data-ad-unit data-ad-client data-ad-unit-path data-adslot data-google-query-id
    """
)
_AD_IDS = ("ad-", "ads-", "ad_", "div-gpt-ad", "google_ads", "taboola", "outbrain", "advert")
_ARIA = words(
    """
    button navigation toolbar menu menubar tooltip dialog alertdialog search form tablist
    """
)
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MEDIA = "img, picture, amp-img, amp-anim, iframe, video, audio, " + ", ".join(
    sorted(
        tag
        for tag in EMBED_TAGS
        if tag.startswith(("amp-you", "amp-bright", "amp-jw", "amp-video", "lite-", "video-js"))
    )
)
_QUOTABLE = "blockquote, table, figure, pre, ul, ol"
_SHOWN = "blockquote, iframe, video, figure, amp-twitter, amp-instagram, amp-facebook, twitter-widget"
_MOST_CONTROL_TEXT = 200
_MOST_FOOTER_TEXT = 300
_MOST_FORM_TEXT = 1000
_MOST_PLAYER_TEXT = 600
_MOST_LOOSE_CAPTION = 300
_MOST_SPAN = 100


def read_body(nodes: Iterable[LexborNode], *, base_url: str | None, skip: Sequence[str] = ()) -> Body:
    """The body that `nodes` hold, in the order given.

    `base_url` makes relative addresses absolute; without it they are left out. `skip` are CSS selectors of what lies
    within the nodes and is no body: heading, time, byline. Raises nothing for whatever markup.
    """
    reader = _Reader(base_url)
    selector = ", ".join(skip)
    for node in nodes:
        if selector and node.tag_id != _TEXT:
            reader.skipped.update(found.mem_id for found in node.css(selector))
        reader.read(node)
    return reader.body()


def _skip() -> None:
    """What `_enter` answers for a node whose children are not to be read."""


class _Reader:
    """Walks nodes, decides what each is and tells the writer."""

    def __init__(self, base_url: str | None) -> None:
        self.base_url = base_url
        self.skipped: set[int] = set()
        self.writer = BodyWriter(is_left_out)
        self.images: list[Image] = []
        self.embeds: list[Embed] = []
        self.places: list[int] = []
        self.seen: set[str] = set()
        self.image_parent = 0
        self.last_media = -1
        self.muted = 0
        self.in_post = 0

    def read(self, root: LexborNode) -> None:
        """Read one node and all within; no recursion, however deep it is."""
        stack: list[tuple[LexborNode, Leave | None]] = []
        node = root
        write, enter = self.writer.write, self._enter
        while True:
            if node.tag_id == _TEXT:
                if not self.muted:
                    write(node.text_content or "")
            else:
                leave = enter(node)
                if leave is not _skip:
                    child = node.first_child
                    if child is not None:
                        stack.append((node, leave))
                        node = child
                        continue
                    if leave is not None:
                        leave()
            while stack:
                following = node.next
                if following is not None:
                    node = following
                    break
                node, leave = stack.pop()
                if leave is not None:
                    leave()
            else:
                break
        self.writer.end_leaf()

    def body(self) -> Body:
        """What was read."""
        writer = self.writer
        writer.close(0)
        for place, image in zip(self.places, self.images, strict=True):
            writer.html[place] = figure(image)
        return Body(
            html="".join(writer.html),
            text="".join(writer.text),
            images=tuple(self.images),
            embeds=tuple(self.embeds),
            links=tuple(dict.fromkeys(writer.links)),
        )

    def _enter(self, node: LexborNode) -> Leave | None:  # noqa: PLR0911 - one a kind of tag
        if self.skipped and node.mem_id in self.skipped:
            return _skip
        tag = node.tag or ""
        if tag in _DROPPED:
            return self._script(node) if tag == "script" else _skip
        attributes = node.attributes
        if attributes and tag not in IMAGE_TAGS:
            leave = self._by_attributes(node, tag, attributes)
            if leave is not None:
                return leave
        if tag == "p":
            return self._leaf("p")
        if tag in _INLINE:
            return self._inline(_INLINE[tag])
        enter = _ENTER.get(tag)
        if enter is not None:
            return enter(self, node, tag, attributes)
        if tag in _SPANS or "-" not in tag:
            return None
        return self._leaf(None)

    def _leaf(self, tag: str | None) -> Leave:
        writer = self.writer
        writer.end_leaf()
        outer = writer.leaf_tag
        if tag is not None and (tag != "p" or outer is None):
            writer.leaf_tag = tag
        return partial(self._end_leaf, outer)

    def _end_leaf(self, outer: str | None) -> None:
        self.writer.end_leaf()
        self.writer.leaf_tag = outer

    def _inline(self, tag: str) -> Leave | None:
        if tag in self.writer.inlines:
            return None
        self.writer.begin(tag)
        return self.writer.end

    def block(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        return _skip if _is_card(node) else self._leaf(None)

    def heading(self, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave:
        return self._leaf(_HEADINGS[tag])

    def pre(self, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave:
        return self._leaf(tag)

    def container(self, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        tag = "ul" if tag in ("menu", "dir") else tag
        outer = self.writer.leaf_tag
        stated = ""
        if attributes and tag in ("td", "th"):
            stated = _span("colspan", attributes) + _span("rowspan", attributes)
        links, texts = len(self.writer.links), len(self.writer.text)
        depth = self.writer.open(tag, stated)
        if depth is None:
            return self._leaf(None)
        if tag == "blockquote":
            return partial(self._end_quote, depth, outer, links, texts)
        return partial(self._end_container, depth, outer)

    def _end_container(self, depth: int, outer: str | None) -> None:
        self.writer.close(depth)
        self.writer.leaf_tag = outer

    def _end_quote(self, depth: int, outer: str | None, links: int, texts: int) -> None:
        self._end_container(depth, outer)
        written = self.writer.links
        if len(written) > links and not self.in_post and is_post_url(written[-1].url):
            text = self.writer.text[-1] if len(self.writer.text) > texts else ""
            if text.endswith(written[-1].text):
                self._show(embed_at(written[-1].url))

    def line_break(self, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        if not self.muted:
            self.writer.line_break()
        return _skip

    def rule(self, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        self.writer.end_leaf()
        return _skip

    def quotation(self, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave | None:
        if self.muted:
            return None
        self.writer.write("\N{LEFT DOUBLE QUOTATION MARK}")
        return partial(self.writer.write, "\N{RIGHT DOUBLE QUOTATION MARK}")

    def link(self, node: LexborNode, _tag: str, attributes: Attributes) -> Leave | None:
        href = attributes.get("href")
        if not href or "a" in self.writer.inlines:
            return None
        first = node.first_child
        if first is not None and first.tag_id != _TEXT and _has_heading(node):
            return _skip
        is_share = shares(href)
        if is_share and node.text().strip().casefold() in SHARE_WORDS | {""}:
            return _skip
        url = link_url(href, self.base_url)
        if url is None:
            return _skip if is_share else None
        self.writer.begin_link(url, shares=is_share)
        return self.writer.end_link

    def aside(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        text = len(node.text().strip())
        return _skip if _linked(node) * 5 > text * 3 else self._leaf(None)

    def footer(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        if self.writer.parent() != "blockquote" and len(node.text().strip()) <= _MOST_FOOTER_TEXT:
            return _skip
        return self._leaf(None)

    def form(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        return self._leaf(None) if len(node.text()) > _MOST_FORM_TEXT else _skip

    def _by_attributes(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
        names = attributes.get("class")
        role = role_of(names) if names else Role.NONE
        if len(attributes) > (names is not None):
            if "hidden" in attributes or _UNSEEN.search(attributes.get("style") or ""):
                return _skip
            if (
                attributes.get("aria-hidden") == "true"
                and (tag in _CONTAINERS or tag in _BLOCKS)
                and not node.css_first(_MEDIA)
            ):
                return _skip
            if attributes.get("role") in _ARIA and len(node.text()) <= _MOST_CONTROL_TEXT:
                return _skip
            if role is Role.NONE:
                role = _stated_role(attributes)
        if role is not Role.NONE:
            leave = self._by_role(node, tag, attributes, role)
            if leave is not None:
                return leave
        if len(attributes) > (names is not None) and tag != "a" and not EMBED_KEYS.isdisjoint(attributes):
            return self._stated_embed(node, tag, attributes)
        return None

    def _by_role(self, node: LexborNode, tag: str, attributes: Attributes, role: Role) -> Leave | None:
        if role is Role.HIDDEN:
            return _skip
        if role in MOST_TEXT:
            return _skip if _is_furniture(node, role) else None
        if role in (Role.CAPTION, Role.CREDIT):
            return None if node.css_first(_MEDIA) else self._caption(node, role)
        if role is Role.POST:
            return self._post(node, tag, attributes, read_embed(tag, attributes, self.base_url))
        if tag in EMBED_TAGS or tag in _INLINE or tag in _SPANS or tag in ("a", "p") or tag in _CONTAINERS:
            return None
        return self._player(node, tag, attributes, "video" if role is Role.PLAYER else "audio")

    def _caption(self, node: LexborNode, role: Role) -> Leave | None:
        caption, credit = read_caption(node)
        if role is Role.CREDIT:
            caption, credit = None, credit or caption
        is_beside = self.muted or (self.writer.blank and self.last_media == len(self.writer.html) - 1)
        if not is_beside:
            return None
        if self.places and self.places[-1] == self.last_media:
            image = self.images[-1]
            self.images[-1] = replace(image, caption=image.caption or caption, credit=image.credit or credit)
        return _skip

    def figcaption(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        return self._caption(node, Role.CAPTION) or self._leaf(None)

    def figure(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        if len([part for part in node.css(_QUOTABLE) if part.mem_id != node.mem_id]) > 0:
            return self._leaf(None)
        if node.css_first(_MEDIA) is None:
            link = node.css_first("a")
            if link is not None and _linked(node) * 5 > len(node.text().strip()) * 4:
                embed = read_embed("a", link.attributes, self.base_url)
                if embed is not None:
                    self._show(embed, trace=True)
                    return _skip
            return self._leaf(None)
        self.writer.end_leaf()
        self.muted += 1
        return partial(self._end_figure, node, len(self.images))

    def _end_figure(self, node: LexborNode, images: int) -> None:
        self.muted -= 1
        if len(self.images) > images and not (self.images[-1].caption or self.images[-1].credit):
            caption, credit = read_caption(node)
            if len(caption or "") <= _MOST_LOOSE_CAPTION:
                self.images[-1] = replace(self.images[-1], caption=caption, credit=credit)

    def image(self, node: LexborNode, _tag: str, attributes: Attributes) -> Leave:
        emoji = emoji_of(attributes)
        if emoji and not self.muted:
            self.writer.write(emoji)
        if emoji or self.in_post:
            return _skip
        image = read_image(node, attributes, self.base_url)
        if image is None or image.url is None:
            return _skip
        parent = node.parent
        self.image_parent = parent.mem_id if parent is not None else 0
        key = same_picture(image.url)
        if key not in self.seen:
            self.seen.add(key)
            self.last_media = self.writer.block("")
            self.places.append(self.last_media)
            self.images.append(image)
        return _skip

    def noscript(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        parent = node.parent
        if node.css_first("img") is None or (parent is not None and parent.mem_id == self.image_parent):
            return _skip
        self.muted += 1
        return self._unmute

    def _unmute(self) -> None:
        self.muted -= 1

    def _script(self, node: LexborNode) -> Leave:
        attributes = node.attributes
        if "data-telegram-post" in attributes:
            self._show(read_embed("script", attributes, self.base_url), trace=True)
        return _skip

    def embed(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        sides = (number(attributes.get("width")), number(attributes.get("height")))
        if tag == "iframe" and any(side is not None and side <= 2 for side in sides):  # noqa: PLR2004 - a counting pixel
            return _skip
        embed = read_embed(tag, attributes, self.base_url)
        if embed is None and tag in ("video", "audio", "amp-video", "amp-audio"):
            source = node.css_first("source")
            embed = read_embed(tag, source.attributes, self.base_url) if source is not None else None
            embed = embed or Embed(None, None, tag.removeprefix("amp-"))
        if embed is None and tag in ("object", "embed"):
            return self._leaf(None)
        if embed is not None and embed.kind == "post":
            return self._post(node, tag, attributes, embed)
        self._show(embed, trace=True)
        return _skip

    def _stated_embed(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
        embed = read_embed(tag, attributes, self.base_url)
        if embed is None:
            return self._player(node, tag, attributes, "video") if "data-video-id" in attributes else None
        if embed.kind == "post":
            return self._post(node, tag, attributes, embed)
        if len(node.text()) > _MOST_PLAYER_TEXT:
            return None
        self._show(embed, trace=True)
        return _skip

    def _player(self, node: LexborNode, tag: str, attributes: Attributes, kind: str) -> Leave | None:
        if len(node.text().strip()) > _MOST_PLAYER_TEXT:
            return None
        embed = read_embed(tag, attributes, self.base_url, kind)
        media = [part for part in node.css(_MEDIA) if part.mem_id != node.mem_id]
        for part in media:
            if embed is None and part.tag in EMBED_TAGS:
                source = part.css_first("source")
                embed = read_embed(part.tag or "", part.attributes, self.base_url, kind) or (
                    read_embed("source", source.attributes, self.base_url, kind) if source is not None else None
                )
        if embed is None and not media:
            return None
        self._show(embed or Embed(None, None, kind), trace=True)
        return _skip

    def _post(self, node: LexborNode, tag: str, attributes: Attributes, embed: Embed | None) -> Leave:
        links, texts = len(self.writer.links), len(self.writer.text)
        self.in_post += 1
        leave = self.container(node, tag, attributes) if tag == "blockquote" else self._leaf(None)
        return partial(self._end_post, leave, embed, links, texts)

    def _end_post(self, leave: Leave, embed: Embed | None, links: int, texts: int) -> None:
        leave()
        self.in_post -= 1
        if embed is None:
            posts = [link.url for link in self.writer.links[links:] if is_post_url(link.url)]
            embed = embed_at(posts[-1]) if posts else None if self.in_post else Embed(None, None, "post")
        self._show(embed, trace=len(self.writer.text) == texts)

    def _show(self, embed: Embed | None, *, trace: bool = False) -> None:
        if embed is None or embed.url in self.seen:
            return
        self.embeds.append(embed)
        if embed.url is None:
            return
        self.seen.add(embed.url)
        if trace:
            name = escape(label(embed), quote=False)
            link = f'<a href="{escape(embed.url)}" rel="nofollow noopener">{name}</a>'
            self.last_media = self.writer.block(f"<figure>{link}</figure>")


def _is_furniture(node: LexborNode, role: Role) -> bool:
    text = len(node.text().strip())
    if role is Role.RELATED:
        return text == 0 or _linked(node) * 10 > text * 3
    if role is Role.SHARE and node.css_first(_SHOWN) is not None:
        return False
    return text <= MOST_TEXT[role]


def _stated_role(attributes: Attributes) -> Role:
    if not _AD_KEYS.isdisjoint(attributes) or (attributes.get("id") or "").startswith(_AD_IDS):
        return Role.ADVERT
    named = attributes.get("data-component") or attributes.get("data-testid")
    role = role_of(named) if named else Role.NONE
    return role if role in MOST_TEXT else Role.NONE


def _is_card(node: LexborNode) -> bool:
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
    return bool(text) and _linked(second) >= len(text)


def _has_heading(node: LexborNode) -> bool:
    return node.css_first("h1, h2, h3, h4, h5, h6") is not None


def _linked(node: LexborNode) -> int:
    return sum(len(link.text().strip()) for link in node.css("a"))


def _span(name: str, attributes: Attributes) -> str:
    count = number(attributes.get(name))
    return f' {name}="{count}"' if count and 1 < count <= _MOST_SPAN else ""


_PICTURES = IMAGE_TAGS | {"figure"}
_ENTER: dict[str, Callable[[_Reader, LexborNode, str, Attributes], Leave | None]] = {
    **dict.fromkeys(_BLOCKS, _Reader.block),
    **dict.fromkeys(_HEADINGS, _Reader.heading),
    **dict.fromkeys(_CONTAINERS, _Reader.container),
    **dict.fromkeys(IMAGE_TAGS, _Reader.image),
    **dict.fromkeys(EMBED_TAGS, _Reader.embed),
    "a": _Reader.link,
    "aside": _Reader.aside,
    "br": _Reader.line_break,
    "caption": _Reader.pre,
    "figcaption": _Reader.figcaption,
    "figure": _Reader.figure,
    "footer": _Reader.footer,
    "form": _Reader.form,
    "hr": _Reader.rule,
    "noscript": _Reader.noscript,
    "pre": _Reader.pre,
    "q": _Reader.quotation,
}
