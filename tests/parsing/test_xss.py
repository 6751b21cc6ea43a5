"""No script survives into a body: hundreds of hostile pieces of markup, shown by a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from selectolax.lexbor import LexborHTMLParser

from app.parsing.body import read_body
from app.parsing.words import words
from tests.parsing.xss_vectors import HANDLERS, vectors

BASE = "https://news.example/live/"

ALLOWED: dict[str, set[str]] = {
    "a": {"href", "rel"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
PLAIN = words(
    """
    p h2 h3 h4 h5 h6 ul ol li blockquote table caption thead tbody tfoot tr pre br figure figcaption strong em s del ins
    sub sup code cite
    """
)

HOOKS = """
window.happened = [];
window.ran = (number) => { window.happened.push(`vector ${number} ran`); };
for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch", "importScripts"]) {
    window[name] = () => { window.happened.push(`${name} was called`); };
}
navigator.sendBeacon = () => { window.happened.push("a beacon was sent"); };
XMLHttpRequest.prototype.send = function () { window.happened.push("a request was sent"); };
"""

INSERT = """
(bodies) => bodies.map((html) => {
    const place = document.createElement("article");
    document.body.append(place);
    place.innerHTML = html;
    return place.innerHTML;
})
"""

WRITE = """
(bodies) => {
    document.open();
    document.write("<!doctype html><body>" + bodies.map((html) => `<article>${html}</article>`).join(""));
    document.close();
}
"""

POKE = """
() => {
    for (const element of document.querySelectorAll("article *")) {
        for (const name of ["click", "mouseover", "mouseenter", "focus", "load", "error", "input", "toggle",
                            "pointerenter", "wheel", "animationstart", "submit", "begin"]) {
            element.dispatchEvent(new Event(name, {cancelable: true}));
        }
    }
}
"""

INVENTORY = """
() => [...document.querySelectorAll("article *")].map((element) => ({
    tag: element.tagName.toLowerCase(),
    namespace: element.namespaceURI,
    attributes: element.getAttributeNames(),
    protocol: element.protocol ?? (element.src ? new URL(element.src).protocol : ""),
}))
"""


class Stage:
    """A page that notes every script that runs and every request that is made; it reaches no network."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        context.route("**/*", self._answer)
        context.add_init_script(HOOKS)
        self.page: Page = context.new_page()
        self.page.goto(BASE)

    def _answer(self, route: Route) -> None:
        request = route.request
        if request.url == BASE:
            route.fulfill(body="<!doctype html><title>Bodies</title><body>", content_type="text/html")
            return
        self.requests.append(f"{request.resource_type} {request.url}")
        route.abort()

    def happened(self) -> list[str]:
        """What ran, once everything was poked and loading images have failed."""
        self.page.evaluate(POKE)
        self.page.wait_for_function("[...document.images].every((image) => image.complete)")
        found: list[str] = self.page.evaluate("window.happened")
        return found

    def inventory(self) -> list[dict[str, Any]]:
        """Every element within the bodies, as the browser has it."""
        elements: list[dict[str, Any]] = self.page.evaluate(INVENTORY)
        return elements


@pytest.fixture
def stage(browser: Browser) -> Iterator[Stage]:
    """A fresh stage."""
    context = browser.new_context()
    yield Stage(context)
    context.close()


def sanitised(html: str) -> str:
    """The HTML that our parser makes of one entry's markup."""
    tree = LexborHTMLParser(f"<!doctype html><body><article>{html}</article>")
    return read_body([tree.body] if tree.body else [], base_url=BASE).html


def check(stage: Stage) -> None:
    """Assert that nothing ran, nothing but images was asked for, and only allowed tags and addresses stand there."""
    assert stage.happened() == []
    assert [request for request in stage.requests if not request.startswith(("image http://", "image https://"))] == []
    assert stage.page.url == BASE
    for element in stage.inventory():
        assert element["tag"] in ALLOWED.keys() | PLAIN
        assert element["namespace"] == "http://www.w3.org/1999/xhtml"
        assert set(element["attributes"]) <= ALLOWED.get(element["tag"], set())
        assert element["protocol"] in {"", "http:", "https:", "mailto:", "tel:"}


def test_there_are_enough_vectors() -> None:
    """At least 250 vectors, all different."""
    assert len(set(vectors())) == len(vectors()) >= 250


def test_the_stage_sees_raw_vectors_run(stage: Stage) -> None:
    """The same stage shows unsanitised markup running, so its silence means something."""
    stage.page.evaluate(INSERT, [vector for vector in vectors(HANDLERS) if "<form" not in vector])
    assert len(set(stage.happened())) >= 30


def test_nothing_runs_when_bodies_are_inserted(stage: Stage) -> None:
    """Bodies set as innerHTML run nothing, and the browser's own serialisation, set once more, neither."""
    bodies = [sanitised(vector) for vector in vectors()]
    again = stage.page.evaluate(INSERT, bodies)
    stage.page.evaluate(INSERT, again)
    check(stage)


def test_nothing_runs_when_bodies_are_written(stage: Stage) -> None:
    """Bodies that the browser's parser reads as part of a document run nothing."""
    stage.page.evaluate(WRITE, [sanitised(vector) for vector in vectors()])
    check(stage)


def test_the_browser_reads_bodies_as_we_wrote_them(stage: Stage) -> None:
    """The browser's tree of each body serialises to the very same HTML: there is nothing left to mutate."""
    bodies = [sanitised(vector) for vector in vectors()]
    seen = stage.page.evaluate(INSERT, bodies)
    assert [plain(html) for html in seen] == [plain(html) for html in bodies]


def plain(html: str) -> str:
    """HTML without the two escapes that a browser does not write in its place."""
    return html.replace("&#x27;", "'").replace("&gt;", ">")
