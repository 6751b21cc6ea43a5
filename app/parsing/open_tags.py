"""The tags open at one place of a page: the standard's stack of open elements and list of active formatting elements.

WHATWG HTML, 13.2.4.2 and 13.2.4.3. All that makes the parser's work grow is counted here and held within limits.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from app.errors import PageTooComplex
from app.parsing.tag_rules import CELLS, FOREIGN_ROOTS, MARKERS, OPEN_SELECT, SCOPE, SPECIAL

MOST_EQUAL = 3
MOST_ROUNDS = 8
MOST_BETWEEN = 3
MAX_STEPS = 2_000_000
"""Steps along the open tags that misnested tags may cost; a page takes some thousands."""


@dataclass(eq=False, slots=True)
class Formatting:
    """A formatting tag, and whether it stands among the open tags or waits to be opened again."""

    end: bytes
    tag: bytes
    is_open: bool = True


Entry: TypeAlias = bytes | Formatting


class OpenTags:
    """The open tags, outermost first; raises `PageTooComplex` when they are too many or too much is done to them."""

    def __init__(self, *, max_depth: int, max_repeated: int) -> None:
        self.entries: list[Entry] = [b""]
        self.active: list[Formatting | None] = []
        """The formatting tags to be opened again in what follows; None where a cell or object began."""
        self.has_pending = False
        """Whether formatting tags are to be opened again at the next text."""
        self.is_calm = True
        """Whether neither that is so, nor a doubtful tag is open."""
        self.doubts = 0
        """How many of the open tags are SVG, MathML or menus."""
        self.form: int | None = None
        """The place of the open form."""
        self._most_entries = max_depth + 1
        self._max_repeated = max_repeated
        self._repeated = 0
        self._steps = 0

    def push(self, entry: Entry) -> None:
        """Open a tag."""
        self.entries.append(entry)
        if len(self.entries) > self._most_entries:
            raise PageTooComplex(f"tags are nested more than {self._most_entries - 1:,} deep")

    def push_marked(self, entry: bytes) -> None:
        """Open a cell or an object."""
        self.push(entry)
        self.active.append(None)
        self._note_pending()

    def push_doubt(self, entry: bytes) -> None:
        """Open SVG, MathML or a menu."""
        self.push(entry)
        self.doubts += 1
        self._note_pending()

    def check_depth(self, tags: int) -> None:
        """Raise if so many tags more, all open at once, would be too many."""
        if len(self.entries) + tags > self._most_entries:
            raise PageTooComplex(f"tags may be nested more than {self._most_entries - 1:,} deep")

    def push_formatting(self, end: bytes, tag: bytes) -> None:
        """Open a formatting tag; of more than three equal ones the first is no longer active ("Noah's Ark clause")."""
        equal = [entry for entry in self._since_marker() if entry.end == end and entry.tag == tag]
        if len(equal) >= MOST_EQUAL:
            self.active.remove(equal[-1])
        entry = Formatting(end, tag)
        self.push(entry)
        self.active.append(entry)
        self._note_pending()

    def end_marked(self) -> None:
        """Forget the formatting tags of a cell or an object that has just been closed by its end tag."""
        while self.active and self.active.pop() is not None:
            pass
        self._note_pending()

    def reopen(self) -> None:
        """Open again the formatting tags that were closed with what they stood in ("reconstruct")."""
        if not self.has_pending:
            return
        waiting = []
        for entry in reversed(self.active):
            if entry is None or entry.is_open:
                break
            waiting.append(entry)
        for entry in reversed(waiting):
            entry.is_open = True
            self.push(entry)
        self._note_pending()
        self.repeat(len(waiting))

    def find(self, ends: Collection[object], scope: Collection[object]) -> int | None:
        """The place of the innermost open tag that waits for one of the ends, None if one of `scope` is further in."""
        place = len(self.entries) - 1
        while place > 0:
            entry = self.entries[place]
            if entry in ends or (isinstance(entry, Formatting) and entry.end in ends):
                break
            if entry in scope:
                place = 0
            place -= 1
        self.step(len(self.entries) - max(place, 0))
        return place if place > 0 else None

    def cut(self, place: int, *, is_ended: bool = False) -> None:
        """Close all tags from a place on; formatting tags among them stay active.

        Those in a cell, or in an object that is ended by its own end tag, are active no longer.
        """
        closed = self.entries[place:]
        is_template = is_ended and closed[0] == b"/template"
        del self.entries[place:]
        if self.form is not None and self.form >= place:
            self.form = None
        for entry in reversed(closed):
            if isinstance(entry, Formatting):
                entry.is_open = False
            elif (entry in CELLS and not is_template) or (is_ended and entry is closed[0] and entry in MARKERS):
                self.end_marked()
            elif entry in FOREIGN_ROOTS or entry == OPEN_SELECT:
                self.doubts -= 1
        self.step(len(closed))
        self._note_pending()

    def cut_while(self, ends: Collection[object]) -> None:
        """Close the innermost tags as long as they wait for one of the ends."""
        while self.entries[-1] in ends:
            self.cut(len(self.entries) - 1)

    def remove(self, place: int) -> None:
        """Close one tag and none of those within it."""
        del self.entries[place]
        if self.form is not None:
            self.form = None if self.form == place else self.form - (self.form > place)

    def end_formatting(self, end: bytes, *, for_good: bool = False) -> bool:
        """Close a formatting tag, but no blocks that are open in it ("adoption agency"); False if none is active.

        With `for_good` it is closed even where it cannot be seen from here.
        """
        is_found = self._end_last(end) or self._end_active(end, for_good=for_good)
        self._note_pending()
        return is_found

    def _end_last(self, end: bytes) -> bool:
        """Close the innermost tag if it is the formatting tag that the end tag means."""
        last = self.entries[-1]
        if not isinstance(last, Formatting) or last.end != end:
            return False
        is_last_active = self.active[-1:] == [last]
        if is_last_active:
            self.active.pop()
        elif last in self.active:
            return False
        self.entries.pop()
        return True

    def _end_active(self, end: bytes, *, for_good: bool) -> bool:
        for number in range(MOST_ROUNDS):
            ended = next((entry for entry in self._since_marker() if entry.end == end), None)
            if ended is None:
                return number > 0
            self.step(len(self.entries))
            if not ended.is_open:
                self.active.remove(ended)
                return True
            place = self.entries.index(ended)
            above = self.entries[place + 1 :]
            if not SCOPE.isdisjoint(above):
                if for_good:
                    self.active.remove(ended)
                    self.remove(place)
                return True
            block = next((number for number, entry in enumerate(above) if entry in SPECIAL), None)
            if block is None:
                self.cut(place)
                self.active.remove(ended)
                return True
            self._adopt(ended, place, block)
        return True

    def repeat(self, tags: int) -> None:
        """Count tags that the parser opens though the page does not."""
        self._repeated += tags
        if self._repeated > self._max_repeated:
            raise PageTooComplex("formatting tags are left open around too many others")

    def step(self, steps: int) -> None:
        """Count work."""
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise PageTooComplex("tags are nested wrongly too often")

    def _adopt(self, ended: Formatting, place: int, distance: int) -> None:
        """Move a formatting tag into the block that stands so far within it, and keep what formatting is in between."""
        between = self.entries[place + 1 : place + 1 + distance]
        kept: list[Formatting] = []
        for number, entry in enumerate(reversed(between), start=1):
            if isinstance(entry, Formatting) and entry in self.active:
                if number <= MOST_BETWEEN:
                    kept.append(entry)
                else:
                    self.active.remove(entry)
        copy = Formatting(ended.end, ended.tag)
        self.active.insert(self.active.index(kept[0]) + 1 if kept else self.active.index(ended), copy)
        self.active.remove(ended)
        block = self.entries[place + 1 + distance]
        self.entries[place : place + 2 + distance] = [*reversed(kept), block, copy]
        if self.form is not None and self.form > place:
            self.form += len(kept) - distance - (self.form == place + 1 + distance)
        self.repeat(len(kept) + 1)

    def _since_marker(self) -> list[Formatting]:
        """The active formatting tags since the last cell or object began, the last first."""
        found = []
        for entry in reversed(self.active):
            if entry is None:
                break
            found.append(entry)
        return found

    def _note_pending(self) -> None:
        last = self.active[-1] if self.active else None
        self.has_pending = last is not None and not last.is_open
        self.is_calm = not self.has_pending and not self.doubts
