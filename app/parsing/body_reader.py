"""Reads an entry's nodes in one walk: what each element is, and what of it goes into the body."""

from functools import partial

from selectolax.lexbor import LexborNode

from app.parsing import furniture, lines
from app.parsing.document import Body, Embed
from app.parsing.embeds import EMBED_KEYS, EMBED_TAGS, embed_at, is_post_url, read_embed, read_island, read_script
from app.parsing.images import IMAGE_TAGS, emoji_of, number
from app.parsing.media import MEDIA_TAGS, Media, holds_media
from app.parsing.roles import Role, role_of
from app.parsing.urls import link_url
from app.parsing.word_reader import BLOCKS, TEXT, Attributes, Leave, WordReader, skip
from app.parsing.words import words

_QUOTABLE = words("blockquote table figure pre ul ol")
_PICTURES = "img, picture, amp-img"
_MOST_FOOTER_TEXT = 300
_MOST_FORM_TEXT = 1000


class BodyReader(WordReader):
    """Reads an entry: its words, and what stands beside them; leaves furniture out."""

    def __init__(self, base_url: str | None) -> None:
        super().__init__()
        self.base_url = base_url
        self.media = Media(self.writer, base_url)
        self.sole = 0
        """The `mem_id` of the only node given: it is the entry, whatever its names say."""
        self.in_post = 0
        self.saw_player = False

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

    def block(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """A block that acts as a paragraph, unless it teases another article."""
        heading = furniture.card_heading(node) if node.mem_id != self.root else None
        return self.leaf(None) if heading is None or heading.mem_id in self.skipped else skip

    def blockquote(self, _node: LexborNode, tag: str, _attributes: Attributes) -> Leave:
        """A quote; one that ends in the address of a post is that post."""
        outer, links = self.writer.leaf_tag, len(self.writer.links)
        depth = self.writer.open(tag)
        return self.leaf(None) if depth is None else partial(self._end_quote, depth, outer, links)

    def link(self, node: LexborNode, _tag: str, attributes: Attributes) -> Leave | None:
        """A link, unless it shares the page or teases another article."""
        href = attributes.get("href")
        if not href or "a" in self.writer.inlines:
            return None
        first = node.first_child
        if first is not None and first.tag_id != TEXT:
            heading = furniture.linked_heading(node)
            if heading is not None:
                return None if heading.mem_id in self.skipped else skip
        is_share = lines.shares(href)
        url = link_url(href, self.base_url)
        if is_share and (url is None or lines.is_share_label(node.text())):
            return skip
        if url is None:
            return None
        self.writer.begin_link(url, shares=is_share)
        return self.writer.end_link

    def aside(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """An aside, unless it is links."""
        return skip if furniture.is_linked_aside(node) else self.leaf(None)

    def footer(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """A footer is furniture, but in a quote it says whose words they are."""
        if self.writer.parent() != "blockquote" and len(node.text().strip()) <= _MOST_FOOTER_TEXT:
            return skip
        return self.leaf(None)

    def form(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """A form is furniture, but some pages are forms as a whole."""
        return self.leaf(None) if len(node.text()) > _MOST_FORM_TEXT else skip

    def button(self, node: LexborNode, _tag: str, attributes: Attributes) -> Leave:
        """A button, of which only pictures count; it may start a player."""
        names = f"{attributes.get('class') or ''} {attributes.get('data-testid') or ''}"
        if role_of(names) is Role.PLAYER or (attributes.get("aria-label") or "").lower().startswith("play"):
            self.saw_player = True
        return skip if node.css_first(_PICTURES) is None else self.mute()

    def image(self, node: LexborNode, _tag: str, attributes: Attributes) -> Leave:
        """An image, or the picture of a character."""
        emoji = emoji_of(attributes)
        if emoji is None and not self.in_post:
            self.media.add_image(node, attributes)
        elif emoji is not None and not self.muted:
            self.writer.write(emoji)
        return skip

    def noscript(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """What stands here for readers without scripts: the image that a script would show."""
        return skip if node.css_first("img") is None or self.media.shown_beside(node) else self.mute()

    def figure(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """A figure: images with their caption, a player, a link to something, or words."""
        parts = {part.tag for part in node.traverse() if part.mem_id != node.mem_id}
        if not parts.isdisjoint(_QUOTABLE):
            return self.leaf(None)
        if furniture.is_wordy_figure(node):
            return self.leaf(None)
        if parts.isdisjoint(MEDIA_TAGS):
            return self._linked_figure(node) or self.leaf(None)
        self.writer.end_leaf()
        self.media.hold_images()
        self.muted += 1
        self.saw_player = False
        return partial(self._end_figure, node, len(self.media.embeds))

    def figcaption(self, node: LexborNode, _tag: str, _attributes: Attributes) -> Leave:
        """A caption."""
        return self._caption(node, Role.CAPTION) or self.leaf(None)

    def script(self, _node: LexborNode, _tag: str, attributes: Attributes) -> Leave:
        """A script, which may show a post or a player in its place."""
        self.media.show(read_script(attributes), trace=True)
        return skip

    def island(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        """An island of the Guardian that would show an embed."""
        embed = read_island(attributes)
        if embed is None:
            return self.leaf(None)
        return self._show_and_skip(node, tag, attributes, embed)

    def embed(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
        """A frame, a player, a post."""
        sides = (number(attributes.get("width")), number(attributes.get("height")))
        if tag == "iframe" and any(side is not None and side <= 2 for side in sides):  # noqa: PLR2004 - a counting pixel
            return skip
        embed = read_embed(tag, attributes, self.base_url)
        if embed is None and tag in ("video", "audio", "amp-video", "amp-audio"):
            kind = tag.removeprefix("amp-")
            embed = self.media.find_source(node, kind) or Embed(None, None, kind)
        if embed is None and tag in ("object", "embed"):
            return self.leaf(None)
        return self._show_and_skip(node, tag, attributes, embed)

    def judge(self, node: LexborNode, tag: str, attributes: Attributes) -> Leave | None:
        """Furniture is left out; captions, players and posts are taken for what their names say."""
        if tag in IMAGE_TAGS or node.mem_id == self.sole:
            return None
        names = attributes.get("class")
        role = role_of(names) if names else Role.NONE
        says_more = len(attributes) > (names is not None)
        if says_more:
            if furniture.is_unseen(attributes) or furniture.is_control(node, attributes):
                return skip
            if attributes.get("aria-hidden") == "true" and tag in BLOCKS and not holds_media(node):
                return skip
            if role is Role.NONE:
                role = furniture.stated_role(attributes)
        leave = self._by_role(node, tag, attributes, role) if role is not Role.NONE else None
        if leave is None and says_more and tag != "a" and not EMBED_KEYS.isdisjoint(attributes):
            return self._stated_embed(node, tag, attributes)
        return leave

    def _by_role(self, node: LexborNode, tag: str, attributes: Attributes, role: Role) -> Leave | None:
        if role is Role.HIDDEN or role in furniture.MOST_TEXT:
            return skip if role is Role.HIDDEN or furniture.is_furniture(node, role) else None
        if role in (Role.CAPTION, Role.CREDIT):
            return self._caption(node, role) if not holds_media(node) else None
        if role is Role.CHART:
            return self._show_and_skip(node, tag, attributes, read_embed(tag, attributes, self.base_url, "chart"))
        if role is Role.POST:
            return self._post(node, tag, attributes, read_embed(tag, attributes, self.base_url))
        self.saw_player = True
        if tag not in ("div", "figure", "section", "aside") and ("-" not in tag or tag in EMBED_TAGS):
            return None
        return self._player(node, tag, attributes, "video" if role is Role.PLAYER else "audio")

    def _end_quote(self, depth: int, outer: str | None, links: int) -> None:
        self.end_container(depth, outer)
        quoted = self.writer.links[links:]
        if (
            quoted
            and not self.in_post
            and is_post_url(quoted[-1].url)
            and self.writer.text[-1].endswith(quoted[-1].text)
        ):
            self.media.show(embed_at(quoted[-1].url), trace=False)

    def _caption(self, node: LexborNode, role: Role) -> Leave | None:
        return skip if self.media.take_caption(node, role, within_figure=self.muted > 0) else None

    def _linked_figure(self, node: LexborNode) -> Leave | None:
        link = node.css_first("a")
        if link is None or furniture.linked_text(node) * 5 <= len(node.text().strip()) * 4:
            return None
        embed = read_embed("a", link.attributes, self.base_url)
        self.media.show(embed, trace=True)
        return skip if embed is not None else None

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
        return skip if embed is not None else None

    def _show_and_skip(self, node: LexborNode, tag: str, attributes: Attributes, embed: Embed | None) -> Leave:
        if embed is not None and embed.kind == "post":
            return self._post(node, tag, attributes, embed)
        self.media.show(embed, trace=True)
        return skip

    def _post(self, node: LexborNode, tag: str, attributes: Attributes, embed: Embed | None) -> Leave:
        if embed is None:
            urls = (link_url(link.attributes.get("href"), self.base_url) for link in node.css("a"))
            posts = [url for url in urls if url and is_post_url(url)]
            embed = embed_at(posts[-1]) if posts else None
        self.in_post += 1
        leave = self.blockquote(node, tag, attributes) if tag == "blockquote" else self.leaf(None)
        return partial(self._end_post, leave, embed, len(self.writer.text), len(self.media.embeds))

    def _end_post(self, leave: Leave, embed: Embed | None, texts: int, embeds: int) -> None:
        leave()
        self.in_post -= 1
        if embed is None and not self.in_post and len(self.media.embeds) == embeds:
            embed = Embed(None, None, "post")
        self.media.show(embed, trace=len(self.writer.text) == texts)


BodyReader.ENTER = WordReader.ENTER | {
    **dict.fromkeys(BLOCKS, BodyReader.block),
    **dict.fromkeys(IMAGE_TAGS, BodyReader.image),
    **dict.fromkeys(EMBED_TAGS, BodyReader.embed),
    "a": BodyReader.link,
    "aside": BodyReader.aside,
    "blockquote": BodyReader.blockquote,
    "button": BodyReader.button,
    "figcaption": BodyReader.figcaption,
    "figure": BodyReader.figure,
    "footer": BodyReader.footer,
    "form": BodyReader.form,
    "gu-island": BodyReader.island,
    "noscript": BodyReader.noscript,
    "script": BodyReader.script,
}
BodyReader.ENTER_DEEP = BodyReader.ENTER | {
    **dict.fromkeys([*BLOCKS, "aside", "figcaption", "figure", "footer", "form"], BodyReader.plain_block),
    **dict.fromkeys([*EMBED_TAGS, "a", "button", "gu-island", "noscript", "script"], BodyReader.nothing),
}
