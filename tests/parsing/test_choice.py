"""Which source is believed for a field that only one of them tells."""

import json

from app.parsing.page import Page
from app.parsing.parse import parse
from app.parsing.platform import Platform


class Quay(Platform):
    """Posts with a byline, or without."""

    name = "quay"
    marker = ".quay-post"
    entry = ".quay-post"
    entry_id = "@id"
    time_machine = "time@datetime"
    author = ".quay-author"


TEXTS = [
    "The tide turns at noon today.",
    "The ferry waits for the tide.",
    "Gulls have taken the pier.",
    "Good morning.",
]


def _authors(shown: list[str], told: list[str]) -> list[list[str]]:
    """Who signs each post, of those the markup names and those the structured data name ("" for nobody)."""
    posts = [
        f"<div class=quay-post id={place}><time datetime='2024-05-06T1{place}:00:00Z'></time>"
        f"{f'<b class=quay-author>{name}</b>' if name else ''}<p>{TEXTS[place]}</p></div>"
        for place, name in enumerate(shown)
    ]
    updates = [
        {
            "@type": "BlogPosting",
            "url": f"https://quay.example/#{place}",
            "datePublished": f"2024-05-06T1{place}:00:00Z",
            "articleBody": TEXTS[place],
            **({"author": {"@type": "Person", "name": name}} if name else {}),
        }
        for place, name in enumerate(told)
    ]
    data = {"@type": "LiveBlogPosting", "publisher": {"name": "Quay Times"}, "liveBlogUpdate": updates}
    markup = f"<html lang=en><script type='application/ld+json'>{json.dumps(data)}</script>{''.join(posts)}</html>"
    return [[author.name for author in entry.authors] for entry in parse(Page(markup.encode()), [Quay()]).entries]


def test_data_that_sign_as_the_markup_does_sign_the_rest() -> None:
    """Where both name the same people, the data are asked for the post that the markup leaves unsigned."""
    everyone = ["Ida Wharf", "Ida Wharf", "Bo Pier", "Bo Pier"]
    assert _authors(["Ida Wharf", "Ida Wharf", "Bo Pier", ""], everyone) == [[name] for name in everyone]


def test_data_that_sign_otherwise_are_not_asked() -> None:
    """One post that the two sources sign differently is enough."""
    told = ["Ida Wharf", "Bo Pier", "Bo Pier", "Bo Pier"]
    assert _authors(["Ida Wharf", "Ida Wharf", "Bo Pier", ""], told)[3] == []


def test_the_publisher_signs_nothing_where_people_do() -> None:
    """Data that fill in the publisher where nobody signs tell nothing of these posts."""
    told = ["Ida Wharf", "Ida Wharf", "Bo Pier", "Quay Times"]
    assert _authors(["Ida Wharf", "Ida Wharf", "Bo Pier", ""], told)[3] == []
