"""What an entry shows from elsewhere: posts, players, maps, charts, polls."""

import json
import re
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from app.parsing.document import Embed
from app.parsing.urls import host_of, web_url
from app.parsing.words import words

Attributes = Mapping[str, str | None]

PROVIDERS: dict[str, tuple[str, str]] = {
    "twitter.com": ("X", "post"),
    "x.com": ("X", "post"),
    "instagram.com": ("Instagram", "post"),
    "facebook.com": ("Facebook", "post"),
    "threads.net": ("Threads", "post"),
    "threads.com": ("Threads", "post"),
    "bsky.app": ("Bluesky", "post"),
    "t.me": ("Telegram", "post"),
    "truthsocial.com": ("Truth Social", "post"),
    "reddit.com": ("Reddit", "post"),
    "linkedin.com": ("LinkedIn", "post"),
    "mastodon.social": ("Mastodon", "post"),
    "vk.com": ("VK", "post"),
    "tiktok.com": ("TikTok", "video"),
    "youtube.com": ("YouTube", "video"),
    "youtube-nocookie.com": ("YouTube", "video"),
    "youtu.be": ("YouTube", "video"),
    "vimeo.com": ("Vimeo", "video"),
    "dailymotion.com": ("Dailymotion", "video"),
    "dai.ly": ("Dailymotion", "video"),
    "twitch.tv": ("Twitch", "video"),
    "vine.co": ("Vine", "video"),
    "streamable.com": ("Streamable", "video"),
    "rumble.com": ("Rumble", "video"),
    "brightcove.net": ("Brightcove", "video"),
    "brightcove.com": ("Brightcove", "video"),
    "jwplayer.com": ("JW Player", "video"),
    "jwplatform.com": ("JW Player", "video"),
    "kaltura.com": ("Kaltura", "video"),
    "glomex.com": ("glomex", "video"),
    "soundcloud.com": ("SoundCloud", "audio"),
    "spotify.com": ("Spotify", "audio"),
    "podcasts.apple.com": ("Apple Podcasts", "audio"),
    "acast.com": ("Acast", "audio"),
    "audioboom.com": ("Audioboom", "audio"),
    "megaphone.fm": ("Megaphone", "audio"),
    "omny.fm": ("Omny", "audio"),
    "maps.google.com": ("Google Maps", "map"),
    "openstreetmap.org": ("OpenStreetMap", "map"),
    "mapbox.com": ("Mapbox", "map"),
    "arcgis.com": ("ArcGIS", "map"),
    "windy.com": ("Windy", "map"),
    "datawrapper.de": ("Datawrapper", "chart"),
    "dwcdn.net": ("Datawrapper", "chart"),
    "flourish.studio": ("Flourish", "chart"),
    "uri.sh": ("Flourish", "chart"),
    "infogram.com": ("Infogram", "chart"),
    "tableau.com": ("Tableau", "chart"),
    "everviz.com": ("everviz", "chart"),
    "knightlab.com": ("Knight Lab", "chart"),
    "strawpoll.com": ("StrawPoll", "poll"),
    "polldaddy.com": ("Crowdsignal", "poll"),
    "crowdsignal.com": ("Crowdsignal", "poll"),
    "typeform.com": ("Typeform", "poll"),
    "riddle.com": ("Riddle", "poll"),
    "opinary.com": ("Opinary", "poll"),
    "apester.com": ("Apester", "poll"),
    "playbuzz.com": ("Playbuzz", "poll"),
    "documentcloud.org": ("DocumentCloud", "document"),
    "scribd.com": ("Scribd", "document"),
    "docs.google.com": ("Google Docs", "document"),
    "imgur.com": ("Imgur", "gallery"),
    "flickr.com": ("Flickr", "gallery"),
    "giphy.com": ("Giphy", "gallery"),
}

