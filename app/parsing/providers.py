"""Who shows things in other people's pages, and what they show."""

from collections.abc import Iterable

from app.parsing.words import words

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

_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "gob", "edu", "or", "ne"})


def provider_of(host: str) -> tuple[str, str]:
    """The name and the usual kind of what a host shows; its domain and "other" when it is unknown."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        known = PROVIDERS.get(".".join(labels[start:]))
        if known:
            return known
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2  # noqa: PLR2004
    return ".".join(labels[-size:]), "other"


def is_of(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of some domains, or within one."""
    return any(host == domain or host.endswith("." + domain) for domain in domains)
