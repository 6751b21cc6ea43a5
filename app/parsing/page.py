"""A page: bytes, where they come from and when they were seen; its text, tree and data, made once and on demand."""

import re
from datetime import datetime
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from app.errors import EmptyPage, NotHtml, PageTooLarge
from app.parsing.decoding import Decoded, decode
from app.parsing.filetype import kind_of_bytes, kind_of_text
from app.parsing.guard import Limits, build_tree
from app.parsing.json_data import Json, read_json

__all__ = ["Limits", "Page"]

TAG = re.compile(r"<(?:!doctype\b|!--|/?[a-z][a-z0-9:-]*(?:[\s/]|>))", re.IGNORECASE)
DOCUMENT = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
ASSIGNMENT = re.compile(r"\s*(?:(?:var|let|const)\s+)?[\w$.\[\]\"']{1,200}\s*=(?=\s*[\[{])")
JSON_LD = 'script[type*="ld+json" i]'
LIVE_BLOG = "LiveBlogPosting"
LANGUAGE_META = 'meta[http-equiv="content-language" i]'
LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


class Page:
    """One HTML document as bytes, with its URL and the instant it was observed.

    Making one checks what can be told from the first bytes; `text`, `tree` and the rest are made when first asked for.
    Raises `EmptyPage`, `PageTooLarge` and `NotHtml`, and `PageTooComplex` before a tree would be built. Pickles as its
    five inputs, so that it can be sent to a process that parses.
    """

    def __init__(
        self,
        content: bytes,
        url: str | None = None,
        observed_at: datetime | None = None,
        content_type: str | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.content = content
        self.url = url
        self.observed_at = observed_at
        self.content_type = content_type
        self.limits = limits or Limits()
        if len(content) > self.limits.max_bytes:
            raise PageTooLarge(f"the page has {len(content):,} bytes, more than the {self.limits.max_bytes:,} allowed")
        if not content or content.isspace():
            raise EmptyPage("the page is empty")
        kind = kind_of_bytes(content)
        if kind:
            raise NotHtml(f"this looks like {kind}, not like an HTML page")

    def __reduce__(self) -> tuple[type["Page"], tuple[object, ...]]:
        return Page, (self.content, self.url, self.observed_at, self.content_type, self.limits)

    @property
    def text(self) -> str:
        """The document as text: no NULs, no lone surrogates, no byte order mark."""
        return self._decoded.text

    @property
    def charset(self) -> str:
        """The charset the bytes were read in, by Python's name for it."""
        return self._decoded.charset

    @cached_property
    def is_plain_text(self) -> bool:
        """Whether this is prose and no markup: declared as text/plain, or without a single tag."""
        declared = (self.content_type or "").split(";")[0].strip().lower() == "text/plain"
        return (declared and not DOCUMENT.match(self.text)) or not TAG.search(self.text)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The document's tree; raises `PageTooComplex` when the page exceeds a limit."""
        # The parser takes bytes as UTF-8 and is a third faster with them than with text.
        markup = self.content if self._decoded.is_verbatim else self.text.encode()
        return build_tree(markup, self.limits)

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """The objects at the top of each JSON-LD script, in page order; lists of objects are flattened."""
        return self._json_ld[0]

    @cached_property
    def json_ld_faults(self) -> tuple[str, ...]:
        """A sentence for each JSON-LD script that could not be read."""
        return self._json_ld[1]

    @cached_property
    def live_blog_data(self) -> list[str]:
        """The JSON-LD scripts that name a live blog, as they are written."""
        texts = (script.text(deep=True) for script in self.tree.css(JSON_LD))
        return [text for text in texts if LIVE_BLOG in text]

    @cached_property
    def language(self) -> str | None:
        """The language the document declares, as a BCP 47 tag ("en-GB"), or None."""
        root = self.tree.root
        declared: list[str | None] = [root.attributes.get(name) for name in ("lang", "xml:lang")] if root else []
        meta = self.tree.css_first(LANGUAGE_META)
        if meta:
            declared.append(meta.attributes.get("content"))
        tags = (LANGUAGE.match((tag or "").strip()) for tag in declared)
        return next((tag[0].replace("_", "-") for tag in tags if tag), None)

    def script_json(self, selector: str) -> Json:
        """The data in the first script that the CSS selector finds and that holds JSON, or None; never raises.

        A script that assigns (`window.state = {…};`) gives what it assigns.
        """
        for script in self.tree.css(selector):
            text = script.text(deep=True)
            assigned = ASSIGNMENT.match(text)
            try:
                return read_json(text[assigned.end() :] if assigned else text)
            except ValueError:
                continue
        return None

    @cached_property
    def _decoded(self) -> Decoded:
        decoded = decode(self.content, self.content_type)
        if not decoded.text or decoded.text.isspace():
            raise EmptyPage("the page is empty")
        kind = kind_of_text(decoded.text)
        if kind:
            raise NotHtml(f"this looks like {kind}, not like an HTML page")
        return decoded

    @cached_property
    def _json_ld(self) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
        blocks: list[dict[str, Any]] = []
        faults: list[str] = []
        for number, script in enumerate(self.tree.css(JSON_LD), start=1):
            try:
                data = read_json(script.text(deep=True))
            except ValueError as fault:
                faults.append(f"JSON-LD block {number} cannot be read: {fault}")
            else:
                blocks += [block for block in (data if isinstance(data, list) else [data]) if isinstance(block, dict)]
        return blocks, tuple(faults)
