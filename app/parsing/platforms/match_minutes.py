"""Match reports whose posts tell the minute of the match and no clock, whoever publishes them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile
from statistics import median

from selectolax.lexbor import LexborNode

from app.parsing.body import read_body
from app.parsing.document import Body, TimeText
from app.parsing.page import Page
from app.parsing.platform import Platform, Tier
from app.parsing.post import Post, text_of

_PRIME = r"(?:['’′´]|&#0*39;|&#x27;|&apos;|&rsquo;|&prime;)"
_MARKED = re.compile(rf">\s*+\d{{1,3}}{_PRIME}?(?:\s?\+\s?\d{{1,2}})?{_PRIME}?\s*+<")
_MINUTE = re.compile(r"\d{1,3}(?:['’′´](?:\s?\+\s?\d{1,2}['’′´]?)?|\s?\+\s?\d{1,2}['’′´])")
_PLACES = "span, div, time, td, th, dt, b, strong, p, small"
_FEWEST = 5
_MOST = 1_000
"""Minutes that are looked at, each with what it stands in up to `_HIGHEST` elements."""
_HIGHEST = 12
_LATE, _LAST = 20, 130
_LEAST_TEXT = 40
"""Characters that posts must have in the middle: line-ups and lists of goals have fewer."""


class MatchMinutes(Platform):
    """The minute is kept as it is; it tells no instant. A post is all around one minute up to what holds another.

    Posts before and after the match have no minute and look alike.
    """

    name = "match-minutes"
    tier = Tier.GENERIC

    entry_id = "@id"
    title = "h2, h3, h4, [class*='title' i]"
    key_event = "[class*='--key'], [class*='is-key'], [class*='key-event' i]"

    def claims(self, page: Page) -> bool:
        """Whether enough posts are headed by a minute, and say something."""
        if "LiveBlogPosting" in page.text or sum(1 for _ in _MARKED.finditer(page.text)) < _FEWEST:
            return False
        posts = list(islice(self.posts(page), _MOST))
        minutes = [_number(minute) for post in posts if (minute := _minute(post))]
        texts = [len(text_of(post.node)) for post in posts]
        return len(texts) >= _FEWEST and median(texts) >= _LEAST_TEXT and _run_through_a_match(minutes)

    def posts(self, page: Page) -> Iterator[Post]:
        """The outermost element around each minute that holds no other minute, and its like beside it."""
        minutes = islice((node for node in page.tree.css(_PLACES) if _is_minute(node)), _MOST)
        above = [_ancestors(node) for node in minutes]
        uses = Counter(node.mem_id for chain in above for node in chain)
        posts = [own[-1] for chain in above if (own := [node for node in chain if uses[node.mem_id] == 1])]
        lists = Counter(node.parent.mem_id for node in posts if node.parent)
        kinds = {_kind(node) for node in posts}
        for node in posts:
            if node.parent and lists.pop(node.parent.mem_id, 0) >= _FEWEST:
                yield from (Post(one, base_url=page.url) for one in node.parent.iter() if _kind(one) in kinds)

    def read_time(self, post: Post) -> TimeText | None:
        """The minute."""
        minute = _minute(post)
        return TimeText(text_of(minute)) if minute else None

    def read_body(self, post: Post) -> Body:
        """The post without its minute and title."""
        without = [node for node in (_minute(post), post.first_with_text(self.title)) if node]
        return read_body(post.nodes, base_url=post.base_url, skip=self.skipped, without=without)


def _run_through_a_match(minutes: Sequence[int]) -> bool:
    """Whether the minutes run one way, up to as many as a match has and beyond its first ones."""
    steps = list(pairwise(minutes))
    rises, falls = sum(a < b for a, b in steps), sum(a > b for a, b in steps)
    return min(rises, falls) * 10 <= len(steps) and _LATE <= max(minutes, default=0) <= _LAST


def _minute(post: Post) -> LexborNode | None:
    return next((node for node in post.all(_PLACES) if _is_minute(node)), None)


def _number(minute: LexborNode) -> int:
    return int("".join(takewhile(str.isdigit, text_of(minute))))


def _kind(node: LexborNode) -> tuple[str | None, str | None]:
    return node.tag, next(iter((node.attributes.get("class") or "").split()), None)


def _is_minute(node: LexborNode) -> bool:
    return next(node.iter(), None) is None and _MINUTE.fullmatch(text_of(node)) is not None


def _ancestors(node: LexborNode) -> list[LexborNode]:
    """What a node stands in, from the inside out."""
    found: list[LexborNode] = []
    parent = node.parent
    while parent is not None and parent.tag not in ("body", "html") and len(found) < _HIGHEST:
        found.append(parent)
        parent = parent.parent
    return found
