"""From the posts of a found stream to entries: each line is time, title, byline, label, caption, teaser or body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape

from app.parsing.body import read_body
from app.parsing.byline import read_byline
from app.parsing.document import Author, Body, Image, RawEntry, Source, TimeText
from app.parsing.stream.endings import take_captions, take_teaser
from app.parsing.stream.found import Post, Stream
from app.parsing.stream.heads import Layout, is_byline, is_key_label, is_label, last_said, signs_above, tells_role
from app.parsing.stream.lines import Line, Outline
from app.parsing.stream.marks import is_edit
from app.parsing.stream.nodes import body_nodes, nodes_of
from app.parsing.stream.places import (
    day_beside,
    day_headings,
    identifier,
    key_marks,
    machine_time,
    permalink,
    shown_time,
    signed_by_attribute,
    signed_by_portrait,
)
from app.parsing.stream.plain import body_of_paragraphs
from app.parsing.stream.words import INLINE

_HEAD = 3
"""Lines around the time in which labels and further times belong to the head of the post and not to its body."""
_CAPTION = 15
_TITLE = 160
"""Characters from which what follows a time in its line is the text and no title."""
_SIGNED = re.compile(
    r"(?:(?:(?:written|posted|reported) )?by|geschreven door|escrito por|écrit par|scritto da|geschrieben von"
    r"|verfasst von|skrevet a[vf]|von|par|por|di|door|av|af|przez|автор|текст|بقلم)\b:?\s\S",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"\([^\W\d_A-Z]{2,4}(?:[/,] ?[^\W\d_A-Z]{2,4}){0,3}\)")
"""The abbreviations in which German writers and agencies sign: "(hc/dpa)"."""
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_OPENING, _PARTING = " ([+", " :,.;|–—-+)]"
"""What stands before a time that opens a text, and between the two."""
_PARTS_TITLE = " |·•"
"""What parts a time from the title behind it."""
_PROSE = frozenset({"p", "li", "blockquote", "td"})


@dataclass(slots=True)
class _Parts:
    """What the lines of one post are: those that are no body, and what they say."""

    taken: set[int] = field(default_factory=set)
    authors: dict[str, Author] = field(default_factory=dict)
    updated: str | None = None
    key_event: bool = False

    def sign(self, place: int, line: Line) -> None:
        """A line that signs the post."""
        self.taken.add(place)
        self.authors |= {author.name: author for author in read_byline(line.text)}


@dataclass(frozen=True, slots=True)
class _Around:
    """What a post is read with that stands elsewhere."""

    day: str | None
    base_url: str | None
    titled: bool
    """Whether what follows the time in its line is a title, if it is short enough."""


def read_posts(out: Outline, stream: Stream, base_url: str | None, language: str | None) -> list[RawEntry]:
    """The stream's entries in page order."""
    days = day_headings(out, stream, language)
    keys = key_marks(out, stream)
    titled = stream.layout.title == "rest" and not _go_on_with_sentences(out, stream)
    entries = [
        _entry(out, post, stream, _Around(day, base_url, titled=titled))
        for post, day in zip(stream.posts, days, strict=True)
    ]
    for entry, is_key in zip(entries, keys, strict=True):
        entry.key_event |= is_key
    for signed_by in (signed_by_portrait, signed_by_attribute):
        if not any(entry.authors for entry in entries):
            _sign(entries, [signed_by(out, post) for post in stream.posts])
    return entries


def _sign(entries: Sequence[RawEntry], signed: Sequence[tuple[Author, ...]]) -> None:
    """Give entries the authors that are told for most of them."""
    if sum(map(bool, signed)) * 2 > len(entries):
        for entry, authors in zip(entries, signed, strict=True):
            entry.authors = authors


