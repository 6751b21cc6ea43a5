"""What an entry shows from elsewhere: posts, players, maps, charts, polls."""

import json
import re
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote

from app.parsing.document import Embed
from app.parsing.providers import NO_EMBEDS, is_of, provider_of
from app.parsing.urls import host_of, parts_of, web_url
from app.parsing.words import words

Attributes = Mapping[str, str | None]

EMBED_TAGS = words(
    """
    iframe amp-iframe amp-twitter amp-instagram amp-facebook amp-youtube amp-vimeo amp-dailymotion amp-video
    amp-audio amp-video-iframe amp-brightcove amp-jwplayer amp-soundcloud amp-tiktok amp-reddit
    amp-bodymovin-animation amp-embedly-card amp-connatix-player amp-kaltura-player amp-ooyala-player amp-playbuzz
    amp-riddle-quiz amp-apester-media amp-vine amp-3q-player amp-springboard-player amp-megaphone amp-imgur amp-gist
    video audio object embed lite-youtube lite-vimeo youtube-video twitter-widget bsp-jw-player
    bsp-brightcove-player video-js
    """
)

EMBED_KEYS = words(
    """
    data-tweetid data-tweet-id data-instgrm-permalink data-bluesky-uri data-text-post-permalink data-telegram-post
    data-oembed-url data-embed-url data-canonical-url data-youtube-id data-youtubeid data-video-id data-videoid
    data-vimeo-id data-embedded-content-path
    """
)

