"""The tags of HTML by what the standard's tree construction does with them (WHATWG HTML, 13.2.4 and 13.2.6).

An open tag is written as what it waits for: "/div"; in SVG and MathML "!path", and "+desc" where HTML may stand in it;
"=form" and "=select" for two that no end tag simply ends.
"""

from collections.abc import Iterable


def starts(text: str) -> list[bytes]:
    """The names in a line of them."""
    return text.encode().split()


def ends(names: Iterable[bytes]) -> frozenset[object]:
    """What open tags of these names wait for."""
    return frozenset(b"/" + name for name in names)


OPEN_FORM = b"=form"
OPEN_SELECT = b"=select"

FORMATTING = frozenset(starts("a b big code em font i nobr s small strike strong tt u"))
HEADINGS = starts("h1 h2 h3 h4 h5 h6")
BLOCKS = HEADINGS + starts(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup "
    "listing main menu nav ol p pre search section summary ul"
)
INLINE_VOIDS = starts("area br embed image img keygen wbr")
OTHER_VOIDS = starts("base basefont bgsound col frame link meta param source track")
VOIDS = [*INLINE_VOIDS, *OTHER_VOIDS, b"hr", b"input"]
ITEMS = starts("li dd dt")
OBJECTS = starts("applet marquee object")
TABLE_PARTS = starts("caption colgroup tbody td tfoot th thead tr")
FOREIGN = starts("svg math")
# The tags of SVG and MathML within which HTML stands.
INTEGRATION = {
    b"!svg": frozenset(starts("foreignobject desc title")),
    b"!math": frozenset(starts("mi mo mn ms mtext annotation-xml")),
}
# The tags that end SVG and MathML, wherever they stand in them.
BREAKOUT = frozenset(
    HEADINGS
    + starts(
        "b big blockquote body br center code dd div dl dt em embed head hr i img li listing menu meta nobr ol p "
        "pre ruby s small span strong strike sub sup table tt u ul var"
    )
)

HEADING_ENDS = ends(HEADINGS)
LISTS = ends(starts("ul ol menu dl"))
IMPLIED = ends(starts("dd dt li optgroup option p rb rp rt rtc"))
FOREIGN_ROOTS = frozenset(INTEGRATION)
INTEGRATION_ENDS = frozenset(b"+" + name for names in INTEGRATION.values() for name in names)
SELECT_SCOPE = ends([*OBJECTS, *starts("caption table td template th")]) | INTEGRATION_ENDS
SCOPE = SELECT_SCOPE | {OPEN_SELECT}
MARKERS = ends([*OBJECTS, *starts("caption td template th")])
CELLS = ends(starts("caption td th"))
TABLE_SCOPE = ends(starts("table template"))
ROW_GROUPS = ends(starts("tbody thead tfoot"))
IN_TABLE = ends(starts("table tbody thead tfoot tr colgroup"))
NOT_IN_TABLE = ends(starts("caption td template th"))
# An open paragraph is closed before each of these, so that none is open around them.
NO_PARAGRAPH = ends([*BLOCKS, *ITEMS, *TABLE_PARTS, b"table"]) - {b"/p"} | {OPEN_FORM}
PARAGRAPH_SCOPE = NO_PARAGRAPH | SCOPE | {b"/button"}
SPECIAL = NO_PARAGRAPH | SCOPE | ends(starts("p button frameset noscript"))
ITEM_SCOPE = SPECIAL - ends(starts("address div p"))
CLOSABLE = ends([*BLOCKS, *ITEMS, *TABLE_PARTS, *OBJECTS, *starts("button table template")])
END_SCOPES: dict[bytes, frozenset[object]] = {
    b"/li": SCOPE | ends(starts("ol ul")),
    b"/p": SCOPE | {b"/button"},
    b"/template": frozenset(),
    **{b"/" + name: TABLE_SCOPE for name in [*TABLE_PARTS, b"table"]},
}
# The open tags among which a part of a table is put; those of the others are `TABLE_SCOPE`.
CONTEXTS = {
    b"td": ROW_GROUPS | TABLE_SCOPE | {b"/tr"},
    b"th": ROW_GROUPS | TABLE_SCOPE | {b"/tr"},
    b"tr": ROW_GROUPS | TABLE_SCOPE,
}
