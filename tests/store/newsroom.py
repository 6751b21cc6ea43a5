"""A newsroom that writes a live blog, and the notes of a careful reader of its pages."""

from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from app.parsing.document import Author, ParsedEntry, Topic
from tests.store.samples import entry, minutes

SHOWN = 12


Kind = Literal["created", "updated", "deleted"]


@dataclass(frozen=True)
class Version:
    """A version of a post: what happened to it, and how it read."""

    kind: Kind
    shown: ParsedEntry


@dataclass
class Post:
    """A post as its publisher has it, and what a careful reader of the pages would have noted of it."""

    number: int
    shown: ParsedEntry
    there: bool = True
    noted: ParsedEntry | None = None
    seen: ParsedEntry | None = None
    """How it read when it stood on a page last, its id and address included."""
    history: list[Version] = field(default_factory=list)
    tombstone: bool = False

    def note(self, kind: Kind) -> None:
        """One more version, of what is shown now or was shown last."""
        assert self.noted
        self.history.append(Version(kind, self.noted))

    @property
    def versions(self) -> int:
        """How many versions there are."""
        return len(self.history)


@dataclass
class Newsroom:
    """Writes, edits, pins, renames, moves and removes posts, and publishes pages of the newest."""

    random: Random
    posts: list[Post] = field(default_factory=list)

    def work(self, minute: int) -> None:
        """Do a few things to the blog."""
        for quarter in range(self.random.randint(1, 3)):
            number = len(self.posts)
            self.posts.append(Post(number, entry(number, published_at=minutes(minute + quarter / 4))))
        for post in self.posts:
            chance = self.random.random()
            if chance < 0.05:
                post.shown = replace(post.shown, body_text=f"Corrected at {minute}.")
            elif chance < 0.08:
                post.shown = replace(post.shown, pinned=not post.shown.pinned)
            elif chance < 0.11:
                new_id = f"renamed-{post.number}-{minute}"
                address = f"https://valley.example/live/flood?postid={new_id}"
                post.shown = replace(post.shown, external_id=new_id, permalink=address)
            elif chance < 0.15:
                post.there = not post.there
            elif chance < 0.18:
                names = self.random.sample(["Mira Tolland", "Bo Renn", "Åse Lund"], 2)
                post.shown = replace(post.shown, authors=tuple(map(Author, names)), topics=(Topic(names[0]),))

    def page(self) -> list[Post]:
        """What readers see: pinned posts, then the newest."""
        there = [post for post in reversed(self.posts) if post.there]
        pinned = [post for post in there if post.shown.pinned]
        newest = [post for post in there if not post.shown.pinned][:SHOWN]
        if self.random.random() < 0.2:
            self._move(newest)
        return pinned + newest

    def _move(self, page: list[Post]) -> None:
        """Let two neighbours change places; those at the ends stay, for they tell how far the page reaches."""
        if len(page) > 3:
            upper = self.random.randrange(1, len(page) - 2)
            page[upper : upper + 2] = reversed(page[upper : upper + 2])

    def note(self, page: list[Post]) -> None:
        """What a careful reader notes on seeing the page."""
        places = [post.shown.published_at for post in page if not post.shown.pinned]
        for post in self.posts:
            place = post.shown.published_at
            if post in page:
                post.seen = post.shown
                seen = replace(post.shown, external_id="", permalink=None)
                if post.noted != seen or post.tombstone:
                    kind: Kind = "updated" if post.noted else "created"
                    post.noted, post.tombstone = seen, False
                    post.note(kind)
            elif post.noted and not post.tombstone and min(places) < place < max(places):  # type: ignore[type-var, operator]
                post.note("deleted")
                post.tombstone = True
