"""From the nodes of an entry to its body, in one walk: safe HTML, plain text, images, embeds and links.

`body_html` holds the tags of `app.parsing.body_writer` and `<figure>`s, nothing else: an image with its caption, or a
link to something shown from elsewhere. Posts of social networks stay as the quotes they are. The text leaves out what a
reader does not take for the entry's words: captions, credits, share bars, adverts, teasers, players' chrome.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from selectolax.lexbor import LexborNode

from app.parsing import furniture
from app.parsing.body_writer import BodyWriter
from app.parsing.document import Body, Embed
from app.parsing.embeds import EMBED_KEYS, EMBED_TAGS, embed_at, is_post_url, read_embed, read_island
from app.parsing.images import IMAGE_TAGS, emoji_of, number
from app.parsing.media import MEDIA_TAGS, Media, holds_media
from app.parsing.roles import Role, role_of
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
_CONTAINERS = {
    "menu": "ul", "dir": "ul", "ul": "ul", "ol": "ol", "li": "li", "table": "table", "thead": "thead", "tbody": "tbody",
    "tfoot": "tfoot", "tr": "tr", "td": "td", "th": "th",
}  # fmt: skip
_BLOCKS = words(
    """
    div section article main header address details summary dl dt dd center fieldset hgroup search legend body html
    optgroup listing
    """
)
_SPANS = words("span font u small big mark abbr acronym dfn time data var bdi bdo ruby rt rb label output nobr noindex")
_DROPPED = words(
    """
    style template nav input select textarea svg math canvas dialog datalist option map area param track source link
    meta title head base frame frameset noframes noembed xmp plaintext applet rp progress meter col colgroup amp-ad
    amp-embed amp-sticky-ad amp-auto-ads amp-analytics amp-pixel amp-social-share amp-lightbox amp-state amp-consent
    amp-sidebar amp-user-notification amp-next-page amp-timeago -comment -doctype
    """
)
_QUOTABLE = words("blockquote table figure pre ul ol")
_PICTURES = "img, picture, amp-img"
_DEEPEST = 24
"""How far below the entry's own nodes an element is still judged by all that it holds, which costs time."""
_MOST_FOOTER_TEXT = 300
_MOST_FORM_TEXT = 1000
_MOST_SPAN = 100


def read_body(
    nodes: Iterable[LexborNode],
    *,
    base_url: str | None,
    skip: Sequence[str] = (),
    without: Iterable[LexborNode] = (),
) -> Body:
    """The body that `nodes` hold, in the order given.

    `base_url` makes relative addresses absolute; without it they are left out. `skip` are CSS selectors of what lies
    within the nodes and is no body: time, byline, share bar; `without` are single nodes, as the one that is the title.
    Raises nothing for whatever markup.
    """
    reader = _Reader(base_url)
    reader.skipped.update(node.mem_id for node in without)
    selector = ", ".join(skip)
    last: LexborNode | None = None
    for node in nodes:
        if node.is_comment_node:
            continue
        if last is None or not _follows(node, last):
            reader.writer.end_leaf()
        last = node
        if selector and node.tag_id != _TEXT:
            reader.skipped.update(found.mem_id for found in node.css(selector))
        reader.read(node)
    return reader.body()


def _follows(node: LexborNode, other: LexborNode) -> bool:
    """Whether a node comes right after another, so that words of both may be of one paragraph."""
    before = node.prev
    while before is not None and before.is_comment_node:
        before = before.prev
    return before is not None and before.mem_id == other.mem_id


def _skip() -> None:
    """What entering a node answers when nothing within is to be read."""


