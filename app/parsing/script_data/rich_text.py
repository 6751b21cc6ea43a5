"""Trees of typed nodes, as editors store texts, made HTML: whatever a content system calls its nodes."""

from collections.abc import Mapping, Sequence
from html import escape

from app.parsing.json_data import Json
from app.parsing.script_data.words import bare
from app.parsing.structured.values import has_markup

_KINDS = (
    "$tag", "nodeType", "_type", "type", "blockType", "__typename", "kind", "tipo", "typ", "soort", "tag", "component",
    "name",
)  # fmt: skip
_INNER = ("data", "model", "fields", "attributes", "attrs", "props", "target", "file")
_CHILDREN = (
    "json", "children", "content", "contents", "nodes", "blocks", "content_elements", "elements", "items", "paragraphs",
    "components", "root", "document", "body", "value", "spans", "listItems",
)  # fmt: skip
_TEXTS = (
    "text", "value", "html", "content", "markup", "body", "rawHtml", "raw_html", "copy", "plainText", "quote",
    "contenido", "texto", "inhalt", "contenu", "texte", "testo", "conteudo", "tekst", "innhold",
)  # fmt: skip
_ADDRESSES = ("href", "url", "uri", "src", "source", "link", "embedUrl", "tweetUrl", "videoUrl")
_DROPPED = ("advert", "ad", "ads", "related", "promo", "newsletter", "teaser", "readmore", "readalso", "cta")
_MARKS = {"bold": "strong", "strong": "strong", "b": "strong", "italic": "em", "em": "em", "i": "em"}
_TAGS = (
    (("listitem", "li", "unorderedlistitem", "orderedlistitem", "bullet"), "li"),
    (("orderedlist", "ol", "numberedlist"), "ol"),
    (("list", "unorderedlist", "bulletlist", "bulletedlist", "ul", "lista", "liste", "lijst"), "ul"),
    (("quote", "blockquote", "pullquote", "citation", "cita", "zitat", "citazione", "citat", "citaat"), "blockquote"),
    (("table",), "table"),
    (("tablerow", "tr"), "tr"),
    (("tablecell", "td", "tableheadercell", "tableheader", "th"), "td"),
)
_HEADINGS = (
    "heading", "header", "headline", "subhead", "h1", "h2", "h3", "h4", "h5", "h6", "title", "subtitulo", "intertitulo",
    "ladillo", "zwischentitel", "intertitre", "sottotitolo", "mellemrubrik", "mellomtittel", "mellanrubrik",
)  # fmt: skip
_INLINE = ("text", "span", "string", "leaf", "fragment", "textnode", "textrun", "link", "hyperlink", "a", "anchor")
_INLINE_KINDS = frozenset([*_INLINE, *_MARKS, "hardbreak", "br", "linebreak", "urllink", "autolink", "mark"])
_PICTURES = (
    "image", "photo", "picture", "figure", "img", "asset", "imagen", "imagem", "bild", "foto", "immagine", "afbeelding",
)  # fmt: skip
_SHOWN = (
    "embed", "tweet", "twitter", "youtube", "instagram", "video", "social", "iframe", "facebook", "tiktok", "vimeo",
    "incrustad", "incorporad", "einbett",
)  # fmt: skip
_MOST_NODES = 20_000
_DEEPEST = 60


def html_of(value: Json) -> str:
    """The HTML that a text, or a tree of nodes, stands for; it is not safe yet, and of huge trees the start alone."""
    return _Writer().blocks(value, 0)


def picture_html(value: Json) -> str:
    """The HTML of the pictures, posts and players that a field of media holds."""
    writer = _Writer()
    listed = value if isinstance(value, list) else [value]
    return "".join(writer.medium(one) for one in listed if isinstance(one, dict))


