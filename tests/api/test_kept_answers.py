"""Lists that are asked for again: answered from memory while they stand, and never when they do not."""

import threading

import httpx
import pytest

from app.api.kept_answers import OVERHEAD, KeptAnswer, KeptAnswers
from tests.api.service import entry, page, serving

LISTS = (
    "/v1/entries",
    "/v1/entries?limit=200&sort=oldest",
    "/v1/entries?q=ferry",
    "/v1/entries?count=exact&fields=id,title",
    "/v1/entries?include=blog",
)


def answer(size: int) -> KeptAnswer:
    """An answer that takes up so many bytes under an address of one letter."""
    return KeptAnswer('"tag"', b"x" * (size - 1 - OVERHEAD), "")


def test_room_is_counted_in_bytes() -> None:
    """What was asked for longest ago makes room; an answer larger than all room is not kept."""
    answers = KeptAnswers(10_000)
    answers.keep("a", answer(4_000))
    answers.keep("b", answer(4_000))
    assert answers.at("a") == answer(4_000)
    answers.keep("c", answer(4_000))
    assert (answers.at("a"), answers.at("b"), answers.at("c")) == (answer(4_000), None, answer(4_000))
    answers.keep("a", answer(6_000))
    assert (answers.at("a"), answers.at("c")) == (answer(6_000), answer(4_000))
    answers.keep("c", answer(10_001))
    assert (answers.at("a"), answers.at("c")) == (answer(6_000), None)


def test_addresses_take_up_room_too() -> None:
    """Short answers to ever other long addresses do not add up beyond the room."""
    answers = KeptAnswers(10_000)
    addresses = [f"{number:04}" + "x" * 4_000 for number in range(5)]
    for address in addresses:
        answers.keep(address, KeptAnswer('"tag"', b"{}", ""))
    assert [address for address in addresses if answers.at(address)] == addresses[-2:]


def upload(api: httpx.Client, count: int) -> None:
    """A page of so many entries."""
    content = page(*(entry(number) for number in range(1, count + 1)))
    params = {"observed_at": f"2026-03-05T{count:02}:00:00Z"}
    api.post(
        "/v1/ingest/html", content=content, headers={"Content-Type": "text/html"}, params=params
    ).raise_for_status()


@pytest.mark.parametrize("path", LISTS)
def test_a_list_asked_for_again(api: httpx.Client, path: str) -> None:
    """The same answer comes again, and another as soon as one page more is recorded."""
    upload(api, 3)
    first, again = api.get(path), api.get(path)
    assert again.content == first.content
    assert {name: again.headers[name] for name in ("ETag", "Link", "Vary")} == {
        name: first.headers[name] for name in ("ETag", "Link", "Vary")
    }
    upload(api, 4)
    assert len(api.get(path).json()["data"]) == len(first.json()["data"]) + 1
    blog = first.json()["data"][0].get("blog_id") or api.get("/v1/blogs").json()["data"][0]["id"]
    in_blog = f"/v1/blogs/{blog}/entries"
    assert [len(api.get(in_blog).json()["data"]) for _ in range(2)] == [4, 4]
    upload(api, 5)
    assert len(api.get(in_blog).json()["data"]) == 5


def test_other_addresses_are_other_lists(api: httpx.Client) -> None:
    """A list is told apart by its path, its parameters and the host that its links name."""
    upload(api, 3)
    for host in ("one.example", "two.example"):
        for limit in (1, 2):
            for _ in range(2):
                got = api.get("/v1/entries", params={"limit": limit}, headers={"Host": host})
                assert (len(got.json()["data"]), host in got.headers["Link"]) == (limit, True)


def test_without_room(database_url: str) -> None:
    """With no bytes to keep them in, lists are read each time."""
    with serving(database_url, kept_answer_bytes=0) as api:
        upload(api, 2)
        assert [len(api.get("/v1/entries").json()["data"]) for _ in range(2)] == [2, 2]


def test_no_reader_is_given_what_no_longer_stands(api: httpx.Client) -> None:
    """While pages are written, whoever asks after a page was acknowledged sees it, however many asked before."""
    done = threading.Event()

    def read_on() -> None:
        with httpx.Client(base_url=api.base_url) as other:
            while not done.is_set():
                other.get("/v1/entries?limit=200")

    readers = [threading.Thread(target=read_on) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for count in range(1, 21):
            upload(api, count)
            assert len(api.get("/v1/entries?limit=200").json()["data"]) == count
    finally:
        done.set()
        for reader in readers:
            reader.join()
