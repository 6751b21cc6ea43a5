"""What entries bring along: above all, that marked text is safe to show."""

import asyncio
import html
import json
import re
from html.parser import HTMLParser

import pytest

from app.errors import InvalidParameter
from app.store.filters import EntryFilter
from app.store.including import MAX_REVISIONS, document_with
from app.store.query import list_entries
from app.store.recorder import record
from tests.store.samples import blog, connected, entry, minutes

HOSTILE = [
    "<script>alert(1)</script> ferry",
    "ferry <img src=x onerror=alert(1)> & <b>ferry</b>",
    "&lt;script&gt;ferry&lt;/script&gt; <mark>ferry</mark> &amp;ferry;",
    "</mark><svg onload=alert(1)> the ferry 'waits' \x06ferry\x07 <\x06/script>",
    "x<ferry>y <ferry onclick=\"alert('ferry')\"> https://a.example/?a=1&b=<ferry> a ferry",
    "<<ferry>> <!-- ferry --> ]]> <ferry",
    "StartSel=<b> ferry, StopSel=</b>",
]


class Tags(HTMLParser):
    """Collects the tags of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that opens."""
        self.found.append(f"{tag}{attrs or ''}")


@pytest.mark.parametrize("text", HOSTILE)
def test_highlight_is_safe(database_url: str, text: str) -> None:
    """Whatever a text holds, its highlight holds no element but <mark>, and reads as the text does."""

    async def run() -> None:
        async with connected(database_url) as connection:
            post = entry(1, title=text, body_text=text)
            await record(connection, blog([post]), observed_at=minutes(2))
            found = await list_entries(connection, EntryFilter(q="ferry"), limit=1, include=["highlight"])
            marked = json.loads(found.rows[0])["highlight"]
            for name in ("title", "body_text"):
                tags = Tags()
                tags.feed(marked[name])
                assert set(tags.found) == {"mark"}
                bare = re.sub("</?mark>", "", marked[name])
                assert not re.search("[<>\"']", bare)
                read, shown = html.unescape(bare), re.sub("[\x01-\x07]", "", text)
                assert read == shown if name == "title" else read in shown

    asyncio.run(run())


def test_bounded(database_url: str) -> None:
    """An entry brings its latest earlier versions, however often it was edited; marks need words."""

    async def run() -> None:
        async with connected(database_url) as connection:
            for step in range(MAX_REVISIONS + 3):
                await record(connection, blog([entry(1, body_text=f"Version {step}.")]), observed_at=minutes(2 + step))
            found = await list_entries(connection, EntryFilter(), limit=1, include=["revisions"])
            versions = [each["version"] for each in json.loads(found.rows[0])["revisions"]]
            assert versions == list(range(MAX_REVISIONS + 2, 2, -1))
        with pytest.raises(InvalidParameter):
            document_with(["highlight"])

    asyncio.run(run())