_URL_KEYS = (
    "data-instgrm-permalink", "data-text-post-permalink", "data-canonical-url", "data-oembed-url", "data-embed-url",
    "data-embedded-content-path", "src", "data-src", "data-lazy-src", "data-cmp-src", "data-consent-src",
    "data-src-cmplz", "data-embed-src", "data-url", "data-href", "cite", "data", "href",
)  # fmt: skip
_TWEET = "https://twitter.com/i/status/{}"
_YOUTUBE_VIDEO = "https://www.youtube.com/watch?v={}"
_VIMEO_VIDEO = "https://vimeo.com/{}"
_DAILYMOTION_VIDEO = "https://www.dailymotion.com/video/{}"
_JW_VIDEO = "https://cdn.jwplayer.com/previews/{}"
_ADDRESSES: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (
    ((), ("data-tweetid", "data-tweet-id"), _TWEET),
    (("amp-youtube", "lite-youtube", "youtube-video"), ("data-videoid", "videoid", "video-id"), _YOUTUBE_VIDEO),
    ((), ("data-youtube-id", "data-youtubeid"), _YOUTUBE_VIDEO),
    (("amp-instagram",), ("data-shortcode",), "https://www.instagram.com/p/{}/"),
    (("amp-vimeo", "lite-vimeo"), ("data-videoid", "videoid"), _VIMEO_VIDEO),
    ((), ("data-vimeo-id",), _VIMEO_VIDEO),
    (("amp-dailymotion",), ("data-videoid",), _DAILYMOTION_VIDEO),
    (("amp-soundcloud",), ("data-trackid",), "https://api.soundcloud.com/tracks/{}"),
    (("amp-jwplayer", "bsp-jw-player"), ("data-media-id", "data-video-id"), _JW_VIDEO),
)
"""Which tags (none: any) hold an identifier in which attributes, and the address it stands for."""
_CANONICAL: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = tuple(
    (domains, re.compile(pattern, re.ASCII), canonical)
    for domains, pattern, canonical in (
        (("twitter.com", "x.com"), r"/(?:#!/)?(?:\w+|i/web)/status(?:es)?/(\d{4,25})", _TWEET),
        (("platform.twitter.com", "platform.x.com"), r"/.*[?#&]id=(\d{4,25})", _TWEET),
        (
            ("youtube.com", "youtube-nocookie.com"),
            r"/(?:(?:embed|v|shorts|live)/(?!videoseries)|watch\?(?:[^#]*&)?v=)([\w-]{6,20})",
            _YOUTUBE_VIDEO,
        ),
        (("youtu.be",), r"/([\w-]{6,20})", _YOUTUBE_VIDEO),
        (("instagram.com",), r"/(?:[\w.]+/)?(p|reel|tv)/([\w-]{5,40})", "https://www.instagram.com/{}/{}/"),
        (("player.vimeo.com",), r"/video/(\d+)", _VIMEO_VIDEO),
        (("dailymotion.com",), r"/(?:embed/)?video/([a-zA-Z0-9]{4,20})", _DAILYMOTION_VIDEO),
        (("dailymotion.com",), r"/player/[^?]*\?(?:[^#]*&)?video=([a-zA-Z0-9]{4,20})", _DAILYMOTION_VIDEO),
        (("dai.ly",), r"/([a-zA-Z0-9]{4,20})", _DAILYMOTION_VIDEO),
        (("tiktok.com",), r"/(?:embed(?:/v\d)?|player/v\d)/(\d{6,25})", "https://www.tiktok.com/embed/v2/{}"),
        (("jwplayer.com", "jwplatform.com"), r"/players/([A-Za-z0-9]{8})", _JW_VIDEO),
    )
)
"""Of which domains a place names a thing, and the one address that thing has here."""
_TAG_KINDS = {"video": "video", "audio": "audio", "amp-video": "video", "amp-audio": "audio", "video-js": "video"}
_SCRIPTS = ("jwplayer.com", "jwplatform.com")
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
_BLUESKY_URI = re.compile(r"at://([\w.:-]+)/app\.bsky\.feed\.post/(\w+)", re.ASCII)
_FLOURISH = re.compile(r"(?:visualisation|story)/\d{1,12}", re.ASCII)
_DATAWRAPPER = re.compile(r"datawrapper-(?:vis|chart)-([A-Za-z0-9]{4,8})", re.ASCII)
_TELEGRAM_POST = re.compile(r"(\w{3,64})/(\d{1,12})", re.ASCII)
_POST = re.compile(
    r"https?://(?:www\.|mobile\.|m\.)?(?:(?:twitter|x)\.com/\w+/status(?:es)?/\d|"
    r"instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/\w|facebook\.com/[^?#]{1,200}/(?:posts|videos)/|"
    r"threads\.(?:net|com)/@[\w.]+/post/|bsky\.app/profile/[\w.:-]+/post/|t\.me/\w+/\d|"
    r"tiktok\.com/@[\w.]+/video/\d)",
    re.ASCII,
)
_LONGEST_PROPS = 100_000
_SOUND_FILE = re.compile(r"\.(?:mp3|m4a|ogg|oga|wav|aac)$", re.IGNORECASE)
_VIDEO_PATH = re.compile(r"/videos?/|\.(?:mp4|m3u8|webm|mov)$", re.IGNORECASE)


def is_post_url(url: str) -> bool:
    """Whether a URL is that of one post on a social network."""
    return _POST.match(url) is not None


def embed_at(url: str, kind: str | None = None) -> Embed | None:
    """The embed that an absolute URL shows, at its canonical address; None for adverts, counters and share buttons.

    `kind` is what the markup says where the address does not tell.
    """
    host = host_of(url)
    if is_of(host, NO_EMBEDS) or "/plugins/like" in url or "/plugins/share" in url or "recaptcha" in url:
        return None
    if is_of(host, ("embedly.com", "iframely.net", "iframe.ly")):
        inner = parse_qs(parts_of(url).query).get("url", [""])[0]
        shown = web_url(inner, None)
        if shown and not is_of(host_of(shown), ("embedly.com", "iframely.net", "iframe.ly")):
            return embed_at(shown, kind)
    if is_of(host, ("facebook.com",)) and "/plugins/" in url:
        shown = web_url(parse_qs(parts_of(url).query).get("href", [""])[0], None)
        is_video = "/plugins/video" in url
        return Embed(shown or url, "Facebook", "video" if is_video else "post")
    if "google." in host and ("/maps" in url or host.startswith("maps.")):
        return Embed(url, "Google Maps", "map")
    canonical = _canonical(url, host)
    provider, usual_kind = provider_of(host)
    path = parts_of(url).path
    if usual_kind == "other" and _SOUND_FILE.search(path):
        kind = "audio"
    if usual_kind == "other" and _VIDEO_PATH.search(path):
        kind = "video"
    if is_of(host, ("facebook.com",)) and "/videos/" in url:
        usual_kind = "video"
    return Embed(canonical, provider, usual_kind if usual_kind != "other" else kind or "other")


