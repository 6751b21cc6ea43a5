"""ETags, dates and 304 over HTTP."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Event
from typing import Any

import httpx
import psycopg
import pytest

from tests.api.service import entry, page, serving

OTHER = {"headline": "Regatta", "url": "https://news.example/live/regatta"}
DATED = ("/v1/blogs/{blog}", "/v1/blogs/{blog}/feed.atom", "/v1/blogs/{blog}/entries.csv", "/v1/entries/{entry}")
PATHS = (
    "/v1/entries",
    "/v1/entries?q=ferry&sort=oldest",
    "/v1/entries?author=mira-tolland",
    "/v1/entries?blog_id={blog}",
    "/v1/entries?as_of=2026-03-06T00:00:00Z",
    "/v1/entries.ndjson",
    "/v1/entries.csv",
    "/v1/entries.atom",
    "/v1/entries/{entry}",
    "/v1/entries/{entry}/context",
    "/v1/entries/{entry}/revisions",
    "/v1/blogs",
    "/v1/blogs/{blog}",
    "/v1/blogs/{blog}/entries?deleted=include",
    "/v1/blogs/{blog}/entries.md",
    "/v1/blogs/{blog}/feed.json",
    "/v1/blogs/{blog}/feed.atom",
    "/v1/blogs/{blog}/feed",
    "/v1/blogs/{blog}/blog.jsonld",
    "/v1/blogs/{blog}/blog.md",
    "/v1/authors",
    "/v1/topics",
    "/v1/stats/facets",
    "/v1/stats/histogram",
    "/v1/changes",
    "/v1/export.ndjson",
    "/v1/export.csv",
    "/v1/export.json",
)


def ingest(client: httpx.Client, *posts: str, at: str, **about: str) -> None:
    """Record a page with these posts, seen at this time of the fifth of March."""
    answer = client.post(
        "/v1/ingest/html",
        params={"observed_at": f"2026-03-05T{at}:00Z"},
        content=page(*posts, **about),
        headers={"Content-Type": "text/html"},
    )
    answer.raise_for_status()


def addresses(client: httpx.Client, paths: tuple[str, ...] = PATHS) -> list[str]:
    """The paths with the ids of the first blog and of one of its entries."""
    blog = next(blog["id"] for blog in client.get("/v1/blogs").json()["data"] if blog["headline"] != "Regatta")
    oldest = client.get(f"/v1/blogs/{blog}/entries?sort=oldest&limit=1").json()["data"][0]["id"]
    return [path.format(blog=blog, entry=oldest) for path in paths]


@pytest.fixture(scope="module")
def filled(module_database_url: str) -> Iterator[httpx.Client]:
    """A service with a blog of five entries and another of one."""
    with serving(module_database_url) as client:
        ingest(client, *(entry(hour) for hour in range(5)), at="06:00")
        ingest(client, entry(1), at="06:00", **OTHER)
        yield client


def test_every_answer_has_its_own_strong_etag(filled: httpx.Client) -> None:
    """The same request gets the same ETag; no two addresses, formats or codings share one."""
    met = {}
    for path in addresses(filled):
        for coding in ("identity", "gzip", "zstd"):
            answer = filled.get(path, headers={"Accept-Encoding": coding})
            assert answer.status_code == 200, path
            again = filled.get(path, headers={"Accept-Encoding": coding})
            assert answer.headers["ETag"] == again.headers["ETag"]
            assert answer.headers["ETag"].startswith('"')
            assert answer.headers["Cache-Control"] == "public, " + ("max-age=300" if "as_of" in path else "no-cache")
            met[path, answer.headers.get("Content-Encoding")] = answer.headers["ETag"]
    assert len(set(met.values())) == len(met)


def test_whoever_has_the_answer_gets_304(filled: httpx.Client) -> None:
    """Without a body and with the headers of the answer; for lists of ETags, weak ones, a star and HEAD as well."""
    for path in addresses(filled):
        for coding in ("identity", "br"):
            asked = {"Accept-Encoding": coding}
            answer = filled.get(path, headers=asked)
            for named in (answer.headers["ETag"], f'"x", W/{answer.headers["ETag"]}', "*"):
                for method in ("GET", "HEAD"):
                    spared = filled.request(method, path, headers={**asked, "If-None-Match": named})
                    assert (spared.status_code, spared.content) == (304, b""), (path, named)
                    for name in ("ETag", "Cache-Control", "Vary", "Last-Modified"):
                        if name != "ETag" or named != "*":
                            assert spared.headers.get(name) == answer.headers.get(name), (path, name)
                    assert spared.headers["X-Request-ID"]
            assert filled.get(path, headers={**asked, "If-None-Match": '"x"'}).status_code == 200


def test_a_coding_that_is_not_asked_for_is_not_known(filled: httpx.Client) -> None:
    """Who has the compressed answer and now wants the plain one, or the other way, gets it."""
    packed = filled.get("/v1/entries", headers={"Accept-Encoding": "br"}).headers["ETag"]
    assert (
        filled.get("/v1/entries", headers={"Accept-Encoding": "identity", "If-None-Match": packed}).status_code == 200
    )
    assert filled.get("/v1/entries", headers={"Accept-Encoding": "gzip", "If-None-Match": packed}).status_code == 200


def test_304_costs_one_look_up(filled: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """No list, no blog and no entry is read: one statement reads the state, and that is all."""
    etags = {path: filled.get(path).headers["ETag"] for path in addresses(filled)}
    run: list[str] = []
    execute = psycopg.AsyncConnection.execute

    async def counting(connection: Any, query: Any, *more: Any, **named: Any) -> Any:  # noqa: ANN401 (passed on)
        run.append(str(query))
        return await execute(connection, query, *more, **named)

    monkeypatch.setattr(psycopg.AsyncConnection, "execute", counting)
    for path, etag in etags.items():
        run.clear()
        assert filled.get(path, headers={"If-None-Match": etag}).status_code == 304
        seen = [statement for statement in run if "change_counter" in statement or "FROM entry" in statement]
        assert len(seen) == 1, (path, run)
        assert "json_build_object" not in " ".join(run)
        assert "tick" in seen[0]


def test_what_is_wrong_stays_wrong(filled: httpx.Client) -> None:
    """A star makes no 304 of an error, errors have no ETag, and nobody keeps them."""
    unknown = "00000000-0000-0000-0000-000000000000"
    for path, status in (
        ("/v1/entries?autor=x", 422),
        ("/v1/entries?cursor=abc", 422),
        (f"/v1/entries/{unknown}", 404),
        (f"/v1/blogs/{unknown}", 404),
        (f"/v1/blogs/{unknown}/entries", 404),
        (f"/v1/blogs/{unknown}/feed.atom", 404),
    ):
        answer = filled.get(path, headers={"If-None-Match": "*"})
        assert answer.status_code == status
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


def test_dates(database_url: str) -> None:
    """What follows from one blog is dated by the second after its last write; whoever has it since then gets 304."""
    with serving(database_url) as client, psycopg.connect(database_url, autocommit=True) as connection:
        ingest(client, entry(1), at="06:00")
        written = datetime(2026, 3, 5, 6, 0, 0, 400_000, tzinfo=UTC)
        connection.execute("UPDATE blog SET tick = %s", (round(written.timestamp() * 1_000_000),))
        for path in addresses(client, DATED):
            date = client.get(path).headers["Last-Modified"]
            assert parsedate_to_datetime(date) == datetime(2026, 3, 5, 6, 0, 1, tzinfo=UTC)
            assert client.get(path, headers={"If-Modified-Since": date}).status_code == 304
            earlier = "Thu, 05 Mar 2026 06:00:00 GMT"
            assert client.get(path, headers={"If-Modified-Since": earlier}).status_code == 200
            both = {"If-Modified-Since": date, "If-None-Match": '"x"'}
            assert client.get(path, headers=both).status_code == 200
        ingest(client, entry(1), at="07:00")
        for path in addresses(client, DATED):
            assert client.get(path, headers={"If-Modified-Since": date}).status_code == 200
        assert "Last-Modified" not in client.get("/v1/entries").headers


def test_every_write_is_noticed(database_url: str) -> None:
    """Whatever shows a change has a new ETag, and nobody who asks with the old one is told that nothing has changed.

    New, edited, removed, unchanged and restored posts, a new headline, a late page, and another blog.
    """
    with serving(database_url) as client:
        ingest(client, entry(3), entry(2), entry(1), at="06:00")
        ingest(client, entry(2), at="06:00", **OTHER)
        paths = addresses(client)
        two = entry(2, title="Edited")
        writes: list[tuple[tuple[str, ...], dict[str, str]]] = [
            ((entry(4), entry(3), entry(2), entry(1)), {"at": "07:00"}),
            ((entry(4), entry(3), two, entry(1)), {"at": "08:00"}),
            ((entry(4), two, entry(1)), {"at": "09:00"}),
            ((entry(4), two, entry(1)), {"at": "10:00"}),
            ((entry(4), entry(3), two, entry(1)), {"at": "11:00"}),
            ((entry(4), entry(3), two, entry(1)), {"at": "12:00", "headline": "Storm Odette passes"}),
            ((entry(3), entry(2), entry(1), entry(0)), {"at": "05:00"}),
            ((entry(5),), {"at": "13:00", **OTHER}),
        ]
        for posts, about in writes:
            before = {path: client.get(path) for path in paths}
            ingest(client, *posts, **about)
            after = {path: client.get(path, headers={"If-None-Match": before[path].headers["ETag"]}) for path in paths}
            stale = [
                path
                for path in paths
                if after[path].status_code == 304 and client.get(path).content != before[path].content
            ]
            assert stale == []
            changed = [path for path in paths if after[path].status_code == 200]
            assert {"/v1/entries", "/v1/blogs", "/v1/changes", "/v1/export.csv"} <= set(changed), about
            kept = [path for path in paths if after[path].status_code == 304]
            assert all(after[path].headers["ETag"] == before[path].headers["ETag"] for path in kept)
            # Of the other blog, this one's own documents know nothing.
            own = [path for path in paths if "/feed" in path or "blog." in path]
            assert [path for path in kept if path in own] == (own if "url" in about else [])


def test_a_guess_is_not_called_exact(filled: httpx.Client) -> None:
    """An estimated count moves with the database's statistics: its ETag is weak, and 304 works all the same."""
    answer = filled.get("/v1/entries?count=estimated")
    assert answer.headers["ETag"].startswith('W/"')
    asked = {"If-None-Match": answer.headers["ETag"]}
    assert filled.get("/v1/entries?count=estimated", headers=asked).status_code == 304


