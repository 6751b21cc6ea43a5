"""What an entry shows beside its words, images and embeds, and where in its HTML each stands."""

from dataclasses import replace
from html import escape

from selectolax.lexbor import LexborNode

from app.parsing.body_writer import BodyWriter
from app.parsing.captions import read_caption
from app.parsing.document import Embed, Image
from app.parsing.embeds import EMBED_TAGS, Attributes, label, read_embed
from app.parsing.images import IMAGE_TAGS, figure, read_image, same_picture
from app.parsing.roles import Role

MEDIA_TAGS = IMAGE_TAGS | (EMBED_TAGS - {"object", "embed"})
"""What makes a figure one of media."""

_VIDEO_IDS = frozenset({"data-video-id", "data-videoid"})
_MOST_LOOSE_CAPTION = 300


def holds_media(node: LexborNode) -> bool:
    """Whether an element holds an image, a frame or a player."""
    return any(part.tag in MEDIA_TAGS for part in node.traverse())


class Media:
    """Images and embeds in the order they stand, each once."""

    def __init__(self, writer: BodyWriter, base_url: str | None) -> None:
        self.images: list[Image] = []
        self.embeds: list[Embed] = []
        self._writer = writer
        self._base_url = base_url
        self._places: list[int] = []
        self._seen: set[str | None] = set()
        self._last_place = -1
        self._held: list[Image] | None = None
        self._image_parent = 0

    def add_image(self, node: LexborNode, attributes: Attributes) -> None:
        """Take an image element, unless it is no content or stands here already."""
        image = read_image(node, attributes, self._base_url)
        if image is None or image.url is None:
            return
        parent = node.parent
        self._image_parent = parent.mem_id if parent is not None else 0
        key = same_picture(image.url)
        if key in self._seen:
            return
        self._seen.add(key)
        if self._held is None:
            self._place(image)
        else:
            self._held.append(image)

    def hold_images(self) -> None:
        """A figure begins: what its images are is known when it ends."""
        self._held = []

    def release_images(self, *, are_posters: bool) -> None:
        """A figure ends, and its images take their places, unless they are a video's posters."""
        for image in () if are_posters else self._held or ():
            self._place(image)
        self._held = None

    @property
    def holds_images(self) -> bool:
        """Whether the figure that began last has shown an image."""
        return bool(self._held)

    def shown_beside(self, node: LexborNode) -> bool:
        """Whether the last image stands next to a node, so that a `noscript` there repeats it."""
        parent = node.parent
        return parent is not None and parent.mem_id == self._image_parent

    def show(self, embed: Embed | None, *, trace: bool) -> None:
        """Take an embed, unless it stands here already; `trace` leaves a link to it in the HTML."""
        if embed is None or (embed.url is not None and embed.url in self._seen):
            return
        self.embeds.append(embed)
        self._seen.add(embed.url)
        if trace and embed.url is not None:
            link = f'<a href="{escape(embed.url)}" rel="nofollow noopener">{escape(label(embed), quote=False)}</a>'
            self._last_place = self._writer.block(f"<figure>{link}</figure>")

    def take_caption(self, node: LexborNode, role: Role, *, within_figure: bool) -> bool:
        """Whether a caption or credit belongs to what was shown last; an image takes it, if it has none yet."""
        stands_last = self._writer.blank and 0 <= self._last_place == len(self._writer.html) - 1
        if not within_figure and not stands_last:
            return False
        images = self._held if within_figure else self.images if self._last_place in self._places[-1:] else None
        if images:
            caption, credit = read_caption(node)
            if role is Role.CREDIT:
                caption, credit = None, credit or caption
            _caption_last(images, caption, credit)
        return True

    def caption_loosely(self, figure_node: LexborNode) -> None:
        """Let the last image take a figure's loose words, where no caption was marked as one."""
        if self._held and not (self._held[-1].caption or self._held[-1].credit):
            caption, credit = read_caption(figure_node)
            if len(caption or "") <= _MOST_LOOSE_CAPTION:
                _caption_last(self._held, caption, credit)

    def find_player(self, node: LexborNode, tag: str, attributes: Attributes, kind: str) -> Embed | None:
        """The embed of a player's element, or of the frame or video within; without an address if none tells."""
        embed = read_embed(tag, attributes, self._base_url, kind)
        media = [part for part in node.traverse() if part.tag in MEDIA_TAGS and part.mem_id != node.mem_id]
        for part in media:
            if embed is None and part.tag in EMBED_TAGS:
                embed = read_embed(part.tag or "", part.attributes, self._base_url, kind) or self.find_source(
                    part, kind
                )
        is_player = media or not _VIDEO_IDS.isdisjoint(attributes)
        return embed or (Embed(None, None, kind) if is_player else None)

    def find_source(self, node: LexborNode, kind: str) -> Embed | None:
        """The embed that a video's or audio's first `source` names."""
        source = node.css_first("source")
        return read_embed("source", source.attributes, self._base_url, kind) if source is not None else None

    def write(self) -> None:
        """Put the images where they stand in the HTML, now that their captions are known."""
        for place, image in zip(self._places, self.images, strict=True):
            self._writer.html[place] = figure(image)

    def _place(self, image: Image) -> None:
        self._last_place = self._writer.block("")
        self._places.append(self._last_place)
        self.images.append(image)


def _caption_last(images: list[Image], caption: str | None, credit: str | None) -> None:
    images[-1] = replace(images[-1], caption=images[-1].caption or caption, credit=images[-1].credit or credit)
