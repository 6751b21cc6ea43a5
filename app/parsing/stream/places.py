"""What else of a post stands around it: day headings, its identifier, its address, a machine-readable time."""

import re
from collections.abc import Iterator

from app.parsing.byline import read_byline
from app.parsing.document import Author
from app.parsing.roles import Role, role_of
from app.parsing.stream.found import Post, Stream
from app.parsing.stream.lines import Line, Outline
from app.parsing.stream.outline import machine_value
from app.parsing.stream.words import SIGNERS
from app.parsing.time_text import read_time
from app.parsing.urls import joined

_LONGEST_DAY = 40
_NEAR = 4
_PORTRAIT = 3
"""Figures of a width that is no portrait's any more."""
_SHORT_DAY = 3
"""Letters of a weekday that are rather the initials of a writer, where they are small and alone."""
_KEY = re.compile(
    r"(?:^|[\s_-])(?:(?:is-?)?key(?:-?_?(?:event|moment|post|update|entry|point))?|breaking|essential|summary|highlight(?:ed)?"
    r"|(?:is-?)?important|wichtig|eilmeldung|essentiel|destacad[oa]|destaque|evidenza|belangrijk)(?:$|[\s_-])",
    re.IGNORECASE,
)


_YES = frozenset(["", "1", "true", "yes"])


def day_headings(out: Outline, stream: Stream, language: str | None) -> list[str | None]:
    """For each post the day heading above it, if the stream has such headings."""
    marks = {post.span.mark.line for post in stream.posts}
    first = min(out.line_at(post.span.first) for post in stream.posts)
    days: list[str | None] = []
    day: str | None = None
    at = max(0, first - _NEAR)
    for post in stream.posts:
        for place in range(at, post.span.mark.line):
            if place not in marks and is_day(out.lines[place], language):
                day = out.lines[place].text
        at = post.span.mark.line + 1
        days.append(day)
    return days


def is_day(line: Line, language: str | None) -> bool:
    """Whether a line names a day and no time of it."""
    if line.inset or not 0 < len(line.text) <= _LONGEST_DAY:
        return False
    bare = line.text.strip("() ")
    if len(bare) <= _SHORT_DAY and bare.isalpha() and bare.islower():
        return False
    reading = read_time(line.text, language)
    return reading is not None and not reading.has_clock and reading.tells_day


def key_marks(out: Outline, stream: Stream) -> list[bool]:
    """For each post whether its own element is called a key event; names that all posts have say nothing."""
    marks = [_is_key(out, post) for post in stream.posts]
    return marks if not all(marks) else [False] * len(marks)


def _is_key(out: Outline, post: Post) -> bool:
    if post.span.element is None:
        return False
    attributes = out.nodes[post.span.element].attributes
    names = f"{attributes.get('class') or ''} {attributes.get('data-type') or ''}"
    said = (name for name, value in attributes.items() if name.startswith("data-") and value in _YES)
    return _KEY.search(names) is not None or any(_KEY.search(name) for name in said)


def identifier(out: Outline, post: Post) -> str | None:
    """The id of the post's own element or of the element that holds its title or time."""
    if not out.nodes:
        return None
    lines = [place for place in (post.title, post.span.mark.line) if place is not None]
    elements = [post.span.element] if post.span.element is not None else [out.lines[place].block for place in lines]
    for element in elements:
        attributes = out.nodes[element].attributes
        name = attributes.get("id") or attributes.get("data-id") or attributes.get("data-post-id")
        if name:
            return name
    return None


def permalink(out: Outline, post: Post, base_url: str | None) -> str | None:
    """Where the post's time or title links to, when that is a place on the page."""
    for place in (post.span.mark.line, post.title):
        if place is None or not post.span.first <= out.lines[place].first < post.span.last:
            continue
        href = out.lines[place].href
        if href and "#" in href and not href.endswith("#"):
            return joined(href, base_url)
    return None


def signed_by_portrait(out: Outline, post: Post) -> tuple[Author, ...]:
    """Whom a small picture in the post is said to show, where it is called a portrait of the author or is as small."""
    for leaf in out.leaves[post.span.first : post.span.last] if out.nodes else ():
        attributes = leaf.attributes if leaf.is_element_node else {}
        width, names = attributes.get("width") or "", attributes.get("class") or ""
        is_small = width.isdecimal() and len(width) < _PORTRAIT
        if is_small or role_of(names) is Role.AVATAR:
            return read_byline(attributes.get("alt") or "")
    return ()


def signed_by_attribute(out: Outline, post: Post) -> tuple[Author, ...]:
    """Whom an attribute of the post's own element names: `data-author="Jo Doe"`."""
    attributes = out.nodes[post.span.element].attributes if post.span.element is not None else {}
    told = (value for name, value in attributes.items() if value and not SIGNERS.isdisjoint(name.split("-")[1:]))
    return next((authors for value in told if (authors := read_byline(value))), ())


def shown_time(out: Outline, post: Post) -> str | None:
    """The time as a reader sees it; a clock beside one that counts back ("8m ago") is worth more."""
    mark = post.span.mark
    reading = read_time(mark.time) if mark.time else None
    if mark.time is None or (reading is not None and not reading.has_clock):
        for line in _beside(out, post):
            beside = read_time(line.text) if line.is_time else None
            if beside is not None and beside.has_clock:
                return line.text
    return mark.time


def day_beside(out: Outline, post: Post) -> str | None:
    """The day that stands right beside a clock without one."""
    reading = read_time(post.span.mark.time) if post.span.mark.time else None
    if reading is None or not reading.has_clock or reading.has_date:
        return None
    return next((line.text for line in _beside(out, post) if line.is_time and is_day(line, None)), None)


def machine_time(out: Outline, post: Post) -> str | None:
    """The machine-readable time beside the post's time, or on its own element where the time shown is not complete."""
    beside = next((line.machine for line in _beside(out, post) if line.machine), None)
    reading = read_time(post.span.mark.time) if post.span.mark.time else None
    if beside or post.span.element is None or (reading is not None and reading.has_date and reading.has_clock):
        return beside
    return machine_value(out.nodes[post.span.element].attributes)


def _beside(out: Outline, post: Post) -> Iterator[Line]:
    """The lines of the post right before and after its time."""
    for place in (post.span.mark.line - 1, post.span.mark.line + 1):
        if 0 <= place < len(out.lines) and post.span.first <= out.lines[place].first < post.span.last:
            yield out.lines[place]
