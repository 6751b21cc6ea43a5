"""The live blog that a page's structured data describes, one `RawBlog` for each kind of data, unreconciled.

Publishers fill these data in for search engines and get them wrong in known ways (the page's date or byline repeated
on every update, cut-off headlines); nothing is corrected here that needs another source to be told wrong.
"""

from app.parsing.document import RawBlog
from app.parsing.page import Page
from app.parsing.structured import h_entry, json_ld
from app.parsing.structured.json_ld import read_article
from app.parsing.structured.markup import read_microdata, read_rdfa

__all__ = ["read_article", "read_structured"]

READERS = (json_ld.read, read_microdata, read_rdfa, h_entry.read)


def read_structured(page: Page) -> list[RawBlog]:
    """The blogs found in JSON-LD, microdata, RDFa and microformats, in this order; never raises for what they hold.

    Raises only what `page.tree` raises.
    """
    blogs = (read(page) for read in READERS)
    return [blog for blog in blogs if blog is not None]
