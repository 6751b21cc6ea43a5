"""Live-blog pages of any size in invented words, the same for the same seed."""

import json
import random
from datetime import UTC, datetime, timedelta

WORDS = [
    "harbour", "council", "minister", "ferry", "bridge", "storm", "water", "report", "people", "morning", "said",
    "after", "before", "along", "river", "town", "school", "vote", "train", "signal", "crew", "north", "south",
    "island", "market", "price", "energy", "light", "road", "early", "late", "plan", "talks", "leader", "region",
    "border", "night", "official", "statement", "damage", "repair", "open", "close", "expected", "number", "second",
    "against", "under", "window",
]  # fmt: skip
AUTHORS = ("Mira Tolland", "Joss Hearn", "Edda Varley", "Tom Askew", "Lia Fontaine")
START = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)


def live_blog(entries: int, *, seed: int = 1, padding: int = 1_100) -> bytes:
    """A page of `entries` posts with markup, JSON-LD and about `padding` bytes of page furniture to each post.

    With the default padding, 300 entries make about 1 MB, as large news sites serve them.
    """
    chance = random.Random(seed)
    posts = [_post(chance, number) for number in range(entries, 0, -1)]
    updates = [
        {
            "@type": "BlogPosting",
            "@id": f"#post-{number}",
            "headline": title,
            "datePublished": at.isoformat(),
            "author": {"@type": "Person", "name": author},
            "articleBody": " ".join(paragraphs),
        }
        for number, title, at, author, paragraphs in posts
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Storm Odette: ferries stop as the harbour closes",
        "datePublished": START.isoformat(),
        "dateModified": posts[0][2].isoformat() if posts else START.isoformat(),
        "publisher": {"@type": "Organization", "name": "The Harbour Gazette"},
        "liveBlogUpdate": updates,
    }
    furniture = "".join(f"<script>window.tiles=window.tiles||[];{_noise(chance, padding)}</script>" for _ in posts)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Storm Odette live</title>'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body>'
        '<nav><ul><li><a href="/">Home</a><li><a href="/news">News</a></ul></nav>'
        "<main><h1>Storm Odette: ferries stop as the harbour closes</h1>"
        f'<section class="live-stream">{"".join(_markup(*post) for post in posts)}</section></main>'
        f"<footer>{furniture}</footer></body></html>"
    ).encode()


def _post(chance: random.Random, number: int) -> tuple[int, str, datetime, str, list[str]]:
    paragraphs = [_sentence(chance, chance.randint(20, 45)) for _ in range(chance.randint(2, 4))]
    return number, _sentence(chance, 8), START + timedelta(minutes=4 * number), chance.choice(AUTHORS), paragraphs


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def _noise(chance: random.Random, size: int) -> str:
    return f"tiles.push('{chance.randbytes(size // 2).hex()}')"


def _markup(number: int, title: str, at: datetime, author: str, paragraphs: list[str]) -> str:
    text = "".join(f"<p>{paragraph} <a href='/topic/{number}'>More</a></p>" for paragraph in paragraphs)
    return (
        f'<article class="post" id="post-{number}"><header><h2>{title}</h2>'
        f'<time datetime="{at.isoformat()}">{at:%H:%M}</time><span class="byline">{author}</span></header>'
        f'<div class="post-body">{text}<figure><img src="/images/{number}.jpg" width="800" height="450" alt="Pier">'
        "<figcaption>The harbour at dawn (HG)</figcaption></figure></div>"
        '<ul class="share"><li><a href="#">Share</a><li><a href="#">Copy link</a></ul></article>'
    )
