"""From the nodes of an entry to its body, in one walk: safe HTML, plain text, images, embeds and links.

`body_html` holds the tags of `app.parsing.body_writer` and `<figure>`s, nothing else: an image with its caption, or a
link to something shown from elsewhere. Posts of social networks stay as the quotes they are. The text leaves out what a
reader does not take for the entry's words: captions, credits, share bars, adverts, teasers, players' chrome.
"""

from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborNode

from app.parsing.body_reader import BodyReader
from app.parsing.document import Body
from app.parsing.word_reader import TEXT


def read_body(
    nodes: Iterable[LexborNode],
    *,
    base_url: str | None,
    skip: Sequence[str] = (),
    without: Iterable[LexborNode] = (),
) -> Body:
    """The body that `nodes` hold, in the order given.

    `base_url` makes relative addresses absolute; without it they are left out. `skip` are CSS selectors of what lies
    within the nodes and is no body: time, byline, share bar; `without` are single nodes, as the one that is the title.
    Raises nothing for whatever markup.
    """
    reader = BodyReader(base_url)
    reader.skipped.update(node.mem_id for node in without)
    selector = ", ".join(skip)
    last: LexborNode | None = None
    given = [node for node in nodes if not node.is_comment_node]
    if len(given) == 1:
        reader.sole = given[0].mem_id
    for node in given:
        if last is None or not _follows(node, last):
            reader.writer.end_leaf()
        last = node
        if selector and node.tag_id != TEXT:
            reader.skipped.update(found.mem_id for found in node.css(selector))
        reader.read(node)
    return reader.body()


def _follows(node: LexborNode, other: LexborNode) -> bool:
    """Whether a node comes right after another, so that words of both may be of one paragraph."""
    before = node.prev
    while before is not None and before.is_comment_node:
        before = before.prev
    return before is not None and before.mem_id == other.mem_id