def read_embed(tag: str, attributes: Attributes, base_url: str | None, kind: str | None = None) -> Embed | None:
    """The embed that an element's own tag and attributes tell; None when they tell none."""
    by_id = _by_id(tag, attributes)
    if by_id:
        return embed_at(by_id, kind)
    for key in _URL_KEYS:
        url = web_url(attributes.get(key), base_url)
        if url:
            return embed_at(url, kind or _TAG_KINDS.get(tag))
    return None


def read_script(attributes: Attributes) -> Embed | None:
    """The embed that a script element puts in its own place."""
    if "data-telegram-post" in attributes:
        return read_embed("script", attributes, None)
    url = web_url(attributes.get("src"), None)
    return embed_at(url) if url and is_of(host_of(url), _SCRIPTS) and "/players/" in url else None


def read_island(attributes: Attributes) -> Embed | None:
    """The embed that a Guardian "island" (`gu-island`, with its properties as JSON) will show once scripts run."""
    name, props = attributes.get("name") or "", attributes.get("props") or ""
    if "BlockComponent" not in name or len(props) > _LONGEST_PROPS:
        return None
    try:
        shown = json.loads(props)
    except (ValueError, RecursionError):
        return None
    if not isinstance(shown, dict):
        return None
    asset = shown.get("assetId")
    if name.startswith("Youtube") and isinstance(asset, str) and _ID.fullmatch(asset):
        return embed_at(_YOUTUBE_VIDEO.format(asset))
    for key in ("embedUrl", "originalUrl", "canonicalUrl", "url"):
        address = shown.get(key)
        url = web_url(address, None) if isinstance(address, str) else None
        if url:
            return embed_at(url)
    return None


def label(embed: Embed) -> str:
    """What a link to the embed says: who shows it."""
    return embed.provider or (host_of(embed.url) if embed.url else "")


def _by_id(tag: str, attributes: Attributes) -> str | None:
    if post := _BLUESKY_URI.match(attributes.get("data-bluesky-uri") or ""):
        return f"https://bsky.app/profile/{post[1]}/post/{post[2]}"
    if post := _TELEGRAM_POST.fullmatch(attributes.get("data-telegram-post") or ""):
        return f"https://t.me/{post[1]}/{post[2]}"
    for tags, keys, address in _ADDRESSES:
        if not tags or tag in tags:
            for key in keys:
                value = attributes.get(key)
                if value and _ID.fullmatch(value):
                    return address.format(value)
    if chart := _chart(attributes):
        return chart
    account, video = attributes.get("data-account"), attributes.get("data-video-id")
    if account and video and _ID.fullmatch(account) and _ID.fullmatch(video):
        return f"https://players.brightcove.net/{account}/default_default/index.html?videoId={video}"
    return None


def _chart(attributes: Attributes) -> str | None:
    if shown := _FLOURISH.fullmatch(attributes.get("data-src") or ""):
        return f"https://flo.uri.sh/{shown[0]}/embed"
    if shown := _DATAWRAPPER.fullmatch(attributes.get("id") or ""):
        return f"https://datawrapper.dwcdn.net/{shown[1]}/"
    identifier = attributes.get("data-id") or ""
    if "infogram-embed" in (attributes.get("class") or "") and _ID.fullmatch(identifier):
        return f"https://infogram.com/{identifier}"
    return None


def _canonical(url: str, host: str) -> str:
    address = url.partition("://")[2]
    place = address[len(address.partition("/")[0]) :]
    for domains, pattern, canonical in _CANONICAL:
        if is_of(host, domains):
            found = pattern.match(place)
            if found:
                return canonical.format(*found.groups())
    if host == "w.soundcloud.com":
        inner = re.search(r"[?&]url=([^&]{1,400})", url)
        return (web_url(unquote(inner[1]), None) if inner else None) or url
    return url
