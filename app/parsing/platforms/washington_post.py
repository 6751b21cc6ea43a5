"""The Washington Post's live updates."""

from collections.abc import Callable, Iterator
from html import escape

from app.parsing.byline import read_byline
from app.parsing.document import Author, RawBlog, RawEntry, Source, TimeText
from app.parsing.fragment import body_of_html
from app.parsing.json_data import Json, at
from app.parsing.page import Page
from app.parsing.platform import Platform
from app.parsing.structured.values import plain


class WashingtonPost(Platform):
    """Posts are whole stories inside the page's story, in the page data; hashed classes in the markup tell nothing."""

    name = "washington-post"
    needle = "first_display_date"
    marker = "script#__NEXT_DATA__"
    hosts = ("washingtonpost.com",)
    publisher = "The Washington Post"
    zone = "America/New_York"

    def read_entries(self, page: Page, blog: RawBlog) -> Iterator[RawEntry]:
        """One entry for each story within the story."""
        story = at(page.script_json(self.marker), "props", "pageProps", "globalContent")
        blog.headline = plain(at(story, "headlines", "basic"))
        blog.authors = _authors(story)
        for element in at(story, "content_elements") or ():
            if at(element, "type") == "story":
                yield self.entry_of(element, page)

    def entry_of(self, story: Json, page: Page) -> RawEntry:
        """One story; it is dated by when it was first shown, for the other dates move with each edit."""
        shown = at(story, "additional_properties", "first_display_date") or at(story, "first_publish_date")
        updated = at(story, "display_date") or at(story, "last_updated_date")
        html = "".join(map(_element, at(story, "content_elements") or ()))
        return RawEntry(
            source=Source.DOM,
            external_id=_string(at(story, "_id")),
            permalink=_string(at(story, "canonical_url")),
            title=plain(at(story, "headlines", "basic")),
            time=TimeText(machine=str(shown)) if shown else None,
            updated=TimeText(machine=str(updated)) if updated else None,
            authors=_authors(story),
            body=body_of_html(html, base_url=page.url, limits=page.limits),
        )


def _string(value: Json) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _authors(story: Json) -> tuple[Author, ...]:
    names = [_string(at(credit, "name")) for credit in at(story, "credits", "by") or ()]
    return tuple(author for name in names if name for author in read_byline(name))


def _element(element: Json) -> str:
    show = _SHOWN.get(str(at(element, "type")))
    return show(element) if show else ""


def _list(element: Json) -> str:
    return "<ul>" + "".join(f"<li>{_string(at(i, 'content')) or ''}</li>" for i in at(element, "items") or ()) + "</ul>"


def _image(element: Json) -> str:
    url, caption = _string(at(element, "url")) or "", _string(at(element, "credits_caption_display")) or ""
    return f'<figure><img src="{escape(url)}"><figcaption>{escape(caption)}</figcaption></figure>'


_SHOWN: dict[str, Callable[[Json], str]] = {
    "text": lambda element: f"<p>{_string(at(element, 'content')) or ''}</p>",
    "header": lambda element: f"<h3>{_string(at(element, 'content')) or ''}</h3>",
    "quote": lambda element: (
        f"<blockquote>{''.join(map(_element, at(element, 'content_elements') or ()))}</blockquote>"
    ),
    "list": _list,
    "image": _image,
    "oembed_response": lambda element: _string(at(element, "raw_oembed", "html")) or "",
    "raw_html": lambda element: _string(at(element, "content")) or "",
}
