"""How a platform reads a page: by what it declares, each field by its own small method.

A platform is a class in `app/parsing/platforms`, found by walking that package. Most are nothing but the attributes of
`app.parsing.declaration`; where a selector cannot say it, override the one small `read_…` method of that field.
docs/add-a-platform.md shows how.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Self

from selectolax.lexbor import LexborNode

from app.parsing.body import read_body
from app.parsing.byline import read_byline
from app.parsing.declaration import Declaration, Tier
from app.parsing.document import Author, Body, RawBlog, RawEntry, Rejected, Source, TimeText, Topic
from app.parsing.moved import usual_places
from app.parsing.page import Page
from app.parsing.post import Post, attribute_or_text, split_place, text_of
from app.parsing.urls import joined

__all__ = ["Platform", "Tier"]


class Platform(Declaration):
    """The base of all platforms."""

    def claims(self, page: Page) -> bool:
        """Whether the page's markup, or its JSON-LD, is this platform's."""
        if self.data_needle:
            return any(self.data_needle in text for text in page.live_blog_data)
        return bool(self.marker) and page.tree.css_first(self.marker) is not None and self.needle in page.text

    @property
    def is_told_by_marker(self) -> bool:
        """Whether only pages on which the platform's marker stands are its own."""
        return type(self).claims is Platform.claims and bool(self.marker) and not self.data_needle

    def is_at_home(self, host: str) -> bool:
        """Whether a host is one of this platform's, or under one."""
        return any(host == home or host.endswith(f".{home}") for home in self.hosts)

    @classmethod
    def tells_posts(cls) -> bool:
        """Whether posts stand in this platform's markup; those of others stand in the structured data alone."""
        reads = cls.posts is not Platform.posts or cls.read_entries is not Platform.read_entries
        return bool(cls.entry or cls.anchor) or reads

    def read(self, page: Page) -> RawBlog:
        """What this platform's markup shows on a page it claims."""
        blog = RawBlog(
            source=Source.DOM,
            headline=self.read_headline(page),
            publisher=self.publisher or None,
            language=self.language or None,
            authors=self.read_byline(page),
            key_points=tuple(self.values(page, self.key_points)),
            published=self.read_published(page),
            time_zone=self.zone or None,
            older_pages=self.read_older_pages(page),
            declared_entries=self.read_declared(page),
        )
        try:
            for entry in self.read_entries(page, blog):
                blog.entries.append(entry)
        except Exception as fault:  # noqa: BLE001 (a page's own data of an unknown shape must not cost what was read)
            blog.rejected.append(Rejected(f"unreadable: {type(fault).__name__}", 1))
        return blog

    def read_entries(self, page: Page, blog: RawBlog) -> Iterator[RawEntry]:
        """The entries in page order; posts that are none are counted in `blog.rejected`."""
        key_ids = self.read_key_ids(page)
        posts = list(self.posts(page))
        reader = self.for_page(posts)
        for post in posts:
            reason = reader.reject(post)
            if reason is None:
                try:
                    entry = reader.read_entry(post)
                except Exception as fault:  # noqa: BLE001 (one strange post must not cost a reader all others)
                    reason = f"unreadable: {type(fault).__name__}"
                else:
                    entry.key_event |= entry.external_id in key_ids
                    yield entry
                    continue
            blog.rejected.append(Rejected(reason, 1, text_of(post.node)[:80] or None))

    def for_page(self, posts: Sequence[Post]) -> Self:
        """This platform, or where the page's markup has fields elsewhere than it declares, one that looks there."""
        places = usual_places(self, posts)
        if not places:
            return self
        here = type(self)()
        for field, place in places.items():
            setattr(here, field, place)
        return here

    def posts(self, page: Page) -> Iterator[Post]:
        """The posts of the stream, entries or not, in page order."""
        roots = page.tree.css(self.stream) if self.stream else [page.tree.root] if page.tree.root else []
        begins = self.entry or self.anchor
        if not begins:
            return
        days = {node.mem_id for root in roots for node in root.css(self.day_heading)} if self.day_heading else set()
        starts = [node for root in roots for node in root.css(f"{self.day_heading}, {begins}" if days else begins)]
        anchors = {node.mem_id for node in starts}
        taken: set[int] = set()
        day: str | None = None
        for node in starts:
            if node.mem_id in taken or _stands_in(node, taken):
                continue
            if node.mem_id in days:
                day = text_of(node) or None
                continue
            taken.add(node.mem_id)
            rest = tuple(self.siblings(node, anchors)) if self.anchor else ()
            yield Post(node, rest, day, page.url)

    def siblings(self, anchor: LexborNode, anchors: set[int]) -> Iterator[LexborNode]:
        """What follows an anchor and belongs to its post."""
        node = anchor.next
        while node is not None and node.mem_id not in anchors:
            if node.is_element_node and self.until and node.css_matches(self.until):
                return
            yield node
            node = node.next

    def reject(self, post: Post) -> str | None:
        """Why a post is no entry, or None."""
        for reason, selector in self.rejects.items():
            if post.has(selector):
                return reason
        return None

    def read_entry(self, post: Post) -> RawEntry:
        """One post's fields, each by its own method."""
        return RawEntry(
            source=Source.DOM,
            external_id=self.read_id(post),
            permalink=self.read_permalink(post),
            title=self.read_title(post),
            time=self.read_time(post),
            updated=self.read_updated(post),
            authors=self.read_authors(post),
            key_event=self.read_key_event(post),
            pinned=self.read_pinned(post),
            body=self.read_body(post),
            topics=self.read_topics(post),
        )

    def read_id(self, post: Post) -> str | None:
        """The publisher's identifier of the entry."""
        return post.value(self.entry_id)

    def read_permalink(self, post: Post) -> str | None:
        """The entry's own address, absolute where the page's is known."""
        address = post.value(self.permalink)
        return joined(address, post.base_url) if address else None

    def read_title(self, post: Post) -> str | None:
        """The entry's own heading."""
        return post.value(self.title)

    def read_time(self, post: Post) -> TimeText | None:
        """When the entry was published, as the page shows it."""
        text, machine = post.value(self.time), post.value(self.time_machine)
        return TimeText(text, machine, post.day) if text or machine else None

    def read_updated(self, post: Post) -> TimeText | None:
        """When the entry was last changed, as the page shows it."""
        text, machine = post.value(self.updated), post.value(self.updated_machine)
        return TimeText(text, machine, post.day) if text or machine else None

    def read_authors(self, post: Post) -> tuple[Author, ...]:
        """Who signs the entry."""
        return _authors(post.values(self.author))

    def read_key_event(self, post: Post) -> bool:
        """Whether the publisher marks the entry as one that matters."""
        return post.has(self.key_event)

    def read_pinned(self, post: Post) -> bool:
        """Whether the publisher holds the entry at the top."""
        return post.has(self.pinned)

    def read_topics(self, post: Post) -> tuple[Topic, ...]:
        """The entry's own tags."""
        return tuple(Topic(name) for name in post.values(self.topic))

    def read_body(self, post: Post) -> Body:
        """The entry's content without its title, time and byline."""
        title = post.first_with_text(self.title)
        without = [title] if title else []
        return read_body(self.body_nodes(post), base_url=post.base_url, skip=self.skipped, without=without)

    def body_nodes(self, post: Post) -> list[LexborNode]:
        """The nodes that hold the body."""
        return post.outermost(self.body) if self.body else post.nodes

    @cached_property
    def skipped(self) -> tuple[str, ...]:
        """Selectors of what stands within a post and is no body; the title is left out by its node."""
        places = (self.time, self.time_machine, self.updated, self.updated_machine, self.author)
        selectors = (split_place(place)[0] for place in places)
        return tuple(dict.fromkeys(selector for selector in (*selectors, *self.skip) if selector))

    def read_headline(self, page: Page) -> str | None:
        """The blog's headline, where the head of the page does not tell it."""
        return next(iter(self.values(page, self.headline)), None)

    def read_byline(self, page: Page) -> tuple[Author, ...]:
        """Who signs the blog as a whole."""
        return _authors(self.values(page, self.byline))

    def read_published(self, page: Page) -> TimeText | None:
        """When the blog was published, as the page shows it."""
        shown = next(iter(self.values(page, self.published)), None)
        return TimeText(shown) if shown else None

    def read_older_pages(self, page: Page) -> tuple[str, ...]:
        """Addresses of pages with further entries."""
        addresses = (joined(address, page.url) for address in self.values(page, self.older_pages))
        return tuple(address for address in addresses if address)

    def read_declared(self, page: Page) -> int | None:
        """How many entries the page says the blog has."""
        digits = "".join(c for c in next(iter(self.values(page, self.declared)), "") if c in "0123456789")
        return int(digits) if 0 < len(digits) < 7 else None  # noqa: PLR2004 (a million entries are no live blog)

    def read_key_ids(self, page: Page) -> set[str]:
        """Identifiers of entries that the page lists as key events somewhere else."""
        return {end for link in self.values(page, self.key_links) for end in _endings(link)}

    def refine(self, entry: RawEntry) -> RawEntry | None:
        """An entry of the page's structured data, mended where this platform fills it in wrongly; None drops it."""
        return entry

    def values(self, page: Page, place: str) -> list[str]:
        """The values at every match of a place on the whole page."""
        selector, attribute = split_place(place)
        if not selector:
            return []
        found = (attribute_or_text(node, attribute) for node in page.tree.css(selector))
        return list(dict.fromkeys(value for value in found if value))


def _authors(bylines: Iterable[str]) -> tuple[Author, ...]:
    named = {author.name: author for byline in bylines for author in read_byline(byline)}
    return tuple(named.values())


def _endings(link: str) -> Iterator[str]:
    """The link's last parts, any of which may be an entry's identifier."""
    for separator in ("#", "=", "/", ":"):
        yield link.rpartition(separator)[2]


def _stands_in(node: LexborNode, taken: set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in taken:
            return True
        parent = parent.parent
    return False