NO_EMBEDS = words(
    """
    doubleclick.net googlesyndication.com googletagmanager.com googleadservices.com google-analytics.com
    amazon-adsystem.com adnxs.com taboola.com outbrain.com teads.tv criteo.com recaptcha.net rubiconproject.com
    pubmatic.com smartadserver.com adform.net ampproject.net
    """
)
"""Frames from here are adverts, counters and locks."""

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
_YOUTUBE_VIDEO = "https://www.youtube.com/watch?v={}"
_VIMEO_VIDEO = "https://vimeo.com/{}"
_ADDRESSES: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (
    ((), ("data-tweetid", "data-tweet-id"), "https://twitter.com/i/status/{}"),
    (("amp-youtube", "lite-youtube", "youtube-video"), ("data-videoid", "videoid", "video-id"), _YOUTUBE_VIDEO),
    ((), ("data-youtube-id", "data-youtubeid"), _YOUTUBE_VIDEO),
    (("amp-instagram",), ("data-shortcode",), "https://www.instagram.com/p/{}/"),
    (("amp-vimeo", "lite-vimeo"), ("data-videoid", "videoid"), _VIMEO_VIDEO),
    ((), ("data-vimeo-id",), _VIMEO_VIDEO),
    (("amp-dailymotion",), ("data-videoid",), "https://www.dailymotion.com/video/{}"),
    (("amp-soundcloud",), ("data-trackid",), "https://api.soundcloud.com/tracks/{}"),
    (("amp-jwplayer", "bsp-jw-player"), ("data-media-id", "data-video-id"), "https://cdn.jwplayer.com/previews/{}"),
)
"""Which tags (none: any) hold an identifier in which attributes, and the address it stands for."""
_TAG_KINDS = {"video": "video", "audio": "audio", "amp-video": "video", "amp-audio": "audio", "video-js": "video"}
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
_TWEET = re.compile(r"(?:twitter|x)\.com/(?:#!/)?(?:\w+|i/web)/status(?:es)?/(\d{4,25})", re.ASCII)
_TWEET_FRAME = re.compile(r"platform\.(?:twitter|x)\.com/.*[?#&]id=(\d{4,25})", re.ASCII)
_INSTAGRAM = re.compile(r"instagram\.com/(?:[\w.]+/)?(p|reel|tv)/([\w-]{5,40})", re.ASCII)
_YOUTUBE = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:(?:embed|v|shorts|live)/|watch\?(?:[^#]*&)?v=)|youtu\.be/)([\w-]{6,20})",
    re.ASCII,
)
_VIMEO = re.compile(r"player\.vimeo\.com/video/(\d+)", re.ASCII)
_DAILYMOTION = re.compile(r"(?:dailymotion\.com/(?:embed/)?video|dai\.ly)/([a-zA-Z0-9]{4,20})", re.ASCII)
_TIKTOK = re.compile(r"tiktok\.com/(?:embed(?:/v\d)?|player/v\d)/(\d{6,25})", re.ASCII)
_BLUESKY_URI = re.compile(r"at://([\w.:-]+)/app\.bsky\.feed\.post/(\w+)", re.ASCII)
_TELEGRAM_POST = re.compile(r"(\w{3,64})/(\d{1,12})", re.ASCII)
_POST = re.compile(
    r"https?://(?:www\.|mobile\.|m\.)?(?:(?:twitter|x)\.com/\w+/status(?:es)?/\d|"
    r"instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/\w|facebook\.com/[^?#]{1,200}/(?:posts|videos)/|"
    r"threads\.(?:net|com)/@[\w.]+/post/|bsky\.app/profile/[\w.:-]+/post/|t\.me/\w+/\d|"
    r"tiktok\.com/@[\w.]+/video/\d)",
    re.ASCII,
)
_LONGEST_PROPS = 100_000
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "gob", "edu", "or", "ne"})
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
    if _listed(host, NO_EMBEDS) or "/plugins/like" in url or "/plugins/share" in url or "recaptcha" in url:
        return None
    if _listed(host, ("embedly.com", "iframely.net", "iframe.ly")):
        inner = parse_qs(urlsplit(url).query).get("url", [""])[0]
        shown = web_url(inner, None)
        if shown and not _listed(host_of(shown), ("embedly.com", "iframely.net", "iframe.ly")):
            return embed_at(shown, kind)
    if _listed(host, ("facebook.com",)) and "/plugins/" in url:
        shown = web_url(parse_qs(urlsplit(url).query).get("href", [""])[0], None)
        is_video = "/plugins/video" in url
        return Embed(shown or url, "Facebook", "video" if is_video else "post")
    if "google." in host and ("/maps" in url or host.startswith("maps.")):
        return Embed(url, "Google Maps", "map")
    canonical = _canonical(url)
    provider, usual_kind = _provider(host)
    path = urlsplit(url).path
    if usual_kind == "other" and _SOUND_FILE.search(path):
        kind = "audio"
    if usual_kind == "other" and _VIDEO_PATH.search(path):
        kind = "video"
    if _listed(host, ("facebook.com",)) and "/videos/" in url:
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
    account, video = attributes.get("data-account"), attributes.get("data-video-id")
    if account and video and _ID.fullmatch(account) and _ID.fullmatch(video):
        return f"https://players.brightcove.net/{account}/default_default/index.html?videoId={video}"
    return None


def _canonical(url: str) -> str:  # noqa: PLR0911 - one a network
    if tweet := _TWEET.search(url) or _TWEET_FRAME.search(url):
        return f"https://twitter.com/i/status/{tweet[1]}"
    if video := _YOUTUBE.search(url):
        if video[1] == "videoseries":
            return url
        return f"https://www.youtube.com/watch?v={video[1]}"
    if post := _INSTAGRAM.search(url):
        return f"https://www.instagram.com/{post[1]}/{post[2]}/"
    if video := _VIMEO.search(url):
        return f"https://vimeo.com/{video[1]}"
    if video := _DAILYMOTION.search(url):
        return f"https://www.dailymotion.com/video/{video[1]}"
    if video := _TIKTOK.search(url):
        return f"https://www.tiktok.com/embed/v2/{video[1]}"
    if "soundcloud.com/player" in url:
        inner = re.search(r"[?&]url=([^&]{1,400})", url)
        return (web_url(unquote(inner[1]), None) if inner else None) or url
    return url


def _provider(host: str) -> tuple[str, str]:
    labels = host.split(".")
    for start in range(len(labels) - 1):
        known = PROVIDERS.get(".".join(labels[start:]))
        if known:
            return known
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2  # noqa: PLR2004
    return ".".join(labels[-size:]), "other"


def _listed(host: str, domains: frozenset[str] | tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith("." + domain) for domain in domains)