def test_the_past_may_be_kept(module_database_url: str, filled: httpx.Client) -> None:
    """Answers as of an instant long gone may be kept for a while, and with the setting all may for a moment."""
    past = {"as_of": "2026-03-05T07:00:00Z"}
    assert filled.get("/v1/entries", params=past).headers["Cache-Control"] == "public, max-age=300"
    with serving(module_database_url, cache_seconds=2, cache_past_seconds=0) as client:
        assert client.get("/v1/entries").headers["Cache-Control"] == "public, max-age=2"
        assert client.get("/v1/entries", params=past).headers["Cache-Control"] == "public, no-cache"


def test_other_settings_make_other_answers(module_database_url: str, filled: httpx.Client) -> None:
    """A service that answers with pages of another size does not take its predecessor's ETags."""
    with serving(module_database_url, default_page_size=2) as client:
        client.headers["Host"] = f"{filled.base_url.host}:{filled.base_url.port}"
        asked = {"If-None-Match": filled.get("/v1/entries").headers["ETag"]}
        assert client.get("/v1/entries", headers=asked).status_code == 200


def test_pages_and_files_have_etags_too(filled: httpx.Client) -> None:
    """A stored page never changes, and says so; the dashboard's files are asked for again and spared."""
    snapshot = filled.get("/v1/snapshots").json()["data"][0]
    for path, control in (
        (f"/v1/snapshots/{snapshot['id']}/html", "public, max-age=31536000, immutable"),
        ("/dashboard.js", "no-cache"),
    ):
        answer = filled.get(path)
        assert answer.headers["Cache-Control"] == control
        spared = filled.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (spared.status_code, spared.content) == (304, b"")
    assert filled.get(f"/v1/snapshots/{snapshot['id']}").headers["Cache-Control"] == "no-store"