class _Writer:
    def __init__(self) -> None:
        self.left = _MOST_NODES
        self.links: dict[str, str] = {}
        """The addresses that marks name by a key."""

    def blocks(self, value: Json, depth: int) -> str:
        """A value where paragraphs may stand."""
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST:
            return ""
        if isinstance(value, str):
            return (
                value
                if has_markup(value)
                else "".join(f"<p>{escape(line)}</p>" for line in value.split("\n") if line.strip())
            )
        if isinstance(value, list):
            return self._listed(value, depth)
        return self._node(value, depth) if isinstance(value, dict) else ""

    def _listed(self, values: Sequence[Json], depth: int) -> str:
        """Several values: words that follow one another are one paragraph, items one list."""
        if any(map(_is_inline, values)) and all(isinstance(value, str) or _is_inline(value) for value in values):
            return f"<p>{self.inline(values, depth)}</p>"
        html = "".join(self.blocks(value, depth + 1) for value in values)
        return f"<ul>{html}</ul>" if html.startswith("<li>") and html.endswith("</li>") else html

    def _node(self, node: Mapping[str, Json], depth: int) -> str:
        node = _whole(node)
        kind = _kind(node)
        if kind in _DROPPED:
            return ""
        for link in _listed(node.get("markDefs")):
            if isinstance(link, dict) and isinstance(link.get("href"), str):
                self.links[str(link.get("_key"))] = link["href"]
        if kind.endswith(_PICTURES) or any(name in kind for name in _SHOWN):
            return self.medium(node)
        inner = self._inner(node, depth)
        tag = next((tag for names, tag in _TAGS if kind in names), None)
        style = bare(str(node.get("style") or ""))
        if tag is None and (
            kind in _HEADINGS or kind.startswith(("heading", "header", "subhead")) or style in _HEADINGS
        ):
            return f"<h3>{inner}</h3>"
        if tag is None and node.get("listItem"):
            tag = "li"
        if tag is None and style in ("blockquote", "quote"):
            tag = "blockquote"
        if tag in ("ul", "ol") and "<li>" not in inner:
            return f"<{tag}>{self._items(node, depth)}</{tag}>"
        inner = inner.removeprefix("<ul>").removesuffix("</ul>") if tag in ("ul", "ol") else inner
        if tag:
            return f"<{tag}>{inner}</{tag}>"
        return inner if inner.startswith("<") and _is_block(inner) else f"<p>{inner}</p>" if inner.strip() else ""

    def _inner(self, node: Mapping[str, Json], depth: int) -> str:
        for name in _CHILDREN:
            children = node.get(name)
            if isinstance(children, (list, dict)) and children:
                listed = children if isinstance(children, list) else [children]
                if all(isinstance(child, str) or _is_inline(child) for child in listed):
                    return self.inline(listed, depth)
                return self.blocks(listed, depth + 1)
        return _line(_first(node, *_TEXTS, *_CHILDREN) or "")

    def _items(self, node: Mapping[str, Json], depth: int) -> str:
        items: list[Json] = next((node[name] for name in _CHILDREN if isinstance(node.get(name), list)), [])
        return "".join(
            f"<li>{_line(item) if isinstance(item, str) else self.blocks(item, depth + 1)}</li>" for item in items
        )

    def inline(self, values: Sequence[Json], depth: int) -> str:
        """Words of one paragraph, with their emphasis and links."""
        return "".join(self._words(value, depth + 1) for value in values)

    def _words(self, value: Json, depth: int) -> str:
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST:
            return ""
        if isinstance(value, str):
            return _line(value)
        node = _whole(value)
        kind = _kind(node)
        if kind in ("hardbreak", "br", "linebreak"):
            return "<br>"
        html = self._inner(node, depth)
        for mark in _marks(node, kind):
            html = f"<{mark}>{html}</{mark}>"
        address = self._address(node, kind)
        return f'<a href="{escape(address)}">{html}</a>' if address else html

    def _address(self, node: Mapping[str, Json], kind: str) -> str | None:
        """Where words lead, as their own kind or one of their marks says."""
        if "link" in kind or kind in ("a", "anchor"):
            return _first(node, *_ADDRESSES)
        for mark in _listed(node.get("marks")):
            if isinstance(mark, dict) and mark.get("type") == "link":
                return _first(_whole(mark), *_ADDRESSES)
            if isinstance(mark, str) and mark in self.links:
                return self.links[mark]
        return None

    def medium(self, node: Mapping[str, Json]) -> str:
        """A picture with its caption, or something shown from elsewhere."""
        node = _whole(node)
        markup = _first(node, "html", "raw_oembed", "embedCode", "code")
        if markup and has_markup(markup):
            return markup
        address = _first(node, *_ADDRESSES)
        if address is None:
            return ""
        kind = _kind(node)
        if any(name in kind for name in _SHOWN):
            return f'<iframe src="{escape(address)}"></iframe>'
        caption = escape(_first(node, "caption", "description") or "")
        credit = escape(_first(node, "credit", "copyright") or "")
        said = f'{caption}<span class="credit">{credit}</span>' if credit else caption
        alt = escape(_first(node, "alt", "altText") or "")
        return f'<figure><img src="{escape(address)}" alt="{alt}"><figcaption>{said}</figcaption></figure>'


def _whole(node: Mapping[str, Json]) -> Mapping[str, Json]:
    """A node with the parts that stand in an object within it ("data", "attrs"), which say more than its own."""
    for _ in range(3):
        inner = next((node[name] for name in _INNER if isinstance(node.get(name), dict) and node[name]), None)
        if inner is None:
            return node
        node = {**{name: value for name, value in node.items() if value is not inner}, **inner, **_own_kind(node)}
    return node


def _own_kind(node: Mapping[str, Json]) -> dict[str, Json]:
    return {name: node[name] for name in _KINDS if isinstance(node.get(name), str)}


def _kind(node: Mapping[str, Json]) -> str:
    kind = bare(next((node[name] for name in _KINDS if isinstance(node.get(name), str)), ""))
    return kind.removeprefix("core").removesuffix("block") or kind


def _is_inline(value: Json) -> bool:
    if not isinstance(value, dict):
        return False
    kind = _kind(value)
    if kind in _INLINE_KINDS:
        return not has_markup(str(value.get("text") or value.get("value") or value.get("content") or ""))
    return not kind and isinstance(value.get("text"), str) and "children" not in value


def _marks(node: Mapping[str, Json], kind: str) -> list[str]:
    named = [each.get("type") if isinstance(each, dict) else each for each in _listed(node.get("marks"))]
    named += [name for name in ("bold", "italic") if node.get(name) is True]
    return list(dict.fromkeys(_MARKS[name] for name in [*map(str, named), kind] if name in _MARKS))


def _first(node: Mapping[str, Json], *names: str) -> str | None:
    return next((node[name] for name in names if isinstance(node.get(name), str) and node[name]), None)


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _line(text: str) -> str:
    return text if has_markup(text) else escape(text, quote=False)


def _is_block(html: str) -> bool:
    return html.startswith(("<p", "<h", "<ul", "<ol", "<blockquote", "<figure", "<iframe", "<table", "<div", "<li"))
