"""The live blog in a page's JSON-LD: schema.org `LiveBlogPosting`, wherever in the data it stands."""

from app.parsing.document import RawBlog, Source
from app.parsing.page import Page
from app.parsing.structured.bodies import Bodies
from app.parsing.structured.graph import Graph, is_reference, types
from app.parsing.structured.live_blog import LiveBlogReader
from app.parsing.structured.merging import merge

LIVE_BLOG = "liveblogposting"
ARTICLES = frozenset([LIVE_BLOG, "newsarticle", "reportagenewsarticle", "backgroundnewsarticle", "article"])


def read(page: Page) -> RawBlog | None:
    """The live blog, or None when the data describe none; several descriptions of one blog are merged."""
    if not page.json_ld:
        return None
    graph = Graph.of(page.json_ld)
    reader = LiveBlogReader(graph, Source.JSON_LD, page.url, Bodies(graph, page.url, page.limits))
    nodes = [node for node in graph.nodes if LIVE_BLOG in types(node) or "liveBlogUpdate" in node]
    return merge([reader.blog(node) for node in nodes if not is_reference(node)], page.url)


def read_article(page: Page) -> RawBlog | None:
    """What the data say of the page as an article: headline, publisher, authors, dates; no entries."""
    graph = Graph.of(page.json_ld)
    node = next((node for node in graph.nodes if types(node) & ARTICLES and node.get("datePublished")), None)
    if node is None:
        return None
    reader = LiveBlogReader(graph, Source.JSON_LD, page.url, Bodies(graph, page.url, page.limits))
    article = reader.blog(node)
    article.entries, article.declared_entries = [], None
    return article