def test_waiting_for_changes_is_not_kept(filled: httpx.Client) -> None:
    """An answer that was waited for has no ETag."""
    answer = filled.get("/v1/changes?wait=0.01&since=100")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_readers_while_many_write(database_url: str) -> None:
    """Readers who ask again and again with what they have end with what is there, whatever was written meanwhile."""
    paths = ("/v1/entries", "/v1/entries?q=ferry", "/v1/blogs", "/v1/topics", "/v1/export.ndjson", "/v1/entries.atom")
    with serving(database_url) as client:
        kept = {path: client.get(path) for path in paths}
        done = Event()

        def write(number: int) -> None:
            for hour in range(5):
                about = {"headline": f"Race {number}", "url": f"https://news.example/live/{number}"}
                ingest(client, *(entry(past) for past in range(hour // 2 + 1)), at=f"{10 + hour}:00", **about)

        def read(path: str) -> None:
            while not done.is_set():
                ask_again(path)

        def ask_again(path: str) -> None:
            answer = client.get(path, headers={"If-None-Match": kept[path].headers["ETag"]})
            if answer.status_code != 304:
                kept[path] = answer

        with ThreadPoolExecutor(len(paths) + 2) as pool:
            readers = [pool.submit(read, path) for path in paths]
            try:
                for writer in [pool.submit(write, number) for number in range(2)]:
                    writer.result()
            finally:
                done.set()
            for reader in readers:
                reader.result()
        for path in paths:
            ask_again(path)
            assert kept[path].content == client.get(path).content, path
