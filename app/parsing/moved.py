"""Where posts have a field on pages whose markup names it otherwise than the platform declares.

Publishers rename classes more often than they move what these name. Where not one post of a page has anything at a
declared place, the field is looked for where such fields usually stand, outside the text.
"""

from collections.abc import Iterator, Sequence

from app.parsing.byline import read_byline
from app.parsing.declaration import Declaration
from app.parsing.post import Post, split_place

_FEWEST = 2
_MOST_POSTS = 40
"""Posts that are asked; the others will be like them."""
_TITLED = 0.5
_SIGNED = 0.3
_NAMES = (
    '[class*="byline" i], [class*="author" i], [class*="contributor" i], [rel="author"], [itemprop="author"], '
    '[data-testid*="byline" i], [data-testid*="author" i]'
)
_AUTHORS = f":is({_NAMES}):not(:has({_NAMES})):not(img, amp-img, picture)"
_HEADINGS = ":is(h2, h3, h4)"


def usual_places(declared: Declaration, posts: Sequence[Post]) -> dict[str, str]:
    """The fields that have moved, by name, and where they are on this page."""
    return dict(_moved(declared, posts[:_MOST_POSTS])) if len(posts) >= _FEWEST else {}


def _moved(declared: Declaration, posts: Sequence[Post]) -> Iterator[tuple[str, str]]:
    body = declared.body
    if body and not any(post.has(body) for post in posts):
        yield "body", ""
    if not body:
        return
    outside = f":not(:is({body}) *)"
    title, author = f"{_HEADINGS}{outside}", f"{_AUTHORS}{outside}"
    if declared.title and not _tell(posts, declared.title) and _share(posts, title) >= _TITLED:
        yield "title", title
    if declared.author and not _tell(posts, declared.author):
        signed = sum(any(map(read_byline, post.values(author))) for post in posts)
        if signed >= _SIGNED * len(posts):
            yield "author", author


def _tell(posts: Sequence[Post], place: str) -> bool:
    selector, _ = split_place(place)
    return any(post.first_with_text(selector) is not None for post in posts) if selector else True


def _share(posts: Sequence[Post], selector: str) -> float:
    return sum(post.value(selector) is not None for post in posts) / len(posts)
