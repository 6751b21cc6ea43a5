"""Who signs, in the shapes structured data give it: names, bylines, people, organisations, references, lists."""

from app.parsing.byline import read_byline
from app.parsing.document import Author
from app.parsing.json_data import Json
from app.parsing.structured.graph import Graph
from app.parsing.structured.values import first_text, plain
from app.parsing.urls import web_url

MAX_AUTHORS = 20
MAX_NAME = 80
MAX_BYLINE = 300


def authors_of(graph: Graph, values: list[Json], page_url: str | None) -> tuple[Author, ...]:
    """The authors among a property's values, in order and each name once."""
    authors: dict[str, Author] = {}
    for value in values[:MAX_AUTHORS]:
        for author in _authors_in(graph, value, page_url):
            authors.setdefault(author.name.casefold(), author)
    return tuple(authors.values())[:MAX_AUTHORS]


def named_in(text: str | None) -> tuple[Author, ...]:
    """The authors that a value names: those of a byline, or else the value as it stands, for any name may be one."""
    if not text or len(text) > MAX_BYLINE or "://" in text:
        return ()
    return read_byline(text) or ((Author(text),) if len(text) <= MAX_NAME else ())


def _authors_in(graph: Graph, value: Json, page_url: str | None) -> tuple[Author, ...]:
    if not isinstance(value, dict):
        return named_in(plain(value)) if isinstance(value, str) else ()
    named: list[Author] = []
    for name in graph.values(value, "name", "alternateName"):
        named += named_in(plain(name))
    if len(named) != 1:
        return tuple(named)
    links = [link for link in graph.values(value, "url") + graph.values(value, "sameAs") if isinstance(link, str)]
    urls = (web_url(link.strip(), page_url) for link in links)
    return (
        Author(
            name=named[0].name,
            url=next((url for url in urls if url), None),
            role=first_text(graph.values(value, "jobTitle")) or named[0].role,
        ),
    )
