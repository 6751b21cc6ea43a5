"""The built-in page, as a reader sees it."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.service import entry, page, serving

HTML = {"Content-Type": "text/html"}
HOSTILE = "<img src=x onerror=document.title='ran'><script>document.title='ran'<\\/script>"


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[httpx.Client]:
    """A service with thirty entries of two authors; titles and texts hold markup that must stay text."""
    authors = ("Mira Tolland", "Joss Hearn")
    posts = [entry(hour % 24, author=authors[hour % 2], title=f"Post {hour}") for hour in range(22)]
    hostile = entry(22, title=HOSTILE.replace("'", "`"), text=HOSTILE, author=HOSTILE)
    with serving(module_database_url) as client:
        for number, content in enumerate(
            (page(*posts), page(*posts[:7], hostile, headline=HOSTILE, url="https://b.example"))
        ):
            client.post(
                "/v1/ingest/html",
                content=content,
                headers=HTML,
                params={"source_url": f"https://news.example/live/{number}"},
            ).raise_for_status()
        yield client


@pytest.fixture
def shown(filled: httpx.Client, browser: Browser) -> Iterator[Page]:
    """The page in a tab whose console must stay free of errors."""
    with browser.new_context(base_url=str(filled.base_url)) as context:
        tab = context.new_page()
        complaints: list[str] = []
        tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto("/")
        expect(tab.locator("main")).to_have_attribute("aria-busy", "false")
        yield tab
        assert complaints == []


def test_entries_are_shown_and_older_ones_on_demand(shown: Page) -> None:
    """The newest entries first, then the rest."""
    expect(shown.locator("article")).to_have_count(25)
    shown.get_by_role("button", name="Older entries").click()
    expect(shown.locator("article")).to_have_count(30)
    expect(shown.get_by_role("button", name="Older entries")).to_be_hidden()


def test_what_publishers_write_is_text_and_nothing_else(shown: Page) -> None:
    """Markup in titles, names and texts is shown as it is written, and does not run."""
    expect(shown.locator("article").first).to_contain_text("<script>")
    assert shown.locator("main img, main script").count() == 0
    assert shown.title() == "Liveblog API"


def test_filters_ask_the_api_and_stand_in_the_address(shown: Page) -> None:
    """An author narrows the list; the address that results shows the same again."""
    shown.get_by_label("Author").fill("Joss Hearn")
    shown.get_by_role("button", name="Show").click()
    expect(shown.locator("article")).to_have_count(14)
    shown.reload()
    expect(shown.locator("article")).to_have_count(14)
    shown.get_by_label("Author").fill("Nobody at all")
    shown.get_by_role("button", name="Show").click()
    expect(shown.locator("main")).to_have_text("No entries match.")


def test_the_page_loads_nothing_from_elsewhere(filled: httpx.Client) -> None:
    """Its policy allows scripts, styles and requests of this origin alone."""
    answer = filled.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "//" not in answer.text.replace("<!doctype", "")