def _entry(out: Outline, post: Post, stream: Stream, around: _Around) -> RawEntry:
    low, high = out.line_at(post.span.first), out.line_at(post.span.last)
    mark, title = post.span.mark, out.lines[post.title].text if post.title is not None else None
    parts = _read_parts(out, post, low, high, stream.layout)
    leads = mark.leads and stream.layout.title == "rest"
    lead = leads and (not around.titled or len(mark.rest) > _TITLE)
    if leads and not lead:
        title = mark.rest
    title = title.lstrip(_PARTS_TITLE) or None if title else None
    if not lead:
        parts.taken.add(mark.line)
    rest = [place for place in range(low, high) if place not in parts.taken and out.lines[place].text]
    _take_alternatives(out, post, rest)
    images = take_captions(out.lines, rest, from_agencies=stream.own_elements)
    if not stream.own_elements:
        take_teaser(out, rest)
    parts.taken |= {place for place in range(low, high) if out.lines[place].text} - set(rest)
    shown, machine = shown_time(out, post), mark.machine or machine_time(out, post)
    body = _body(out, post, parts.taken, rest, around.base_url)
    return RawEntry(
        source=Source.DOM,
        external_id=identifier(out, post),
        permalink=permalink(out, post, around.base_url),
        title=title,
        time=TimeText(shown, machine, day_beside(out, post) or around.day) if shown or machine else None,
        updated=TimeText(parts.updated) if parts.updated else None,
        authors=tuple(parts.authors.values()),
        key_event=parts.key_event,
        body=_captioned(_without_lead(body, mark.time if lead else "", parted=_is_parted(out, post, rest)), images),
    )


def _read_parts(out: Outline, post: Post, low: int, high: int, layout: Layout) -> _Parts:
    lines, mark, parts = out.lines, post.span.mark, _Parts()
    parts.taken |= _said_elsewhere(lines, post, low, high, layout)
    if mark.rest and layout.title != "rest":
        signed = read_byline(mark.rest) or ((Author(mark.rest),) if mark.leads else ())
        parts.authors |= {author.name: author for author in signed}
    if post.byline is not None:
        parts.sign(post.byline, lines[post.byline])
    for place in range(max(low, mark.line - _HEAD), _head_end(lines, post, high)):
        _take_head_line(out, place, parts, alone=high - low <= 2)  # noqa: PLR2004
    _take_ending(out, low, high, parts)
    last = last_said(out, mark, (low, high), layout.refrains)
    if last is not None and last not in parts.taken and last > low + 1 and _signs_off(lines[last], layout, parts):
        parts.sign(last, lines[last])
    return parts


def _said_elsewhere(lines: Sequence[Line], post: Post, low: int, high: int, layout: Layout) -> set[int]:
    """The lines of the title, of what repeats it right beside it, and of what most posts say alike."""
    said: set[int] = set()
    if layout.refrains:
        said |= {place for place in range(low, high) if lines[place].text in layout.refrains and not lines[place].inset}
    if post.title is not None:
        near = range(max(low, post.title - _HEAD), min(high, post.title + _HEAD + 1))
        said |= {place for place in near if lines[place].text == lines[post.title].text} | {post.title}
    return said


def _take_ending(out: Outline, low: int, high: int, parts: _Parts) -> None:
    """Take signatures, labels and further times from the end of a post upwards."""
    lines = out.lines
    if high > low + 1 and signs_above(lines[high - 1]):
        parts.sign(high - 1, lines[high - 1])
    while high > low and (high - 1 in parts.taken or _closes(lines[high - 1])):
        high -= 1
        _take_head_line(out, high, parts, alone=False)
        if lines[high].is_time and high - 1 > low and high - 1 not in parts.taken and is_byline(lines[high - 1]):
            parts.sign(high - 1, lines[high - 1])
    if high > low + 1 and _INITIALS.fullmatch(lines[high - 1].text):
        parts.taken.add(high - 1)


def _take_alternatives(out: Outline, post: Post, rest: list[int]) -> None:
    """Lines that repeat what stands in for a picture leave `rest` as captions; several beside other text are a list."""
    leaves = out.leaves[post.span.first : post.span.last]
    told = {" ".join((leaf.attributes.get("alt") or "").split()) for leaf in leaves if leaf.is_element_node}
    told = {text for text in told if len(text) >= _CAPTION}
    found = {place for place in rest if out.lines[place].text in told and not out.lines[place].inset} if told else set()
    if len(found) == 1 or len(found) == len(rest):
        rest[:] = [place for place in rest if place not in found]


def _signs_off(line: Line, layout: Layout, parts: _Parts) -> bool:
    """Whether a post's last line is its byline: as other unsigned posts end with theirs, or in words."""
    return ((layout.signs_off and not parts.authors) or _SIGNED.match(line.text) is not None) and is_byline(line)


