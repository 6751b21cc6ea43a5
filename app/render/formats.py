"""The formats that a list of entries is handed out in: their names, their media types and who writes them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from app.render import atom, csv, feed, json_ld, markdown
from app.render.links import FeedLinks

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Extract:
    """Entries to be written, as JSON documents, with what they belong to and where the list stands."""

    blog: Document
    rows: Sequence[bytes]
    links: FeedLinks
    fields: Sequence[str] | None = None
    """The only fields that the rows have, if not all."""

    @property
    def entries(self) -> list[Document]:
        """The entries in the shape that the API promises."""
        return [orjson.loads(row) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write entries down. `suffix` names it in addresses; `kind` is its type in JSON Schema."""

    suffix: str
    media_type: str
    render: Callable[[Extract], bytes] | None = None
    """None: the API's own envelope, which is put around what the database wrote."""
    kind: str = "string"
    tabular: bool = False
    """Whether it shows entries field by field, so that some fields may be left out."""
    of_one_blog: bool = False
    """Whether it tells of the blog and means nothing for the entries of several."""


JSON = Format("json", "application/json", kind="object", tabular=True)
NDJSON = Format(
    "ndjson", "application/x-ndjson", lambda extract: b"".join(row + b"\n" for row in extract.rows), tabular=True
)
CSV = Format("csv", csv.MEDIA_TYPE, lambda extract: csv.render_table(extract.entries, extract.fields), tabular=True)
JSON_FEED = Format(
    "jsonfeed",
    feed.MEDIA_TYPE,
    lambda extract: feed.render_feed(extract.blog, extract.entries, extract.links),
    kind="object",
)
ATOM = Format("atom", atom.MEDIA_TYPE, lambda extract: atom.render_atom(extract.blog, extract.entries, extract.links))
JSON_LD = Format(
    "jsonld",
    json_ld.MEDIA_TYPE,
    lambda extract: json_ld.render_json_ld(extract.blog, extract.entries),
    kind="object",
    of_one_blog=True,
)
MARKDOWN = Format(
    "md",
    markdown.MEDIA_TYPE,
    lambda extract: markdown.render_markdown(extract.blog, extract.entries).encode(),
    of_one_blog=True,
)

OF_A_BLOG = (JSON, NDJSON, CSV, JSON_FEED, ATOM, JSON_LD, MARKDOWN)
ACROSS_BLOGS = tuple(known for known in OF_A_BLOG if not known.of_one_blog)
FEEDS = (JSON_FEED, ATOM)
EXPORTS = (NDJSON, CSV, JSON)
