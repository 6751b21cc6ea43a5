"""What a page's head and its first heading say of it: address, headline, publisher, dates, tags."""

from dataclasses import fields

from selectolax.lexbor import LexborNode

from app.parsing.byline import read_byline
from app.parsing.document import RawBlog, Source, TimeText, Topic
from app.parsing.page import Page
from app.parsing.post import text_of
from app.parsing.urls import joined, parts_of, web_url

_METAS = "meta[property][content], meta[name][content], meta[itemprop][content]"
_NEXT = 'link[rel~="next" i][href], a[rel~="next" i][href]'
_MOST_TAGS = 50


def read_head(page: Page) -> RawBlog:
    """The page's own facts, with no entries."""
    metas = _metas(page)

    def first(*names: str) -> str | None:
        return next((metas[name][0] for name in names if name in metas), None)

    author = first("article:author_name", "byl", "author", "dc.creator", "sailthru.author")
    published = first("article:published_time", "datepublished", "dc.date.issued", "publish-date", "date")
    updated = first("article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified")
    return RawBlog(
        source=Source.DOM,
        url=canonical_url(page),
        headline=_headline(page) or first("og:title", "twitter:title") or _title(page),
        description=first("og:description", "description", "twitter:description"),
        publisher=first("og:site_name", "application-name", "dc.publisher", "publisher"),
        language=page.language or _language(first("og:locale")),
        authors=read_byline(author) if author and not author.startswith("http") else (),
        topics=_topics(metas),
        published=TimeText(machine=published) if published else None,
        updated=TimeText(machine=updated) if updated else None,
        older_pages=_next_pages(page),
    )


def complete_head(head: RawBlog, article: RawBlog | None) -> RawBlog:
    """The head with what it leaves open filled in from the article that the page's data describe."""
    for field in fields(RawBlog):
        if article and not getattr(head, field.name):
            setattr(head, field.name, getattr(article, field.name))
    return head


def canonical_url(page: Page) -> str | None:
    """The page's own address: canonical link, og:url, or where it was found."""
    link = page.tree.css_first('link[rel="canonical" i][href]') or page.tree.css_first(
        'meta[property="og:url"][content]'
    )
    address = (link.attributes.get("href") or link.attributes.get("content") or "").strip() if link else ""
    absolute = joined(address, page.url)
    return absolute if parts_of(absolute).scheme in {"http", "https"} else page.url


def _next_pages(page: Page) -> tuple[str, ...]:
    """Where the page goes on: links of the relation "next" to its own address or below, not to the next article."""
    own = canonical_url(page) or page.url
    if not own:
        return ()
    here = parts_of(own)
    found: dict[str, None] = {}
    for node in page.tree.css(_NEXT):
        address = web_url(node.attributes.get("href"), own)
        there = parts_of(address or "")
        goes_on = there.hostname == here.hostname and there.path.startswith(here.path.rstrip("/"))
        if address and goes_on and here.path.strip("/"):
            found[address] = None
    return tuple(found)


def _metas(page: Page) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for node in page.tree.css(_METAS):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        if name and content and not ("itemprop" in attributes and _is_of_an_item(node)):
            metas.setdefault(name.lower(), []).append(content)
    return metas


def _is_of_an_item(node: LexborNode) -> bool:
    """Whether an element describes a thing that is a property of another, as an update is of a blog."""
    parent = node.parent
    while parent is not None:
        if parent.is_element_node and {"itemscope", "itemprop"} <= parent.attributes.keys():
            return True
        parent = parent.parent
    return False


def _headline(page: Page) -> str | None:
    """The page's one main heading; several of them are sections, scores or a logo."""
    headings = list(dict.fromkeys(text for node in page.tree.css("h1") if (text := text_of(node))))
    return headings[0] if len(headings) == 1 else None


def _title(page: Page) -> str | None:
    node = page.tree.css_first("title")
    return (text_of(node) or None) if node else None


def _language(locale: str | None) -> str | None:
    return locale.replace("_", "-") if locale else None


def _topics(metas: dict[str, list[str]]) -> tuple[Topic, ...]:
    names = list(metas.get("article:tag", ()))
    for keywords in metas.get("news_keywords", []) + metas.get("keywords", []):
        names += keywords.split(",")
    tags = {name.strip().casefold(): Topic(name.strip()) for name in reversed(names) if 1 < len(name.strip()) <= 80}  # noqa: PLR2004
    return tuple(reversed(tags.values()))[:_MOST_TAGS]