def _head_end(lines: Sequence[Line], post: Post, high: int) -> int:
    """Where the head of a post ends at the latest: its title, labels and further times do not count."""
    place, seen = post.span.mark.line + 1, 0
    while place < high and seen < _HEAD:
        seen += not (lines[place].is_time or is_label(lines[place]) or place == post.title)
        place += 1
    return place


def _closes(line: Line) -> bool:
    return (line.is_time and not line.inset) or line.signed or is_label(line) or is_edit(line.text)


def _take_head_line(out: Outline, place: int, parts: _Parts, *, alone: bool) -> None:
    """Take one line near the time, if it is another time, a label or a signature."""
    line = out.lines[place]
    if place in parts.taken:
        return
    if line.is_time and not line.inset and not is_edit(line.text):
        parts.taken.add(place)
    elif is_label(line):
        parts.taken.add(place)
        parts.key_event |= is_key_label(line)
    elif tells_role(line) or (place - 1 in parts.taken and parts.authors and line.describes):
        parts.taken.add(place)
    elif is_edit(line.text):
        parts.taken.add(place)
        parts.updated = line.text
    elif (line.signed and not line.inset) or (
        not alone
        and out.tags
        and (out.tags[line.block] not in _PROSE or _SIGNED.match(line.text) is not None)
        and is_byline(line)
    ):
        parts.sign(place, line)


def _body(out: Outline, post: Post, taken: set[int], rest: Sequence[int], base_url: str | None) -> Body:
    if not out.nodes:
        return body_of_paragraphs([out.lines[place].text for place in rest])
    span = post.span
    lines = [out.lines[place] for place in sorted(taken) if span.first <= out.lines[place].first < span.last]
    leaves = _avatars(out, lines, span.first)
    if span.element is not None:
        without = nodes_of(out, lines) + [out.leaves[leaf] for leaf in leaves]
        return read_body([out.nodes[span.element]], base_url=base_url, without=without)
    leaves |= {leaf for line in lines for leaf in range(line.first, line.last)}
    return read_body(body_nodes(out, span.first, span.last, leaves), base_url=base_url)


def _avatars(out: Outline, head: Sequence[Line], first: int) -> set[int]:
    """Pictures right before a signature."""
    before = {line.first - 1 for line in head if is_byline(line) and line.first > first}
    return {leaf for leaf in before if out.leaves[leaf].is_element_node}


def _go_on_with_sentences(out: Outline, stream: Stream) -> bool:
    """Whether what follows the time in its line mostly ends as sentences do: "16:40 - The bridge is closed."."""
    lines = [out.lines[post.span.mark.line] for post in stream.posts if post.span.mark.leads]
    said = sum(not line.heading and _SENTENCE.search(line.text) is not None for line in lines)
    return said * 3 > len(lines) * 2


def _is_parted(out: Outline, post: Post, rest: Sequence[int]) -> bool:
    """Whether the text stands behind the time in one paragraph, where marks part them: "<b>16:40</b>: The bridge"."""
    if not out.tags or not rest or rest[0] != post.span.mark.line + 1:
        return False
    time, text = out.lines[post.span.mark.line].block, out.lines[rest[0]].block
    return text in (time, out.parents[time]) and (out.tags[time] in INLINE or text == time)


def _without_lead(body: Body, time: str | None, *, parted: bool) -> Body:
    """The body without the time that its first sentence opens with, or without the marks that part it from one."""
    opening = body.text.lstrip(_OPENING) if time else body.text
    if time is None or not (time or parted) or not opening.startswith(time):
        return body
    text = opening[len(time) :].lstrip(_PARTING)
    cut = body.text[: len(body.text) - len(text)]
    return replace(body, text=text, html=body.html.replace(escape(cut, quote=False), "", 1)) if cut else body


def _captioned(body: Body, images: Sequence[Image]) -> Body:
    """The body with captions that stood as lines: on its pictures in order, then on pictures without URL."""
    if not images:
        return body
    bare = [place for place, image in enumerate(body.images) if not image.caption and not image.credit]
    pictures = list(body.images)
    for place, image in zip(bare, images, strict=False):
        pictures[place] = replace(pictures[place], caption=image.caption, credit=image.credit)
    return replace(body, images=(*pictures, *images[len(bare) :]))
