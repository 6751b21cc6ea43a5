"""Embeds: whose they are, what they show, and the one address each has."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from app.parsing.document import Embed
from app.parsing.embeds import embed_at, is_post_url, label, read_embed

TWEET = Embed("https://twitter.com/i/status/1234567890", "X", "post")
VIDEO = Embed("https://www.youtube.com/watch?v=abc-DEF_123", "YouTube", "video")


@pytest.mark.parametrize(
    ("url", "embed"),
    [
        ("https://twitter.com/jo/status/1234567890?ref_src=x", TWEET),
        ("https://x.com/jo/status/1234567890/photo/1", TWEET),
        ("https://mobile.twitter.com/jo/statuses/1234567890", TWEET),
        ("https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890&lang=en", TWEET),
        ("https://www.youtube.com/embed/abc-DEF_123?rel=0", VIDEO),
        ("https://www.youtube-nocookie.com/embed/abc-DEF_123", VIDEO),
        ("https://youtu.be/abc-DEF_123?t=9", VIDEO),
        ("http://www.youtube.com/watch?app=m&v=abc-DEF_123", VIDEO),
        ("https://www.youtube.com/live/abc-DEF_123", VIDEO),
        (
            "https://www.instagram.com/jo/p/Cabcd123/embed/",
            Embed("https://www.instagram.com/p/Cabcd123/", "Instagram", "post"),
        ),
        ("https://player.vimeo.com/video/77123?h=1", Embed("https://vimeo.com/77123", "Vimeo", "video")),
        (
            "https://geo.dailymotion.com/embed/video/x8abc",
            Embed("https://www.dailymotion.com/video/x8abc", "Dailymotion", "video"),
        ),
        (
            "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fjo%2Fposts%2F1",
            Embed("https://www.facebook.com/jo/posts/1", "Facebook", "post"),
        ),
        (
            "https://cdn.embedly.com/widgets/media.html?url=https%3A%2F%2Fyoutu.be%2Fabc-DEF_123",
            VIDEO,
        ),
        (
            "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/9",
            Embed("https://api.soundcloud.com/tracks/9", "SoundCloud", "audio"),
        ),
        (
            "https://open.spotify.com/embed/episode/9",
            Embed("https://open.spotify.com/embed/episode/9", "Spotify", "audio"),
        ),
        (
            "https://www.google.com/maps/embed?pb=1",
            Embed("https://www.google.com/maps/embed?pb=1", "Google Maps", "map"),
        ),
        (
            "https://datawrapper.dwcdn.net/aBcDe/1/",
            Embed("https://datawrapper.dwcdn.net/aBcDe/1/", "Datawrapper", "chart"),
        ),
        (
            "https://flo.uri.sh/visualisation/7/embed",
            Embed("https://flo.uri.sh/visualisation/7/embed", "Flourish", "chart"),
        ),
        ("https://t.me/channel/77?embed=1", Embed("https://t.me/channel/77?embed=1", "Telegram", "post")),
        ("https://poll.news.co.uk/7", Embed("https://poll.news.co.uk/7", "news.co.uk", "other")),
        ("https://cdn.news.example/a.mp3", Embed("https://cdn.news.example/a.mp3", "news.example", "audio")),
        ("https://news.example/video/7", Embed("https://news.example/video/7", "news.example", "video")),
        ("https://ads.doubleclick.net/x", None),
        ("https://www.googletagmanager.com/ns.html?id=1", None),
        ("https://www.facebook.com/plugins/like.php?href=x", None),
        (
            "https://geo.dailymotion.com/player/x1.html?video=x8abc",
            Embed("https://www.dailymotion.com/video/x8abc", "Dailymotion", "video"),
        ),
        (
            "https://www.netflix.com/jo/status/1234567890",
            Embed("https://www.netflix.com/jo/status/1234567890", "netflix.com", "other"),
        ),
        (
            "https://evil.example/twitter.com/jo/status/1234567890",
            Embed("https://evil.example/twitter.com/jo/status/1234567890", "evil.example", "other"),
        ),
        ("https://notdoubleclick.net.example/x", Embed("https://notdoubleclick.net.example/x", "net.example", "other")),
    ],
)
def test_addresses_tell_embeds(url: str, embed: Embed | None) -> None:
    """Provider and kind are told by the host; one thing has one address; adverts and counters are none."""
    assert embed_at(url) == embed


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<amp-twitter data-tweetid=1234567890>", TWEET.url),
        ("<div data-tweet-id=1234567890>", TWEET.url),
        ("<amp-youtube data-videoid=abc-DEF_123>", VIDEO.url),
        ("<lite-youtube videoid=abc-DEF_123>", VIDEO.url),
        ("<iframe data-src=https://youtu.be/abc-DEF_123 src=about:blank>", VIDEO.url),
        ("<div data-oembed-url=https://youtu.be/abc-DEF_123>", VIDEO.url),
        ("<amp-instagram data-shortcode=Cabcd123>", "https://www.instagram.com/p/Cabcd123/"),
        (
            "<blockquote data-bluesky-uri='at://did:plc:abc/app.bsky.feed.post/3k'>",
            "https://bsky.app/profile/did:plc:abc/post/3k",
        ),
        (
            "<blockquote data-text-post-permalink=https://www.threads.net/@jo/post/C1>",
            "https://www.threads.net/@jo/post/C1",
        ),
        ("<blockquote cite=https://www.tiktok.com/@jo/video/7>", "https://www.tiktok.com/@jo/video/7"),
        ("<div data-telegram-post=channel/7>", "https://t.me/channel/7"),
        (
            "<video-js data-account=123 data-video-id=456>",
            "https://players.brightcove.net/123/default_default/index.html?videoId=456",
        ),
        ("<div data-tweet-id='1\"><b>'>", None),
        ("<iframe src=javascript:alert(1)>", None),
        ("<iframe>", None),
    ],
)
def test_attributes_tell_embeds(html: str, url: str | None) -> None:
    """Identifiers and addresses in a tag's attributes give the embed's address."""
    node = LexborHTMLParser(f"<body>{html}").css_first("body > *")
    embed = read_embed(node.tag or "", node.attributes, None)
    assert (embed.url if embed else None) == url


def test_posts_are_told_from_profiles() -> None:
    """Only the address of one post is a post's."""
    assert is_post_url("https://twitter.com/jo/status/1234567")
    assert is_post_url("https://bsky.app/profile/jo.example/post/3k")
    assert not is_post_url("https://twitter.com/jo")
    assert not is_post_url("https://evil.example/?https://twitter.com/jo/status/1")


def test_labels_name_the_provider() -> None:
    """A link to an embed says who shows it."""
    assert label(VIDEO) == "YouTube"
    assert label(Embed("https://a.example/x")) == "a.example"
