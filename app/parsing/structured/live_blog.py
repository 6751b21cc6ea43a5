"""From a schema.org `LiveBlogPosting` node to a `RawBlog`, whichever syntax the node was written in."""

from dataclasses import dataclass, field

from app.parsing.document import Author, RawBlog, RawEntry, Source, TimeText, Topic
from app.parsing.json_data import Json
from app.parsing.structured.bodies import Bodies
from app.parsing.structured.graph import Graph, Node, likeness, types
from app.parsing.structured.merging import drop_worthless_ids
from app.parsing.structured.people import authors_of
from app.parsing.structured.values import first_text, plain, post_id, same_document, short
from app.parsing.urls import web_url

UPDATES = ("liveBlogUpdate", "liveBlogUpdates", "blogPosts", "blogPost", "updates")
POST_TYPES = frozenset(["blogposting", "socialmediaposting", "newsarticle", "reportagenewsarticle", "article", "post"])
AUTHORS = ("author", "creator")
TOPICS = dict.fromkeys(("keywords", "about", "articleSection")).keys()
MAX_UPDATES = 20_000
MAX_TOPICS = 50
LONGEST_TOPIC = 100


@dataclass(frozen=True, slots=True)
class LiveBlogReader:
    """Reads the nodes of one page's graph, written in one syntax."""

    graph: Graph
    source: Source
    page_url: str | None
    bodies: Bodies
    _authors_read: dict[bytes | None, tuple[Author, ...]] = field(default_factory=dict)

    def blog(self, node: Node) -> RawBlog:
        """The blog that a node describes, its updates in the order given."""
        get = self.graph.values
        url = self._url(get(node, "url", "mainEntityOfPage", "@id"))
        updates = self.updates(node, url)
        return RawBlog(
            source=self.source,
            url=url,
            headline=short(first_text(get(node, "headline", "name", "alternativeHeadline"))),
            description=first_text(get(node, "description", "abstract")),
            publisher=self._name(get(node, "publisher", "sourceOrganization", "provider")),
            language=self._name(get(node, "inLanguage")),
            authors=self._authors(node),
            topics=self._topics(node),
            published=self._time(node, "datePublished", "dateCreated"),
            updated=self._time(node, "dateModified"),
            started=self._time(node, "coverageStartTime"),
            ended=self._time(node, "coverageEndTime"),
            entries=drop_worthless_ids([self.entry(update, url) for update in updates[:MAX_UPDATES]]),
            declared_entries=len(updates) or None,
        )

    def updates(self, node: Node, url: str | None) -> list[Node]:
        """The posts a blog lists or, when it lists none, those that say they are part of it; each once."""
        lists: list[list[Node]] = [
            [each for each in self.graph.values(node, name) if isinstance(each, dict)] for name in UPDATES
        ]
        found = max(lists, key=len) or [
            each
            for each in self.graph.nodes
            if types(each) & POST_TYPES and each is not node and self._is_part_of(each, node, url)
        ]
        return list({id(each): each for each in found}.values())

    def entry(self, node: Node, blog_url: str | None) -> RawEntry:
        """One post of a blog at `blog_url`."""
        external_id, permalink = self._identity(node, blog_url)
        headline = short(self.graph.text(node, "headline", "name", "alternativeHeadline"))
        title, body = self.bodies.read(node, headline)
        return RawEntry(
            source=self.source,
            external_id=external_id,
            permalink=permalink,
            title=title,
            time=self._time(node, "datePublished", "dateCreated", "uploadDate"),
            updated=self._time(node, "dateModified"),
            authors=self._authors(node),
            body=body,
            topics=self._topics(node),
        )

    def _identity(self, node: Node, blog_url: str | None) -> tuple[str | None, str | None]:
        base = blog_url or self.page_url
        bare = None
        for value in self.graph.values(node, "@id") + self.graph.values(node, "url", "mainEntityOfPage"):
            text = self._url_text(value)
            if text is None or text.startswith("_:"):
                continue
            if not text.startswith(("http:", "https:", "/", "#", "?")):
                bare = bare or text[:200]
                continue
            url = web_url(text, base)
            name = post_id(url, base) if url else (text.removeprefix("#") if text.startswith("#") else None)
            if name:
                return name[:200], url
        identifier = plain(next(iter(self.graph.values(node, "identifier")), None))
        return bare or identifier, None

    def _url(self, values: list[Json]) -> str | None:
        urls = (web_url(text, self.page_url) for text in map(self._url_text, values) if text)
        return next((url for url in urls if url), None)

    @staticmethod
    def _url_text(value: Json) -> str | None:
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        return value.strip() if isinstance(value, str) else None

    def _is_part_of(self, node: Node, blog: Node, url: str | None) -> bool:
        wholes = self.graph.values(node, "isPartOf")
        return any(
            whole is blog or (url is not None and same_document(url, web_url(self._url_text(whole), self.page_url)))
            for whole in wholes
        )

    def _time(self, node: Node, *names: str) -> TimeText | None:
        for name in names:
            value = node.get(name)
            if isinstance(value, list) and value and isinstance(value[0], TimeText):
                return value[0]
        text = self.graph.text(node, *names)
        return TimeText(machine=text[:100]) if text else None

    def _authors(self, node: Node) -> tuple[Author, ...]:
        key = likeness(node, AUTHORS)
        if key is None or key not in self._authors_read:
            self._authors_read[key] = authors_of(self.graph, self.graph.values(node, *AUTHORS), self.page_url)
        return self._authors_read[key]

    def _name(self, values: list[Json]) -> str | None:
        for value in values:
            name = (
                first_text(self.graph.values(value, "name", "alternateName"))
                if isinstance(value, dict)
                else plain(value)
            )
            if name:
                return short(name)
        return None

    def _topics(self, node: Node) -> tuple[Topic, ...]:
        if TOPICS.isdisjoint(node):
            return ()
        topics: dict[str, Topic] = {}
        for name in TOPICS:
            for value in self.graph.values(node, name):
                text = self._name([value]) or ""
                for word in text.split(",") if isinstance(value, str) and name == "keywords" else [text]:
                    tag = word.strip()
                    if tag and len(tag) <= LONGEST_TOPIC:
                        topics.setdefault(tag.casefold(), Topic(tag))
        return tuple(topics.values())[:MAX_TOPICS]
