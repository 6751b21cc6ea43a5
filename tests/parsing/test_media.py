"""Images and embeds of an entry: which count, where they stand, what they carry."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from app.parsing.body import read_body
from app.parsing.document import Body, Embed, Image

BASE = "https://news.example/live/storm"
DATAWRAPPER = "https://datawrapper.dwcdn.net/aBcDe/"
JW_PLAYER = "https://cdn.jwplayer.com/previews/AbCdEf12"
TWEET = "https://twitter.com/i/status/123456"
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


def body_of(html: str) -> Body:
    """The body of one entry whose markup is `html`."""
    tree = LexborHTMLParser(f"<!doctype html><body><div id=entry>{html}</div>")
    return read_body(tree.css("#entry"), base_url=BASE)


def urls(html: str) -> list[str | None]:
    """The addresses of the images of an entry."""
    return [image.url for image in body_of(html).images]


def test_a_figure_keeps_its_place_caption_credit_and_size() -> None:
    """Image, caption and credit stand in the HTML where the page has them, and none of it is text."""
    body = body_of(
        '<p>One</p><figure class=x><div><img src="/a.jpg" alt="Boats &amp; nets" width=800 height=600 onload=x></div>'
        "<figcaption>Boats. Photograph: Jo Brook/AP</figcaption></figure><p>Two</p>"
    )
    assert body.html == (
        '<p>One</p><figure><img src="https://news.example/a.jpg" alt="Boats &amp; nets" width="800" height="600">'
        "<figcaption>Boats. <cite>Jo Brook/AP</cite></figcaption></figure><p>Two</p>"
    )
    assert body.text == "One\n\nTwo"
    assert body.images == (Image("https://news.example/a.jpg", "Boats & nets", "Boats.", "Jo Brook/AP", 800, 600),)


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<img src="/s.jpg" srcset="/m.jpg 600w, /l.jpg 1200w, /s.jpg 300w">', "/l.jpg"),
        ('<img src="/s.jpg" srcset="/l.jpg 2x, /s.jpg">', "/l.jpg"),
        ('<img src="/s.jpg?width=300" data-srcset="/s.jpg?width=1600, /s.jpg?width=800">', "/s.jpg?width=1600"),
        ('<img src="data:image/gif;base64,R0" data-src="/l.jpg">', "/l.jpg"),
        ('<img src="/placeholder.png" data-lazy-src="/l.jpg">', "/l.jpg"),
        ('<img src="data:image/gif,x" data-hires="/l.jpg?w=9" data-caption="Boats.">', "/l.jpg?w=9"),
        ('<img data-src="https://i.example/S=W{width}/a.jpg">', "https://i.example/S=W1200/a.jpg"),
        ('<img data-src="https://i.example/{width}/a.jpg" data-widths="[240, 976]">', "https://i.example/976/a.jpg"),
        ('<picture><source type=image/avif srcset="/l.avif 9w"><source srcset="/l.jpg 9w"><img></picture>', "/l.jpg"),
        ('<picture><source srcset="/1200x712/a.jpg"><img src="/590x/a.jpg" width=590></picture>', "/1200x712/a.jpg"),
        ('<amp-img src="/l.jpg" srcset="/s.jpg 640w" width=1024 height=683></amp-img>', "/l.jpg"),
        ('<span><img src="data:image/gif,x"><noscript><img src="/l.jpg"></noscript></span>', "/l.jpg"),
        ('<div style="padding:50%"></div><noscript><img src="/l.jpg"></noscript>', "/l.jpg"),
    ],
)
def test_the_largest_source_is_chosen(html: str, url: str) -> None:
    """Of all that an image offers, for every screen and for lazy loading, the largest usual one counts."""
    assert urls(html) == [url if url.startswith("https:") else f"https://news.example{url}"]


def test_the_stated_size_follows_the_chosen_source() -> None:
    """Width and height are those of the source, in the proportions of the page."""
    (image,) = body_of('<img src="/s.jpg" srcset="/l.jpg 1600w" width=800 height=450>').images
    assert (image.width, image.height) == (1600, 900)


@pytest.mark.parametrize(
    "html",
    [
        '<img class="avatar" src="/a.jpg">',
        '<img src="https://avatars.gazette.example/2016/a.jpg">',
        '<div class="author-avatar"><img src="/a.jpg"></div>',
        '<img class="share-icon" src="/a.svg" width=24 height=24>',
        '<img src="/a.png" width=16 height=16>',
        '<img src="https://count.example/p.gif" width=1 height=1>',
        '<img src="/x.gif" height=1 width=600>',
        '<img src="https://vg02.met.vgwort.de/na/1">',
        '<img src="https://www.facebook.com/tr?id=1">',
        '<img src="/static/blank.gif"><img src="data:image/png;base64,AA"><img src="">',
        '<img src="/logo.svg">',
        '<img src="/ad.jpg" style="display:none" class="ad">',
        '<video poster="/poster.jpg" src="/v.mp4"></video>',
        '<div class="video-player"><img src="/poster.jpg"><button>Play</button></div>',
        '<button aria-label="Play video: Flood"><img src="/poster.jpg"></button><video src="/v.mp4"></video>',
    ],
)
def test_what_is_no_content_image_does_not_count(html: str) -> None:
    """Portraits, icons, pixels, placeholders, logos and posters are no images of the entry."""
    assert urls(f"<figure>{html}</figure>") == []


def test_one_picture_counts_once() -> None:
    """Other sizes and formats of one file, in galleries and fallbacks, are the same picture."""
    html = (
        '<amp-carousel><amp-img src="/p/boat.jpg?w=600"><noscript><img src="/p/boat.jpg"></noscript></amp-img>'
        '<amp-img src="/p/boat-300x200.jpg"></amp-img></amp-carousel><img src="/p/boat.webp"><img src="/p/gate.jpg">'
        '<img src="/resize?file=1"><img src="/resize?file=2">'
    )
    assert [url.removeprefix("https://news.example") for url in urls(html) if url] == [
        "/p/boat.jpg?w=600",
        "/p/gate.jpg",
        "/resize?file=1",
        "/resize?file=2",
    ]


def test_captions_beside_a_picture_are_its_own() -> None:
    """A caption after the picture, in whatever element, goes to it and is no text; one far from it is text."""
    body = body_of(
        '<p><img src="/a.jpg"></p><span class="newsCaption">Boats <span class="caption">(Image: Getty)</span></span>'
        '<p>Text</p><p class="caption">No picture near</p>'
    )
    assert body.images[0].caption == "Boats"
    assert body.images[0].credit == "Getty"
    assert body.text == "Text\n\nNo picture near"


def test_emoji_are_characters() -> None:
    """A picture of an emoji is the character it stands for."""
    assert body_of('<p>So <img class="emoji" alt="☔" src="/e/2614.png"> wet</p>').text == "So ☔ wet"


def test_a_player_leaves_a_link_that_is_no_text() -> None:
    """A player is an embed, once, and a figure with a link stands in its place."""
    body = body_of(
        '<p>See:</p><figure data-canonical-url="http://www.youtube.com/watch?v=abcdefghijk"><div class="video-player">'
        '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe></div><figcaption>Flood</figcaption></figure>'
    )
    assert body.embeds == (Embed("https://www.youtube.com/watch?v=abcdefghijk", "YouTube", "video"),)
    assert body.text == "See:"
    assert body.html == (
        '<p>See:</p><figure><a href="https://www.youtube.com/watch?v=abcdefghijk" rel="nofollow noopener">YouTube</a>'
        "</figure>"
    )
    assert body.links == ()


@pytest.mark.parametrize(
    ("html", "kind", "url"),
    [
        ('<video><source src="/v.mp4"></video>', "video", "https://news.example/v.mp4"),
        ('<video src="blob:x" poster="/p.jpg"></video>', "video", None),
        ('<audio src="/a.mp3"></audio>', "audio", "https://news.example/a.mp3"),
        ('<amp-video><source src="/v.mp4"></amp-video>', "video", "https://news.example/v.mp4"),
        ('<iframe src="https://maps.google.com/x"></iframe>', "map", "https://maps.google.com/x"),
        ('<iframe src="https://other.example/w"></iframe>', "other", "https://other.example/w"),
        ('<figure><a class="video-url" href="x-app:1"><img src="/p.jpg">Play</a><p>Mayor</p></figure>', "video", None),
        (
            '<figure><a href="https://flo.uri.sh/story/1/embed">Chart</a></figure>',
            "chart",
            "https://flo.uri.sh/story/1/embed",
        ),
        ('<gu-island name=YoutubeBlockComponent props=\'{"assetId":"abcdefghijk"}\'></gu-island>', "video", YOUTUBE),
        ('<div data-embedded-content-path="https://b.example/video/7"></div>', "video", "https://b.example/video/7"),
        ('<div class="flourish-embed" data-src="story/7">x</div>', "chart", "https://flo.uri.sh/story/7/embed"),
        ('<div id="datawrapper-vis-aBcDe"><noscript><img src="/c.png"></noscript></div>', "chart", DATAWRAPPER),
        ('<div class="infogram-embed" data-id="1a2b"></div>', "chart", "https://infogram.com/1a2b"),
        ('<script src="https://cdn.jwplayer.com/players/AbCdEf12-XyZ.js"></script>', "video", JW_PLAYER),
        ('<div class="content-video" data-video-id="1"><p>Mayor speaks</p></div>', "video", None),
        ('<blockquote class="twitter-tweet"><a href="https://x.com/jo/status/123456"></a></blockquote>', "post", TWEET),
        ('<div class="twitter-tweet"><iframe data-tweet-id=123456></iframe></div>', "post", TWEET),
        ('<div data-component="video-block"><img src="/p.jpg"><figcaption>Mayor</figcaption></div>', "video", None),
        ('<div itemscope itemtype="https://schema.org/VideoObject"><img src="/p.jpg"></div>', "video", None),
        ('<div data-youtube-id=abcdefghijk><img src="/p.jpg"><p>Mayor speaks</p></div>', "video", YOUTUBE),
    ],
)
def test_players_maps_and_charts_are_embeds(html: str, kind: str, url: str | None) -> None:
    """Each is one embed of its kind, without text and without images."""
    body = body_of(html)
    assert [(embed.kind, embed.url) for embed in body.embeds] == [(kind, url)]
    assert (body.text, body.images) == ("", ())


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="https://x.example/t" width=1 height=1></iframe>',
        '<iframe src="https://ads.doubleclick.net/x"></iframe>',
        '<iframe src="about:blank"></iframe><iframe srcdoc="<p>x</p>"></iframe>',
        '<iframe src="https://x.example/t" style="display: none"></iframe>',
        '<amp-ad src="https://x.example/ad"></amp-ad>',
        '<script src="https://platform.twitter.com/widgets.js"></script>',
    ],
)
def test_adverts_and_counters_are_no_embeds(html: str) -> None:
    """Frames that show a reader nothing of the entry are dropped."""
    assert body_of(html) == Body()


def test_a_post_counts_once_however_often_it_is_wrapped() -> None:
    """Figure, quote and link name one post."""
    body = body_of(
        '<figure data-canonical-url="https://twitter.com/jo/status/123456"><blockquote class="twitter-tweet"><p>Wet</p>'
        '<a href="https://x.com/jo/status/123456">May 1</a></blockquote></figure>'
    )
    assert [embed.url for embed in body.embeds] == ["https://twitter.com/i/status/123456"]
    assert body.text == "Wet\n\nMay 1"


def test_a_post_without_words_leaves_a_link() -> None:
    """A post that only a script would show is an embed with a link in its place."""
    body = body_of('<amp-twitter data-tweetid="1234567"></amp-twitter>')
    assert body.html == (
        '<figure><a href="https://twitter.com/i/status/1234567" rel="nofollow noopener">X</a></figure>'
    )


def test_a_quote_that_ends_in_a_posts_address_is_that_post() -> None:
    """Copies that lost the class of an embedded post still say where it stands."""
    body = body_of('<blockquote>Wet <a href="https://twitter.com/jo/status/1234567">May 1</a></blockquote>')
    assert [embed.kind for embed in body.embeds] == ["post"]
