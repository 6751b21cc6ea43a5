"""The title and body of one update, out of the properties that hold text, pictures and players."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from app.parsing.body import read_body
from app.parsing.document import Body, Embed, Image
from app.parsing.embeds import embed_at
from app.parsing.fragment import body_of_html, body_of_text, tidy
from app.parsing.guard import Limits
from app.parsing.images import same_picture
from app.parsing.json_data import Json
from app.parsing.structured.graph import Graph, Node, likeness, types
from app.parsing.structured.values import first_text, has_markup, plain, unescape
from app.parsing.urls import web_url

TEXTS = ("articleBody", "text", "description")
PICTURES = ("image", "associatedMedia")
OWNERS = ("publisher", "author")
LOGOS = ("logo", "image")
SHARED = dict.fromkeys(("sharedContent", "video", "audio", "associatedMedia", "subjectOf")).keys()
KINDS = {
    "videoobject": "video",
    "clip": "video",
    "broadcastevent": "video",
    "audioobject": "audio",
    "socialmediaposting": "post",
    "discussionforumposting": "post",
}
CLOCK_BEFORE = re.compile(r"\d{1,2}[:.]\d{2}\s?\([A-Z]{2,5}\)\s*")
CUT_OFF = ("…", "...", "]")
ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
MOST_DIGITS = 5
SHORTEST_CUT = 30
"""Characters from which a title that its body continues in the same sentence is a cut-off body."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """Reads the bodies of one page's updates."""

    graph: Graph
    base_url: str | None
    limits: Limits
    skip: tuple[str, ...] = ()
    """CSS selectors of what is no text in the markup of an update: its title, time and authors."""
    _images_read: dict[bytes | None, dict[str, Image]] = field(default_factory=dict)

    def read(self, node: Node, headline: str | None) -> tuple[str | None, Body]:
        """An update's title, None when its headline is but the start of its text, and its body."""
        values = self.graph.values(node, *TEXTS) or self.graph.values(node, "@element")
        body = self._body(values)
        if headline:
            headline = CLOCK_BEFORE.sub("", headline, count=1) if CLOCK_BEFORE.match(headline) else headline
            if is_start_of(headline, body.text):
                headline = None
        known = {same_picture(image.url) for image in body.images if image.url}
        images = tuple(image for picture, image in self._images(node).items() if picture not in known)
        embeds = self._embeds(node, known={embed.url for embed in body.embeds})
        if images or embeds:
            body = Body(body.html, body.text, body.images + images, body.embeds + embeds, body.links)
        return headline, body

    def _body(self, values: list[Json]) -> Body:
        nodes = [value for value in values if isinstance(value, LexborNode)]
        if nodes:
            return read_body(nodes, base_url=self.base_url, skip=self.skip)
        text = "\n\n".join(value for value in values if isinstance(value, str))
        if not text.strip():
            return Body()
        if not has_markup(text):
            text = unescape(text)
        if has_markup(text):
            return body_of_html(text, base_url=self.base_url, limits=self.limits)
        return body_of_text(text)

    def _images(self, node: Node) -> dict[str, Image]:
        """The largest version of each picture that a node names, its publisher's and authors' own left out."""
        key = likeness(node, PICTURES + OWNERS)
        if key is None or key not in self._images_read:
            self._images_read[key] = self._read_images(node)
        return self._images_read[key]

    def _read_images(self, node: Node) -> dict[str, Image]:
        owners = [owner for owner in _all(self.graph, node, OWNERS) if isinstance(owner, dict)]
        logos = [logo for owner in owners for logo in _all(self.graph, owner, LOGOS)]
        unwanted = {same_picture(image.url) for image in map(self._image, logos) if image and image.url}
        largest: dict[str, Image] = {}
        for image in map(self._image, _all(self.graph, node, PICTURES)):
            picture = same_picture(image.url) if image and image.url else None
            if image is None or picture is None or picture in unwanted:
                continue
            if picture not in largest or (image.width or 0) > (largest[picture].width or 0):
                largest[picture] = image
        return largest

    def _image(self, value: Json) -> Image | None:
        if isinstance(value, str):
            url = web_url(value.strip(), self.base_url)
            return Image(url=url) if url else None
        if not isinstance(value, dict) or not types(value) <= {"imageobject"}:
            return None
        get = self.graph.values
        urls = (
            web_url(text, self.base_url) for text in get(value, "url", "contentUrl", "@id") if isinstance(text, str)
        )
        return Image(
            url=next((url for url in urls if url), None),
            alt=first_text(get(value, "alternateName")),
            caption=first_text(get(value, "caption", "description")),
            credit=first_text(get(value, "creditText", "copyrightNotice")),
            width=_pixels(self.graph, value, "width"),
            height=_pixels(self.graph, value, "height"),
        )

    def _embeds(self, node: Node, known: set[str | None]) -> tuple[Embed, ...]:
        if SHARED.isdisjoint(node):
            return ()
        embeds: dict[str | None, Embed] = {}
        for value in _all(self.graph, node, SHARED):
            if not isinstance(value, dict):
                continue
            kind = next((KINDS[name] for name in types(value) if name in KINDS), None)
            url = first_text(self.graph.values(value, "embedUrl", "contentUrl", "url", "@id"))
            embed = embed_at(web_url(url, self.base_url) or "", kind) if kind and url else None
            if embed and embed.url not in known:
                embeds.setdefault(embed.url, embed)
        return tuple(embeds.values())


def is_start_of(headline: str, text: str) -> bool:
    """Whether a headline merely repeats the start of a text, so that it is no title."""
    start = ELLIPSIS.sub("", headline) if headline.endswith(CUT_OFF) else headline
    text = tidy(text[: 4 * len(start) + 100])
    if not start or not text.startswith(start):
        return False
    if start != headline or len(text) == len(start):
        return True
    rest = text[len(start) :]
    return start.endswith((".", "!", "?")) or (
        len(start) >= SHORTEST_CUT and rest[:1].isspace() and not rest[1:2].isupper()
    )


def _all(graph: Graph, node: Node, names: Iterable[str]) -> list[Json]:
    return [value for name in names if name in node for value in graph.values(node, name)]


def _pixels(graph: Graph, node: Node, name: str) -> int | None:
    value = next(iter(graph.values(node, name)), None)
    if isinstance(value, dict):
        value = value.get("value")
    digits = (plain(value) or "").removesuffix("px").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS else None
