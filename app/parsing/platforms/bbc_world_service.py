"""The BBC World Service's live pages (simorgh), in some forty languages."""

import re
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import urlencode

from app.parsing.byline import read_byline
from app.parsing.document import RawBlog, RawEntry, Source, TimeText
from app.parsing.fragment import body_of_html
from app.parsing.json_data import Json, at, read_json
from app.parsing.page import Page
from app.parsing.platform import Platform

_ASSIGNMENT = re.compile(r"\s*window\.SIMORGH_DATA\s*=")
_TAGS = {"paragraph": "p", "unorderedList": "ul", "orderedList": "ol", "listItem": "li", "subheadline": "h3"}
_EMPHASIS = {"bold": "strong", "italic": "em"}
_MOST_PAGES = 500
_PICTURE = "https://ichef.bbci.co.uk/ace/ws/1024/{origin}/{locator}"


class BbcWorldService(Platform):
    """Posts stand as trees of blocks in the page data; the markup shows "2 hours ago" or a day without a clock."""

    name = "bbc-world-service"
    needle = "liveTextStream"
    hosts = ("bbc.com",)
    publisher = "BBC"
    zone = "UTC"

    def claims(self, page: Page) -> bool:
        """Whether a script carries a stream."""
        return self.needle in page.text and bool(at(_page_data(page), "liveTextStream", "content", "data", "results"))

    def read_entries(self, page: Page, blog: RawBlog) -> Iterator[RawEntry]:
        """One entry for each result of the stream; the other pages of the stream are named."""
        data = _page_data(page)
        title = at(data, "title")
        blog.headline = title if isinstance(title, str) else None
        blog.key_points = tuple(_texts(at(data, "summaryPoints", "content"), "listItem"))
        stream = at(data, "liveTextStream", "content", "data")
        index, total = at(stream, "page", "index"), at(stream, "page", "total")
        if isinstance(index, int) and isinstance(total, int) and page.url:
            address = page.url.partition("?")[0]
            blog.older_pages = tuple(f"{address}?page={n}" for n in range(index + 1, min(total, _MOST_PAGES) + 1))
        for result in at(stream, "results") or ():
            if at(result, "type") == "POST":
                yield self.entry_of(result, page)

    def entry_of(self, result: Json, page: Page) -> RawEntry:
        """One post of the stream; what its editors set by hand is when readers saw it."""
        urn, header = at(result, "urn"), at(result, "header")
        published = at(result, "dates", "curated") or at(result, "dates", "firstPublished")
        updated = at(result, "dates", "lastPublished")
        html = _html(at(result, "content", "model", "blocks"))
        return RawEntry(
            source=Source.DOM,
            external_id=urn if isinstance(urn, str) else None,
            permalink=f"{page.url.partition('?')[0]}?{urlencode({'post': urn})}" if page.url and urn else None,
            title=next(_texts(header, "headline"), None),
            time=TimeText(machine=str(published)) if published else None,
            updated=TimeText(machine=str(updated)) if updated else None,
            authors=read_byline(next(_names(header), "")),
            key_event=at(result, "options", "isBreakingNews") is True,
            body=body_of_html(html, base_url=page.url, limits=page.limits),
        )


def _page_data(page: Page) -> Json:
    """What the page is made from: Next.js' data, or what older pages assign to `window.SIMORGH_DATA`."""
    return at(page.script_json("script#__NEXT_DATA__"), "props", "pageProps", "pageData") or next(
        (data for script in page.tree.css("script") if (data := _assigned(script.text(deep=True)))), None
    )


def _assigned(text: str) -> Json:
    assignment = _ASSIGNMENT.match(text)
    if not assignment:
        return None
    try:
        return at(read_json(text[assignment.end() :]), "pageData")
    except ValueError:
        return None


def _children(block: Json) -> list[Json]:
    blocks = at(block, "model", "blocks")
    return blocks if isinstance(blocks, list) else []


def _texts(block: Json, kind: str) -> Iterator[str]:
    """The text of each block of a kind, down from a block."""
    if at(block, "type") == kind:
        yield _text(block)
        return
    for child in _children(block):
        yield from _texts(child, kind)


def _names(header: Json) -> Iterator[str]:
    """Who contributed: named by the block itself, or by the text it holds."""
    for block in at(header, "model", "blocks") or ():
        if at(block, "type") == "contributor":
            name = at(block, "model", "name")
            yield name if isinstance(name, str) else _text(block)


def _text(block: Json) -> str:
    text = at(block, "model", "text")
    return text if isinstance(text, str) else " ".join(filter(None, map(_text, _children(block))))


def _html(blocks: Json) -> str:
    return "".join(map(_block, blocks)) if isinstance(blocks, list) else ""


def _block(block: Json) -> str:
    kind, model = str(at(block, "type")), at(block, "model")
    if kind in _SHOWN:
        return _SHOWN[kind](block, model)
    inner, tag = _html(_children(block)), _TAGS.get(kind)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _fragment(block: Json, model: Json) -> str:
    text = escape(_text(block))
    for name in at(model, "attributes") or ():
        text = f"<{_EMPHASIS[name]}>{text}</{_EMPHASIS[name]}>" if str(name) in _EMPHASIS else text
    return text


def _link(block: Json, model: Json) -> str:
    return f'<a href="{escape(str(at(model, "locator")))}">{_html(_children(block)) or escape(_text(block))}</a>'


def _image(block: Json, _model: Json) -> str:
    caption = escape(next(_texts(block, "caption"), ""))
    return f"<figure>{_html(_children(block))}<figcaption>{caption}</figcaption></figure>"


def _picture(_block: Json, model: Json) -> str:
    source = _PICTURE.format(origin=at(model, "originCode"), locator=at(model, "locator"))
    return f'<img src="{escape(source)}" width="{at(model, "width") or ""}" height="{at(model, "height") or ""}">'


def _clip(block: Json, _model: Json) -> str:
    paths = (at(child, "model", "link", "path") for child in _children(block))
    return next((f'<iframe src="https://www.bbc.com{escape(str(path))}"></iframe>' for path in paths if path), "")


_SHOWN: dict[str, Callable[[Json, Json], str]] = {
    "fragment": _fragment,
    "urlLink": _link,
    "image": _image,
    "rawImage": _picture,
    "caption": lambda _block, _model: "",
    "altText": lambda _block, _model: "",
    "social": lambda _block, model: f'<iframe src="{escape(str(at(model, "source")))}"></iframe>',
    "video": _clip,
    "audio": _clip,
}