class _Reader:
    """Walks nodes, decides what each is, tells the writer and the media."""

    def __init__(self, base_url: str | None) -> None:
        self.base_url = base_url
        self.skipped: set[int] = set()
        self.writer = BodyWriter(furniture.is_left_out)
        self.media = Media(self.writer, base_url)
        self.muted = 0
        """Greater than zero where words are none of the entry's: in a figure."""
        self.in_post = 0
        self.saw_player = False
        self.root = 0
        self.stack: list[tuple[LexborNode, Leave | None]] = []
        """The nodes around the one being read, and what is to be done when each ends."""

    def read(self, root: LexborNode) -> None:
        """Read one node and all within; no recursion, however deep it is."""
        stack = self.stack = []
        node = root
        self.root = root.mem_id
        write, enter = self.writer.write, self._enter
        while True:
            if node.tag_id == _TEXT:
                if not self.muted and not (self.skipped and node.mem_id in self.skipped):
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
                return

    def body(self) -> Body:
        """What was read."""
        writer, media = self.writer, self.media
        writer.close(0)
        media.write()
        return Body(
            html="".join(writer.html),
            text="".join(writer.text).strip(),
            images=tuple(media.images),
            embeds=tuple(media.embeds),
            links=tuple(dict.fromkeys(writer.links)),
        )

    def _enter(self, node: LexborNode) -> Leave | None:
        tag = node.tag or ""
        if tag in _DROPPED or (self.skipped and node.mem_id in self.skipped):
            return _skip
        attributes = node.attributes
        enter = _ENTER.get(tag)
        if len(self.stack) > _DEEPEST:
            enter = _ENTER_DEEP.get(tag)
        elif attributes and tag not in IMAGE_TAGS:
            leave = self._judge(node, tag, attributes)
            if leave is not None:
                return leave
        if enter is not None:
            return enter(self, node, tag, attributes)
        return None if tag in _SPANS or "-" not in tag else self._leaf(None)

    def paragraph(self, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave:
        return self._leaf(tag)

    def heading(self, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave:
        return self._leaf(_HEADINGS[tag])

    def plain_block(self, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        return self._leaf(None)

    def nothing(self, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        return _skip

    def block(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        return _skip if node.mem_id != self.root and furniture.is_card(node) else self._leaf(None)

    def inline(self, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave | None:
        written = _INLINE[tag]
        if written in self.writer.inlines:
            return None
        self.writer.begin(written)
        return self.writer.end

    def container(self, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        outer = self.writer.leaf_tag
        stated = ""
        if attributes and tag in ("td", "th"):
            stated = _span("colspan", attributes) + _span("rowspan", attributes)
        depth = self.writer.open(_CONTAINERS[tag], stated)
        return self._leaf(None) if depth is None else partial(self._end_container, depth, outer)

    def blockquote(self, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave:
        outer, links = self.writer.leaf_tag, len(self.writer.links)
        depth = self.writer.open(tag)
        return self._leaf(None) if depth is None else partial(self._end_quote, depth, outer, links)

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
        if first is not None and first.tag_id != _TEXT and node.css_first("h1, h2, h3, h4, h5, h6") is not None:
            return _skip
        is_share = furniture.shares(href)
        url = link_url(href, self.base_url)
        if is_share and (url is None or furniture.is_share_label(node.text())):
            return _skip
        if url is None:
            return None
        self.writer.begin_link(url, shares=is_share)
        return self.writer.end_link

    def aside(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        return _skip if furniture.is_linked_aside(node) else self._leaf(None)

    def footer(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        if self.writer.parent() != "blockquote" and len(node.text().strip()) <= _MOST_FOOTER_TEXT:
            return _skip
        return self._leaf(None)

    def form(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        return self._leaf(None) if len(node.text()) > _MOST_FORM_TEXT else _skip

    def button(self, node: LexborNode, _tag: str, attributes: Attributes) -> Leave:
        names = f"{attributes.get('class') or ''} {attributes.get('data-testid') or ''}"
        if role_of(names) is Role.PLAYER or (attributes.get("aria-label") or "").lower().startswith("play"):
            self.saw_player = True
        return _skip if node.css_first(_PICTURES) is None else self._mute()

    def image(self, node: LexborNode, _tag: str, attributes: Attributes) -> Leave:
        emoji = emoji_of(attributes)
        if emoji is None and not self.in_post:
            self.media.add_image(node, attributes)
        elif emoji is not None and not self.muted:
            self.writer.write(emoji)
        return _skip

    def noscript(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        return _skip if node.css_first("img") is None or self.media.shown_beside(node) else self._mute()

    def figure(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        parts = {part.tag for part in node.traverse() if part.mem_id != node.mem_id}
        if not parts.isdisjoint(_QUOTABLE):
            return self._leaf(None)
        if parts.isdisjoint(MEDIA_TAGS):
            return self._linked_figure(node) or self._leaf(None)
        self.writer.end_leaf()
        self.media.hold_images()
        self.muted += 1
        self.saw_player = False
        return partial(self._end_figure, node, len(self.media.embeds))

    def figcaption(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        return self._caption(node, Role.CAPTION) or self._leaf(None)

    def script(self, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        if "data-telegram-post" in attributes:
            self.media.show(read_embed(tag, attributes, self.base_url), trace=True)
        return _skip

    def island(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        embed = read_island(attributes)
        if embed is None:
            return self._leaf(None)
        return self._show_and_skip(node, tag, attributes, embed)

    def embed(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        sides = (number(attributes.get("width")), number(attributes.get("height")))
        if tag == "iframe" and any(side is not None and side <= 2 for side in sides):  # noqa: PLR2004 - a counting pixel
            return _skip
        embed = read_embed(tag, attributes, self.base_url)
        if embed is None and tag in ("video", "audio", "amp-video", "amp-audio"):
            kind = tag.removeprefix("amp-")
            embed = self.media.find_source(node, kind) or Embed(None, None, kind)
        if embed is None and tag in ("object", "embed"):
            return self._leaf(None)
        return self._show_and_skip(node, tag, attributes, embed)

    def _judge(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
        names = attributes.get("class")
        role = role_of(names) if names else Role.NONE
        says_more = len(attributes) > (names is not None)
        if says_more:
            if furniture.is_unseen(attributes) or furniture.is_control(node, attributes):
                return _skip
            if attributes.get("aria-hidden") == "true" and tag in _BLOCKS and not holds_media(node):
                return _skip
            if role is Role.NONE:
                role = furniture.stated_role(attributes)
        leave = self._by_role(node, tag, attributes, role) if role is not Role.NONE else None
        if leave is None and says_more and tag != "a" and not EMBED_KEYS.isdisjoint(attributes):
            return self._stated_embed(node, tag, attributes)
        return leave

    def _by_role(self, node: LexborNode, tag: str, attributes: Attributes, role: Role) -> Leave | None:
        if role is Role.HIDDEN:
            return _skip
        if role in furniture.MOST_TEXT:
            return _skip if furniture.is_furniture(node, role) else None
        if role in (Role.CAPTION, Role.CREDIT):
            return self._caption(node, role) if not holds_media(node) else None
        if role is Role.POST:
            return self._post(node, tag, attributes, read_embed(tag, attributes, self.base_url))
        self.saw_player = True
        if tag not in ("div", "figure", "section", "aside") and ("-" not in tag or tag in EMBED_TAGS):
            return None
        return self._player(node, tag, attributes, "video" if role is Role.PLAYER else "audio")

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

    def _end_container(self, depth: int, outer: str | None) -> None:
        self.writer.close(depth)
        self.writer.leaf_tag = outer

    def _end_quote(self, depth: int, outer: str | None, links: int) -> None:
        self._end_container(depth, outer)
        quoted = self.writer.links[links:]
        if (
            quoted
            and not self.in_post
            and is_post_url(quoted[-1].url)
            and self.writer.text[-1].endswith(quoted[-1].text)
        ):
            self.media.show(embed_at(quoted[-1].url), trace=False)

    def _mute(self) -> Leave:
        self.muted += 1
        return self._unmute

    def _unmute(self) -> None:
        self.muted -= 1

    def _caption(self, node: LexborNode, role: Role) -> Leave | None:
        return _skip if self.media.take_caption(node, role, within_figure=self.muted > 0) else None

    def _linked_figure(self, node: LexborNode) -> Leave | None:
        link = node.css_first("a")
        if link is None or furniture.linked_text(node) * 5 <= len(node.text().strip()) * 4:
            return None
        embed = read_embed("a", link.attributes, self.base_url)
        self.media.show(embed, trace=True)
        return _skip if embed is not None else None

    def _end_figure(self, node: LexborNode, embeds: int) -> None:
        media, saw_player = self.media, self.saw_player
        self.muted -= 1
        if media.holds_images and len(media.embeds) == embeds:
            if saw_player:
                media.show(media.find_player(node, "figure", node.attributes, "video"), trace=True)
            else:
                media.caption_loosely(node)
        media.release_images(are_posters=saw_player)

    def _stated_embed(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
        embed = read_embed(tag, attributes, self.base_url)
        if embed is None:
            return self._player(node, tag, attributes, "video") if "data-video-id" in attributes else None
        if embed.kind != "post" and not furniture.may_be_player(node):
            return None
        return self._show_and_skip(node, tag, attributes, embed)

    def _player(self, node: LexborNode, tag: str, attributes: Attributes, kind: str) -> Leave | None:
        if not furniture.may_be_player(node):
            return None
        embed = self.media.find_player(node, tag, attributes, kind)
        self.media.show(embed, trace=True)
        return _skip if embed is not None else None

    def _show_and_skip(self, node: LexborNode, tag: str, attributes: Attributes, embed: Embed | None) -> Leave:
        if embed is not None and embed.kind == "post":
            return self._post(node, tag, attributes, embed)
        self.media.show(embed, trace=True)
        return _skip

    def _post(self, node: LexborNode, tag: str, attributes: Attributes, embed: Embed | None) -> Leave:
        links, texts = len(self.writer.links), len(self.writer.text)
        self.in_post += 1
        leave = self.blockquote(node, tag, attributes) if tag == "blockquote" else self._leaf(None)
        return partial(self._end_post, leave, embed, links, texts)

    def _end_post(self, leave: Leave, embed: Embed | None, links: int, texts: int) -> None:
        leave()
        self.in_post -= 1
        if embed is None:
            posts = [link.url for link in self.writer.links[links:] if is_post_url(link.url)]
            embed = embed_at(posts[-1]) if posts else None if self.in_post else Embed(None, None, "post")
        self.media.show(embed, trace=len(self.writer.text) == texts)


def _span(name: str, attributes: Attributes) -> str:
    count = number(attributes.get(name))
    return f' {name}="{count}"' if count and 1 < count <= _MOST_SPAN else ""


_ENTER: dict[str, Callable[[_Reader, LexborNode, str, Attributes], Leave | None]] = {
    **dict.fromkeys(_BLOCKS, _Reader.block),
    **dict.fromkeys(_HEADINGS, _Reader.heading),
    **dict.fromkeys(_INLINE, _Reader.inline),
    **dict.fromkeys(_CONTAINERS, _Reader.container),
    **dict.fromkeys(IMAGE_TAGS, _Reader.image),
    **dict.fromkeys(EMBED_TAGS, _Reader.embed),
    "a": _Reader.link,
    "aside": _Reader.aside,
    "blockquote": _Reader.blockquote,
    "br": _Reader.line_break,
    "button": _Reader.button,
    "caption": _Reader.paragraph,
    "figcaption": _Reader.figcaption,
    "figure": _Reader.figure,
    "footer": _Reader.footer,
    "form": _Reader.form,
    "gu-island": _Reader.island,
    "hr": _Reader.rule,
    "noscript": _Reader.noscript,
    "p": _Reader.paragraph,
    "pre": _Reader.paragraph,
    "q": _Reader.quotation,
    "script": _Reader.script,
}
_ENTER_DEEP = _ENTER | {
    **dict.fromkeys([*_BLOCKS, "aside", "figcaption", "figure", "footer", "form"], _Reader.plain_block),
    **dict.fromkeys([*EMBED_TAGS, "a", "button", "gu-island", "noscript", "script"], _Reader.nothing),
}
